"""Decisions of a campaign with their lists."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import null, or_, select
from sqlmodel import Session, col

from domain.people import Principal
from domain.values import Value
from models.decisions import Decision, DecisionLine
from queries.campaigns import visible
from queries.visibility import reach


class Award(Value):
    """One line of a decision's list."""

    position: int
    nominee: str
    nominee_kind: str
    unit_name: str


class DecisionRow(Value):
    """A decision; number and date once it is issued. `about` is the number of the one that a later one is about."""

    id: int
    round: str
    form: str
    kind: str
    about: str | None
    state: str
    number: str | None
    issued_on: date | None
    drafted_at: datetime
    signed_at: datetime | None
    signer_title: str | None
    awards: tuple[Award, ...]


def listing(session: Session, viewer: Principal, campaign: str) -> tuple[DecisionRow, ...]:
    """The decisions by round and form; a unit sees issued ones only, because a draft is the office's.

    Raises:
        NotFound: `campaign`.
    """
    row = visible(session, viewer, campaign)
    may = reach(viewer, "campaign:view", col(Decision.campaign_id), null())
    query = select(Decision).where(col(Decision.campaign_id) == row.id, or_(may, col(Decision.state) == "issued"))
    found = session.scalars(query.order_by(col(Decision.stage_id), col(Decision.form), col(Decision.id))).all()
    awards = _awards(session, [decision.id for decision in found])
    numbers = {decision.id: decision.number for decision in found}
    return tuple(_line(decision, awards[decision.id], numbers.get(decision.about_id or 0)) for decision in found)


def _awards(session: Session, ids: Iterable[int]) -> dict[int, list[Award]]:
    query = select(DecisionLine).where(
        col(DecisionLine.decision_id).in_(list(ids)), col(DecisionLine.struck_at).is_(None)
    )
    found: defaultdict[int, list[Award]] = defaultdict(list)
    for line in session.scalars(query.order_by(col(DecisionLine.decision_id), col(DecisionLine.position))):
        found[line.decision_id].append(
            Award(
                position=line.position,
                nominee=line.nominee,
                nominee_kind=line.nominee_kind,
                unit_name=line.unit_name,
            )
        )
    return found


def _line(row: Decision, awards: list[Award], about: str | None) -> DecisionRow:
    return DecisionRow(
        id=row.id,
        round=row.round,
        form=row.form,
        kind=row.kind,
        about=about,
        state=row.state,
        number=row.number,
        issued_on=row.issued_on,
        drafted_at=row.drafted_at,
        signed_at=row.signed_at,
        signer_title=row.signer_title,
        awards=tuple(awards),
    )

"""The list of awards for everybody: what stands in issued decisions and whether it holds, and nothing else."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlmodel import Session, col

from domain.later_decisions import LISTING, DecisionKind
from domain.values import Value
from models.campaigns import Campaign, StoreMark
from models.decisions import Decision, DecisionLine
from queries.award_standing import endings


class PublicAward(Value):
    """One line of an issued list; `standing` is a word of `wording.later_decisions.STANDINGS`."""

    campaign: str
    campaign_name: str
    number: str
    issued_on: date
    form: str
    nominee: str
    unit_name: str
    standing: str
    ended_by: str | None
    corrected_by: tuple[str, ...]


class PublicCampaign(Value):
    """A campaign that has an issued decision."""

    code: str
    name: str


def public_since(session: Session) -> datetime | None:
    """Since when everybody may read the list; None while nobody may."""
    return session.scalars(select(col(StoreMark.public_since))).first()


def campaigns(session: Session) -> tuple[PublicCampaign, ...]:
    """Campaigns that something is listed of, the newest first."""
    listed = _issued(select(col(Decision.campaign_id)))
    query = select(Campaign).where(col(Campaign.id).in_(listed)).order_by(col(Campaign.id).desc())
    return tuple(PublicCampaign(code=row.code, name=row.name) for row in session.scalars(query))


def count(session: Session, *, campaign: str | None = None) -> int:
    """How many lines there are."""
    query = _of(_lines(select(func.count()).select_from(DecisionLine)), campaign)
    return int(session.scalars(query).one())


def awards(
    session: Session, *, campaign: str | None = None, offset: int = 0, limit: int | None = None
) -> tuple[PublicAward, ...]:
    """The lines, the newest decision first, each list in its order."""
    query = _of(_lines(select(DecisionLine, Decision, Campaign)), campaign)
    query = query.order_by(col(Decision.issued_on).desc(), col(Decision.id).desc(), col(DecisionLine.position))
    rows = session.execute(query.offset(offset).limit(limit)).all()
    ids = {row.Decision.id for row in rows}
    ended, corrected = endings(session, ids), _corrections(session, ids)
    found = []
    for line, decision, campaign_row in rows:
        how = ended.of(decision, line.dossier_id, replaced="replaced")
        found.append(
            PublicAward(
                campaign=campaign_row.code,
                campaign_name=campaign_row.name,
                number=decision.number,
                issued_on=decision.issued_on,
                form=decision.form,
                nominee=line.nominee,
                unit_name=line.unit_name,
                standing=how.standing,
                ended_by=how.ended_by,
                corrected_by=corrected.get(decision.id, ()),
            )
        )
    return tuple(found)


def _corrections(session: Session, ids: Iterable[int]) -> dict[int, tuple[str, ...]]:
    query = select(Decision).where(
        col(Decision.about_id).in_(list(ids)),
        col(Decision.kind) == DecisionKind.CORRECTION.value,
        col(Decision.state) == "issued",
    )
    found: dict[int, tuple[str, ...]] = {}
    for row in session.scalars(query.order_by(col(Decision.id))):
        found[row.about_id or 0] = (*found.get(row.about_id or 0, ()), row.number or "")
    return found


def _issued(query: Select[Any]) -> Select[Any]:
    return query.where(col(Decision.state) == "issued", col(Decision.kind).in_([kind.value for kind in LISTING]))


def _lines(query: Select[Any]) -> Select[Any]:
    joined = query.join(Decision, col(Decision.id) == col(DecisionLine.decision_id))
    joined = joined.join(Campaign, col(Campaign.id) == col(Decision.campaign_id))
    return _issued(joined).where(col(DecisionLine.struck_at).is_(None))


def _of(query: Select[Any], campaign: str | None) -> Select[Any]:
    return query.where(col(Campaign.code) == campaign) if campaign else query

"""What lies on the desk about issued decisions: what replaces, corrects or cancels them, and what has to come back."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, and_, func, null, or_, select, text
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from domain.errors import NotFound
from domain.later_decisions import DecisionKind, Passage
from domain.people import Principal
from domain.values import Value
from models.awards import corrections_of, lines_of, standing_lines
from models.campaigns import Campaign
from models.decisions import IN_HAND, Decision, DecisionLine
from models.dossiers import Dossier
from models.later_decisions import Recovery
from models.people import Person
from queries.award_standing import AwardStanding, endings
from queries.campaigns import plan_of
from queries.rights import held
from queries.visibility import reach
from wording.labels import round_label

RIGHTS = ("decision:draft", "decision:sign", "decision:issue", "award:recover")
MOVES: Mapping[str, str] = {"draft": "decision:sign", "signed": "decision:issue"}
"""State of a later decision → whose move it is."""

_OLD = aliased(Decision, name="old")


class Mention(Value):
    """A decision about another one, as it is told beside that one."""

    number: int
    kind: str
    state: str
    book_number: str | None
    issued_on: date | None


class LaterTask(Mention):
    """One on the desk; `may` are the rights that the viewer has here."""

    campaign: str
    campaign_name: str
    round: str
    round_name: str
    form: str
    about: int
    about_number: str | None
    about_on: date | None
    signed_at: datetime | None
    may: frozenset[str]


class LaterLine(Value):
    """One nominee: as she is listed, and as the old list wrote her where that differs."""

    position: int
    dossier: str
    nominee: str
    nominee_kind: str
    nominee_role: str
    unit_name: str
    stood: str | None


class RecoveryLine(Value):
    """What has to come back; open until `recovered_on` is known."""

    number: int
    dossier: str
    nominee: str
    item: str
    recovered_on: date | None
    document: str | None


class LaterSheet(LaterTask):
    """A later decision with everything that it says; `whole`: nobody of the old list is left beside those it lists."""

    authority: str
    decided_by: str
    reason: str
    document: str | None
    ground: str | None
    drafted_at: datetime
    signer_title: str | None
    signer_name: str | None
    issued_at: datetime | None
    lines: tuple[LaterLine, ...]
    left_out: tuple[LaterLine, ...]
    whole: bool
    passages: tuple[Passage, ...]
    recoveries: tuple[RecoveryLine, ...]


class AboutDecision(Mention):
    """An issued decision with the lines that still hold, and what was said about it since."""

    campaign: str
    campaign_name: str
    round: str
    round_name: str
    form: str
    lines: tuple[LaterLine, ...]
    later: tuple[Mention, ...]


def tasks(session: Session, viewer: Principal) -> tuple[LaterTask, ...]:
    """Every later decision that was not given up, what waits for somebody first; one query."""
    query = _tasks(viewer).where(col(Decision.state) != "dropped")
    order = {"draft": 0, "signed": 1, "issued": 2}
    found = [LaterTask(**_task(viewer, row)) for row in session.execute(query)]
    return tuple(sorted(found, key=lambda one: (order[one.state], -one.number)))


def waiting(session: Session, viewer: Principal) -> int:
    """How many wait for this viewer's own hand."""
    mine = (
        and_(col(Decision.state) == state, reach(viewer, right, col(Decision.campaign_id), null()))
        for state, right in MOVES.items()
    )
    # Told in the words of the index, or it would not be used for what every page asks.
    query = select(func.count()).select_from(Decision).where(text(IN_HAND), or_(*mine))
    return session.scalars(query).one()


def mentions(session: Session, decision: int | None) -> tuple[Mention, ...]:
    """What was issued, or is in hand, about a decision; the oldest first."""
    query = select(Decision).where(col(Decision.about_id) == decision, col(Decision.state) != "dropped")
    rows = session.scalars(query.order_by(col(Decision.id))) if decision else ()
    return tuple(Mention(**_mention(row)) for row in rows)


def sheet(session: Session, viewer: Principal, code: str, number: int) -> LaterSheet:
    """One later decision.

    Raises:
        NotFound: `decision_row`, also where the viewer may not see it.
    """
    query = _tasks(viewer).where(col(Campaign.code) == code, col(Decision.id) == number)
    found = session.execute(query).first()
    if found is None:
        raise NotFound("decision_row", number=number, code=code)
    row, campaign, old = found
    forms = {one.code: one for one in plan_of(session, campaign).forms}
    told = ("authority", "reason", "document", "ground", "drafted_at", "signer_title", "issued_at")
    return LaterSheet(
        **_task(viewer, found),
        **{name: getattr(row, name) for name in told},
        decided_by=forms[row.form].decided_by if row.form in forms else "",
        signer_name=_name(session, row.signed_by),
        passages=tuple(Passage(one.stood, one.stands) for one in corrections_of(session, row.id)),
        recoveries=_recoveries(session, row),
        **_lists(session, row, old),
    )


def about(session: Session, viewer: Principal, code: str, number: int) -> AboutDecision:
    """An issued decision as those see it who draft another about it.

    Raises:
        NotFound: `decision_row`, also where the viewer may draft nothing.
    """
    query = (
        select(Decision, Campaign)
        .join(Campaign, col(Campaign.id) == col(Decision.campaign_id))
        .where(reach(viewer, "decision:draft", col(Decision.campaign_id), null()))
        .where(col(Campaign.code) == code, col(Decision.id) == number, col(Decision.state) == "issued")
    )
    found = session.execute(query).first()
    if found is None:
        raise NotFound("decision_row", number=number, code=code)
    row, campaign = found
    lines = standing_lines(session, row.id)
    dossiers = _dossiers(session, (line.dossier_id for line in lines))
    return AboutDecision(
        **_mention(row),
        campaign=campaign.code,
        campaign_name=campaign.name,
        round=row.round,
        round_name=round_label(row.round),
        form=row.form,
        lines=tuple(_line(line, dossiers, None) for line in lines),
        later=mentions(session, row.id),
    )


def ended_lines(session: Session, decision: int | None) -> dict[str, AwardStanding]:
    """Dossier → what ended its award, for the lines of a decision that were cancelled."""
    row = session.get(Decision, decision) if decision else None
    if row is None:
        return {}
    ended = endings(session, [row.id])
    codes = _dossiers(session, (dossier for _, dossier in ended.cancelled))
    return {one.code: ended.of(row, one.id, replaced="replaced") for one in codes.values()}


def _dossiers(session: Session, ids: Iterable[int]) -> dict[int, Dossier]:
    return {one.id: one for one in session.scalars(select(Dossier).where(col(Dossier.id).in_(list(ids))))}


def _tasks(viewer: Principal) -> Select[tuple[Decision, Campaign, Decision]]:
    return (
        select(Decision, Campaign, _OLD)
        .join(Campaign, col(Campaign.id) == col(Decision.campaign_id))
        .join(_OLD, col(_OLD.id) == col(Decision.about_id))
        .where(reach(viewer, "campaign:view", col(Decision.campaign_id), null()))
    )


def _mention(row: Decision) -> dict[str, Any]:
    told = {name: getattr(row, name) for name in ("kind", "state", "issued_on")}
    return {"number": row.id, "book_number": row.number, **told}


def _task(viewer: Principal, found: Row[tuple[Decision, Campaign, Decision]]) -> dict[str, Any]:
    row, campaign, old = found
    return {
        **_mention(row),
        "campaign": campaign.code,
        "campaign_name": campaign.name,
        "round": row.round,
        "round_name": round_label(row.round),
        "form": row.form,
        "about": old.id,
        "about_number": old.number,
        "about_on": old.issued_on,
        "signed_at": row.signed_at,
        "may": held(viewer, RIGHTS, campaign_id=campaign.id, unit_id=None),
    }


def _lists(session: Session, row: Decision, old: Decision) -> dict[str, Any]:
    """Its own list beside the old one, and who is left out of a replacement."""
    own, before = lines_of(session, row.id), {line.dossier_id: line for line in lines_of(session, old.id)}
    kept = {line.dossier_id for line in own}
    cancelled = {dossier for _, dossier in endings(session, [old.id]).cancelled}
    gone = [line for line in before.values() if line.dossier_id not in kept | cancelled]
    dossiers = _dossiers(session, [*before, *kept])
    return {
        "lines": tuple(_line(line, dossiers, before.get(line.dossier_id)) for line in own),
        "whole": not gone,
        "left_out": tuple(_line(line, dossiers, None) for line in gone) if row.kind == DecisionKind.REPLACEMENT else (),
    }


def _line(line: DecisionLine, dossiers: Mapping[int, Dossier], before: DecisionLine | None) -> LaterLine:
    dossier = dossiers[line.dossier_id]
    now, stood = (tuple(filter(None, (one.nominee, one.unit_name))) if one else None for one in (line, before))
    return LaterLine(
        position=line.position,
        dossier=dossier.code,
        nominee=line.nominee,
        nominee_kind=line.nominee_kind,
        nominee_role=dossier.nominee_role or "",
        unit_name=line.unit_name,
        stood=", ".join(stood) if stood and stood != now else None,
    )


def _recoveries(session: Session, row: Decision) -> tuple[RecoveryLine, ...]:
    query = (
        select(Recovery, DecisionLine, col(Dossier.code))
        .join(DecisionLine, col(DecisionLine.id) == col(Recovery.line_id))
        .join(Dossier, col(Dossier.id) == col(DecisionLine.dossier_id))
        .where(col(DecisionLine.decision_id) == row.id)
        .order_by(col(DecisionLine.position), col(Recovery.id))
    )
    return tuple(
        RecoveryLine(
            number=one.id,
            dossier=code,
            nominee=line.nominee,
            item=one.item,
            recovered_on=one.recovered_on,
            document=one.document,
        )
        for one, line, code in session.execute(query)
    )


def _name(session: Session, person: str | None) -> str | None:
    return session.scalars(select(col(Person.name)).where(col(Person.code) == person)).first() if person else None

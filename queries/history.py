"""The audit trail, page by page: of a campaign, of one thing, or of one actor."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select
from sqlmodel import Session, col

from domain.errors import NotAllowed, NotFound
from domain.people import Principal
from domain.permissions import allowed, holders
from domain.values import Value
from models.audit import AuditEvent, AuditValue
from models.campaigns import Campaign
from models.dossiers import Dossier
from models.ledger import LedgerLeaf
from models.people import Person
from queries.erased import Erased, value_erased
from queries.recusals import dossiers_kept_out
from queries.visibility import reach
from wording.deputies import in_place_of
from wording.events import event_sentence


class Event(Value):
    """One event as a reader sees it; `actor` is the code that the trail holds, `actor_name` who that is today.

    Where a deputy acted, `for_person` is the code of the person in whose place, and `actor_name` names both.
    """

    id: int
    at: datetime
    kind: str
    campaign: str | None
    subject: str
    actor: str
    actor_name: str
    for_person: str | None
    sentence: str


class Page(Value):
    """Events, the newest first; `before` asks for the page after this one, None at the end."""

    events: tuple[Event, ...]
    before: int | None


def events(
    session: Session,
    viewer: Principal,
    *,
    campaign: str | None = None,
    subject: str | None = None,
    actor: str | None = None,
    kind: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    before: int | None = None,
    limit: int = 50,
) -> Page:
    """Events that fit, from `since` to before `until`, the newest first; paged by id, so that no page costs more.

    Raises:
        NotAllowed: `role_missing`, without the right to read the trail of this campaign, or of all.
    """
    require_reader(session, viewer, campaign)
    query = select(AuditEvent)
    for column, wanted in (
        (col(AuditEvent.campaign), campaign),
        (col(AuditEvent.subject), subject),
        (col(AuditEvent.actor), actor),
        (col(AuditEvent.kind), kind),
    ):
        if wanted is not None:
            query = query.where(column == wanted)
    if since is not None:
        query = query.where(col(AuditEvent.at) >= since)
    if until is not None:
        query = query.where(col(AuditEvent.at) < until)
    if before is not None:
        query = query.where(col(AuditEvent.id) < before)
    return _page(session, query.where(*not_kept_out(session, viewer)), limit)


class Original(Event):
    """One event with everything that the trail holds of it. `rows`: table and key → digest of the row afterwards.

    `personal` are the names of values kept apart, with the value where it has not been erased.
    """

    facts: Mapping[str, object]
    reason: str
    rows: Mapping[str, str]
    personal: Mapping[str, str | None]
    erased: Erased | None
    text: str
    leaf: int | None


def original(session: Session, viewer: Principal, event_id: int) -> Original:
    """One event of the trail.

    Raises:
        NotFound: `event`, also for one that the viewer may not read.
    """
    row = session.get(AuditEvent, event_id)
    out = dossiers_kept_out(session, viewer)
    hidden = row is not None and row.kind.startswith("ballot:") and (row.campaign, row.subject[8:]) in out
    if row is None or hidden:
        raise NotFound("event", number=event_id)
    require_reader(session, viewer, row.campaign)
    body = json.loads(row.text)
    kept = select(col(AuditValue.name), col(AuditValue.value)).where(col(AuditValue.event_id) == event_id)
    values = dict(session.execute(kept).tuples().all())
    leaf = select(col(LedgerLeaf.number)).where(col(LedgerLeaf.event_id) == event_id)
    return Original(
        **told(session, [row])[0].model_dump(),
        facts=body["facts"],
        reason=body["reason"],
        rows=body["rows"],
        personal={name: values.get(name) for name in body["personal"]},
        erased=value_erased(session, row),
        text=row.text,
        leaf=session.scalars(leaf).first(),
    )


def of_dossier(session: Session, viewer: Principal, campaign: str, dossier: str, *, limit: int = 50) -> Page:
    """What happened to one dossier, for whoever may see it; ballots are left out, because a running tally is nobody's.

    Raises:
        NotFound: `dossier`, also for one that the viewer may not see.
    """
    query = (
        select(col(Dossier.id))
        .join(Campaign, col(Campaign.id) == col(Dossier.campaign_id))
        .where(col(Campaign.code) == campaign, col(Dossier.code) == dossier)
        .where(reach(viewer, "campaign:view", col(Dossier.campaign_id), col(Dossier.unit_id)))
    )
    if session.scalars(query).first() is None:
        raise NotFound("dossier", code=dossier)
    about = select(AuditEvent).where(
        col(AuditEvent.campaign) == campaign, col(AuditEvent.subject) == f"dossier:{dossier}"
    )
    return _page(session, about.where(col(AuditEvent.kind).startswith("dossier:")), limit)


JUDGING = ("ballot:", "earlier_award:")
"""Kinds of events that tell how a dossier is judged."""


def not_kept_out(session: Session, viewer: Principal) -> list[ColumnElement[bool]]:
    """A chair who may read the trail does not read there how a dossier is judged from which she is recused."""
    return [
        or_(
            col(AuditEvent.campaign) != campaign,
            col(AuditEvent.subject) != f"dossier:{dossier}",
            ~or_(*(col(AuditEvent.kind).startswith(judging) for judging in JUDGING)),
        )
        for campaign, dossier in sorted(dossiers_kept_out(session, viewer))
    ]


def own(session: Session, viewer: Principal, *, limit: int = 10) -> Page:
    """What the viewer did last, in whoever's place."""
    return _page(session, select(AuditEvent).where(col(AuditEvent.actor) == viewer.code), limit)


def _page(session: Session, query: Select[Any], limit: int) -> Page:
    rows = session.scalars(query.order_by(col(AuditEvent.id).desc()).limit(limit + 1)).all()
    shown = rows[:limit]
    return Page(events=told(session, shown), before=shown[-1].id if len(rows) > limit else None)


def told(session: Session, rows: Sequence[AuditEvent]) -> tuple[Event, ...]:
    """Rows of the trail as a reader sees them, in the same order."""
    bodies = [json.loads(row.text) for row in rows]
    names = _names(session, {code for body in bodies for code in (body["by"], body.get("for_person")) if code})
    return tuple(_event(row, body, names) for row, body in zip(rows, bodies, strict=True))


def require_reader(session: Session, viewer: Principal, campaign: str | None = None) -> None:
    """Let pass who may read the trail of this campaign, or the whole of it; raises NotAllowed `role_missing`."""
    if viewer.is_system:
        return
    query = select(col(Campaign.id)).where(col(Campaign.code) == campaign)
    campaign_id = session.scalars(query).first() if campaign else None
    if not allowed("audit:view", viewer, campaign_id=campaign_id):
        raise NotAllowed("role_missing", action="audit:view", person=viewer.name, roles=holders("audit:view"))


def _names(session: Session, codes: Iterable[str]) -> dict[str, str]:
    query = select(col(Person.code), col(Person.name)).where(col(Person.code).in_(list(codes)))
    return {"system": "Hệ thống", **dict(session.execute(query).tuples().all())}


def _event(row: AuditEvent, body: dict[str, Any], names: dict[str, str]) -> Event:
    away = body.get("for_person")
    return Event(
        id=row.id,
        at=row.at,
        kind=row.kind,
        campaign=row.campaign,
        subject=row.subject,
        actor=row.actor,
        actor_name=in_place_of(names.get(row.actor, row.actor), names.get(away, away) if away else None),
        for_person=away,
        sentence=event_sentence(row.kind, row.subject, body["facts"], body["reason"]),
    )

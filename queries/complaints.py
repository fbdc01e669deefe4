"""Complaints as those see them who handle them, with sender and content; nobody else is shown any of it here."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlmodel import Session, col

from domain.complaints import Limit
from domain.errors import NotFound
from domain.people import Principal
from domain.values import Value
from models.audit import AuditEvent
from models.campaigns import Campaign
from models.complaint_rows import STILL_OPEN, limit_now
from models.complaints import Complaint
from models.dossiers import Dossier
from models.people import Person
from queries.campaigns import visible
from queries.days import ordinal_of
from queries.history import Event, told
from queries.visibility import reach
from wording.names import fold

RIGHT = "complaint:handle"
OPEN, OVER = "open", "over"


class Wanted(Value):
    """Which complaints: of one campaign, of one dossier in it, open ones or those that are over.

    `text` is looked for in the nominee's name, without accents, and is else a complaint's code.
    """

    campaign: str | None = None
    dossier: str | None = None
    which: str | None = None
    text: str = ""


class ComplaintLine(Value):
    """One complaint. Days are working days of the office; `left_days` is negative after the limit."""

    campaign: str
    campaign_name: str
    campaign_state: str
    code: str
    about: str
    state: str
    outcome: str | None
    dossier: str
    dossier_state: str
    nominee: str
    unit_name: str
    form: str
    round: str
    received_on: date
    due: date | None
    paused: bool
    waited_days: int | None
    left_days: int | None


class ComplaintDetail(ComplaintLine):
    """One complaint with everything that is known of it, and what happened to it, the newest first."""

    document: str
    sender: str
    content: str
    file_name: str | None
    size: int | None
    digest: str | None
    filed_at: datetime
    filed_by: str
    accepted_at: datetime | None
    accepted_document: str | None
    extended_from: date | None
    extension_reason: str | None
    paused_at: datetime | None
    pause_reason: str | None
    resumed_at: datetime | None
    ended_at: datetime | None
    end_reason: str | None
    conclusion: str | None
    conclusion_document: str | None
    excludes: bool
    events: tuple[Event, ...]


def listing(
    session: Session, viewer: Principal, *, on: date, wanted: Wanted, limit: int = 50, offset: int = 0
) -> tuple[ComplaintLine, ...]:
    """Open ones first, those with the nearest limit before the others; one query."""
    query = _lines(viewer, on, wanted)
    order = (col(Complaint.ended_at).is_not(None), col(Complaint.due).is_(None), col(Complaint.due))
    query = query.order_by(*order, col(Complaint.received_on), col(Complaint.id)).limit(limit).offset(offset)
    return tuple(ComplaintLine(**_head(row)) for row in session.execute(query))


def counts(session: Session, viewer: Principal, *, wanted: Wanted) -> Mapping[str, int]:
    """`open` and `over` → how many, whatever `wanted.which` says."""
    whatever = wanted.model_copy(update={"which": None})
    query = select(STILL_OPEN, func.count()).select_from(Complaint)
    query = query.join(Dossier, col(Dossier.id) == col(Complaint.dossier_id))
    query = query.join(Campaign, col(Campaign.id) == col(Complaint.campaign_id))
    found = dict(session.execute(query.where(*_narrow(viewer, whatever)).group_by(STILL_OPEN)).tuples().all())
    return {OPEN: found.get(True, 0), OVER: found.get(False, 0)}


def waiting(session: Session, viewer: Principal) -> int:
    """How many complaints wait for those who handle them; every page asks it."""
    query = select(func.count()).select_from(Complaint).join(Dossier, col(Dossier.id) == col(Complaint.dossier_id))
    return session.scalars(query.where(STILL_OPEN, _seen(viewer))).one()


def show(session: Session, viewer: Principal, campaign: str, code: str, *, on: date) -> ComplaintDetail:
    """One complaint, for those who handle it.

    Raises:
        NotFound: `campaign`; `complaint`, also for one that the viewer may not see.
    """
    owner = visible(session, viewer, campaign)
    query = _lines(viewer, on, Wanted(campaign=owner.code)).where(col(Complaint.code) == code)
    row = session.execute(query).first()
    if row is None:
        raise NotFound("complaint", code=code)
    found: Complaint = row.Complaint
    told_of = ComplaintDetail.model_fields.keys() - ComplaintLine.model_fields.keys() - {"events", "filed_by"}
    filed_by = session.scalars(select(col(Person.name)).where(col(Person.code) == found.filed_by)).first()
    return ComplaintDetail(
        **_head(row),
        **{name: getattr(found, name) for name in told_of},
        filed_by=filed_by or found.filed_by,
        events=_events(session, owner.code, found.code),
    )


def limit(session: Session) -> Limit | None:
    """The limit that new complaints get."""
    return limit_now(session)


def _lines(viewer: Principal, on: date, wanted: Wanted) -> Select[Any]:
    today = ordinal_of(on)
    return (
        select(Complaint, Dossier, Campaign)
        .add_columns((today - ordinal_of(col(Complaint.received_on))).label("waited"))
        .add_columns((ordinal_of(col(Complaint.due)) - today).label("left"))
        .join(Dossier, col(Dossier.id) == col(Complaint.dossier_id))
        .join(Campaign, col(Campaign.id) == col(Complaint.campaign_id))
        .where(*_narrow(viewer, wanted))
    )


def _seen(viewer: Principal) -> ColumnElement[bool]:
    return reach(viewer, RIGHT, col(Complaint.campaign_id), col(Dossier.unit_id))


def _narrow(viewer: Principal, wanted: Wanted) -> list[ColumnElement[bool]]:
    found = [_seen(viewer)]
    if wanted.campaign is not None:
        found.append(col(Campaign.code) == wanted.campaign)
    if wanted.dossier is not None:
        found.append(col(Dossier.code) == wanted.dossier)
    if wanted.which is not None:
        found.append(STILL_OPEN if wanted.which == OPEN else col(Complaint.ended_at).is_not(None))
    if wanted.text:
        text = fold(wanted.text)
        found.append(or_(col(Dossier.folded).contains(text, autoescape=True), col(Complaint.code) == wanted.text))
    return found


def _head(row: Any) -> dict[str, Any]:
    complaint, dossier, campaign = row.Complaint, row.Dossier, row.Campaign
    over = complaint.ended_at is not None
    return {
        "campaign": campaign.code,
        "campaign_name": campaign.name,
        "campaign_state": campaign.state,
        **{name: getattr(complaint, name) for name in ("code", "about", "state", "outcome", "received_on", "due")},
        "dossier": dossier.code,
        "dossier_state": dossier.state,
        **{name: getattr(dossier, name) for name in ("nominee", "unit_name", "form", "round")},
        "paused": complaint.stands_still,
        "waited_days": None if over else row.waited,
        "left_days": None if over else row.left,
    }


def _events(session: Session, campaign: str, code: str) -> tuple[Event, ...]:
    query = select(AuditEvent).where(col(AuditEvent.campaign) == campaign)
    query = query.where(col(AuditEvent.subject) == f"complaint:{code}")
    # That somebody looked is told to those who ask who looked.
    query = query.where(col(AuditEvent.kind).startswith("complaint:")).order_by(col(AuditEvent.id).desc())
    return told(session, session.scalars(query.limit(50)).all())

"""The intake desk: dossiers of every campaign that a viewer sees, who has the move, and what stands beside each."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, literal, or_, select, tuple_
from sqlmodel import Session, col

from domain.dossiers import DossierState
from domain.duties import DutyKind
from domain.people import Principal
from domain.values import Value
from models.campaigns import Campaign
from models.dossiers import Consultation, Dossier
from models.places import Unit
from models.stages import Duty, Wait
from queries.days import office_day, ordinal_of
from queries.recusals import duties_seen
from queries.visibility import reach
from wording.names import fold, sort_key

OFFICE, BODY, UNIT, COUNCIL, DECISION, NOBODY = WAITING = ("office", "body", "unit", "council", "decision", "nobody")
"""Who has the move: the office judges, a body was asked, the unit supplements, the council votes, a decision is due."""


class Wanted(Value):
    """Which dossiers. `over`: also of campaigns that have ended; a campaign that is named is shown anyway."""

    campaign: str | None = None
    round: str | None = None
    form: str | None = None
    state: str | None = None
    unit: str | None = None
    waiting: str | None = None
    text: str = ""
    over: bool = False


class IntakeLine(Value):
    """One dossier at the desk. Days are working days of the office; `left_days` is negative after the deadline."""

    campaign: str
    campaign_name: str
    code: str
    round: str
    form: str
    nominee: str
    nominee_kind: str
    unit_name: str
    state: str
    waiting: str
    late: bool
    submitted_at: datetime
    since: datetime | None
    waited_days: int | None
    due: date | None
    left_days: int | None


class Place(NamedTuple):
    """A dossier by its address."""

    campaign: str
    code: str


class Neighbours(Value):
    """The dossiers before and after one in a list, whether or not that one is still in it."""

    previous: Place | None
    next: Place | None


class Choices(Value):
    """What the list can be narrowed by, as codes with names, of the dossiers that the viewer sees."""

    campaigns: tuple[tuple[str, str], ...]
    rounds: tuple[str, ...]
    forms: tuple[str, ...]
    units: tuple[tuple[str, str], ...]


def listing(
    session: Session, viewer: Principal, *, on: date, wanted: Wanted, limit: int = 50, offset: int = 0
) -> tuple[IntakeLine, ...]:
    """Dossiers campaign by campaign, by code, and so unit by unit; one query."""
    page = _wanted(viewer, wanted).order_by(*_ORDER).limit(limit).offset(offset).subquery()
    query = _lines(on, duties_seen(session, viewer)).join(page, page.c.id == col(Dossier.id)).order_by(*_ORDER)
    return tuple(_line(row) for row in session.execute(query))


def counts(session: Session, viewer: Principal, *, wanted: Wanted) -> Mapping[str, int]:
    """Who has the move → how many dossiers, whatever `wanted.waiting` says; every key is there."""
    fitting = _wanted(viewer, wanted.model_copy(update={"waiting": None})).subquery()
    query = select(_WAITING, func.count()).join(fitting, fitting.c.id == col(Dossier.id)).group_by(_WAITING)
    found = dict(session.execute(query).tuples().all())
    return {who: found.get(who, 0) for who in WAITING}


def neighbours(session: Session, viewer: Principal, *, wanted: Wanted, campaign: str, code: str) -> Neighbours:
    """By address and not by position, so that a dossier which has just left the list still has neighbours."""
    fitting = _wanted(viewer, wanted).with_only_columns(col(Campaign.code), col(Dossier.code))
    here = tuple_(literal(campaign), literal(code))
    before = fitting.where(tuple_(*_ORDER) < here).order_by(*(one.desc() for one in _ORDER)).limit(1)
    after = fitting.where(tuple_(*_ORDER) > here).order_by(*_ORDER).limit(1)
    return Neighbours(previous=_place(session, before), next=_place(session, after))


def choices(session: Session, viewer: Principal, *, wanted: Wanted) -> Choices:
    """Campaigns with dossiers; rounds, forms and units of the campaign that is chosen, or of all that are shown."""
    scope = Wanted(campaign=wanted.campaign, over=wanted.over)
    every = _wanted(viewer, Wanted(over=True)).with_only_columns(col(Campaign.code), col(Campaign.name)).distinct()
    inside = _wanted(viewer, scope).with_only_columns(
        col(Dossier.round), col(Dossier.form), col(Unit.code), col(Unit.name)
    )
    rows = session.execute(inside.join(Unit, col(Unit.id) == col(Dossier.unit_id)).distinct()).tuples().all()
    units = {(code, name) for _, _, code, name in rows}
    return Choices(
        campaigns=tuple(session.execute(every.order_by(col(Campaign.code).desc())).tuples()),
        rounds=tuple(sorted({round_ for round_, _, _, _ in rows})),
        forms=tuple(sorted({form for _, form, _, _ in rows})),
        units=tuple(sorted(units, key=lambda unit: sort_key(unit[1]))),
    )


def count_waiting(session: Session, viewer: Principal) -> int:
    """How many dossiers the office has to judge; read from what is waited for, because every page asks it."""
    query = select(func.count()).select_from(Wait).where(col(Wait.cause) == DutyKind.APPRAISE_DOSSIER.value)
    return session.scalars(query.where(reach(viewer, "campaign:view", col(Wait.campaign_id), col(Wait.unit_id)))).one()


def waiting_for(state: str, *, asked: bool) -> str:
    """Who has the move in a state; `asked`: a body was asked for its opinion and has not answered."""
    if state == DossierState.SUBMITTED:
        return BODY if asked else OFFICE
    return _MOVES.get(state, NOBODY)


_MOVES: Mapping[str, str] = {
    DossierState.RETURNED.value: UNIT,
    DossierState.ACCEPTED.value: COUNCIL,
    DossierState.PASSED.value: DECISION,
}
_ASKED = exists().where(col(Consultation.dossier_id) == col(Dossier.id), col(Consultation.answered_at).is_(None))
_SUBMITTED = col(Dossier.state) == DossierState.SUBMITTED.value
_WAITING = case(
    (and_(_SUBMITTED, _ASKED), BODY),
    (_SUBMITTED, OFFICE),
    *((col(Dossier.state) == state, who) for state, who in _MOVES.items()),
    else_=NOBODY,
)
_ORDER = (col(Campaign.code), col(Dossier.code))


def _wanted(viewer: Principal, wanted: Wanted) -> Select[Any]:
    joined = col(Campaign.id) == col(Dossier.campaign_id)
    query = select(col(Dossier.id)).select_from(Dossier).join(Campaign, joined)
    return query.where(reach(viewer, "campaign:view", col(Dossier.campaign_id), col(Dossier.unit_id)), *_narrow(wanted))


def _narrow(wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.campaign is None and not wanted.over:
        found.append(col(Campaign.state) == "running")
    equal: tuple[tuple[Any, str | None], ...] = (
        (col(Campaign.code), wanted.campaign),
        (col(Dossier.round), wanted.round),
        (col(Dossier.form), wanted.form),
        (col(Dossier.state), wanted.state),
        (_WAITING, wanted.waiting),
    )
    found += [column == value for column, value in equal if value is not None]
    if wanted.unit is not None:
        found.append(col(Dossier.unit_id).in_(select(col(Unit.id)).where(col(Unit.code) == wanted.unit)))
    if wanted.text:
        text = fold(wanted.text)
        units = select(col(Unit.id)).where(col(Unit.folded).contains(text, autoescape=True))
        found.append(or_(col(Dossier.folded).contains(text, autoescape=True), col(Dossier.unit_id).in_(units)))
    return found


def _lines(on: date, seen: ColumnElement[bool]) -> Select[Any]:
    owed = (
        select(
            col(Duty.dossier_id).label("dossier"),
            func.min(col(Duty.since)).label("since"),
            func.min(col(Duty.due)).label("due"),
        )
        .where(col(Duty.ended).is_(False), col(Duty.dossier_id).is_not(None), seen)
        .group_by(col(Duty.dossier_id))
        .subquery()
    )
    today = ordinal_of(on)
    return (
        select(Dossier, Campaign, _WAITING.label("waiting"), owed.c.since, owed.c.due)
        .add_columns((today - ordinal_of(office_day(owed.c.since))).label("waited"))
        .add_columns((ordinal_of(owed.c.due) - today).label("left"))
        .join(Campaign, col(Campaign.id) == col(Dossier.campaign_id))
        .outerjoin(owed, owed.c.dossier == col(Dossier.id))
    )


def _line(row: Any) -> IntakeLine:
    dossier, campaign = row.Dossier, row.Campaign
    return IntakeLine(
        campaign=campaign.code,
        campaign_name=campaign.name,
        code=dossier.code,
        round=dossier.round,
        form=dossier.form,
        nominee=dossier.nominee,
        nominee_kind=dossier.nominee_kind,
        unit_name=dossier.unit_name,
        state=dossier.state,
        waiting=row.waiting,
        late=dossier.late_document is not None,
        submitted_at=dossier.submitted_at,
        since=row.since,
        waited_days=row.waited,
        due=row.due,
        left_days=row.left,
    )


def _place(session: Session, query: Select[Any]) -> Place | None:
    found = session.execute(query).first()
    return Place(*found) if found else None

"""What everything waits for: what, who has the move, since when, how long in working days, what happens by itself."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from domain.people import Principal
from domain.stages import StageKey
from domain.values import Value
from models.calendar import Workday
from models.campaigns import Campaign
from models.people import Person
from models.places import Unit
from models.stages import Duty, Incident, Stage, Wait
from queries.contacts import Contact, Holder, contacts_of
from queries.days import office_day, ordinal_of
from queries.failures import count_undeliverable
from queries.holding import holding, overdue
from queries.holding import stuck as standing_still
from queries.remedies import RemedyLine, later_stages, remedies_of
from queries.visibility import reach
from wording.duties import holder_phrase
from wording.labels import stage_label
from wording.waits import wait_phrase

ORDER = (col(Wait.due).nulls_last(), col(Wait.since), col(Wait.id))
"""Overdue first, then by deadline, then the oldest."""


class WaitLine(Value):
    """One wait. Days are working days of the office; `overdue_days` is 0 before the deadline has passed.

    `next_at` is when the service itself looks at the stage again; None: only people can move it. `later` are the stages
    that cannot open before this one has ended.
    """

    campaign: str
    campaign_name: str
    stage: str
    stage_name: str
    cause: str
    what: str
    holder: str
    contacts: tuple[Contact, ...]
    clock: str
    since: datetime
    waited_days: int | None
    due: date | None
    overdue_days: int
    next_at: datetime | None
    suspended: bool
    duty_id: int | None
    remedies: tuple[RemedyLine, ...]
    later: tuple[str, ...]


class Wanted(Value):
    """Which waits. `stage` is an address in `campaign`, `cause` a kind of duty or `incident`.

    `stuck`: only what `queries.holding.stuck` names; `planned`: also stages that only wait for their time.
    """

    campaign: str | None = None
    stage: str | None = None
    cause: str | None = None
    overdue: bool = False
    stuck: bool = False
    planned: bool = False


EVERYTHING = Wanted()


class Counts(Value):
    """For the menu. `overdue` and `stuck` are the totals of their lists; `badge` is what needs somebody now."""

    waiting: int
    overdue: int
    stuck: int
    undeliverable: int

    @property
    def badge(self) -> int:
        """Everything that stands still, and mail that did not arrive."""
        return self.stuck + self.undeliverable


def waits(
    session: Session, viewer: Principal, *, on: date, wanted: Wanted = EVERYTHING, limit: int = 200, offset: int = 0
) -> tuple[WaitLine, ...]:
    """What is waited for on the day `on`: overdue first, then by deadline, then the oldest.

    A handful of queries however many rows there are. Raises Invalid `stage_key`.
    """
    fitting = select(col(Wait.id)).where(*_conditions(session, viewer, on, wanted))
    # The page first and what stands around it after, so that what lies beyond the page costs nothing.
    page = fitting.order_by(*ORDER).limit(limit).offset(offset).subquery()
    rows = session.execute(_waits(on).join(page, page.c.id == col(Wait.id)).order_by(*ORDER)).all()
    contacts = contacts_of(session, [_holder(row.Wait) for row in rows], on)
    failures = _failures(session, rows)
    later = later_stages(session, {row.Wait.campaign_id for row in rows})
    return tuple(
        _line(row, failures, contacts[_holder(row.Wait)], on, viewer, later[row.Wait.stage_id]) for row in rows
    )


def total(session: Session, viewer: Principal, *, on: date, wanted: Wanted = EVERYTHING) -> int:
    """How many lines `waits` has in all its pages."""
    return _count(session, *_conditions(session, viewer, on, wanted))


def counts(session: Session, viewer: Principal, *, on: date) -> Counts:
    """How much waits, is late, is stuck, and did not arrive."""
    return Counts(
        waiting=total(session, viewer, on=on),
        overdue=total(session, viewer, on=on, wanted=Wanted(overdue=True)),
        stuck=total(session, viewer, on=on, wanted=Wanted(stuck=True)),
        undeliverable=count_undeliverable(session, viewer),
    )


def _count(session: Session, *conditions: ColumnElement[bool]) -> int:
    return session.scalars(select(func.count()).select_from(Wait).where(*conditions)).one()


def _conditions(session: Session, viewer: Principal, on: date, wanted: Wanted) -> list[ColumnElement[bool]]:
    found = [reach(viewer, "campaign:view", col(Wait.campaign_id), col(Wait.unit_id))]
    if not wanted.planned:
        found.append(holding())
    if wanted.campaign is not None:
        found.append(col(Wait.campaign_id).in_(select(col(Campaign.id)).where(col(Campaign.code) == wanted.campaign)))
    if wanted.stage is not None:
        found.append(col(Wait.stage_id).in_(_stages(wanted.campaign, wanted.stage)))
    if wanted.cause is not None:
        found.append(col(Wait.cause) == wanted.cause)
    if wanted.overdue:
        found.append(overdue(on))
    if wanted.stuck:
        found.append(standing_still(session, on))
    return found


def _stages(campaign: str | None, address: str) -> Select[tuple[int]]:
    key = StageKey.parse(address)
    query = select(col(Stage.id)).join(Campaign, col(Campaign.id) == col(Stage.campaign_id))
    return query.where(col(Campaign.code) == campaign, col(Stage.kind) == key.kind.value, col(Stage.round) == key.round)


def _waits(on: date) -> Select[Any]:
    since, due = aliased(Workday), aliased(Workday)
    today = ordinal_of(on)
    return (
        select(
            Wait,
            Stage,
            Campaign,
            col(Duty.what).label("duty"),
            col(Unit.name).label("unit"),
            col(Person.name).label("person"),
            (today - col(since.ordinal)).label("waited"),
            (today - col(due.ordinal)).label("late"),
        )
        .join(Stage, col(Stage.id) == col(Wait.stage_id))
        .join(Campaign, col(Campaign.id) == col(Wait.campaign_id))
        .outerjoin(Duty, col(Duty.id) == col(Wait.duty_id))
        .outerjoin(Unit, col(Unit.id) == col(Wait.unit_id))
        .outerjoin(Person, col(Person.id) == col(Wait.person_id))
        .outerjoin(since, col(since.day) == office_day(col(Wait.since)))
        .outerjoin(due, col(due.day) == col(Wait.due))
    )


def _failures(session: Session, rows: Sequence[Any]) -> dict[str, str]:
    """Subject of a wait → why the step failed."""
    ids = [int(row.Wait.subject.partition(":")[2]) for row in rows if row.Wait.cause == "incident"]
    query = select(col(Incident.id), col(Incident.cause)).where(col(Incident.id).in_(ids))
    return {f"incident:{number}": cause for number, cause in session.execute(query)} if ids else {}


def _holder(wait: Wait) -> Holder:
    return Holder(wait.campaign_id, wait.unit_id, wait.person_id, wait.role)


def _line(
    row: Any,
    failures: Mapping[str, str],
    contacts: tuple[Contact, ...],
    on: date,
    viewer: Principal,
    later: tuple[str, ...],
) -> WaitLine:
    wait, stage, campaign = row.Wait, row.Stage, row.Campaign
    late = wait.due is not None and wait.due < on
    return WaitLine(
        campaign=campaign.code,
        campaign_name=campaign.name,
        stage=stage.key,
        stage_name=stage_label(stage.kind, stage.round),
        cause=wait.cause,
        what=wait_phrase(wait.cause, wait.subject, duty=row.duty, incident=failures.get(wait.subject)),
        holder=holder_phrase(unit=row.unit, person=row.person, role=wait.role),
        contacts=contacts,
        clock=wait.clock,
        since=wait.since,
        waited_days=row.waited,
        due=wait.due,
        overdue_days=max(row.late or 0, 0) if late else 0,
        next_at=stage.next_due_at,
        suspended=campaign.suspended_at is not None,
        duty_id=wait.duty_id,
        remedies=remedies_of(viewer, wait, stage, campaign),
        later=later,
    )

"""What everything waits for: what, who has the move, since when, how long in working days, what happens by itself."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, Subquery, func, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from domain.people import Principal
from domain.values import Value
from models.calendar import Workday
from models.campaigns import Campaign
from models.dossiers import Dossier
from models.people import Person
from models.places import Unit
from models.stages import Duty, Incident, Stage, Wait
from queries import holding
from queries.contacts import Contact, Holder, contacts_of
from queries.days import office_day, ordinal_of
from queries.failures import count_undeliverable
from queries.remedies import RemedyLine, later_stages, remedies_of
from queries.wanted import EVERYTHING, Wanted, fitting
from wording.duties import holder_phrase
from wording.labels import stage_label
from wording.waits import wait_phrase

ORDER = (col(Wait.due).nulls_last(), col(Wait.since), col(Wait.id))
"""Overdue first, then by deadline, then the oldest."""


class WaitLine(Value):
    """One wait. Days are working days of the office; `overdue_days` is 0 before the deadline has passed.

    `next_at` is when the service itself looks at the stage again; None: only people can move it. `later` are the stages
    that cannot open before this one has ended. `unit` and `dossier` are codes: who owes it, and which it is about.
    """

    id: int
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
    unit: str | None
    dossier: str | None
    remedies: tuple[RemedyLine, ...]
    later: tuple[str, ...]


class Counts(Value):
    """For the menu. `overdue`, `stuck` and `soon` are the totals of their lists; `badge` is what needs somebody now."""

    waiting: int
    overdue: int
    stuck: int
    soon: int
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
    wanted_ids = select(col(Wait.id)).where(*fitting(session, viewer, on, wanted))
    # The page first and what stands around it after, so that what lies beyond the page costs nothing.
    page = wanted_ids.order_by(*ORDER).limit(limit).offset(offset).subquery()
    rows = session.execute(_waits(on, page).order_by(*ORDER)).all()
    contacts = contacts_of(session, [_holder(row.Wait) for row in rows], on)
    failures = _failures(session, rows)
    later = later_stages(session, {row.Wait.campaign_id for row in rows})
    return tuple(
        _line(row, failures, contacts[_holder(row.Wait)], on, viewer, later[row.Wait.stage_id]) for row in rows
    )


def total(session: Session, viewer: Principal, *, on: date, wanted: Wanted = EVERYTHING) -> int:
    """How many lines `waits` has in all its pages."""
    query = select(func.count()).select_from(Wait).where(*fitting(session, viewer, on, wanted))
    return session.scalars(query).one()


def counts(session: Session, viewer: Principal, *, on: date) -> Counts:
    """How much waits, is late, is stuck, is due soon, and did not arrive; the waits are read once."""
    kinds = (holding.overdue(on), holding.stuck(session, on), holding.soon(session, on))
    numbers = (func.count(), *(func.count().filter(kind) for kind in kinds))
    query = select(*numbers).select_from(Wait).where(*fitting(session, viewer, on, EVERYTHING))
    waiting, overdue, stuck, soon = session.execute(query).one()
    return Counts(
        waiting=waiting,
        overdue=overdue,
        stuck=stuck,
        soon=soon,
        undeliverable=count_undeliverable(session, viewer),
    )


def _waits(on: date, page: Subquery) -> Select[Any]:
    since, due = aliased(Workday), aliased(Workday)
    today = ordinal_of(on)
    return (
        select(
            Wait,
            Stage,
            Campaign,
            col(Duty.what).label("duty"),
            col(Unit.name).label("unit"),
            col(Unit.code).label("unit_code"),
            col(Dossier.code).label("dossier"),
            col(Person.name).label("person"),
            (today - col(since.ordinal)).label("waited"),
            (today - col(due.ordinal)).label("late"),
        )
        # The page stands first: PostgreSQL looks no further than eight tables ahead for a better order.
        .select_from(page)
        .join(Wait, col(Wait.id) == page.c.id)
        .join(Stage, col(Stage.id) == col(Wait.stage_id))
        .join(Campaign, col(Campaign.id) == col(Wait.campaign_id))
        .outerjoin(Duty, col(Duty.id) == col(Wait.duty_id))
        .outerjoin(Dossier, col(Dossier.id) == col(Duty.dossier_id))
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
        id=wait.id,
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
        unit=row.unit_code,
        dossier=row.dossier,
        remedies=remedies_of(viewer, wait, stage, campaign),
        later=later,
    )

"""What everything waits for: what, who has the move, since when, how long in working days, what happens by itself."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, null, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from domain.people import Principal
from domain.values import Value
from models.calendar import Workday
from models.campaigns import Campaign
from models.mail import Mail, Notice
from models.people import Person
from models.places import Unit
from models.stages import Duty, Incident, Stage, Wait
from queries.contacts import Contact, Holder, contacts_of
from queries.days import office_day, ordinal_of
from queries.remedies import RemedyLine, later_stages, remedies_of
from queries.visibility import reach
from wording.duties import holder_phrase
from wording.labels import stage_label
from wording.waits import step_phrase, wait_phrase

PLANNED = ("date", "predecessor")
"""Causes that are no hold-up: the time has not come."""


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


class IncidentLine(Value):
    """A step that failed and has not been mended."""

    id: int
    campaign: str
    stage: str
    stage_name: str
    step: str
    cause: str
    attempts: int
    opened_at: datetime
    next_try_at: datetime | None


class UndeliverableLine(Value):
    """A mail that did not reach somebody, with what the server said."""

    id: int
    campaign: str | None
    address: str
    recipient: str
    subject: str
    state: str
    attempts: int
    queued_at: datetime
    reply: str


def waits(
    session: Session,
    viewer: Principal,
    *,
    on: date,
    campaign: str | None = None,
    overdue_only: bool = False,
    planned: bool = False,
    limit: int = 200,
    offset: int = 0,
) -> tuple[WaitLine, ...]:
    """What is waited for on the day `on`: overdue first, then by deadline, then the oldest.

    A handful of queries however many rows there are.
    """
    query = _waits(on).where(reach(viewer, "campaign:view", col(Wait.campaign_id), col(Wait.unit_id)))
    if campaign is not None:
        query = query.where(col(Campaign.code) == campaign)
    if overdue_only:
        query = query.where(col(Wait.due) < on)
    if not planned:
        query = query.where(col(Wait.cause).not_in(PLANNED))
    order = (col(Wait.due).is_(None), col(Wait.due), col(Wait.since), col(Wait.id))
    rows = session.execute(query.order_by(*order).limit(limit).offset(offset)).all()
    contacts = contacts_of(session, [_holder(row.Wait) for row in rows], on)
    failures = _failures(session, rows)
    later = later_stages(session, {row.Wait.campaign_id for row in rows})
    return tuple(
        _line(row, failures, contacts[_holder(row.Wait)], on, viewer, later[row.Wait.stage_id]) for row in rows
    )


def incidents(session: Session, viewer: Principal, *, campaign: str | None = None) -> tuple[IncidentLine, ...]:
    """Steps that failed and still wait, oldest first."""
    query = (
        select(Incident, Stage, col(Campaign.code))
        .join(Stage, col(Stage.id) == col(Incident.stage_id))
        .join(Campaign, col(Campaign.id) == col(Incident.campaign_id))
        .where(col(Incident.resolved_at).is_(None), reach(viewer, "incident:retry", col(Incident.campaign_id), null()))
        .order_by(col(Incident.id))
    )
    if campaign is not None:
        query = query.where(col(Campaign.code) == campaign)
    return tuple(
        IncidentLine(
            id=incident.id,
            campaign=code,
            stage=stage.key,
            stage_name=stage_label(stage.kind, stage.round),
            step=step_phrase(incident.step),
            cause=incident.cause,
            attempts=incident.attempts,
            opened_at=incident.opened_at,
            next_try_at=incident.next_try_at,
        )
        for incident, stage, code in session.execute(query)
    )


def undeliverable(
    session: Session, viewer: Principal, *, campaign: str | None = None, limit: int = 200
) -> tuple[UndeliverableLine, ...]:
    """Mails that failed or of which nobody knows whether they arrived, oldest first."""
    query = (
        select(Mail, col(Campaign.code), col(Notice.recipient_name))
        .outerjoin(Campaign, col(Campaign.id) == col(Mail.campaign_id))
        .outerjoin(Notice, col(Notice.mail_id) == col(Mail.id))
        .where(
            col(Mail.state).in_(("failed", "unknown")),
            reach(viewer, "mail:manage", col(Mail.campaign_id), null()),
        )
        .order_by(col(Mail.id))
    )
    if campaign is not None:
        query = query.where(col(Campaign.code) == campaign)
    found = {mail.id: _undelivered(mail, code, name) for mail, code, name in session.execute(query.limit(limit))}
    return tuple(found.values())


def _undelivered(mail: Mail, code: str | None, recipient: str | None) -> UndeliverableLine:
    return UndeliverableLine(
        id=mail.id,
        campaign=code,
        address=mail.address,
        recipient=recipient or "",
        subject=mail.subject,
        state=mail.state,
        attempts=mail.attempts,
        queued_at=mail.queued_at,
        reply=mail.reply,
    )


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

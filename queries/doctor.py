"""Whether the store is sound: what is derived equals what it derives from, and every campaign can move on.

Nothing is mended here. A fault is a bug, a change behind the service's back, or a campaign that nobody can move.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import Engine
from sqlmodel import Session, col, func, select

from domain.errors import Incomplete
from domain.workdays import WorkCalendar
from models import migrations, triggers
from models.calendar import Workday
from models.campaigns import Campaign
from models.engine import reading
from models.mail import Notice
from models.workdays import load_calendar
from queries.doctor_accounts import of_accounts
from queries.doctor_awards import of_awards
from queries.doctor_ballots import of_ballots
from queries.doctor_campaigns import of_campaigns, of_duties
from queries.doctor_complaints import of_complaints
from queries.doctor_ended import of_ended
from queries.doctor_issuing import of_issuing
from queries.doctor_later import of_later_decisions
from queries.doctor_personal import of_personal_data
from queries.doctor_seats import of_seats
from queries.faults import Fault, fault

PATIENCE = timedelta(days=1)
"""A notice waits for office hours and for the digest of the day, never longer than this."""

CHUNK = 200
"""Campaigns that are examined together, because a country's do not fit into memory at once."""


def examine(engine: Engine, *, at: datetime, mail_paused: bool = False) -> tuple[Fault, ...]:
    """Everything that is wrong at a moment; empty when the store is sound.

    `at` must not lie before the last action: what is due then is compared with what is stored. While mail is paused
    nobody complains about notices that wait.
    """
    return tuple(_all(engine, at, mail_paused))


def _all(engine: Engine, at: datetime, mail_paused: bool) -> Iterator[Fault]:
    found = migrations.current(engine)
    if found != migrations.HEAD:
        # Nothing else is asked, because the tables are not those that the questions are about.
        yield fault("store_revision", found=found, wanted=migrations.HEAD)
        return
    yield from (fault("trigger_missing", trigger=name) for name in triggers.missing_triggers(engine))
    with reading(engine) as session:
        yield from _of_store(session, at, mail_paused)


def _of_store(session: Session, at: datetime, mail_paused: bool) -> Iterator[Fault]:
    if not mail_paused:
        yield from _notices(session, at)
    yield from of_accounts(session, at)
    yield from of_duties(session)
    yield from of_issuing(session)
    yield from of_ended(session)
    yield from of_awards(session)
    yield from of_later_decisions(session)
    yield from of_ballots(session)
    yield from of_seats(session)
    yield from of_personal_data(session)
    yield from of_complaints(session)
    calendar = _calendar(session)
    if calendar is None:
        if session.exec(select(Campaign.id).limit(1)).first() is not None:
            yield fault("calendar_empty")
        return
    yield from _workdays(session, calendar)
    for campaigns in _chunks(session):
        yield from of_campaigns(session, campaigns, calendar, at)


def _calendar(session: Session) -> WorkCalendar | None:
    try:
        return load_calendar(session)
    except Incomplete:
        return None


def _workdays(session: Session, calendar: WorkCalendar) -> Iterator[Fault]:
    # Columns and no rows, because making objects of fifteen years takes longer than everything else here.
    stored = set(session.exec(select(col(Workday.day), col(Workday.worked), col(Workday.ordinal))))
    wrong = stored ^ set(calendar.ordinals())
    if wrong:
        # Said once, because one day that is wrong moves the ordinals of all that follow.
        yield fault("workdays_differ", first=min(wrong)[0], days=len({day for day, _, _ in wrong}))


def _notices(session: Session, at: datetime) -> Iterator[Fault]:
    late = select(func.count(), func.min(Notice.not_before)).where(
        col(Notice.mail_id).is_(None), col(Notice.not_before) < at - PATIENCE
    )
    count, oldest = session.exec(late).one()
    if count:
        yield fault("notices_without_mail", count=count, oldest=oldest)


def _chunks(session: Session) -> Iterator[list[Campaign]]:
    after = 0
    while campaigns := session.exec(
        select(Campaign).where(col(Campaign.id) > after).order_by(col(Campaign.id)).limit(CHUNK)
    ).all():
        yield list(campaigns)
        after = campaigns[-1].id
        session.expunge_all()

"""Days off and days worked by order, and the table of working days that follows from them."""

from collections import Counter
from datetime import date, datetime

from sqlalchemy import delete, insert
from sqlmodel import Session

from actions.audit import record
from actions.guard import require
from actions.refreshing import refresh
from domain.errors import Incomplete, Invalid
from domain.people import Principal
from domain.workdays import DayOverride, WorkCalendar
from models.calendar import CalendarOverride, Workday
from models.campaign_rows import campaigns_going
from models.campaigns import StoreMark
from models.workdays import calendar_of, load_calendar, own_overrides

FIRST_YEAR, LAST_YEAR = 2018, 2032
REASON_LETTERS = 200
CHUNK = 200
"""Campaigns that are looked at together, because a country's do not fit into memory at once."""


def set_days(session: Session, overrides: tuple[DayOverride, ...], *, by: Principal, at: datetime) -> WorkCalendar:
    """Make days worked or not by order; a day set before is set anew. Returns the calendar as it is now.

    Raises:
        NotAllowed: without the right `calendar:set`.
        Incomplete: `days_missing` without any day, `document_missing` where a day names no document.
        Invalid: `day_twice`; `holidays_unknown` for a day outside the years of the store.
    """
    require(by, "calendar:set")
    # Two officers at once would each write the table without the other's days.
    session.get(StoreMark, 1, with_for_update=True)
    before = load_calendar(session)
    _check(overrides, before)
    for override in overrides:
        session.merge(CalendarOverride(**override.model_dump(include={"day", "worked", "document", "note"})))
    session.flush()
    calendar = calendar_of(before.first.year, before.last.year, own_overrides(session))
    _rewrite(session, calendar)
    _look_again(session, calendar, at)
    record(
        session,
        "calendar:set",
        by=by,
        at=at,
        subject="calendar",
        facts={str(override.day): {"worked": override.worked, "document": override.document} for override in overrides},
    )
    return calendar


def fill_calendar(session: Session, first_year: int = FIRST_YEAR, last_year: int = LAST_YEAR) -> WorkCalendar:
    """Give a store its working days over whole years. It follows from the law alone, so nobody is asked."""
    calendar = calendar_of(first_year, last_year, own_overrides(session))
    _rewrite(session, calendar)
    return calendar


def _check(overrides: tuple[DayOverride, ...], calendar: WorkCalendar) -> None:
    if not overrides:
        raise Incomplete("days_missing")
    for day, times in Counter(override.day for override in overrides).items():
        calendar.ordinal(day)
        if times > 1:
            raise Invalid("day_twice", day=day)
    for override in overrides:
        if not override.document.strip():
            raise Incomplete("document_missing", day=override.day)


def _rewrite(session: Session, calendar: WorkCalendar) -> None:
    """All days at once, because one day changes the ordinals of all that follow."""
    mark = session.get(StoreMark, 1)
    session.exec(delete(Workday))
    session.exec(insert(Workday), params=[_row(calendar, *entry) for entry in calendar.ordinals()])
    if mark is None:
        session.add(StoreMark(known_until=calendar.last))
    else:
        mark.calendar_edition += 1
        mark.known_until = calendar.last
    session.flush()


def _look_again(session: Session, calendar: WorkCalendar, at: datetime) -> None:
    """Reminders count working days back from a deadline, so every campaign that is not over gets its next look anew."""
    after = 0
    while campaigns := campaigns_going(session, after, CHUNK):
        refresh(session, campaigns, calendar=calendar, at=at)
        session.flush()
        after = campaigns[-1].id


def _row(calendar: WorkCalendar, day: date, worked: bool, ordinal: int) -> dict[str, object]:
    reason = calendar.reason(day)
    said = (reason.name or reason.document)[:REASON_LETTERS]
    return {"day": day, "worked": worked, "ordinal": ordinal, "reason": said}

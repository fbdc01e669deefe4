"""The calendar of this store: the public holidays, with the days that its own officers have set."""

from datetime import date
from functools import lru_cache

from sqlalchemy import func
from sqlmodel import Session, col, select

from domain.errors import Incomplete
from domain.sources import Source
from domain.workdays import OVERRIDES, DayOverride, WorkCalendar, vietnam_calendar
from models.calendar import CalendarOverride, Workday


def load_calendar(session: Session) -> WorkCalendar:
    """The calendar over the years that the store holds; raises Incomplete `calendar_empty` before it was filled."""
    first, last = session.exec(select(func.min(Workday.day), func.max(Workday.day))).one()
    if first is None or last is None:
        raise Incomplete("calendar_empty")
    return calendar_of(first.year, last.year, own_overrides(session))


def own_overrides(session: Session) -> tuple[DayOverride, ...]:
    """The days that were set here, by day. Whoever set one had the document before her."""
    return tuple(
        DayOverride(
            day=row.day,
            worked=row.worked,
            document=row.document,
            note=row.note,
            source=Source(text=row.document, certainty="primary"),
        )
        for row in session.exec(select(CalendarOverride).order_by(col(CalendarOverride.day)))
    )


# Remembered by what it is made of, because an edition number says nothing once a file was restored from a backup.
@lru_cache(maxsize=8)
def calendar_of(first_year: int, last_year: int, own: tuple[DayOverride, ...]) -> WorkCalendar:
    """The calendar of whole years; own days win over the shipped ones."""
    return vietnam_calendar(range(first_year, last_year + 1), (*OVERRIDES, *own))


def known_until(session: Session) -> date | None:
    """The last day the store can count with; None before it was filled."""
    return session.exec(select(func.max(Workday.day))).one()

"""Which waits hold something up, and which of them count as stuck: one condition for every list and every count."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, false, or_, select
from sqlmodel import Session, col

from domain.steps import REMIND_BEFORE, start_of
from domain.waits import PLANNED, UNDATED_LIMIT
from models.calendar import Workday
from models.stages import Wait
from queries.days import ordinal_of

FAR_BACK = timedelta(days=90)
"""No ten working days of an office take longer than this, not even with Tết among them."""


def holding() -> ColumnElement[bool]:
    """Waits for people, documents and repairs; not those whose time has not come.

    Written out in the statement, because a database takes the index over just these only where it reads the words.
    """
    return col(Wait.cause).not_in(bindparam("planned", PLANNED, expanding=True, literal_execute=True))


def overdue(on: date) -> ColumnElement[bool]:
    """The deadline passed before this day."""
    return col(Wait.due) < on


def soon(session: Session, on: date) -> ColumnElement[bool]:
    """Owed from this day on until as many working days later as the first reminder comes before a deadline."""
    last = _day_at(session, ordinal_of(on) + max(REMIND_BEFORE), on, on + FAR_BACK)
    # A day outside the calendar has no working days after it, so nothing is known to be near.
    return col(Wait.due).between(on, last) if last else false()


def stuck(session: Session, on: date) -> ColumnElement[bool]:
    """Past due, or a step that failed, or undated and older than `UNDATED_LIMIT` working days."""
    undated = col(Wait.due).is_(None)
    return or_(overdue(on), and_(undated, or_(col(Wait.cause) == "incident", _old(session, on))))


def _old(session: Session, on: date) -> ColumnElement[bool]:
    edge = _day_at(session, ordinal_of(on) - UNDATED_LIMIT, on - FAR_BACK, on)
    # A day outside the calendar has no age, so nothing is old then.
    return col(Wait.since) < start_of(edge) if edge else false()


def _day_at(session: Session, ordinal: ColumnElement[Any], first: date, last: date) -> date | None:
    """The working day with this ordinal, looked for between two days only."""
    query = select(col(Workday.day)).where(col(Workday.day).between(first, last), col(Workday.ordinal) == ordinal)
    return session.scalars(query.order_by(col(Workday.day)).limit(1)).first()

"""Which waits hold something up, and which of them count as stuck: one condition for every list and every count."""

from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, bindparam, false, or_, select
from sqlmodel import Session, col

from domain.steps import start_of
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


def stuck(session: Session, on: date) -> ColumnElement[bool]:
    """Past due, or a step that failed, or undated and older than `UNDATED_LIMIT` working days."""
    undated = col(Wait.due).is_(None)
    return or_(overdue(on), and_(undated, or_(col(Wait.cause) == "incident", _old(session, on))))


def _old(session: Session, on: date) -> ColumnElement[bool]:
    wanted = ordinal_of(on) - UNDATED_LIMIT
    query = select(col(Workday.day)).where(col(Workday.day).between(on - FAR_BACK, on), col(Workday.ordinal) == wanted)
    edge = session.scalars(query.order_by(col(Workday.day)).limit(1)).first()
    # A day outside the calendar has no age, so nothing is old then.
    return col(Wait.since) < start_of(edge) if edge else false()

"""Days in SQL: the office's day of a moment, and working days as the difference of two ordinals."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, ScalarSelect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement
from sqlmodel import col, select

from models.calendar import Workday


class office_day(FunctionElement[date]):  # noqa: N801  # reads as a function of SQL, which it is
    """The day it was in the office at a stored moment."""

    type = Date()
    inherit_cache = True
    name = "office_day"


@compiles(office_day, "sqlite")
def _on_sqlite(element: Any, compiler: Any, **options: Any) -> str:
    # Moments are stored in UTC, and Vietnam has kept UTC+7 without summer time since 1975.
    return f"date({compiler.process(element.clauses, **options)}, '+7 hours')"


@compiles(office_day, "postgresql")
def _on_postgresql(element: Any, compiler: Any, **options: Any) -> str:
    return f"(({compiler.process(element.clauses, **options)}) AT TIME ZONE 'Asia/Ho_Chi_Minh')::date"


def ordinal_of(day: date | ColumnElement[Any] | Any) -> ScalarSelect[Any]:
    """How many working days there are up to and including `day`; NULL for a day outside the calendar."""
    return select(col(Workday.ordinal)).where(col(Workday.day) == day).scalar_subquery()

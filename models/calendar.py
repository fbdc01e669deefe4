"""Working days with running ordinals, so that ages in working days are a subtraction in SQL."""

from datetime import date

from sqlmodel import Field

from models.base import Row


class Workday(Row, table=True):
    """One day: worked or not, and how many working days there were up to and including it."""

    __tablename__ = "workday"

    day: date = Field(primary_key=True)
    worked: bool
    ordinal: int
    reason: str = Field(default="", max_length=200)


class CalendarOverride(Row, table=True):
    """A day that an authority made a day off or a working day, with the document that says so."""

    __tablename__ = "calendar_override"

    day: date = Field(primary_key=True)
    worked: bool
    document: str = Field(max_length=200)
    note: str = Field(default="", max_length=300)

"""Units (đơn vị): offices, communes, neighbourhood groups, with the time in which they exist."""

from datetime import date

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from models.base import Row


class Unit(Row, table=True):
    """A unit; `folded` is its name for searching without accents."""

    __tablename__ = "unit"
    __table_args__ = (
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="unit_ends_after_it_begins"),
        Index("unit_by_folded", "folded"),
    )

    id: int = Field(default=None, primary_key=True)
    code: str = Field(unique=True, max_length=40)
    name: str = Field(max_length=300)
    folded: str = Field(max_length=300)
    level: str = Field(max_length=20)
    group: str | None = Field(default=None, max_length=100)
    parent_id: int | None = Field(default=None, foreign_key="unit.id")
    valid_from: date = date(1945, 9, 2)
    valid_to: date | None = None


class UnitSuccession(Row, table=True):
    """Whose matters went over to whom, from a day on, by which document."""

    __tablename__ = "unit_succession"
    __table_args__ = (
        UniqueConstraint("predecessor_id", "successor_id", name="a_unit_is_succeeded_once_by_another"),
        CheckConstraint("predecessor_id <> successor_id", name="unit_does_not_succeed_itself"),
        Index("unit_succession_by_successor", "successor_id"),
    )

    id: int = Field(default=None, primary_key=True)
    predecessor_id: int = Field(foreign_key="unit.id")
    successor_id: int = Field(foreign_key="unit.id")
    day: date
    document: str = Field(max_length=200)

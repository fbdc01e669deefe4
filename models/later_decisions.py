"""What later decisions say beyond a list: the words that were put right, and what is taken back."""

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from domain.later_decisions import Recovered
from models.base import Row, one_of, together


class DecisionCorrection(Row, table=True):
    """One passage of the decision that a correction puts right: how it stood, how it stands now."""

    __tablename__ = "decision_correction"
    __table_args__ = (UniqueConstraint("decision_id", "position", name="a_corrected_passage_stands_once"),)

    id: int = Field(default=None, primary_key=True)
    decision_id: int = Field(foreign_key="decision.id")
    position: int
    stood: str = Field(max_length=2000)
    stands: str = Field(max_length=2000)


class Recovery(Row, table=True):
    """The object or the money of one cancelled award; open until the day is noted on which it came back."""

    __tablename__ = "recovery"
    __table_args__ = (
        UniqueConstraint("line_id", "item", name="an_item_is_recovered_once"),
        one_of("item", Recovered, table="recovery"),
        together("recovered_on", "noted_at", "noted_by", table="recovery"),
    )

    id: int = Field(default=None, primary_key=True)
    line_id: int = Field(foreign_key="decision_line.id")
    item: str = Field(max_length=6)
    recovered_on: date | None = None
    document: str | None = Field(default=None, max_length=200)
    noted_at: datetime | None = None
    noted_by: str | None = Field(default=None, max_length=60)

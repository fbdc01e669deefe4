"""Who looked at sensitive data, requests for correction, how long data is kept, and what was erased."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from domain import personal_data as rules
from models.base import Row, one_of, together


class DataView(Row, table=True):
    """Somebody looked at something on a day: the key that keeps the trail to one event for it. No foreign keys."""

    __tablename__ = "data_view"
    __table_args__ = (
        UniqueConstraint("actor", "what", "subject", "campaign", "day", name="a_view_is_noted_once_a_day"),
        one_of("what", rules.Sensitive, table="data_view"),
        Index("data_view_by_subject", "subject", "campaign", "day"),
    )

    id: int = Field(default=None, primary_key=True)
    actor: str = Field(max_length=60)
    what: str = Field(max_length=20)
    subject: str = Field(max_length=120)
    campaign: str = Field(default="", max_length=40)
    day: date
    seen_at: datetime


class CorrectionRequest(Row, table=True):
    """A person says that something about her is wrong; somebody else decides."""

    __tablename__ = "correction_request"
    __table_args__ = (
        one_of("field", rules.Field, table="correction_request"),
        together("decided_at", "decided_by", "agreed", table="correction_request"),
        CheckConstraint("decided_by <> asked_by", name="correction_request_is_decided_by_another"),
        Index("correction_request_by_person", "person_id"),
        Index("correction_request_by_decision", "decided_at"),
    )

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    field: str = Field(max_length=20)
    wrong: str = Field(max_length=500)
    right: str = Field(max_length=500)
    reason: str = Field(max_length=2000)
    asked_at: datetime
    asked_by: str = Field(max_length=60)
    decided_at: datetime | None = None
    decided_by: str | None = Field(default=None, max_length=60)
    agreed: bool | None = None
    answer: str = Field(default="", max_length=2000)


class RetentionPeriod(Row, table=True):
    """For how many years a class of data is kept, by which document. Without a row, or without years: for good."""

    __tablename__ = "retention_period"
    __table_args__ = (
        one_of("kept", rules.Kept, table="retention_period"),
        CheckConstraint(f"years BETWEEN 1 AND {rules.MOST_YEARS}", name="retention_period_is_some_years"),
    )

    id: int = Field(default=None, primary_key=True)
    kept: str = Field(max_length=20, unique=True)
    years: int | None = None
    source: str = Field(max_length=500)
    set_at: datetime
    set_by: str = Field(max_length=60)


class Erasure(Row, table=True):
    """Somebody asks that data goes: what was due in a class before a moment, or one person's; another agrees or not.

    `counts` is JSON: class → how many rows were emptied.
    """

    __tablename__ = "erasure"
    __table_args__ = (
        one_of("kept", rules.Kept, table="erasure"),
        CheckConstraint("(kept IS NULL) <> (person_id IS NULL)", name="erasure_is_of_a_class_or_of_a_person"),
        together("kept", "before", table="erasure"),
        together("decided_at", "decided_by", "agreed", table="erasure"),
        CheckConstraint("decided_by <> asked_by", name="erasure_is_decided_by_a_second_person"),
        Index("erasure_by_person", "person_id"),
    )

    id: int = Field(default=None, primary_key=True)
    kept: str | None = Field(default=None, max_length=20)
    before: datetime | None = None
    person_id: int | None = Field(default=None, foreign_key="person.id")
    reason: str = Field(max_length=2000)
    document: str | None = Field(default=None, max_length=200)
    asked_at: datetime
    asked_by: str = Field(max_length=60)
    decided_at: datetime | None = None
    decided_by: str | None = Field(default=None, max_length=60)
    agreed: bool | None = None
    answer: str = Field(default="", max_length=2000)
    counts: str = "{}"


class ErasedDocument(Row, table=True):
    """A document of a dossier whose bytes went; the row about it stays."""

    __tablename__ = "erased_document"
    __table_args__ = (Index("erased_document_by_erasure", "erasure_id"),)

    id: int = Field(default=None, primary_key=True)
    document_id: int = Field(foreign_key="dossier_document.id", unique=True)
    erasure_id: int = Field(foreign_key="erasure.id")

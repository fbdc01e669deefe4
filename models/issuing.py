"""What stands around a signature and a number: delegations, the authority's own books, copies of what was signed."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from domain.delegations import DELEGATED
from domain.later_decisions import DecisionKind
from models.base import Row, one_of, partial, together


class Delegation(Row, table=True):
    """Who signs in whose place, as what, for which decisions, by which document; None in the reach means all."""

    __tablename__ = "delegation"
    __table_args__ = (
        one_of("form", DELEGATED, table="delegation"),
        one_of("kind", DecisionKind, table="delegation"),
        together("ended_at", "ended_by", table="delegation"),
        CheckConstraint("delegator_id <> delegate_id", name="nobody_delegates_to_herself"),
        CheckConstraint("valid_from <= valid_to", name="delegation_ends_after_beginning"),
        Index("delegation_by_delegator", "delegator_id"),
        Index("delegation_by_delegate", "delegate_id"),
    )

    id: int = Field(default=None, primary_key=True)
    delegator_id: int = Field(foreign_key="person.id")
    delegate_id: int = Field(foreign_key="person.id")
    form: str = Field(max_length=12)
    collective: str | None = Field(default=None, max_length=100)
    delegator_title: str = Field(max_length=100)
    delegate_title: str = Field(max_length=100)
    authority: str | None = Field(default=None, max_length=300)
    kind: str | None = Field(default=None, max_length=12)
    award_form: str | None = Field(default=None, max_length=30)
    valid_from: date
    valid_to: date
    document: str = Field(max_length=200)
    document_date: date
    made_at: datetime
    made_by: str = Field(max_length=60)
    ended_at: datetime | None = None
    ended_by: str | None = Field(default=None, max_length=60)


class NumberBook(Row, table=True):
    """The authority's own book of one type of document: its numbers follow each other without a gap, from 1 each year.

    Nothing is counted here: the next number follows from the decisions that are issued in the book.
    """

    __tablename__ = "number_book"
    __table_args__ = (
        together("closed_at", "closed_by", table="number_book"),
        CheckConstraint("first_number >= 1", name="number_book_begins_at_one_or_later"),
        Index(
            "an_authority_has_one_open_book_of_a_type",
            "authority",
            "type",
            unique=True,
            **partial("closed_at IS NULL"),
        ),
    )

    id: int = Field(default=None, primary_key=True)
    authority: str = Field(max_length=300)
    type: str = Field(default="QĐ", max_length=10)
    symbol: str = Field(max_length=25)
    first_number: int = 1
    opens_on: date
    opened_at: datetime
    opened_by: str = Field(max_length=60)
    closed_at: datetime | None = None
    closed_by: str | None = Field(default=None, max_length=60)


class SignedCopy(Row, table=True):
    """The scan or signed file of an issued decision as it came back; a later one stands beside the first."""

    __tablename__ = "signed_copy"
    __table_args__ = (
        UniqueConstraint("decision_id", "number", name="a_signed_copy_is_numbered_once"),
        CheckConstraint("number = 1 OR reason IS NOT NULL", name="a_further_copy_has_a_reason"),
    )

    id: int = Field(default=None, primary_key=True)
    decision_id: int = Field(foreign_key="decision.id")
    number: int
    file_name: str = Field(max_length=200)
    size: int
    digest: str = Field(max_length=64)
    reason: str | None = Field(default=None, max_length=2000)
    received_at: datetime
    received_by: str = Field(max_length=60)

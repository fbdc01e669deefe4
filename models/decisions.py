"""Decisions: draft, signed, issued; an issued one is never edited. Before them the public may comment."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from models.base import Row, one_of, together

DECISION_STATES = ("draft", "signed", "issued", "dropped")


class Decision(Row, table=True):
    """A decision on awards of one form in one round. Numbers are unique per authority, type and year.

    `dropped` is a draft whose whole list was withdrawn.
    """

    __tablename__ = "decision"
    __table_args__ = (
        UniqueConstraint("stage_id", "form", name="a_round_decides_a_form_once"),
        UniqueConstraint("authority", "type", "year", "number", name="a_decision_number_is_used_once"),
        one_of("state", DECISION_STATES, table="decision"),
        together("signed_at", "signed_by", table="decision"),
        together("issued_at", "issued_by", "number", "year", "issued_on", table="decision"),
        CheckConstraint("state <> 'issued' OR issued_at IS NOT NULL", name="decision_issued_has_a_moment"),
        CheckConstraint("issued_at IS NULL OR signed_at IS NOT NULL", name="decision_is_signed_before_it_is_issued"),
    )

    id: int = Field(default=None, primary_key=True)
    campaign_id: int = Field(foreign_key="campaign.id")
    stage_id: int = Field(foreign_key="stage.id")
    round: str = Field(max_length=20)
    form: str = Field(max_length=30)
    type: str = Field(default="QĐ", max_length=10)
    authority: str = Field(max_length=300)
    state: str = Field(default="draft", max_length=8)
    drafted_at: datetime
    drafted_by: str = Field(max_length=60)
    signed_at: datetime | None = None
    signed_by: str | None = Field(default=None, max_length=60)
    signer_title: str | None = Field(default=None, max_length=200)
    number: str | None = Field(default=None, max_length=40)
    year: int | None = None
    issued_on: date | None = None
    issued_at: datetime | None = None
    issued_by: str | None = Field(default=None, max_length=60)


class DecisionLine(Row, table=True):
    """One awarded nominee in the decision's list, names as they were when it was drafted.

    A line withdrawn from a draft stays, struck out.
    """

    __tablename__ = "decision_line"
    __table_args__ = (
        UniqueConstraint("decision_id", "position", name="a_line_stands_once"),
        UniqueConstraint("decision_id", "dossier_id", name="a_nominee_is_listed_once"),
        Index("decision_line_by_dossier", "dossier_id"),
    )

    id: int = Field(default=None, primary_key=True)
    decision_id: int = Field(foreign_key="decision.id")
    position: int
    dossier_id: int = Field(foreign_key="dossier.id")
    nominee: str = Field(max_length=300)
    nominee_kind: str = Field(max_length=12)
    unit_name: str = Field(max_length=300)
    struck_at: datetime | None = None


class CommentPeriod(Row, table=True):
    """The days in which the public may comment on the list that the council proposes."""

    __tablename__ = "comment_period"
    __table_args__ = (
        UniqueConstraint("stage_id", "number", name="a_comment_period_is_numbered_once"),
        together("closed_at", "closed_by", table="comment_period"),
    )

    id: int = Field(default=None, primary_key=True)
    stage_id: int = Field(foreign_key="stage.id")
    number: int
    place: str = Field(max_length=300)
    document: str | None = Field(default=None, max_length=200)
    opened_at: datetime
    opened_by: str = Field(max_length=60)
    ends_on: date
    closed_at: datetime | None = None
    closed_by: str | None = Field(default=None, max_length=60)


class PublicComment(Row, table=True):
    """What somebody said about the list, or about one dossier in it."""

    __tablename__ = "public_comment"
    __table_args__ = (Index("public_comment_by_period", "period_id"),)

    id: int = Field(default=None, primary_key=True)
    period_id: int = Field(foreign_key="comment_period.id")
    dossier_id: int | None = Field(default=None, foreign_key="dossier.id")
    sender: str = Field(max_length=300)
    text: str
    received_on: date
    noted_at: datetime
    noted_by: str = Field(max_length=60)

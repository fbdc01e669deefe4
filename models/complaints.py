"""Complaints about nominees and awards, and the limits within which an office handles them."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from domain.complaints import ComplaintAbout, ComplaintOutcome, ComplaintState
from models.base import Row, one_of, partial, together

STILL_OPEN = "state IN ('received', 'accepted')"


class Complaint(Row, table=True):
    """One complaint about one dossier. Who sent it is told only to those who handle it.

    `due` is the last day of the limit as extended; `answer_document` the paper by which it was accepted, not accepted
    or resolved last. `excludes`: the nominee was left out because of it.
    """

    __tablename__ = "complaint"
    __table_args__ = (
        UniqueConstraint("campaign_id", "code", name="a_complaint_code_stands_once"),
        one_of("state", ComplaintState, table="complaint"),
        one_of("about", ComplaintAbout, table="complaint"),
        one_of("outcome", ComplaintOutcome, table="complaint"),
        together("accepted_at", "accepted_by", "accepted_document", table="complaint"),
        together("ended_at", "ended_by", table="complaint"),
        together("outcome", "conclusion", "conclusion_document", table="complaint"),
        together("extended_at", "extended_by", "extended_from", table="complaint"),
        CheckConstraint("(extended_at IS NULL) = (extension_reason IS NULL)", name="complaint_extended_has_a_reason"),
        together("paused_at", "paused_by", "pause_reason", table="complaint"),
        together("file_name", "size", "digest", table="complaint"),
        CheckConstraint(f"({STILL_OPEN}) = (ended_at IS NULL)", name="complaint_that_is_over_has_a_moment"),
        CheckConstraint("(state = 'resolved') = (outcome IS NOT NULL)", name="complaint_resolved_has_an_outcome"),
        CheckConstraint("resumed_at IS NULL OR paused_at IS NOT NULL", name="complaint_goes_on_after_a_pause"),
        Index("complaint_by_dossier", "dossier_id"),
        Index("complaint_that_is_open", "dossier_id", "campaign_id", **partial("ended_at IS NULL")),
    )

    id: int = Field(default=None, primary_key=True)
    campaign_id: int = Field(foreign_key="campaign.id")
    dossier_id: int = Field(foreign_key="dossier.id")
    code: str = Field(max_length=20)
    about: str = Field(max_length=8)
    state: str = Field(default="received", max_length=12)
    received_on: date
    document: str = Field(max_length=200)
    sender: str = Field(max_length=300)
    content: str
    file_name: str | None = Field(default=None, max_length=200)
    size: int | None = None
    digest: str | None = Field(default=None, max_length=64)
    filed_at: datetime
    filed_by: str = Field(max_length=60)
    due: date | None = None
    accepted_at: datetime | None = None
    accepted_by: str | None = Field(default=None, max_length=60)
    accepted_document: str | None = Field(default=None, max_length=200)
    extended_at: datetime | None = None
    extended_by: str | None = Field(default=None, max_length=60)
    extended_from: date | None = None
    extension_reason: str | None = Field(default=None, max_length=2000)
    paused_at: datetime | None = None
    paused_by: str | None = Field(default=None, max_length=60)
    pause_reason: str | None = Field(default=None, max_length=2000)
    resumed_at: datetime | None = None
    ended_at: datetime | None = None
    ended_by: str | None = Field(default=None, max_length=60)
    end_reason: str | None = Field(default=None, max_length=2000)
    outcome: str | None = Field(default=None, max_length=10)
    conclusion: str | None = None
    conclusion_document: str | None = Field(default=None, max_length=200)
    excludes: bool = False

    @property
    def stands_still(self) -> bool:
        """Is its clock stopped?"""
        return self.paused_at is not None and self.resumed_at is None and self.ended_at is None


class ComplaintLimit(Row, table=True):
    """The limit from a moment on; the last row counts. Without `days` there is none, as there is before the first."""

    __tablename__ = "complaint_limit"
    __table_args__ = (together("days", "unit", "counted_from", "source", table="complaint_limit"),)

    id: int = Field(default=None, primary_key=True)
    days: int | None = None
    unit: str | None = Field(default=None, max_length=8)
    counted_from: str | None = Field(default=None, max_length=8)
    source: str | None = Field(default=None, max_length=300)
    set_at: datetime
    set_by: str = Field(max_length=60)

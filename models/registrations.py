"""What units hand in before the dossiers: registrations with pledges, midterm reports; and the review of them."""

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from models.base import Row, one_of, together

REGISTRATION_STATES = ("submitted", "confirmed", "withdrawn")


class Registration(Row, table=True):
    """A unit's registration; `incoming_number`/`received_on` when it came on paper and was entered on behalf.

    The `late_*` columns say who allowed a registration after the deadline, by which paper, and why.
    """

    __tablename__ = "registration"
    __table_args__ = (
        UniqueConstraint("campaign_id", "unit_id", name="a_unit_registers_once"),
        one_of("state", REGISTRATION_STATES, table="registration"),
        together("confirmed_at", "confirmed_by", table="registration"),
        together("late_authority", "late_document", "late_reason", table="registration"),
        Index("registration_by_unit", "unit_id"),
    )

    id: int = Field(default=None, primary_key=True)
    campaign_id: int = Field(foreign_key="campaign.id")
    stage_id: int = Field(foreign_key="stage.id")
    unit_id: int = Field(foreign_key="unit.id")
    state: str = Field(default="submitted", max_length=12)
    pledges: str
    submitted_at: datetime
    submitted_by: str = Field(max_length=60)
    incoming_number: str | None = Field(default=None, max_length=60)
    received_on: date | None = None
    confirmed_at: datetime | None = None
    confirmed_by: str | None = Field(default=None, max_length=60)
    late_authority: str | None = Field(default=None, max_length=200)
    late_document: str | None = Field(default=None, max_length=200)
    late_reason: str | None = Field(default=None, max_length=2000)


class MidtermReport(Row, table=True):
    """A unit's midterm report with its indicators as JSON (name → value)."""

    __tablename__ = "midterm_report"
    __table_args__ = (UniqueConstraint("stage_id", "unit_id", name="a_unit_reports_once"),)

    id: int = Field(default=None, primary_key=True)
    campaign_id: int = Field(foreign_key="campaign.id")
    stage_id: int = Field(foreign_key="stage.id")
    unit_id: int = Field(foreign_key="unit.id")
    text: str
    indicators: str = "{}"
    filed_at: datetime
    filed_by: str = Field(max_length=60)
    incoming_number: str | None = Field(default=None, max_length=60)
    received_on: date | None = None


class Review(Row, table=True):
    """The office's finding of a midterm review, or its final summary with figures as JSON."""

    __tablename__ = "review"
    __table_args__ = (UniqueConstraint("stage_id", name="a_stage_is_reviewed_once"),)

    id: int = Field(default=None, primary_key=True)
    campaign_id: int = Field(foreign_key="campaign.id")
    stage_id: int = Field(foreign_key="stage.id")
    text: str
    figures: str = "{}"
    document: str | None = Field(default=None, max_length=200)
    written_at: datetime
    written_by: str = Field(max_length=60)

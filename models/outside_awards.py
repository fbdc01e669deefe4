"""Awards decided outside the service, and what the office answered where a dossier resembles another award."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from domain.earlier_awards import Answer
from domain.nominees import NomineeKind
from domain.plan import Level
from models.base import Row, one_of, partial, together

STANDING = "ended_at IS NULL"
"""An entry that was neither corrected nor cancelled."""


class OutsideAward(Row, table=True):
    """One award as the paper says it. An entry is never rewritten: a corrected one `supersedes_id` the one before.

    `unit_id` where the unit is one of the store's; `unit_name` is what the paper says. An entry that has ended was
    superseded where another one names it, and cancelled otherwise.
    """

    __tablename__ = "outside_award"
    __table_args__ = (
        one_of("nominee_kind", NomineeKind, table="outside_award"),
        one_of("level", Level, table="outside_award"),
        together("ended_at", "ended_by", "ended_reason", table="outside_award"),
        CheckConstraint(
            "period_from IS NULL OR period_to IS NULL OR period_from <= period_to",
            name="outside_award_period_ends_after_it_begins",
        ),
        Index("outside_award_by_initiative", "initiative_folded"),
        Index("outside_award_by_day", "decided_on", "id"),
        Index("outside_award_corrected_once", "supersedes_id", unique=True),
        Index(
            "outside_award_is_entered_once",
            *("folded", "nominee_kind", "unit_folded", "form", "number", "decided_on"),
            unique=True,
            **partial(STANDING),
        ),
    )

    id: int = Field(default=None, primary_key=True)
    nominee_kind: str = Field(max_length=12)
    nominee: str = Field(max_length=300)
    folded: str = Field(max_length=300)
    unit_id: int | None = Field(default=None, foreign_key="unit.id")
    unit_name: str = Field(max_length=300)
    unit_folded: str = Field(max_length=300)
    form: str = Field(max_length=100)
    authority: str = Field(max_length=300)
    level: str = Field(max_length=20)
    number: str = Field(max_length=40)
    decided_on: date
    achievement: str = ""
    initiative: str | None = Field(default=None, max_length=300)
    initiative_folded: str | None = Field(default=None, max_length=300)
    period_from: date | None = None
    period_to: date | None = None
    entered_at: datetime
    entered_by: str = Field(max_length=60)
    supersedes_id: int | None = Field(default=None, foreign_key="outside_award.id")
    ended_at: datetime | None = None
    ended_by: str | None = Field(default=None, max_length=60)
    ended_reason: str | None = Field(default=None, max_length=2000)


class AwardAnswer(Row, table=True):
    """What an officer found about a dossier and another award or proposal; the last answer about the two counts."""

    __tablename__ = "award_answer"
    __table_args__ = (
        one_of("answer", Answer, table="award_answer"),
        CheckConstraint(
            "(other_dossier_id IS NULL) <> (outside_award_id IS NULL)", name="award_answer_is_about_one_award"
        ),
        CheckConstraint("other_dossier_id <> dossier_id", name="award_answer_is_about_another_dossier"),
        Index("award_answer_by_dossier", "dossier_id"),
        Index("award_answer_by_other", "other_dossier_id"),
        Index("award_answer_by_outside", "outside_award_id"),
    )

    id: int = Field(default=None, primary_key=True)
    dossier_id: int = Field(foreign_key="dossier.id")
    other_dossier_id: int | None = Field(default=None, foreign_key="dossier.id")
    outside_award_id: int | None = Field(default=None, foreign_key="outside_award.id")
    answer: str = Field(max_length=10)
    reason: str = Field(max_length=2000)
    answered_at: datetime
    answered_by: str = Field(max_length=60)

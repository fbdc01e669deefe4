"""Campaigns, their plan in versions, who takes part, and the questions a plan leaves open."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from models.base import Row, one_of, together

CAMPAIGN_STATES = ("draft", "running", "closed", "cancelled")


class Campaign(Row, table=True):
    """One movement. `suspended_at` is a flag beside the state: nothing moves by itself while it is set."""

    __tablename__ = "campaign"
    __table_args__ = (
        one_of("state", CAMPAIGN_STATES, table="campaign"),
        together("suspended_at", "suspended_by", table="campaign"),
        Index("campaign_by_state", "state", "code"),
        Index("campaign_by_folded", "folded"),
        Index("campaign_by_authority", "authority", "code"),
    )

    id: int = Field(default=None, primary_key=True)
    code: str = Field(unique=True, max_length=40)
    name: str = Field(max_length=500)
    folded: str = Field(max_length=500)
    authority: str = Field(max_length=300)
    state: str = Field(default="draft", max_length=12)
    version: int = 0
    created_at: datetime
    launched_at: datetime | None = None
    closed_at: datetime | None = None
    suspended_at: datetime | None = None
    suspended_by: str | None = Field(default=None, max_length=60)


class PlanVersion(Row, table=True):
    """One version of a plan as canonical JSON; what was is never rewritten."""

    __tablename__ = "plan_version"
    __table_args__ = (UniqueConstraint("campaign_id", "number", name="plan_version_is_numbered_once"),)

    id: int = Field(default=None, primary_key=True)
    campaign_id: int = Field(foreign_key="campaign.id")
    number: int
    plan: str
    change: str = Field(max_length=40)
    reason: str = Field(default="", max_length=2000)
    document: str | None = Field(default=None, max_length=200)
    made_at: datetime
    made_by: str = Field(max_length=60)


class Participation(Row, table=True):
    """A unit that takes part, in its emulation group (khối, cụm)."""

    __tablename__ = "participation"
    __table_args__ = (
        UniqueConstraint("campaign_id", "unit_id", name="a_unit_takes_part_once"),
        Index("participation_by_unit", "unit_id"),
    )

    id: int = Field(default=None, primary_key=True)
    campaign_id: int = Field(foreign_key="campaign.id")
    unit_id: int = Field(foreign_key="unit.id")
    group: str | None = Field(default=None, max_length=100)


class Question(Row, table=True):
    """An open item of the plan: when it was asked, when and how it was answered."""

    __tablename__ = "question"
    __table_args__ = (
        UniqueConstraint("campaign_id", "key", name="an_open_item_stands_once"),
        CheckConstraint("(answered_at IS NULL) = (answered_by IS NULL)", name="question_answer_has_who_and_when"),
        one_of("blocks", ("opening", "closing", "nothing"), table="question"),
        Index("question_by_stage", "stage_id"),
    )

    id: int = Field(default=None, primary_key=True)
    campaign_id: int = Field(foreign_key="campaign.id")
    stage_id: int = Field(foreign_key="stage.id")
    key: str = Field(max_length=100)
    answer_kind: str = Field(max_length=20)
    blocks: str = Field(max_length=10)
    asks: str = Field(max_length=20)
    asked_at: datetime | None = None
    answered_at: datetime | None = None
    answered_by: str | None = Field(default=None, max_length=60)
    answer: str | None = Field(default=None, max_length=4000)
    waived: bool = False


class StoreMark(Row, table=True):
    """One row: whether time is simulated here, where the simulated clock stands, and with which seed.

    Also when the sweep last looked (`swept_at`), and the last time for which it did not run: from when, until when, and
    how many reminders were not sent because their day had passed. And the brake over all mail: `mail_paused_since`, and
    the one address to which everything is led instead (`mail_redirect`). `public_since`: the list of awards is open to
    everybody, signed in or not.
    """

    __tablename__ = "store_mark"
    __table_args__ = (
        CheckConstraint("id = 1", name="store_mark_is_one_row"),
        together("down_since", "down_until", "missed_reminders", table="store_mark"),
    )

    id: int = Field(default=1, primary_key=True)
    simulated: bool = False
    clock: datetime | None = None
    seed: str | None = Field(default=None, max_length=40)
    calendar_edition: int = 1
    known_until: date | None = None
    swept_at: datetime | None = None
    down_since: datetime | None = None
    down_until: datetime | None = None
    missed_reminders: int | None = None
    mail_paused_since: datetime | None = None
    mail_redirect: str | None = Field(default=None, max_length=254)
    public_since: datetime | None = None

    @property
    def set_by_hand(self) -> bool:
        """Does time here stand still until somebody sets the clock?"""
        return self.simulated and self.clock is not None

"""Stages, the duties in them, what they wait for, the steps taken, and what went wrong."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from domain.duties import Clock, DutyKind
from domain.stages import StageKind, StageState
from domain.waits import PLANNED
from models.base import Row, one_of, partial, together


class Stage(Row, table=True):
    """One stage of one campaign. `next_due_at` is what the sweep asks for; None: only people can move it."""

    __tablename__ = "stage"
    __table_args__ = (
        UniqueConstraint("campaign_id", "kind", "round", name="stage_is_addressed_once"),
        one_of("kind", StageKind, table="stage"),
        one_of("state", StageState, table="stage"),
        CheckConstraint("state <> 'open' OR opened_at IS NOT NULL", name="stage_open_has_a_moment"),
        CheckConstraint("state <> 'closed' OR closed_at IS NOT NULL", name="stage_closed_has_a_moment"),
        CheckConstraint("state <> 'skipped' OR reason <> ''", name="stage_skipped_has_a_reason"),
        Index("stage_by_next_due_at", "next_due_at"),
        Index("stage_by_campaign", "campaign_id", "position"),
        # A campaign has seven stages and more, and one or two of them are open for some weeks.
        Index("stage_that_is_open", "kind", "campaign_id", **partial("state = 'open'")),
    )

    id: int = Field(default=None, primary_key=True)
    campaign_id: int = Field(foreign_key="campaign.id")
    kind: str = Field(max_length=20)
    round: str = Field(max_length=20)
    position: int
    state: str = Field(default="planned", max_length=10)
    revision: int = 1
    opens: date | None = None
    remind_by: date | None = None
    due: date | None = None
    ask_from: date | None = None
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    reason: str = Field(default="", max_length=2000)
    next_due_at: datetime | None = None

    @property
    def key(self) -> str:
        """`kind@round`, the round `main` left out."""
        return self.kind if self.round == "main" else f"{self.kind}@{self.round}"


class Duty(Row, table=True):
    """Who owes what by when. Owed while `done_at` and `lapsed_at` are both empty."""

    __tablename__ = "duty"
    __table_args__ = (
        one_of("kind", DutyKind, table="duty"),
        one_of("clock", Clock, table="duty"),
        together("done_at", "done_by", table="duty"),
        CheckConstraint("done_at IS NULL OR lapsed_at IS NULL", name="duty_is_done_or_lapsed"),
        CheckConstraint(
            "unit_id IS NOT NULL OR person_id IS NOT NULL OR role IS NOT NULL", name="duty_has_somebody_who_owes_it"
        ),
        UniqueConstraint("stage_id", "revision", "key", name="a_duty_is_owed_once"),
        Index("duty_by_stage", "stage_id", "ended"),
        Index("duty_by_unit", "unit_id", "ended"),
        Index("duty_by_person", "person_id", "ended"),
        Index("duty_by_role", "role", "ended", "campaign_id", **partial("role IS NOT NULL")),
    )

    id: int = Field(default=None, primary_key=True)
    campaign_id: int = Field(foreign_key="campaign.id")
    stage_id: int = Field(foreign_key="stage.id")
    revision: int = 1
    kind: str = Field(max_length=30)
    key: str = Field(max_length=120)
    what: str = Field(default="", max_length=500)
    unit_id: int | None = Field(default=None, foreign_key="unit.id")
    person_id: int | None = Field(default=None, foreign_key="person.id")
    role: str | None = Field(default=None, max_length=20)
    dossier_id: int | None = Field(default=None, foreign_key="dossier.id")
    question_id: int | None = Field(default=None, foreign_key="question.id")
    blocks: bool
    clock: str = Field(max_length=10)
    since: datetime
    due: date | None = None
    done_at: datetime | None = None
    done_by: str | None = Field(default=None, max_length=60)
    lapsed_at: datetime | None = None
    ended: bool = False


class SkipRequest(Row, table=True):
    """Somebody asks that a stage is not held; a second person agrees or not."""

    __tablename__ = "skip_request"
    __table_args__ = (
        together("decided_at", "decided_by", "agreed", table="skip_request"),
        CheckConstraint("decided_by <> asked_by", name="skip_request_is_decided_by_a_second_person"),
        Index("skip_request_by_stage", "stage_id", "decided_at"),
    )

    id: int = Field(default=None, primary_key=True)
    stage_id: int = Field(foreign_key="stage.id")
    reason: str = Field(max_length=2000)
    asked_at: datetime
    asked_by: str = Field(max_length=60)
    decided_at: datetime | None = None
    decided_by: str | None = Field(default=None, max_length=60)
    agreed: bool | None = None


class Wait(Row, table=True):
    """What a stage or dossier waits for, and whose move it is; derived by `domain.waits`, never edited."""

    __tablename__ = "wait"
    __table_args__ = (
        UniqueConstraint("stage_id", "cause", "subject", name="a_wait_stands_once"),
        Index("wait_by_campaign", "campaign_id"),
        Index("wait_by_unit", "unit_id"),
        Index("wait_by_cause", "cause", "campaign_id"),
        # For lists and counts of what holds something up: in the lists' order, and with all that the counts ask.
        Index(
            "wait_that_holds",
            *("due", "since", "id", "cause", "campaign_id", "unit_id"),
            **partial(f"cause NOT IN {PLANNED}"),
        ),
    )

    id: int = Field(default=None, primary_key=True)
    campaign_id: int = Field(foreign_key="campaign.id")
    stage_id: int = Field(foreign_key="stage.id")
    cause: str = Field(max_length=40)
    subject: str = Field(max_length=120)
    duty_id: int | None = Field(default=None, foreign_key="duty.id")
    unit_id: int | None = Field(default=None, foreign_key="unit.id")
    person_id: int | None = Field(default=None, foreign_key="person.id")
    role: str | None = Field(default=None, max_length=20)
    clock: str = Field(max_length=10)
    since: datetime
    due: date | None = None


class StepTaken(Row, table=True):
    """A step that happened; its key makes that it happens once in a revision."""

    __tablename__ = "step_taken"
    __table_args__ = (UniqueConstraint("stage_id", "revision", "name", "due", name="a_step_happens_once"),)

    id: int = Field(default=None, primary_key=True)
    stage_id: int = Field(foreign_key="stage.id")
    revision: int
    name: str = Field(max_length=30)
    due: date = date(1, 1, 1)
    taken_at: datetime


class Incident(Row, table=True):
    """A step that failed: cause, attempts, next try, owner. Nobody's neighbours wait for it."""

    __tablename__ = "incident"
    __table_args__ = (
        together("resolved_at", "resolved_by", table="incident"),
        Index("incident_by_stage", "stage_id", "resolved_at"),
    )

    id: int = Field(default=None, primary_key=True)
    campaign_id: int = Field(foreign_key="campaign.id")
    stage_id: int = Field(foreign_key="stage.id")
    step: str = Field(max_length=30)
    cause: str = Field(max_length=2000)
    attempts: int = 1
    opened_at: datetime
    next_try_at: datetime | None = None
    owner_role: str = Field(default="officer", max_length=20)
    shown_in_prefect: bool = False
    resolved_at: datetime | None = None
    resolved_by: str | None = Field(default=None, max_length=60)

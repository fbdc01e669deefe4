"""A date of a plan as a value: what the text says, how sure it is, and who made it exact."""

from datetime import date, timedelta
from enum import StrEnum
from typing import Self

from pydantic import model_validator

from domain.values import Value


class Precision(StrEnum):
    """How exact the wording is."""

    DAY = "day"
    MONTH = "month"
    MONTH_RANGE = "month_range"
    YEAR = "year"
    YEAR_END = "year_end"
    AROUND_DAY = "around_day"
    RELATIVE = "relative"
    RECURRING_YEARLY = "recurring_yearly"
    UNSPECIFIED = "unspecified"


class Event(StrEnum):
    """What a relative date counts from."""

    PLAN_ISSUED = "plan_issued"
    CAMPAIGN_ENDED = "campaign_ended"
    RESULT_PUBLISHED = "result_published"


class Anchor(Value):
    """`days` after `event`, in calendar or working days."""

    event: Event
    days: int = 0
    working: bool = False


class Resolution(Value):
    """An officer made a date exact: which day, who, when, why."""

    day: date
    by: str
    on: date
    reason: str
    inclusive: bool = True


class PlanDate(Value):
    """An interval with its wording.

    `first`/`last` bound the days that the wording allows (both None while the anchor or the plan leaves them open);
    `inclusive` is False for "trước ngày": read literally the last day is a day earlier.
    """

    wording: str
    precision: Precision
    first: date | None = None
    last: date | None = None
    inclusive: bool = True
    anchor: Anchor | None = None
    resolution: Resolution | None = None

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.first and self.last and self.first > self.last:
            raise ValueError("first_after_last")
        return self

    @property
    def is_open(self) -> bool:
        """No day can be named yet."""
        return self.resolution is None and self.last is None

    @property
    def opens(self) -> date | None:
        """The earliest day the wording allows."""
        return self.resolution.day if self.resolution else self.first

    @property
    def remind_by(self) -> date | None:
        """Reminders count to the earlier reading: the day before for "trước ngày"."""
        if self.resolution:
            return self.resolution.day if self.resolution.inclusive else self.resolution.day - timedelta(days=1)
        if self.last is None:
            return None
        return self.last if self.inclusive else self.last - timedelta(days=1)

    @property
    def refuse_after(self) -> date | None:
        """Refusal starts only after the later reading, until an officer confirms."""
        if self.resolution:
            return self.remind_by
        return self.last

    @property
    def has_two_readings(self) -> bool:
        """The wording can be read as two days and nobody has confirmed one."""
        return self.resolution is None and self.last is not None and not self.inclusive

    def resolved(self, resolution: Resolution) -> "PlanDate":
        """The same date, made exact."""
        return self.model_copy(update={"resolution": resolution})

    def anchored(self, day: date) -> "PlanDate":
        """A relative date whose event has happened on `day`; calendar days only (working days need a calendar)."""
        if self.anchor is None or self.resolution is not None:
            return self
        when = day + timedelta(days=self.anchor.days)
        return self.model_copy(update={"first": when, "last": when})


def on_day(day: date, wording: str, *, inclusive: bool = True) -> PlanDate:
    """An exact day: "chậm nhất là ngày" (inclusive) or "trước ngày" (not)."""
    return PlanDate(wording=wording, precision=Precision.DAY, first=day, last=day, inclusive=inclusive)


def unspecified(wording: str = "") -> PlanDate:
    """The plan does not say when."""
    return PlanDate(wording=wording, precision=Precision.UNSPECIFIED)

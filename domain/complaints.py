"""Complaints (khiếu nại) about a nominee or an award: states, clock, and how an open one holds a nominee back.

No limit is given here: the law on emulation and commendation names none, so an office enters its own with its paper.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum
from typing import Literal, NamedTuple

from domain.eligibility import Criterion, Eligibility, Evidence, Reason
from domain.errors import Invalid
from domain.values import Value
from domain.workdays import WorkCalendar


class ComplaintState(StrEnum):
    """`received → accepted → resolved`; not accepted for handling, or withdrawn by its sender."""

    RECEIVED = "received"
    ACCEPTED = "accepted"
    NOT_ACCEPTED = "not_accepted"
    RESOLVED = "resolved"
    WITHDRAWN = "withdrawn"


class ComplaintOutcome(StrEnum):
    """What was found."""

    UPHELD = "upheld"
    PARTLY = "partly"
    UNFOUNDED = "unfounded"


class ComplaintAbout(StrEnum):
    """Before the decision it is about a nominee, after it about an award."""

    NOMINEE = "nominee"
    AWARD = "award"


OPEN = (ComplaintState.RECEIVED, ComplaintState.ACCEPTED)
"""From its receipt on a complaint counts as being verified, because whoever is awarded meanwhile stays awarded."""

UNITS, STARTS = ("calendar", "working"), ("received", "accepted")
MOST_DAYS = 365
LONGEST_SOURCE = 300


class Limit(Value):
    """How long an office may take: `days` of a `unit`, counted from the day of receipt or of acceptance; `source` says
    which paper says so."""

    days: int
    unit: Literal["calendar", "working"]
    counted_from: Literal["received", "accepted"]
    source: str


class Verified(NamedTuple):
    """An open complaint, as far as it holds somebody back."""

    code: str
    received_on: date


HELD_BACK = Criterion(
    id="complaint",
    subject="any",
    comparator="boolean",
    value=False,
    wording="Không có khiếu nại đang được xác minh",
    exclusion=True,
)
"""The condition that an open complaint does not meet. Blocked and not refused, because it can be lifted."""


def check_limit(limit: Limit) -> None:
    """Raises Invalid `complaint_limit`, `limit_source`."""
    if not 1 <= limit.days <= MOST_DAYS:
        raise Invalid("complaint_limit", found=limit.days, most=MOST_DAYS, field="days")
    if not 0 < len(limit.source.strip()) <= LONGEST_SOURCE:
        raise Invalid("limit_source", most=LONGEST_SOURCE, field="source")


def limit_of(days: int, unit: str, counted_from: str, source: str) -> Limit:
    """A limit as it was typed; raises Invalid `limit_word`."""
    if unit not in UNITS:
        raise Invalid("limit_word", found=unit, allowed=UNITS, field="unit")
    if counted_from not in STARTS:
        raise Invalid("limit_word", found=counted_from, allowed=STARTS, field="counted_from")
    return Limit.model_validate({"days": days, "unit": unit, "counted_from": counted_from, "source": source})


def due_of(limit: Limit | None, *, received: date, accepted: date | None, calendar: WorkCalendar) -> date | None:
    """The last day of the limit; None without one, or before the day from which it counts. That day is not counted."""
    if limit is None:
        return None
    first = received if limit.counted_from == "received" else accepted
    if first is None:
        return None
    return calendar.add(first, limit.days) if limit.unit == "working" else first + timedelta(days=limit.days)


def hold_back(found: Eligibility, complaints: Iterable[Verified]) -> Eligibility:
    """The same finding, blocked by every open complaint, each a reason with its number and day as evidence."""
    reasons = tuple(_reason(one) for one in complaints)
    if not reasons:
        return found
    return Eligibility(outcome="blocked", reasons=(*found.reasons, *reasons))


def _reason(one: Verified) -> Reason:
    evidence = Evidence(criterion_id=HELD_BACK.id, value=True, document=one.code, on=one.received_on)
    return Reason(criterion=HELD_BACK, finding="blocking", evidence=evidence)

"""When the service did not run: noticed afterwards, because nothing can be said while nothing runs."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.steps import reminders_of, start_of
from domain.workdays import WorkCalendar

LIMIT = timedelta(hours=1)
"""The sweep looks every ten minutes: six looks missed in a row are no busy moment and no restart any more."""


@dataclass(frozen=True, slots=True)
class Downtime:
    """From the last look before it to the first one after it."""

    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline in one stage that somebody still owes something by; `owed_since` is when the first of them began."""

    stage_id: int
    due: date
    owed_since: datetime


def silent(last: datetime | None, now: datetime) -> bool:
    """Has nobody looked for longer than the limit? Where nobody ever looked, nothing has ceased."""
    return last is not None and now - last > LIMIT


def missed_reminders(
    gap: Downtime, deadline: Deadline, done: frozenset[tuple[int, str, date]], calendar: WorkCalendar
) -> int:
    """How many reminders before this deadline had their whole day within the downtime; `done` are those sent."""
    begun = max(gap.since, deadline.owed_since)
    return sum(
        begun < step.at and step.lapses <= gap.until and (deadline.stage_id, step.name, deadline.due) not in done
        for step in reminders_of(deadline.due, calendar)
        if step.lapses is not None
    )


def passed(gap: Downtime, due: date) -> bool:
    """Did the day of this deadline end within the downtime?"""
    return gap.since < start_of(due + timedelta(days=1)) <= gap.until

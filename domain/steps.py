"""What happens to a stage by itself, and when: ask, open, remind, escalate, close. Pure; the sweep only asks.

A step has a key (stage, revision, name, due date), so that each happens once and an extended deadline reminds again.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from domain.stages import StageState
from domain.workdays import WorkCalendar

OFFICE_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
MORNING = time(8)
"""Reminders go out at the start of office hours; a day of a deadline ends at 24:00."""

REMIND_BEFORE = (5, 2)
"""Working days before a deadline at which those who still owe are reminded."""

ASK, OPEN, CLOSE = "ask", "open", "close"
END_COMMENTS = "end_comments"


class Step(NamedTuple):
    """A step and its moment; `lapses` is the moment from which a missed reminder is not sent any more."""

    at: datetime
    name: str
    due: date | None = None
    lapses: datetime | None = None


@dataclass(frozen=True, slots=True)
class StageFacts:
    """What the rule needs of one stage.

    `due_dates` are the distinct deadlines (earlier readings) of duties still owed; `done` the names and dates of steps
    taken in this revision; `blocked` counts open items that hold up the opening, `holding` those and the duties that
    hold up the closing. Duties that lapse are waited for until `owed_until`; `undated` counts those without a deadline.
    A `window` is open to units until its last day, however much is done before; `comments_until` is the last day on
    which the public may comment.
    """

    state: StageState
    running: bool
    ready: bool
    opens: date | None
    closes_after: date | None
    ask_from: date | None
    blocked: int
    unasked: int
    holding: int
    undated: int
    owed_until: date | None
    window: bool
    due_dates: tuple[date, ...]
    done: frozenset[tuple[str, date | None]]
    comments_until: date | None = None


def start_of(day: date) -> datetime:
    """The first moment of a day in the office's zone, in UTC."""
    return datetime.combine(day, time(), OFFICE_ZONE).astimezone(UTC)


def morning_of(day: date) -> datetime:
    """Start of office hours on a day, in UTC."""
    return datetime.combine(day, MORNING, OFFICE_ZONE).astimezone(UTC)


def local_day(moment: datetime) -> date:
    """The day it is in the office at a moment."""
    return moment.astimezone(OFFICE_ZONE).date()


def steps_ahead(facts: StageFacts, calendar: WorkCalendar, now: datetime) -> tuple[Step, ...]:
    """Every step that is due or lies ahead as things stand, earliest first; missed reminders are left out."""
    if not facts.running:
        return ()
    if facts.state is StageState.PLANNED:
        found = tuple(_before_opening(facts, now))
    elif facts.state is StageState.OPEN:
        late_questions = (Step(now, ASK),) if facts.unasked else ()
        found = (*late_questions, *_reminders(facts, calendar, now), *_comments(facts), *_closing(facts, now))
    else:
        found = ()
    return tuple(sorted(found, key=lambda step: (step.at, step.name)))


def due_steps(facts: StageFacts, calendar: WorkCalendar, now: datetime) -> tuple[Step, ...]:
    """The steps whose moment has come."""
    return tuple(step for step in steps_ahead(facts, calendar, now) if step.at <= now)


def next_due(facts: StageFacts, calendar: WorkCalendar, now: datetime) -> datetime | None:
    """When the stage must be looked at again; None while only people can move it."""
    ahead = steps_ahead(facts, calendar, now)
    return ahead[0].at if ahead else None


def reminders_of(due: date, calendar: WorkCalendar) -> Iterator[Step]:
    """The reminders before a deadline, each with the end of its day, after which it is not sent any more."""
    for days in REMIND_BEFORE:
        day = calendar.add(due, -days)
        yield Step(morning_of(day), f"remind:T-{days}", due, start_of(day + timedelta(days=1)))


def _before_opening(facts: StageFacts, now: datetime) -> Iterator[Step]:
    if not facts.ready:
        return
    if facts.unasked:
        yield Step(start_of(facts.ask_from) if facts.ask_from else now, ASK)
    elif not facts.blocked:
        yield Step(start_of(facts.opens) if facts.opens else now, OPEN)


def _reminders(facts: StageFacts, calendar: WorkCalendar, now: datetime) -> Iterator[Step]:
    for due in facts.due_dates:
        for step in reminders_of(due, calendar):
            if (step.name, due) not in facts.done and step.lapses and now < step.lapses:
                yield step
        if ("escalate:T+1", due) not in facts.done:
            yield Step(morning_of(calendar.add(due, 1)), "escalate:T+1", due)


def _comments(facts: StageFacts) -> Iterator[Step]:
    if facts.comments_until is not None:
        yield Step(start_of(facts.comments_until + timedelta(days=1)), END_COMMENTS, facts.comments_until)


def _closing(facts: StageFacts, now: datetime) -> Iterator[Step]:
    if facts.holding:
        return
    last = facts.closes_after if facts.window else _last_day_owed(facts)
    if last is not None:
        yield Step(start_of(last + timedelta(days=1)), CLOSE, facts.closes_after)
    elif not facts.undated:
        yield Step(now, CLOSE, facts.closes_after)


def _last_day_owed(facts: StageFacts) -> date | None:
    """Until when a stage waits for what may lapse; None where nothing of the kind has a day."""
    if facts.undated:
        return facts.closes_after
    return facts.owed_until

"""The sweep says that it looks; after a time without any look it says first what it found on its return."""

from datetime import datetime, timedelta

from sqlmodel import Session

from actions.audit import record
from domain.downtime import Downtime, missed_reminders, passed, silent
from domain.people import Principal
from domain.steps import local_day
from domain.values import Value
from models.campaign_rows import store_mark
from models.deadlines import deadlines_between, reminded_between, stages_due_between
from models.workdays import load_calendar

LISTED = 200
"""Stages that the event names; the count is of all."""

AHEAD = timedelta(days=30)
"""How far behind the downtime a deadline may lie whose reminder fell into it: five working days, with Tết between."""


class Returned(Value):
    """The service runs again: how long it did not, what it will not make up for, and which stages are due by that."""

    since: datetime
    until: datetime
    missed: int
    deadlines: int
    stages: tuple[str, ...]


def note_look(session: Session, *, by: Principal, at: datetime) -> Returned | None:
    """Write down that the sweep looks now; what it missed, where the last look is longer ago than the limit."""
    mark = store_mark(session, lock=True)
    last = mark.swept_at
    if last is None or last < at:
        mark.swept_at = at
    # A clock that is set by hand stands still between two looks, so nothing was down.
    if last is None or mark.set_by_hand or not silent(last, at):
        return None
    found = _returned(session, Downtime(last, at))
    mark.down_since, mark.down_until, mark.missed_reminders = found.since, found.until, found.missed
    record(
        session,
        "engine:returned",
        by=by,
        at=at,
        subject="engine:sweep",
        facts={
            "down_since": found.since,
            "down_until": found.until,
            "missed": found.missed,
            "deadlines": found.deadlines,
            "passed": found.stages,
        },
    )
    return found


def _returned(session: Session, gap: Downtime) -> Returned:
    due = [
        f"{code}/{stage.key}"
        for code, stage in stages_due_between(session, local_day(gap.since), local_day(gap.until))
        if stage.due is not None and passed(gap, stage.due)
    ]
    return Returned(
        since=gap.since, until=gap.until, missed=_missed(session, gap), deadlines=len(due), stages=tuple(due[:LISTED])
    )


def _missed(session: Session, gap: Downtime) -> int:
    first, last = local_day(gap.since), local_day(gap.until) + AHEAD
    deadlines = deadlines_between(session, first, last)
    if not deadlines:
        return 0
    done, calendar = reminded_between(session, first, last), load_calendar(session)
    return sum(missed_reminders(gap, deadline, done, calendar) for deadline in deadlines)

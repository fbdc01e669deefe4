"""Whose time passed: working days of a dossier split into ours, the unit's, and those in which the clock stood."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from domain.duties import Clock
from domain.values import Value
from domain.workdays import WorkCalendar

ONE_DAY = timedelta(days=1)


class Pause(Value):
    """Days in which the office did not have the move: after `since`, up to and including `until`."""

    clock: Clock
    since: date
    until: date


class Split(Value):
    """Working days by whose they were; together the days from the beginning to the end."""

    ours: int
    theirs: int
    stopped: int


def split(since: date, until: date, pauses: Iterable[Pause], calendar: WorkCalendar) -> Split:
    """Every working day after `since` up to and including `until`, counted once: where pauses overlap, the unit's wins.

    Raises:
        Invalid: `holidays_unknown`.
    """
    # The unit's come first, because what it still owes would hold the dossier up whatever else is asked.
    told = sorted(pauses, key=lambda pause: pause.clock is not Clock.THEIRS)
    days = (since + ONE_DAY * number for number in range(1, (until - since).days + 1))
    found = Counter(_clock(day, told) for day in days if calendar.is_working(day))
    return Split(ours=found[Clock.OURS], theirs=found[Clock.THEIRS], stopped=found[Clock.STOPPED])


def _clock(day: date, pauses: Iterable[Pause]) -> Clock:
    return next((pause.clock for pause in pauses if pause.since < day <= pause.until), Clock.OURS)

"""Whose time passed: each working day counted once, for one of three."""

from datetime import date

import pytest

from domain.clocks import Pause, Split, split
from domain.duties import Clock
from domain.errors import Invalid
from domain.workdays import vietnam_calendar

YEAR = vietnam_calendar([2021])
MONDAY, FRIDAY = date(2021, 3, 1), date(2021, 3, 12)


def pause(clock: Clock, since: int, until: int) -> Pause:
    """Days of March 2021."""
    return Pause(clock=clock, since=date(2021, 3, since), until=date(2021, 3, until))


@pytest.mark.parametrize(
    ("pauses", "expected"),
    [
        ((), (9, 0, 0)),
        ((pause(Clock.THEIRS, 3, 5),), (7, 2, 0)),
        ((pause(Clock.STOPPED, 5, 8),), (8, 0, 1)),
        ((pause(Clock.STOPPED, 2, 4), pause(Clock.THEIRS, 3, 5)), (6, 2, 1)),
        ((pause(Clock.THEIRS, 10, 20),), (7, 2, 0)),
    ],
)
def test_each_working_day_counts_once(pauses: tuple[Pause, ...], expected: tuple[int, int, int]) -> None:
    ours, theirs, stopped = expected
    assert split(MONDAY, FRIDAY, pauses, YEAR) == Split(ours=ours, theirs=theirs, stopped=stopped)


def test_no_day_has_passed_on_the_first() -> None:
    assert split(MONDAY, MONDAY, (), YEAR) == Split(ours=0, theirs=0, stopped=0)


def test_days_beyond_the_calendar_are_refused() -> None:
    with pytest.raises(Invalid, match="holidays_unknown"):
        split(date(2021, 12, 30), date(2022, 1, 3), (), YEAR)

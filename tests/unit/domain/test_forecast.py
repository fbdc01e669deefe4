"""Expected dates: from what is owed and from how long such stages took."""

from datetime import date

import pytest

from domain.forecast import Span, StageAhead, forecast, span_of
from domain.stages import StageState
from domain.workdays import WorkCalendar

CALENDAR = WorkCalendar(first=date(2025, 1, 1), last=date(2025, 12, 31))
MONDAY = date(2025, 3, 3)
OPEN, PLANNED, CLOSED = StageState.OPEN, StageState.PLANNED, StageState.CLOSED
SPANS = {"council": Span(2, 5, 10, 7), "decision": Span(1, 1, 1, 3)}


def closes(*stages: StageAhead, today: date = MONDAY) -> list[date | None]:
    return [expected.closes for expected in forecast(stages, SPANS, CALENDAR, today)]


@pytest.mark.parametrize(
    ("days", "span"),
    [([4], Span(4, 4, 4, 1)), ([1, 2, 3, 4, 5], Span(2, 3, 4, 5)), ([0, 0, 30], Span(0, 0, 15, 3))],
)
def test_a_span_says_on_how_many_it_rests(days: list[int], span: Span) -> None:
    assert span_of(days) == span


def test_an_open_stage_takes_its_middle_time() -> None:
    assert closes(StageAhead("council", OPEN, (), opened=MONDAY)) == [date(2025, 3, 10)]


def test_quick_and_slow_ends_stand_around_it() -> None:
    [expected] = forecast([StageAhead("council", OPEN, (), opened=MONDAY)], SPANS, CALENDAR, MONDAY)
    assert (expected.earliest, expected.latest, expected.basis) == (date(2025, 3, 5), date(2025, 3, 17), 7)


def test_a_stage_starts_after_the_one_before() -> None:
    first = StageAhead("council", OPEN, (), opened=MONDAY)
    [_, second] = forecast([first, StageAhead("decision", PLANNED, (0,))], SPANS, CALENDAR, MONDAY)
    assert (second.opens, second.closes) == (date(2025, 3, 10), date(2025, 3, 11))


def test_a_stage_starts_not_before_its_planned_day() -> None:
    assert closes(StageAhead("decision", PLANNED, (), opens=date(2025, 4, 1))) == [date(2025, 4, 2)]


def test_what_is_owed_later_counts() -> None:
    stage = StageAhead("council", OPEN, (), opened=MONDAY, owed_until=date(2025, 3, 20))
    assert closes(stage) == [date(2025, 3, 20)]


def test_a_window_stays_open_until_its_deadline() -> None:
    stage = StageAhead("decision", OPEN, (), opened=MONDAY, due=date(2025, 3, 31), window=True)
    assert closes(stage) == [date(2025, 3, 31)]


def test_a_late_stage_ends_today_at_the_earliest() -> None:
    assert closes(StageAhead("council", OPEN, (), opened=MONDAY), today=date(2025, 5, 5)) == [date(2025, 5, 5)]


def test_nothing_is_said_of_a_kind_never_seen() -> None:
    unknown = StageAhead("review", OPEN, (), opened=MONDAY)
    assert closes(unknown, StageAhead("council", PLANNED, (0,))) == [None, None]


def test_an_ended_stage_keeps_its_days() -> None:
    done = StageAhead("council", CLOSED, (), opened=MONDAY, closed=date(2025, 3, 4))
    assert closes(done, StageAhead("decision", PLANNED, (0,)), today=date(2025, 3, 6)) == [
        date(2025, 3, 4),
        date(2025, 3, 7),
    ]


def test_beyond_the_known_calendar_nothing_is_said() -> None:
    stage = StageAhead("council", PLANNED, (), opens=date(2025, 12, 31))
    assert closes(stage) == [None]

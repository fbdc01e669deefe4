from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Invalid
from domain.sources import Source
from domain.workdays import OVERRIDES, DayOverride, vietnam_calendar

CALENDAR = vietnam_calendar(range(2019, 2028))
ORDINALS = {day: ordinal for day, _, ordinal in CALENDAR.ordinals()}
INSIDE = st.dates(date(2020, 1, 1), date(2026, 12, 31))


def order(day: date, *, worked: bool) -> DayOverride:
    source = Source(text="Công văn", certainty="primary")
    return DayOverride(day=day, worked=worked, document="12/CV-UBND", source=source)


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (date(2026, 11, 20), 10, date(2026, 12, 7)),
        (date(2026, 8, 20), 5, date(2026, 8, 26)),
        (date(2026, 1, 1), 1, date(2026, 1, 5)),
        (date(2026, 1, 8), 2, date(2026, 1, 10)),
        (date(2025, 4, 25), 1, date(2025, 4, 26)),
        (date(2024, 4, 26), 1, date(2024, 5, 2)),
        (date(2026, 12, 7), -10, date(2026, 11, 20)),
        (date(2026, 8, 26), -5, date(2026, 8, 20)),
        (date(2021, 11, 20), 0, date(2021, 11, 20)),
        (date(2021, 11, 20), 1, date(2021, 11, 22)),
        (date(2021, 11, 20), -1, date(2021, 11, 18)),
    ],
)
def test_working_days_after_a_day(start: date, days: int, end: date) -> None:
    assert CALENDAR.add(start, days) == end


@pytest.mark.parametrize(
    "day",
    [date(2026, 8, 22), date(2026, 1, 10), date(2025, 4, 26), date(2024, 5, 4)],
)
def test_saturday_worked_by_swap_counts(day: date) -> None:
    assert CALENDAR.is_working(day)
    assert CALENDAR.reason(day).code == "worked_in_exchange"


@pytest.mark.parametrize(
    "day",
    [date(2026, 8, 31), date(2026, 1, 2), date(2025, 5, 2), date(2024, 4, 29), date(2026, 4, 27), date(2026, 11, 24)],
)
def test_weekday_off_does_not_count(day: date) -> None:
    assert not CALENDAR.is_working(day)


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2026, 11, 20), "workday"),
        (date(2026, 11, 22), "weekend"),
        (date(2026, 11, 21), "weekend"),
        (date(2026, 9, 2), "holiday"),
        (date(2026, 1, 2), "off_by_order"),
    ],
)
def test_reason_says_why_day_is_off(day: date, code: str) -> None:
    assert CALENDAR.reason(day).code == code


def test_reason_names_holiday_and_document() -> None:
    assert CALENDAR.reason(date(2026, 9, 2)).name == "Quốc khánh"
    assert CALENDAR.reason(date(2026, 1, 2)).document


def test_unread_rules_are_marked_unverified() -> None:
    assert not CALENDAR.reason(date(2026, 11, 24)).verified
    assert not CALENDAR.reason(date(2026, 1, 2)).verified


def test_culture_day_is_worked_before_2026() -> None:
    assert CALENDAR.is_working(date(2025, 11, 24))


def test_own_order_wins_over_everything() -> None:
    own = (*OVERRIDES, order(date(2026, 1, 2), worked=True), order(date(2026, 9, 2), worked=True))
    calendar = vietnam_calendar([2026], own)
    assert calendar.is_working(date(2026, 1, 2))
    assert calendar.is_working(date(2026, 9, 2))


def test_swap_is_missing_without_our_table() -> None:
    assert vietnam_calendar([2026], ()).is_working(date(2026, 1, 2))


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        (date(2026, 11, 20), date(2026, 12, 7), 10),
        (date(2026, 12, 7), date(2026, 11, 20), -10),
        (date(2026, 11, 20), date(2026, 11, 20), 0),
        (date(2026, 11, 20), date(2026, 11, 22), 0),
        (date(2026, 8, 20), date(2026, 8, 22), 2),
    ],
)
def test_days_between_leave_out_the_first(start: date, end: date, days: int) -> None:
    assert CALENDAR.between(start, end) == days


def test_neighbouring_working_days_of_sunday() -> None:
    sunday = date(2026, 11, 22)
    assert CALENDAR.next_working(sunday) == date(2026, 11, 23)
    assert CALENDAR.previous_working(sunday) == date(2026, 11, 20)


@pytest.mark.parametrize("day", [date(2018, 12, 31), date(2028, 1, 1)])
def test_unknown_year_is_refused_with_limits(day: date) -> None:
    with pytest.raises(Invalid, match="holidays_unknown") as refusal:
        CALENDAR.is_working(day)
    assert refusal.value.data["known_until"] == date(2027, 12, 31)


@pytest.mark.parametrize(("day", "days"), [(date(2027, 12, 31), 1), (date(2019, 1, 1), -1), (date(2028, 1, 1), 0)])
def test_counting_past_the_limits_is_refused(day: date, days: int) -> None:
    with pytest.raises(Invalid, match="holidays_unknown"):
        CALENDAR.add(day, days)


def test_no_working_day_before_the_first() -> None:
    with pytest.raises(Invalid, match="holidays_unknown"):
        CALENDAR.previous_working(date(2019, 1, 1))


def test_calendar_needs_a_year() -> None:
    with pytest.raises(Invalid, match="calendar_without_years"):
        vietnam_calendar([])


def test_ordinals_list_every_day_once() -> None:
    rows = list(vietnam_calendar([2026]).ordinals())
    assert [day for day, _, _ in rows] == [date(2026, 1, 1) + timedelta(days=offset) for offset in range(365)]


def test_ordinals_of_first_week_of_2026() -> None:
    rows = list(vietnam_calendar([2026]).ordinals())[:7]
    assert [(worked, ordinal) for _, worked, ordinal in rows] == [
        *[(False, 0)] * 4,
        (True, 1),
        (True, 2),
        (True, 3),
    ]


@given(INSIDE, st.integers(-60, 60))
def test_between_undoes_add(day: date, days: int) -> None:
    assert CALENDAR.between(day, CALENDAR.add(day, days)) == days


@given(INSIDE, st.integers(-60, 60).filter(bool))
def test_add_ends_on_working_day(day: date, days: int) -> None:
    assert CALENDAR.is_working(CALENDAR.add(day, days))


@given(INSIDE, INSIDE)
def test_difference_of_ordinals_is_between(start: date, end: date) -> None:
    assert ORDINALS[end] - ORDINALS[start] == CALENDAR.between(start, end)


@given(INSIDE, INSIDE)
def test_between_counts_worked_days(start: date, end: date) -> None:
    low, high = sorted((start, end))
    days = (low + timedelta(days=offset) for offset in range(1, (high - low).days + 1))
    assert abs(CALENDAR.between(start, end)) == sum(CALENDAR.is_working(day) for day in days)

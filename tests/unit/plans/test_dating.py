"""Every form of a date in a plan file, and what it means."""

from datetime import date
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from domain.dates import PlanDate, Precision
from plans.dating import DateField, DateShape

ADAPTER: TypeAdapter[DateShape] = TypeAdapter(DateField)


def _date(written: Any, issued: date | None = None) -> PlanDate:
    return ADAPTER.validate_python(written).plan_date(issued=issued)


@pytest.mark.parametrize(
    ("written", "precision", "first", "last"),
    [
        ("2021-11-20", "day", date(2021, 11, 20), date(2021, 11, 20)),
        ("20/11/2021", "day", date(2021, 11, 20), date(2021, 11, 20)),
        ({"on": "2021-11-20"}, "day", date(2021, 11, 20), date(2021, 11, 20)),
        ({"before": "2019-03-15"}, "day", date(2019, 3, 15), date(2019, 3, 15)),
        ({"around": "2019-05-19"}, "around_day", date(2019, 5, 19), date(2019, 5, 19)),
        ({"month": "2024-02"}, "month", date(2024, 2, 1), date(2024, 2, 29)),
        ({"month": "3/2024"}, "month", date(2024, 3, 1), date(2024, 3, 31)),
        ({"months": ["2024-11", "2024-12"]}, "month_range", date(2024, 11, 1), date(2024, 12, 31)),
        ({"year": 2021}, "year", date(2021, 1, 1), date(2021, 12, 31)),
        ({"year_end": 2026}, "year_end", date(2026, 12, 31), date(2026, 12, 31)),
        ({"after": "campaign_ended", "days": 15}, "relative", None, None),
        ("yearly", "recurring_yearly", None, None),
        ("unspecified", "unspecified", None, None),
    ],
)
def test_each_form_has_its_days(written: Any, precision: str, first: date | None, last: date | None) -> None:
    value = _date(written)
    assert (value.precision, value.first, value.last) == (Precision(precision), first, last)


def test_before_a_day_has_two_readings() -> None:
    value = _date({"before": "2019-03-15"})
    assert (value.remind_by, value.refuse_after) == (date(2019, 3, 14), date(2019, 3, 15))


def test_known_issue_day_fixes_relative_date() -> None:
    value = _date({"after": "plan_issued", "days": 30}, date(2024, 11, 5))
    assert (value.first, value.precision) == (date(2024, 12, 5), Precision.RELATIVE)


def test_unknown_issue_day_leaves_date_open() -> None:
    assert _date({"after": "plan_issued"}).is_open


def test_working_days_wait_for_a_calendar() -> None:
    assert _date({"after": "plan_issued", "days": 10, "working": True}, date(2024, 11, 5)).is_open


def test_end_of_campaign_is_left_to_the_timetable() -> None:
    assert _date({"after": "campaign_ended"}, date(2024, 11, 5)).is_open


@pytest.mark.parametrize(
    ("written", "wording"),
    [
        ({"before": "2019-03-15"}, "trước ngày 15/03/2019"),
        ({"month": "2024-03"}, "tháng 3/2024"),
        ({"months": ["2024-11", "2024-12"]}, "từ tháng 11/2024 đến tháng 12/2024"),
        ({"year_end": 2026}, "hết năm 2026"),
        ({"after": "result_published", "days": 10, "working": True}, "10 ngày làm việc sau ngày công bố kết quả"),
        ({"after": "campaign_ended", "days": -5}, "5 ngày trước ngày kết thúc phong trào"),
        ("unspecified", "chưa nêu"),
        ({"on": "2021-11-20", "wording": "chậm nhất là 20/11"}, "chậm nhất là 20/11"),
    ],
)
def test_dates_without_words_get_them(written: Any, wording: str) -> None:
    assert _date(written).wording == wording


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("2021-02-29", "impossible_date"),
        ("31/11/2021", "impossible_date"),
        ("11-20-2021", "date_form"),
        ("tomorrow", "date_form"),
        (20211120, "date_form"),
        ("0021-11-20", "year_out_of_range"),
        ({"month": "2024-13"}, "impossible_date"),
        ({"month": "March"}, "month_form"),
        ({"year": "2021"}, "not_number"),
        ({"year": True}, "not_number"),
        ({"year_end": 20266}, "year_out_of_range"),
        ({"months": ["2024-12", "2024-11"]}, "range_backwards"),
        ({"on": "2021-11-20", "before": "2021-11-21"}, "one_of"),
        ({"wording": "sớm"}, "one_of"),
        ({"after": "tet"}, "literal_error"),
        ({"after": "plan_issued", "days": 99999}, "less_than_equal"),
        ([], "date_form"),
    ],
)
def test_impossible_dates_are_refused(written: Any, code: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        _date(written)
    assert [error["type"] for error in refusal.value.errors()] == [code]

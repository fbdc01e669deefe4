from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from wording import dates


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2024, 2, 5), "ngày 05 tháng 02 năm 2024"),
        (date(2021, 1, 20), "ngày 20 tháng 01 năm 2021"),
        (date(2021, 3, 1), "ngày 01 tháng 3 năm 2021"),
        (date(2019, 11, 15), "ngày 15 tháng 11 năm 2019"),
        (date(2019, 12, 31), "ngày 31 tháng 12 năm 2019"),
    ],
)
def test_official_date_pads_january_february_only(day: date, text: str) -> None:
    assert dates.long_date(day) == text


def test_short_date_has_ten_places() -> None:
    assert dates.short_date(date(2024, 2, 5)) == "05/02/2024"


def test_week_ends_with_saturday_and_sunday() -> None:
    assert [dates.weekday(date(2021, 11, day)) for day in (19, 20, 21, 22)] == [
        "thứ Sáu",
        "thứ Bảy",
        "Chủ nhật",
        "thứ Hai",
    ]


@pytest.mark.parametrize(
    ("at", "text"),
    [
        (datetime(2024, 11, 21, 7, 5, tzinfo=UTC), "14:05, 21/11/2024"),
        (datetime(2024, 11, 21, 17, 0, tzinfo=UTC), "00:00, 22/11/2024"),
        (datetime(2024, 12, 31, 23, 59, 59, tzinfo=timezone(timedelta(hours=7))), "23:59, 31/12/2024"),
    ],
)
def test_moment_is_told_in_vietnam(at: datetime, text: str) -> None:
    assert dates.moment(at) == text


def test_moment_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        dates.moment(datetime(2024, 1, 1))  # noqa: DTZ001 because the naive moment is the bad input


@pytest.mark.parametrize(
    ("left", "text"),
    [
        (3, "còn 3 ngày làm việc"),
        (1, "còn 1 ngày làm việc"),
        (0, "hết hạn hôm nay"),
        (-6, "quá hạn 6 ngày làm việc"),
    ],
)
def test_days_left_or_late_are_told(left: int, text: str) -> None:
    assert dates.relative_days(left) == text

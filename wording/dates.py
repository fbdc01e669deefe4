"""Dates, moments and spans of days as an official letter writes them."""

from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

VIETNAM: Final = ZoneInfo("Asia/Ho_Chi_Minh")
_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def long_date(day: date) -> str:
    """`ngày 05 tháng 02 năm 2024`: two digits for the day, and for the months 1 and 2 only (NĐ 30/2020)."""
    # Because a forger can write a 1 before a lone 1 or 2, and before no other month.
    month = f"{day.month:02}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def short_date(day: date) -> str:
    """`05/02/2024`."""
    return f"{day.day:02}/{day.month:02}/{day.year}"


def weekday(day: date) -> str:
    """`thứ Bảy`, `Chủ nhật`."""
    return _WEEKDAYS[day.weekday()]


def moment(at: datetime) -> str:
    """`14:05, 21/11/2024` in Asia/Ho_Chi_Minh, whatever zone `at` carries; ValueError for a moment without one."""
    if at.tzinfo is None:
        raise ValueError(f"a moment without a time zone: {at}")
    there = at.astimezone(VIETNAM)
    return f"{there:%H:%M}, {short_date(there)}"


def working_days(count: int) -> str:
    """`10 ngày làm việc`."""
    return f"{count} ngày làm việc"


def relative_days(left: int) -> str:
    """How a deadline stands, `left` working days before it; negative when it has passed."""
    if left == 0:
        return "hết hạn hôm nay"
    return f"còn {working_days(left)}" if left > 0 else f"quá hạn {working_days(-left)}"

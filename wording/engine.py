"""What is told of the service itself: when it last looked, when it did not run, and when the monitor is blind."""

from collections.abc import Mapping
from datetime import datetime

from wording.dates import moment

EVENTS: Mapping[str, str] = {
    "engine:returned": "Hệ thống không chạy từ {down_since} đến {down_until}; {missed} lượt nhắc hạn trong thời gian đó"
    " không gửi lại; {deadlines} giai đoạn đã qua hạn ({passed})",
}


def look_sentence(at: datetime | None) -> str:
    """`Lần quét gần nhất: 08:00, 21/11/2021.`"""
    return "Hệ thống chưa quét lần nào." if at is None else f"Lần quét gần nhất: {moment(at)}."


def blind_sentence(at: datetime) -> str:
    """What is shown when nobody has looked since `at` for too long."""
    return (
        f"CẢNH BÁO: hệ thống không quét từ {moment(at)}, nên việc đến hạn chưa được nhắc, mở hay kết thúc."
        " Kiểm tra dịch vụ: thidua up."
    )


def downtime_sentence(since: datetime, until: datetime, missed: int) -> str:
    """`Hệ thống không chạy từ … đến …; 3 lượt nhắc hạn trong thời gian đó không gửi lại.`"""
    reminders = f"{missed} lượt nhắc hạn trong thời gian đó không gửi lại" if missed else "không lỡ lượt nhắc hạn nào"
    return f"Hệ thống không chạy từ {moment(since)} đến {moment(until)}; {reminders}."

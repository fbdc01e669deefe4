"""Sentences about plans: dates as the plan means them, faults of a file, warnings of a check."""

from domain.dates import Anchor, Event, PlanDate, Precision
from wording.dates import short_date, working_days

EVENTS = {
    Event.PLAN_ISSUED: "ngày ban hành kế hoạch",
    Event.CAMPAIGN_ENDED: "ngày kết thúc phong trào",
    Event.RESULT_PUBLISHED: "ngày công bố kết quả",
}


def date_words(value: PlanDate) -> str:
    """The sense of a date that the plan gives without words of its own."""
    if value.anchor:
        return _anchor_words(value.anchor)
    if value.first is None or value.last is None:
        return "hằng năm" if value.precision is Precision.RECURRING_YEARLY else "chưa nêu"
    first, last = value.first, value.last
    words = {
        Precision.DAY: f"{'ngày' if value.inclusive else 'trước ngày'} {short_date(last)}",
        Precision.MONTH: f"tháng {first.month}/{first.year}",
        Precision.MONTH_RANGE: f"từ tháng {first.month}/{first.year} đến tháng {last.month}/{last.year}",
        Precision.YEAR: f"năm {last.year}",
        Precision.YEAR_END: f"hết năm {last.year}",
        Precision.AROUND_DAY: f"trong dịp {short_date(last)}",
    }
    return words.get(value.precision, short_date(last))


def _anchor_words(anchor: Anchor) -> str:
    event = EVENTS[anchor.event]
    if anchor.days == 0:
        return f"kể từ {event}"
    count = working_days(abs(anchor.days)) if anchor.working else f"{abs(anchor.days)} ngày"
    return f"{count} {'sau' if anchor.days > 0 else 'trước'} {event}"

"""What a chart of a campaign's time says in words: short beside a bar, whole sentences for whoever does not see it."""

from datetime import date
from typing import Protocol

from wording.dates import short_date
from wording.labels import STAGE_STATES


class Dated(Protocol):
    """`queries.timeline.TimeRow`, as far as its words go."""

    @property
    def name(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def reason(self) -> str: ...
    @property
    def due(self) -> date | None: ...
    @property
    def first_due(self) -> date | None: ...
    @property
    def opens(self) -> date | None: ...
    @property
    def opened(self) -> date | None: ...
    @property
    def closed(self) -> date | None: ...
    @property
    def expected_closes(self) -> date | None: ...


def beside(row: Dated, today: date, *, years: bool) -> str:
    """`Xong 08/3`, `Quá hạn 31/10`, `Hạn 22/11`, `Dự kiến 13/12`; with `years` the year stands with each day."""

    def day(value: date) -> str:
        return short_date(value) if years else f"{value.day:02}/{value.month}"

    if row.state in ("skipped", "cancelled"):
        return STAGE_STATES[row.state]
    if row.closed:
        return f"Xong {day(row.closed)}"
    if row.state == "open":
        if row.due and row.due < today:
            return f"Quá hạn {day(row.due)}"
        return f"Hạn {day(row.due)}" if row.due else "Đang thực hiện, chưa có hạn"
    if row.expected_closes:
        return f"Dự kiến {day(row.expected_closes)}"
    return f"Hạn {day(row.due)}" if row.due else "Chưa có ngày"


def described(row: Dated, today: date) -> str:
    """One sentence per stage: state, planned end, real days, expectation."""
    parts = [f"{row.name}: {STAGE_STATES[row.state].lower()}"]
    if row.state in ("skipped", "cancelled"):
        return f"{parts[0]}{f' ({row.reason})' if row.reason else ''}."
    if row.opened:
        parts.append(f"mở {short_date(row.opened)}")
    if row.closed:
        parts.append(f"kết thúc {short_date(row.closed)}")
    if row.due:
        late = row.state == "open" and row.due < today
        parts.append(f"hạn {short_date(row.due)}{', đã quá hạn' if late else ''}")
    if row.first_due and row.first_due != row.due:
        parts.append(f"hạn ban đầu {short_date(row.first_due)}")
    if row.expected_closes and not row.closed:
        parts.append(f"dự kiến xong {short_date(row.expected_closes)}")
    return f"{', '.join(parts)}."

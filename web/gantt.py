"""A campaign's stages as a chart: places on the page are reckoned here, the template only draws them.

Server-made, so that it prints, needs no script, and stays one picture for everybody who looks at it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from queries.timeline import LONG_REST, TimeRow
from wording.timeline import beside, described

WIDTH = 1080
LEFT, RIGHT = 216, 12
HEAD, ROW, FOOT = 30, 40, 30
LETTER = 6.4
"""Pixels of one letter beside a bar, on the safe side: a label that does not fit goes to the other side of its bar."""
LABEL_ROOM = 64
DAY_ROOM = 3.0
"""Pixels a day needs so that single days off can be told apart."""
EMPTY = ("planned", "forecast")
"""Boxes that are only a frame."""
SHORT = 62
"""Days up to which the scale is in weeks."""


@dataclass(frozen=True)
class Box:
    """A bar or a shaded span; `kind` is its class in the theme."""

    kind: str
    x: float
    width: float


@dataclass(frozen=True)
class Label:
    """Words beside a bar; `end`: they end at `x` instead of beginning there; `inside`: they lie on the bar."""

    x: float
    text: str
    end: bool = False
    inside: bool = False


@dataclass(frozen=True)
class Line:
    """One stage: where its row begins, its bars from back to front, the words beside them."""

    y: float
    name: str
    note: str
    address: str
    boxes: tuple[Box, ...]
    label: Label


@dataclass(frozen=True)
class Tick:
    """A line of the scale; without text where there is no room for it."""

    x: float
    text: str


@dataclass(frozen=True)
class Chart:
    """All that the template draws. `today` is None outside of the campaign's time."""

    width: int
    height: int
    left: int
    bottom: float
    lines: tuple[Line, ...]
    ticks: tuple[Tick, ...]
    off: tuple[Box, ...]
    today: float | None
    today_label: float
    description: tuple[str, ...]
    row: int = ROW


@dataclass(frozen=True)
class Scale:
    """Days to pixels; the day after the last one ends at the right edge."""

    first: date
    last: date

    @property
    def day(self) -> float:
        """Pixels of one day."""
        return (WIDTH - LEFT - RIGHT) / ((self.last - self.first).days + 1)

    def at(self, day: date) -> float:
        """Where a day begins."""
        return LEFT + (day - self.first).days * self.day

    def box(self, kind: str, first: date, last: date) -> Box:
        """From the morning of `first` to the evening of `last`, never too narrow to be seen."""
        x = self.at(max(first, self.first))
        return Box(kind, round(x, 1), round(max(self.at(min(last, self.last) + timedelta(days=1)) - x, 4), 1))


def span(rows: Sequence[TimeRow], today: date) -> tuple[date, date] | None:
    """First and last day of the chart with some room at its ends; None where no day is known at all."""
    days = [day for row in rows for day in _days(row)]
    if not days:
        return None
    first, last = min(days), max(days)
    # Today belongs on the chart of what goes on, not of what was over years ago.
    if any(row.state == "open" for row in rows):
        last = max(last, today)
    room = max(3, (last - first).days // 25)
    return first - timedelta(days=room), last + timedelta(days=room)


def chart(
    rows: Sequence[TimeRow], ends: tuple[date, date], off: Sequence[tuple[date, date]], *, code: str, today: date
) -> Chart:
    """The chart from `ends[0]` to `ends[1]`; `off` are the runs of days without work between them."""
    scale = Scale(*ends)
    bottom = HEAD + ROW * len(rows)
    here = scale.at(today) + scale.day / 2 if scale.first <= today <= scale.last else None
    return Chart(
        width=WIDTH,
        height=bottom + FOOT,
        left=LEFT,
        bottom=bottom,
        lines=tuple(_line(row, scale, HEAD + ROW * place, code, today) for place, row in enumerate(rows)),
        ticks=tuple(_ticks(scale)),
        off=tuple(scale.box("off", *run) for run in off if scale.day >= DAY_ROOM or _length(run) >= LONG_REST),
        today=None if here is None else round(here, 1),
        today_label=round(min(max(here or LEFT, LEFT + 52), WIDTH - 52), 1),
        description=tuple(described(row, today) for row in rows),
    )


def _length(run: tuple[date, date]) -> int:
    return (run[1] - run[0]).days + 1


def _days(row: TimeRow) -> Iterator[date]:
    if row.state in ("skipped", "cancelled"):
        return
    known = (row.first_due, row.due, row.opened, row.closed, row.expected_opens, row.expected_closes)
    yield from (day for day in known if day is not None)
    if row.state == "planned" and row.opens is not None:
        yield row.opens


def _line(row: TimeRow, scale: Scale, y: float, code: str, today: date) -> Line:
    boxes = tuple(_boxes(row, scale, today))
    return Line(
        y=y,
        name=row.kind_name,
        note=_note(row),
        address=f"/phong-trao/{code}/giai-doan/{row.stage}",
        boxes=boxes,
        label=_label(boxes, beside(row, today, years=scale.first.year != scale.last.year)),
    )


def _note(row: TimeRow) -> str:
    total = row.owed + row.done + row.lapsed
    count = f"{row.done}/{total} việc xong" if total else ""
    return " · ".join(part for part in (row.round_name, count) if part)


def _boxes(row: TimeRow, scale: Scale, today: date) -> Iterator[Box]:
    if row.state in ("skipped", "cancelled"):
        return
    if row.first_due is not None:
        begins = row.first_opens or row.opened or row.opens or row.first_due
        yield scale.box("planned", min(begins, row.first_due), row.first_due)
    if row.opened is not None:
        closed = row.closed if row.state == "closed" else None
        late = closed is None and row.due is not None and row.due < today
        ends = max(closed or today, row.opened)
        yield scale.box("done" if closed else "late" if late else "run", row.opened, ends)
        if closed is None and row.expected_closes and row.expected_closes > today:
            yield scale.box("forecast", today, row.expected_closes)
        return
    last = row.expected_closes or row.due
    if last is None:
        return
    first = min(row.expected_opens or row.opens or last, last)
    yield scale.box("ahead", first, last)
    if row.due is not None and last > row.due:
        yield scale.box("forecast", first, last)


def _label(boxes: Sequence[Box], text: str) -> Label:
    if not boxes:
        return Label(LEFT + 8, text)
    room = len(text) * LETTER
    right, left = max(box.x + box.width for box in boxes) + 7, min(box.x for box in boxes) - 7
    if right + room <= WIDTH:
        return Label(round(right, 1), text)
    if left - room >= LEFT:
        return Label(round(left, 1), text, end=True)
    # A bar that leaves room on neither side is wide enough to carry the words itself.
    bar = max(boxes, key=lambda box: (box.kind not in EMPTY, box.width))
    return Label(round(bar.x + 8, 1), text, inside=bar.kind not in (*EMPTY, "ahead"))


def _ticks(scale: Scale) -> Iterator[Tick]:
    marks = list(_weeks(scale) if (scale.last - scale.first).days <= SHORT else _months(scale))
    for place, (day, text) in enumerate(marks):
        x = scale.at(day)
        follows = scale.at(marks[place + 1][0]) if place + 1 < len(marks) else float(WIDTH)
        yield Tick(round(x, 1), text if follows - x >= len(text) * 7 else "")


def _weeks(scale: Scale) -> Iterator[tuple[date, str]]:
    day = scale.first + timedelta(days=-scale.first.weekday() % 7)
    while day <= scale.last:
        yield day, f"{day.day:02}/{day.month:02}"
        day += timedelta(days=7)


def _months(scale: Scale) -> Iterator[tuple[date, str]]:
    wide = LABEL_ROOM / (scale.day * 30.4)
    step = next((step for step in (1, 2, 3, 6) if step >= wide), 12)
    years = scale.first.year != scale.last.year
    for year in range(scale.first.year, scale.last.year + 1):
        for month in range(1, 13, step):
            if scale.first <= date(year, month, 1) <= scale.last:
                yield date(year, month, 1), f"{month:02}/{year}" if years else f"Tháng {month}"

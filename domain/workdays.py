"""Working days of a Vietnamese office: public holidays, weekends, and the Saturdays worked in exchange."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from itertools import accumulate
from typing import Literal

from holidays import country_holidays

from domain.errors import Invalid
from domain.sources import Source
from domain.values import Value

SATURDAY = 5
ONE_DAY = timedelta(days=1)

ReasonCode = Literal["workday", "weekend", "holiday", "worked_in_exchange", "off_by_order"]


class DayOverride(Value):
    """One day that is worked or not by an order, whatever the calendar says."""

    day: date
    worked: bool
    document: str
    note: str = ""
    source: Source


class DayReason(Value):
    """Why a day is worked or not; `name` is the holiday's own name, `document` the order's."""

    code: ReasonCode
    name: str = ""
    document: str = ""
    verified: bool = True


_SWAP_2026 = Source(text="Lịch nghỉ Tết Dương lịch 2026 của cán bộ, công chức, viên chức", certainty="second_hand")

OVERRIDES: tuple[DayOverride, ...] = (
    DayOverride(
        day=date(2026, 1, 2),
        worked=False,
        document="Thông báo hoán đổi ngày làm việc dịp Tết Dương lịch 2026",
        note="đổi với thứ Bảy 10/01/2026",
        source=_SWAP_2026,
    ),
    DayOverride(
        day=date(2026, 1, 10),
        worked=True,
        document="Thông báo hoán đổi ngày làm việc dịp Tết Dương lịch 2026",
        note="làm bù cho thứ Sáu 02/01/2026",
        source=_SWAP_2026,
    ),
)
"""Swaps that the package `holidays` 0.109 does not know."""


@dataclass(frozen=True)
class WorkCalendar:
    """Which days from `first` to `last` (both included) are worked.

    `holidays` maps a day off to its name; `exchanged` are weekend days worked by a yearly order. `overrides` win
    over both. `unverified` are days off whose rule was not read in a primary or secondary text.
    Every question outside `first` … `last` raises Invalid, because a guess would silently be a day wrong.
    """

    first: date
    last: date
    overrides: tuple[DayOverride, ...] = ()
    holidays: Mapping[date, str] = field(default_factory=dict)
    exchanged: frozenset[date] = frozenset()
    unverified: frozenset[date] = frozenset()

    def is_working(self, day: date) -> bool:
        """Is the office open that day?"""
        return self.reason(day).code in ("workday", "worked_in_exchange")

    def reason(self, day: date) -> DayReason:
        """Why the day is worked or not, as a code and names; the sentence is made by `wording`."""
        self._refuse_unknown(day)
        override = self._override_of.get(day)
        if override:
            code: ReasonCode = "worked_in_exchange" if override.worked else "off_by_order"
            return DayReason(
                code=code, name=override.note, document=override.document, verified=override.source.verified
            )
        if day in self.holidays:
            return DayReason(code="holiday", name=self.holidays[day], verified=day not in self.unverified)
        if day in self.exchanged:
            return DayReason(code="worked_in_exchange")
        return DayReason(code="weekend" if day.weekday() >= SATURDAY else "workday")

    def add(self, day: date, working_days: int) -> date:
        """The working day so many working days after `day`, or before it when negative; 0 gives `day` itself.

        The earlier of the two days is not counted (general practice, unverified), so that
        `between(day, add(day, n)) == n` for every n, whether `day` is worked or not.
        """
        index = self.ordinal(day) + working_days - 1
        if working_days == 0:
            return day
        if not 0 <= index < len(self._worked):
            raise self._unknown(self.last + ONE_DAY if working_days > 0 else self.first - ONE_DAY)
        return self._worked[index]

    def between(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`; negative when `end` is the earlier one."""
        return self.ordinal(end) - self.ordinal(start)

    def ordinal(self, day: date) -> int:
        """Working days from `first` up to and including `day`."""
        return bisect_left(self._worked, day) + self.is_working(day)

    def next_working(self, day: date) -> date:
        """The first working day after `day`."""
        return self.add(day, 1)

    def previous_working(self, day: date) -> date:
        """The last working day before `day`."""
        index = bisect_left(self._worked, day) - 1
        if index < 0:
            raise self._unknown(self.first - ONE_DAY)
        return self._worked[index]

    def ordinals(self) -> Iterator[tuple[date, bool, int]]:
        """Every day with whether it is worked and its ordinal, for a table: a difference of ordinals is `between`."""
        days = [(day, self.is_working(day)) for day in self._days()]
        counts = accumulate(worked for _, worked in days)
        return ((day, worked, count) for (day, worked), count in zip(days, counts, strict=True))

    @cached_property
    def _override_of(self) -> dict[date, DayOverride]:
        return {override.day: override for override in self.overrides}

    @cached_property
    def _worked(self) -> list[date]:
        return [day for day in self._days() if self.is_working(day)]

    def _days(self) -> Iterator[date]:
        return (self.first + timedelta(days=offset) for offset in range((self.last - self.first).days + 1))

    def _refuse_unknown(self, day: date) -> None:
        if not self.first <= day <= self.last:
            raise self._unknown(day)

    def _unknown(self, day: date) -> Invalid:
        return Invalid("holidays_unknown", day=day, known_from=self.first, known_until=self.last)


def vietnam_calendar(years: Iterable[int], overrides: tuple[DayOverride, ...] = OVERRIDES) -> WorkCalendar:
    """The calendar of the whole years from the first to the last of `years`.

    `overrides` replaces the shipped table: hand in `(*OVERRIDES, *own)` to add to it, the later one wins.
    """
    span = sorted(years)
    if not span:
        raise Invalid("calendar_without_years")
    known = country_holidays("VN", years=range(span[0], span[-1] + 1), language="vi")
    return WorkCalendar(
        first=date(span[0], 1, 1),
        last=date(span[-1], 12, 31),
        overrides=overrides,
        holidays=dict(known),
        exchanged=frozenset(known.weekend_workdays),
        unverified=frozenset(day for day in known if (day.month, day.day) == (11, 24)),
    )

"""Award money beside a decision, as an aid: worked out where every number is known, and silent where one is not."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from domain.errors import Invalid
from domain.money import Award, award
from domain.nominees import NomineeKind
from queries.decision_desk import DecisionSheet


@dataclass(frozen=True)
class MoneyLine:
    """Money for all nominees of a kind; `each` is None where the decree's figure is not known."""

    kind: str
    count: int
    each: Award | None

    @property
    def total(self) -> int | None:
        """Đồng for all of them."""
        return None if self.each is None else self.each.amount * self.count


def money_of(sheet: DecisionSheet, *, on: date) -> tuple[MoneyLine, ...]:
    """A line for each kind of nominee on the list, for a decision of that day."""
    counts = Counter(line.nominee_kind for line in sheet.lines)
    return tuple(MoneyLine(kind, count, _each(sheet, kind, on)) for kind, count in sorted(counts.items()))


def _each(sheet: DecisionSheet, kind: str, on: date) -> Award | None:
    levels = {"commune": "commune", "district": "district", "province": "province"}
    try:
        return award(sheet.form, NomineeKind(kind), levels[sheet.level], on)  # type: ignore[arg-type]  # of AwardLevel
    except Invalid:
        return None

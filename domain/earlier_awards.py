"""When a dossier resembles another award or proposal: a warning, never a refusal.

Law 06/2022/QH15 art. 5 para. 2c (primary text): one achievement is not rewarded twice. Whether it is one achievement
is for the office to say; here is only what can be seen in the data, and each thing by its own name.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.nominees import NomineeKind
from domain.plan import Level
from domain.succession import Link
from domain.values import Value

ALIKE = 0.8
"""Two texts are told as alike when so large a part of all their different words stands in both."""

FEWEST_WORDS = 8
"""Below so many words two texts are alike by chance."""


class Likeness(StrEnum):
    """What two deeds have in common; each but the first is looked for only where the nominee is the same."""

    INITIATIVE = "initiative"
    ACHIEVEMENT = "achievement"
    WORDS = "words"
    PERIOD = "period"
    YEAR = "year"


class Answer(StrEnum):
    """What the office says of a warning: another achievement, or the same one, so that the proposal stops."""

    DIFFERENT = "different"
    SAME = "same"


class OutsideEntry(Value):
    """An award that was decided outside the service, as its paper says it. `unit`: a code where the store knows it."""

    nominee_kind: NomineeKind
    nominee: str
    unit: str | None = None
    unit_name: str = ""
    form: str
    authority: str
    level: Level
    number: str
    decided_on: date
    achievement: str = ""
    initiative: str = ""
    period_from: date | None = None
    period_to: date | None = None


@dataclass(frozen=True, slots=True)
class Deed:
    """What somebody is or was commended for. Texts are folded (no accents); `initiative` empty: none was named.

    `since`, `until`: the time of the achievement, None where nobody said; `year`: of the decision, or of the proposal.
    """

    nominee: str
    kind: str
    year: int
    achievement: str = ""
    initiative: str = ""
    since: date | None = None
    until: date | None = None


def likenesses(mine: Deed, other: Deed, *, one_unit: bool) -> tuple[Likeness, ...]:
    """What the two have in common; empty where there is nothing to warn of.

    `one_unit`: do both belong to one unit, or one to the other's successor? A namesake elsewhere is another nominee.
    """
    found = [Likeness.INITIATIVE] if mine.initiative and mine.initiative == other.initiative else []
    if one_unit and (mine.nominee, mine.kind) == (other.nominee, other.kind):
        if mine.achievement and mine.achievement == other.achievement:
            found.append(Likeness.ACHIEVEMENT)
        elif _alike(mine.achievement, other.achievement):
            found.append(Likeness.WORDS)
        if _overlap(mine, other):
            found.append(Likeness.PERIOD)
        if mine.year == other.year:
            found.append(Likeness.YEAR)
    return tuple(found)


def kin(links: Sequence[Link], unit: int) -> frozenset[int]:
    """The unit, all that it came from and all that came of it; not what else became part of its successors."""
    before = _reached({unit}, ((link.successor, link.predecessor) for link in links))
    after = _reached({unit}, ((link.predecessor, link.successor) for link in links))
    return frozenset(before | after)


def _reached(found: set[int], steps: Iterable[tuple[int, int]]) -> set[int]:
    ways, size = tuple(steps), 0
    while len(found) > size:
        size = len(found)
        found |= {end for start, end in ways if start in found}
    return found


def _alike(one: str, other: str) -> bool:
    first, second = set(one.split()), set(other.split())
    if min(len(first), len(second)) < FEWEST_WORDS:
        return False
    return len(first & second) >= ALIKE * len(first | second)


def _overlap(one: Deed, other: Deed) -> bool:
    if one.since is None or one.until is None or other.since is None or other.until is None:
        return False
    return one.since <= other.until and other.since <= one.until

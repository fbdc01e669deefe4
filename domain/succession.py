"""Units in time: when a unit may end, and who answers for it afterwards."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from domain.errors import AlreadyDone, Invalid


@dataclass(frozen=True, slots=True)
class Lifetime:
    """A unit with its first and last day; `until` None: it stands."""

    id: int
    name: str
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """From `day` on the successor answers for the predecessor."""

    predecessor: int
    successor: int
    day: date


def last_day(unit: Lifetime, day: date, today: date) -> date:
    """The last day of a unit that is dissolved from `day` on.

    Raises:
        AlreadyDone: `unit_dissolved`. Invalid: `dissolved_in_future`, because duties pass on when it is entered;
        `dissolved_before_it_stood`.
    """
    if unit.until is not None:
        raise AlreadyDone("unit_dissolved", unit=unit.name, until=unit.until)
    if day > today:
        raise Invalid("dissolved_in_future", unit=unit.name, found=day, today=today)
    if day <= unit.since:
        raise Invalid("dissolved_before_it_stood", unit=unit.name, found=day, since=unit.since)
    return day - timedelta(days=1)


def check_successors(unit: Lifetime, successors: Iterable[Lifetime], day: date) -> None:
    """Refuse who cannot answer for the unit from `day` on.

    Raises:
        Invalid: `own_successor`, `successor_does_not_stand`.
    """
    for successor in successors:
        if successor.id == unit.id:
            raise Invalid("own_successor", unit=unit.name)
        if successor.since > day or successor.until is not None:
            raise Invalid("successor_does_not_stand", unit=successor.name, day=day)


def heirs(links: Sequence[Link], unit: int, on: date) -> tuple[int, ...]:
    """Who answers for the unit on a day, over any number of successions; itself where nobody has taken over."""
    found: dict[int, None] = {}
    seen: set[int] = set()
    waiting = [unit]
    while waiting:
        current = waiting.pop(0)
        if current in seen:
            continue
        seen.add(current)
        after = [link.successor for link in links if link.predecessor == current and link.day <= on]
        if after:
            waiting.extend(after)
        else:
            found[current] = None
    return tuple(found)

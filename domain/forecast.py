"""When the stages ahead will probably open and end, from what is owed and from how long such stages took before.

An expectation stands beside the planned date, never in its place.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import quantiles
from typing import NamedTuple

from domain.errors import Invalid
from domain.stages import ENDED, StageState
from domain.workdays import WorkCalendar


class Span(NamedTuple):
    """Working days that stages of one kind took: the quick quarter, the middle, the slow quarter, of `basis` stages."""

    quick: int
    middle: int
    slow: int
    basis: int


@dataclass(frozen=True, slots=True)
class StageAhead:
    """A stage with what is known of it; `before` are places in the same sequence.

    `owed_until` is the latest deadline of what is still owed in it; `window`: it stays open until `due` at least.
    """

    kind: str
    state: StageState
    before: tuple[int, ...]
    opens: date | None = None
    due: date | None = None
    opened: date | None = None
    closed: date | None = None
    owed_until: date | None = None
    window: bool = False


class Expected(NamedTuple):
    """Middle expectation of opening and end, with the quick and the slow end; None where nothing is known of its kind.

    `basis` is how many closed stages it rests on.
    """

    opens: date | None
    closes: date | None
    earliest: date | None
    latest: date | None
    basis: int


def span_of(days: Sequence[int]) -> Span:
    """The span of past durations, at least one."""
    if len(days) == 1:
        return Span(days[0], days[0], days[0], 1)
    quick, middle, slow = quantiles(days, n=4, method="inclusive")
    return Span(round(quick), round(middle), round(slow), len(days))


def forecast(
    stages: Sequence[StageAhead], spans: Mapping[str, Span], calendar: WorkCalendar, today: date
) -> tuple[Expected, ...]:
    """One expectation per stage, in the same order; each stage stands after those it waits for."""
    middle = _run(stages, spans, calendar, today, lambda span: span.middle)
    quick = _run(stages, spans, calendar, today, lambda span: span.quick)
    slow = _run(stages, spans, calendar, today, lambda span: span.slow)
    return tuple(
        Expected(opens, closes, early, late, spans[stage.kind].basis if stage.kind in spans else 0)
        for stage, (opens, closes), (_, early), (_, late) in zip(stages, middle, quick, slow, strict=True)
    )


def _run(
    stages: Sequence[StageAhead],
    spans: Mapping[str, Span],
    calendar: WorkCalendar,
    today: date,
    pick: Callable[[Span], int],
) -> list[tuple[date | None, date | None]]:
    found: list[tuple[date | None, date | None]] = []
    for stage in stages:
        if stage.state in ENDED:
            found.append((stage.opened, stage.closed))
            continue
        opens = _opening(stage, [(stages[place], found[place][1]) for place in stage.before], today)
        span = spans.get(stage.kind)
        found.append((opens, _closing(stage, opens, pick(span) if span else None, calendar, today)))
    return found


def _opening(stage: StageAhead, before: Sequence[tuple[StageAhead, date | None]], today: date) -> date | None:
    if stage.opened is not None:
        return stage.opened
    ends = [end for other, end in before if other.state not in ENDED]
    known = [end for end in ends if end is not None]
    if len(known) < len(ends):
        # Because nobody can say when the one before will end.
        return None
    return max([*known, today, *([stage.opens] if stage.opens else [])])


def _closing(
    stage: StageAhead, opens: date | None, days: int | None, calendar: WorkCalendar, today: date
) -> date | None:
    if opens is None:
        return None
    held = [day for day in (stage.owed_until, stage.due if stage.window else None) if day is not None]
    if days is None and not held:
        return None
    try:
        took = [] if days is None else [calendar.add(opens, days)]
    except Invalid:
        # The working days of that year are not known yet.
        return None
    return max([*held, *took, today])

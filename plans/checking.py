"""Checks across the parts of a plan file: dates against dates, codes against codes."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from domain.stages import MAIN, ROUND_KINDS
from plans.dating import DateShape
from plans.faults import Path
from plans.shapes import PlanParts, StageShape

_SINGLE = ("launch", "registration", "midterm_review", "final_summary")
ANY = "any"


@dataclass(frozen=True, slots=True)
class Clash:
    """Two parts that cannot both be right; `path` is the one to look at."""

    code: str
    path: Path
    found: str = ""
    allowed: tuple[str, ...] = ()


def clashes(parts: PlanParts, *, forms: tuple[str, ...], rounds: tuple[str, ...]) -> Iterator[Clash]:
    """All of them. `forms` and `rounds` are the codes the file declares, also where their entry is faulty itself."""
    yield from _period(parts)
    yield from _stage_dates(parts)
    yield from _round_years(parts)
    yield from _duplicates(parts)
    yield from _forms(parts, rounds)
    yield from _quotas(parts, forms, rounds)
    yield from _duties(parts, rounds)


def _span(shape: DateShape | None, issued: date | None) -> tuple[date | None, date | None]:
    value = shape.plan_date(issued=issued) if shape else None
    return (value.first, value.last) if value else (None, None)


def _period(parts: PlanParts) -> Iterator[Clash]:
    if parts.period is None:
        return
    issued = parts.document.issued
    start, _ = _span(parts.period.start, issued)
    _, end = _span(parts.period.end, issued)
    if start and end and end < start:
        yield Clash("end_before_start", ("period", "end"), end.isoformat(), (start.isoformat(),))
    elif issued and end and end < issued:
        yield Clash("end_before_issue", ("period", "end"), end.isoformat(), (issued.isoformat(),))


def _stages(parts: PlanParts) -> Iterator[tuple[Path, StageShape]]:
    for kind in _SINGLE:
        if stage := getattr(parts, kind):
            yield (kind,), stage
    for code, round_ in parts.rounds.items():
        for kind in ROUND_KINDS:
            if stage := getattr(round_, kind.value):
                yield ("rounds", code, kind.value), stage


def _stage_dates(parts: PlanParts) -> Iterator[Clash]:
    for path, stage in _stages(parts):
        opens, _ = _span(stage.opens, parts.document.issued)
        _, due = _span(stage.due, parts.document.issued)
        if opens and due and due < opens:
            yield Clash("due_before_opens", (*path, "due"), due.isoformat(), (opens.isoformat(),))


def _round_years(parts: PlanParts) -> Iterator[Clash]:
    issued = parts.document.issued
    start, _ = _span(parts.period.start, issued) if parts.period else (None, None)
    _, end = _span(parts.period.end, issued) if parts.period else (None, None)
    for code, round_ in parts.rounds.items():
        path = ("rounds", code, "years")
        if code != "yearly" and round_.years is not None:
            yield Clash("years_of_single_round", path, code, ("yearly",))
        for place, year in enumerate(round_.years or ()):
            if start and end and not start.year <= year <= end.year:
                yield Clash("year_outside_period", (*path, place), str(year), (str(start.year), str(end.year)))


def _duplicates(parts: PlanParts) -> Iterator[Clash]:
    yield from _twice("components", "code", (component.code for component in parts.components))
    yield from _twice("duties", "code", (duty.code for duty in parts.duties))
    yield from _twice("forms", "code", (form.code for form in parts.forms))
    for name, criteria in (("criteria", parts.criteria), ("targets", parts.targets)):
        yield from _twice(name, "id", (f"{criterion.subject}/{criterion.id}" for criterion in criteria))


def _twice(name: str, key: str, codes: Iterable[str]) -> Iterator[Clash]:
    seen: Counter[str] = Counter()
    for place, code in enumerate(codes):
        seen[code] += 1
        if seen[code] > 1:
            yield Clash("used_twice", (name, place, key), code.rpartition("/")[2])


def _forms(parts: PlanParts, rounds: tuple[str, ...]) -> Iterator[Clash]:
    for place, form in enumerate(parts.forms):
        for turn, code in enumerate(form.rounds):
            if code not in rounds:
                yield Clash("round_unknown", ("forms", place, "rounds", turn), code, rounds)


def _quotas(parts: PlanParts, forms: tuple[str, ...], rounds: tuple[str, ...]) -> Iterator[Clash]:
    for place, quota in enumerate(parts.quotas):
        if quota.form not in forms:
            yield Clash("form_unknown", ("quotas", place, "form"), quota.form, forms)
        if quota.round not in (*rounds, ANY):
            yield Clash("round_unknown", ("quotas", place, "round"), quota.round, (*rounds, ANY))
        readings = tuple(reading.code for reading in quota.readings) or ("together", "each")
        if quota.reading is not None and (quota.subject != "combined" and not quota.readings):
            yield Clash("reading_needless", ("quotas", place, "reading"), quota.reading)
        elif quota.reading is not None and quota.reading not in readings:
            yield Clash("reading_unknown", ("quotas", place, "reading"), quota.reading, readings)


def _duties(parts: PlanParts, rounds: tuple[str, ...]) -> Iterator[Clash]:
    for place, duty in enumerate(parts.duties):
        in_round = duty.stage in ROUND_KINDS
        allowed = rounds if in_round else (MAIN,)
        if duty.round not in allowed:
            yield Clash("round_unknown", ("duties", place, "round"), duty.round, allowed)

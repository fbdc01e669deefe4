"""From a plan to the timetable of its stages: one projector, used for the first version and every later one."""

from collections.abc import Iterator
from datetime import date

from domain.dates import PlanDate, Precision
from domain.openitems import OpenItem, ask_from, held, open_items
from domain.plan import Held, Plan
from domain.stages import ROUND_KINDS, StageKey, StageKind, position
from domain.values import Value


class Slot(Value):
    """One stage on the timetable.

    `opens` is the first day on which it may open (None: as soon as the stages in `after` have ended), `remind_by` and
    `due` are the two readings of its deadline (None: the plan names no day), `skipped` the reason why it is not held.
    """

    key: StageKey
    position: int
    after: tuple[StageKey, ...]
    opens: date | None = None
    remind_by: date | None = None
    due: date | None = None
    planned_opens: PlanDate | None = None
    planned_due: PlanDate | None = None
    ask_from: date | None = None
    skipped: str | None = None


class Timetable(Value):
    """All stages in order, and what the plan leaves open."""

    slots: tuple[Slot, ...]
    open_items: tuple[OpenItem, ...]

    def slot(self, key: StageKey) -> Slot:
        """The slot of one stage; KeyError where the plan has none."""
        for slot in self.slots:
            if slot.key == key:
                return slot
        raise KeyError(str(key))


SPANS = (Precision.MONTH, Precision.MONTH_RANGE, Precision.YEAR)
"""Wordings that name a span of time: the stage is held within it, so it does not open before."""


def project(plan: Plan) -> Timetable:
    """The timetable of a plan; pure, so the same plan always gives the same stages."""
    keys = tuple(_keys(plan))
    return Timetable(slots=tuple(_slot(plan, key, keys) for key in keys), open_items=open_items(plan))


def _keys(plan: Plan) -> Iterator[StageKey]:
    yield StageKey(StageKind.LAUNCH)
    yield StageKey(StageKind.REGISTRATION)
    yield StageKey(StageKind.MIDTERM_REVIEW)
    for code in plan.round_codes():
        yield from (StageKey(kind, code) for kind in ROUND_KINDS)
    yield StageKey(StageKind.FINAL_SUMMARY)


def _slot(plan: Plan, key: StageKey, keys: tuple[StageKey, ...]) -> Slot:
    said = plan.stage(key)
    opens, due = (said.opens, said.due) if said else (None, None)
    due = _anchored(plan, due)
    return Slot(
        key=key,
        position=position(key, plan.round_codes()),
        after=predecessors(key, keys),
        opens=_opens(plan, key, opens),
        remind_by=due.remind_by if due else None,
        due=due.refuse_after if due else None,
        planned_opens=opens,
        planned_due=due,
        ask_from=ask_from(plan, key),
        skipped=_skipped(plan, key),
    )


def _skipped(plan: Plan, key: StageKey) -> str | None:
    said = plan.stage(key)
    intake = StageKey(StageKind.DOSSIER_INTAKE, key.round)
    if said is not None and said.held is Held.NO:
        return said.reason or said.wording
    if key.kind in ROUND_KINDS and not held(plan, intake):
        parent = plan.stage(intake)
        return (parent.reason or parent.wording) if parent else None
    return None


def predecessors(key: StageKey, keys: tuple[StageKey, ...]) -> tuple[StageKey, ...]:
    """What must have ended before: the step before in the same round; the summary waits for every decision."""
    launch, registration = StageKey(StageKind.LAUNCH), StageKey(StageKind.REGISTRATION)
    match key.kind:
        case StageKind.LAUNCH:
            return ()
        case StageKind.REGISTRATION | StageKind.MIDTERM_REVIEW:
            return (launch,)
        case StageKind.DOSSIER_INTAKE:
            return (launch, registration)
        case StageKind.COUNCIL_APPRAISAL:
            return (StageKey(StageKind.DOSSIER_INTAKE, key.round),)
        case StageKind.DECISION_ISSUANCE:
            return (StageKey(StageKind.COUNCIL_APPRAISAL, key.round),)
        case StageKind.FINAL_SUMMARY:
            ends = tuple(k for k in keys if k.kind in (StageKind.DECISION_ISSUANCE, StageKind.MIDTERM_REVIEW))
            return (launch, registration, *ends)


def _opens(plan: Plan, key: StageKey, said: PlanDate | None) -> date | None:
    if said is not None and said.opens is not None:
        return said.opens
    if key.kind is StageKind.LAUNCH:
        return plan.document.issued or plan.period.start.opens
    return max(_not_before(plan, key), default=None)


def _not_before(plan: Plan, key: StageKey) -> Iterator[date]:
    """Days before which a stage does not open, though the plan names no day on which it does."""
    planned = plan.stage(key)
    if planned and planned.due and planned.due.first and planned.due.precision in SPANS:
        yield planned.due.first
    end = plan.period.end.refuse_after
    if key.kind is StageKind.FINAL_SUMMARY and end is not None:
        yield date.fromordinal(end.toordinal() + 1)
    if key.kind is StageKind.DOSSIER_INTAKE and key.round.isdigit():
        start = plan.period.start.opens or plan.document.issued
        yield max(date(int(key.round), 1, 1), start or date.min)


def _anchored(plan: Plan, when: PlanDate | None) -> PlanDate | None:
    if when is None or when.anchor is None or plan.document.issued is None:
        return when
    return when.anchored(plan.document.issued) if when.anchor.event.value == "plan_issued" else when


def period_of(plan: Plan, round_: str) -> tuple[date | None, date | None]:
    """First and last day of what a round judges: its year, or the whole campaign."""
    first = plan.document.issued if plan.period.start.opens is None else plan.period.start.opens
    if round_.isdigit():
        return date(int(round_), 1, 1), date(int(round_), 12, 31)
    return first, plan.period.end.refuse_after

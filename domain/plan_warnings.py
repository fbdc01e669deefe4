"""What a careful officer would ask about a plan before launching it: odd, but not wrong.

Every warning is a code with the values its sentence needs (`wording.plans.warning_sentence`). Nothing is mended here:
the officer decides.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from domain.dates import PlanDate, Precision
from domain.plan import Level, Plan
from domain.sources import Source
from domain.stages import FINAL, StageKind
from domain.workdays import OVERRIDES, DayOverride, WorkCalendar, vietnam_calendar

_EXACT = (Precision.DAY, Precision.AROUND_DAY)


@dataclass(frozen=True, slots=True)
class PlanWarning:
    """`where` is a stage (`dossier_intake@final`), `duty:CODE`, `quota:NUMBER`, `criterion:ID`, or a plan's key."""

    code: str
    where: str
    data: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AbolishedLevel:
    """A level of government that no longer exists from `on`; `words` name its authorities in a plan."""

    level: Level
    on: date
    words: tuple[str, ...]
    source: Source


ABOLISHED = (
    AbolishedLevel(
        level=Level.DISTRICT,
        on=date(2025, 7, 1),
        words=("huyện", "quận", "thị xã"),
        source=Source(text="Tổ chức chính quyền địa phương hai cấp từ 01/7/2025", certainty="secondary"),
    ),
)

MAY_GIVE: Mapping[str, tuple[Level, ...]] = {
    "giay_khen": (Level.COMMUNE, Level.DISTRICT, Level.PROVINCE),
    "bang_khen": (Level.PROVINCE,),
    "co_thi_dua": (Level.PROVINCE,),
}
"""Law 06/2022/QH15 art. 26, 74, 79, 80. The province is left with giấy khen because heads of its agencies give it."""

FLAG_YEARS = 3
"""A province's flag goes only to a thematic campaign of three years or more (Law 06/2022/QH15 art. 26 par. 2)."""

FAR_YEARS = 2
"""So long after a campaign's end nothing of it is due; a date beyond that is a year typed wrong. Our own measure."""


def plan_warnings(plan: Plan, calendar: WorkCalendar | None) -> tuple[PlanWarning, ...]:
    """All of them, in the order of the rules below; `calendar` is the one of `calendar_for(plan)` or a wider one."""
    rules = (_text_state(plan), _parent(plan), _levels(plan), _forms(plan), _quotas(plan), _criteria(plan))
    dates = (
        _intake_before_end(plan),
        _same_deadline_above(plan),
        _outside_period(plan),
        _far_away(plan),
        _two_readings(plan),
    )
    return tuple(warning for rule in (*rules, *dates, _days_off(plan, calendar)) for warning in rule)


def calendar_for(plan: Plan, overrides: tuple[DayOverride, ...] = OVERRIDES) -> WorkCalendar | None:
    """The working days of all years that the plan's dates touch; None when it names no date at all."""
    days = [day for _, when in _all_dates(plan) for day in (when.first, when.last) if day]
    return vietnam_calendar((min(days).year - 1, max(days).year + 1), overrides) if days else None


def _text_state(plan: Plan) -> Iterator[PlanWarning]:
    if plan.text_state != "whole":
        yield PlanWarning(f"text_{plan.text_state}", "text_state")


def _parent(plan: Plan) -> Iterator[PlanWarning]:
    own = plan.document.issued or plan.period.start.opens
    if plan.parent and plan.parent.issued and own and plan.parent.issued > own:
        data = {"parent": plan.parent.number, "parent_issued": plan.parent.issued, "issued": own}
        yield PlanWarning("parent_after_child", "parent", data)


def _levels(plan: Plan) -> Iterator[PlanWarning]:
    end = plan.period.end.refuse_after
    for gone in ABOLISHED:
        named = any(word in party.wording.casefold() for party in plan.participants for word in gone.words)
        if end and end >= gone.on and (plan.level is gone.level or named):
            data = {"level": gone.level.value, "on": gone.on, "end": end, "source": gone.source.text}
            yield PlanWarning("level_abolished", "participants" if named else "level", data)


def _forms(plan: Plan) -> Iterator[PlanWarning]:
    for form in plan.forms:
        if form.delegated:
            continue
        if plan.level not in MAY_GIVE.get(form.code, tuple(Level)):
            data = {"form": form.code, "level": plan.level.value, "decided_by": form.decided_by}
            yield PlanWarning("form_above_level", f"form:{form.code}", data)
        elif form.code == "co_thi_dua" and _shorter_than(plan, FLAG_YEARS):
            yield PlanWarning("flag_needs_years", f"form:{form.code}", {"years": FLAG_YEARS})


def _shorter_than(plan: Plan, years: int) -> bool:
    start, end = plan.period.start.opens, plan.period.end.refuse_after
    if start is None or end is None:
        return False
    after = end + timedelta(days=1)
    return (after.year - start.year, after.month, after.day) < (years, start.month, start.day)


def _quotas(plan: Plan) -> Iterator[PlanWarning]:
    for number, quota in enumerate(plan.quotas, start=1):
        if quota.ambiguous:
            labels = tuple(reading.label for reading in quota.readings)
            yield PlanWarning("quota_two_readings", f"quota:{number}", {"wording": quota.wording, "readings": labels})
    for form in plan.forms:
        covered = {quota.subject for quota in plan.quotas if quota.form == form.code}
        without = () if "combined" in covered else tuple(k.value for k in form.kinds if k.value not in covered)
        if without or not (form.kinds or covered):
            yield PlanWarning("form_without_quota", f"form:{form.code}", {"form": form.code, "kinds": without})


def _criteria(plan: Plan) -> Iterator[PlanWarning]:
    judged = _last_judging(plan)
    for criterion in plan.criteria:
        if judged and criterion.known_from and criterion.known_from > judged:
            data = {"wording": criterion.wording, "known_from": criterion.known_from, "judged": judged}
            yield PlanWarning("not_knowable", f"criterion:{criterion.id}", data)


def _last_judging(plan: Plan) -> date | None:
    """The latest day named for a council or, where none is, the campaign's end."""
    days = [s.due.refuse_after for s in plan.stages if s.kind is StageKind.COUNCIL_APPRAISAL and s.due]
    return max((day for day in days if day), default=plan.period.end.refuse_after)


def _intake_before_end(plan: Plan) -> Iterator[PlanWarning]:
    end = plan.period.end.refuse_after
    for stage in plan.stages:
        # Only the last round judges the whole campaign: an interim or yearly one ends before it on purpose.
        if stage.kind is StageKind.DOSSIER_INTAKE and stage.round == FINAL and stage.due and end:
            due = stage.due.refuse_after
            if due and due < end:
                yield PlanWarning(
                    "intake_before_end", str(stage.key), {"due": due, "end": end, "days": (end - due).days}
                )


def _same_deadline_above(plan: Plan) -> Iterator[PlanWarning]:
    for duty in plan.duties:
        stage = next((s for s in plan.stages if (s.kind, s.round) == (duty.stage, duty.round)), None)
        if duty.owed_by == "units" or not duty.due or not stage or not stage.due:
            continue
        below, above = stage.due.refuse_after, duty.due.refuse_after
        if below and above and above <= below:
            data = {"due": below, "above": above, "owed_to": duty.owed_to, "label": duty.what}
            yield PlanWarning("same_deadline_above", f"duty:{duty.code}", data)


def _outside_period(plan: Plan) -> Iterator[PlanWarning]:
    start, end = plan.period.start.opens, plan.period.end.refuse_after
    for stage in plan.stages:
        opens, due = (stage.opens.opens if stage.opens else None), (stage.due.refuse_after if stage.due else None)
        early = next((day for day in (opens, due) if day and start and day < start), None)
        # Council, decision and summary come after the campaign's end in the ordinary course of things.
        bound = stage.kind in (StageKind.REGISTRATION, StageKind.MIDTERM_REVIEW)
        late = due if bound and due and end and due > end else None
        if stage.kind is not StageKind.LAUNCH and (early or late):
            yield PlanWarning("outside_period", str(stage.key), {"day": early or late, "start": start, "end": end})


def _far_away(plan: Plan) -> Iterator[PlanWarning]:
    end = plan.period.end.refuse_after
    for where, when in _deadlines(plan):
        day = when.refuse_after
        if day and end and day.year - end.year > FAR_YEARS:
            yield PlanWarning("far_after_end", where, {"day": day, "end": end, **_label(plan, where)})


def _two_readings(plan: Plan) -> Iterator[PlanWarning]:
    for where, when in _deadlines(plan):
        if when.has_two_readings:
            data = {"wording": when.wording, "earlier": when.remind_by, "later": when.refuse_after}
            yield PlanWarning("two_readings", where, {**data, **_label(plan, where)})


def _days_off(plan: Plan, calendar: WorkCalendar | None) -> Iterator[PlanWarning]:
    for where, when in _all_dates(plan):
        code = "starts_on_day_off" if where == "period.start" else "deadline_on_day_off"
        for day in _exact_days(when):
            if calendar and not calendar.is_working(day):
                reason = calendar.reason(day)
                data = {"day": day, "reason": reason.code, "name": reason.name}
                yield PlanWarning(code, where, {**data, **_label(plan, where)})


def _exact_days(when: PlanDate) -> tuple[date, ...]:
    """The day named, and the day before for "trước ngày"; nothing for a month or a year."""
    if when.precision not in _EXACT or when.last is None:
        return ()
    return (when.last,) if when.inclusive else (when.last - timedelta(days=1), when.last)


def _all_dates(plan: Plan) -> Iterator[tuple[str, PlanDate]]:
    yield "period.start", plan.period.start
    yield from _deadlines(plan)


def _deadlines(plan: Plan) -> Iterator[tuple[str, PlanDate]]:
    yield "period.end", plan.period.end
    yield from ((str(stage.key), stage.due) for stage in plan.stages if stage.due)
    yield from ((f"duty:{duty.code}", duty.due) for duty in plan.duties if duty.due)


def _label(plan: Plan, where: str) -> dict[str, object]:
    named = [duty.what for duty in plan.duties if where == f"duty:{duty.code}"]
    return {"label": named[0]} if named else {}

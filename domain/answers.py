"""An answer to an open item changes the plan: a new version in which the item is gone."""

import re
from collections.abc import Callable, Mapping
from datetime import date

from domain.dates import PlanDate, Precision, Resolution
from domain.dossiers import LAW_COMPONENTS
from domain.errors import Invalid
from domain.nominees import NomineeKind
from domain.openitems import AnswerKind, OpenItem
from domain.plan import AwardForm, Component, Held, Plan, PlannedStage, Waived
from domain.quotas import Quota
from domain.stages import StageKey

NOT_HELD = ("không", "khong", "no")
BY_LAW = ("luật", "luat", "law")
YEARS = re.compile(r"\d{4}( *, *\d{4})*")
QUOTA = re.compile(
    r"(collective|individual|household|combined)=\d+( *, *(collective|individual|household|combined)=\d+)*"
)


def apply_answer(plan: Plan, item: OpenItem, answer: str, *, by: str, on: date, reason: str) -> Plan:
    """The plan with one open item answered.

    Raises:
        Invalid: `answer`, with the item's key, what was found and the kind of answer that is allowed.
    """
    if not answer.strip():
        raise _wrong(item, answer)
    return _APPLY[item.answer](plan, item, answer.strip(), Resolution(day=on, by=by, on=on, reason=reason or item.key))


def waive(plan: Plan, item: OpenItem, *, by: str, on: date, reason: str) -> Plan:
    """The plan with an open item that needs no answer.

    Raises:
        Invalid: `not_waivable` where a stage cannot go on without the answer.
    """
    if not item.waivable:
        raise Invalid("not_waivable", key=item.key)
    return _with(plan, waived=(*plan.waived, Waived(key=item.key, reason=reason, by=by, on=on)))


def set_due(plan: Plan, key: StageKey, resolution: Resolution) -> Plan:
    """The plan with a stage's deadline made exact, whatever it was before; the stage counts as held from now on."""
    said = plan.stage(key) or PlannedStage(kind=key.kind, round=key.round)
    before = said.due or PlanDate(wording="", precision=Precision.UNSPECIFIED)
    return _with_stage(plan, said, key, due=before.resolved(resolution), held=Held.YES)


def skip_stage(plan: Plan, key: StageKey, reason: str) -> Plan:
    """The plan with a stage that is not held."""
    said = plan.stage(key) or PlannedStage(kind=key.kind, round=key.round)
    return _with_stage(plan, said, key, held=Held.NO, reason=reason)


def _date(plan: Plan, item: OpenItem, answer: str, resolution: Resolution) -> Plan:
    day = _day(item, answer)
    if item.key == "document.issued":
        return _with(plan, document=plan.document.model_copy(update={"issued": day}))
    return set_due(plan, item.stage, resolution.model_copy(update={"day": day}))


def _held(plan: Plan, item: OpenItem, answer: str, resolution: Resolution) -> Plan:
    if answer.casefold() in NOT_HELD:
        return skip_stage(plan, item.stage, resolution.reason)
    return _date(plan, item, answer, resolution)


def _text(plan: Plan, item: OpenItem, answer: str, _resolution: Resolution) -> Plan:
    if item.key == "document.number":
        return _with(plan, document=plan.document.model_copy(update={"number": answer}))
    return _with(plan, bonus=answer)


def _number(plan: Plan, item: OpenItem, answer: str, _resolution: Resolution) -> Plan:
    if not answer.isdigit() or not 1 <= int(answer) <= 50:
        raise _wrong(item, answer)
    return _with(plan, copies=int(answer))


def _years(plan: Plan, item: OpenItem, answer: str, _resolution: Resolution) -> Plan:
    first, last = plan.period.start.opens or plan.document.issued, plan.period.end.refuse_after
    if not YEARS.fullmatch(answer):
        raise _wrong(item, answer)
    years = tuple(sorted({int(year) for year in answer.split(",")}))
    if first and last and not first.year <= years[0] <= years[-1] <= last.year:
        raise _wrong(item, answer)
    rounds = tuple(r.model_copy(update={"years": years}) if r.repeats == "yearly" else r for r in plan.rounds)
    return _with(plan, rounds=rounds)


def _reading(plan: Plan, item: OpenItem, answer: str, _resolution: Resolution) -> Plan:
    round_, form, subject = item.key.partition("@")[2].split(":")
    named = {q for q in plan.quotas if (q.round, q.form, q.subject) == (round_, form, subject)}
    if not any(answer == reading.code for quota in named for reading in quota.readings):
        raise _wrong(item, answer)
    return _with(
        plan, quotas=tuple(q.model_copy(update={"confirmed": answer}) if q in named else q for q in plan.quotas)
    )


def _quota(plan: Plan, item: OpenItem, answer: str, resolution: Resolution) -> Plan:
    if not QUOTA.fullmatch(answer):
        raise _wrong(item, answer)
    head, _, round_ = item.key.partition("@")
    scope = "per_unit" if head == "quota.per_unit" else "total"
    forms = plan.forms_of(round_)
    if not forms:
        # Because a quota limits one award form, an answer without any would be lost.
        raise Invalid("answer_first", key=item.key, lacking=f"award.forms@{round_}")
    pairs = [pair.strip().split("=") for pair in answer.split(",")]
    made = tuple(
        Quota.model_validate(
            {"subject": s, "op": "<=", "max": int(n), "scope": scope, "round": round_, "form": form.code}
            | {"wording": resolution.reason}
        )
        for s, n in pairs
        for form in forms
    )
    return _with(plan, quotas=(*plan.quotas, *made))


def _form(plan: Plan, item: OpenItem, answer: str, resolution: Resolution) -> Plan:
    if not re.fullmatch(r"[a-z_]{3,30}", answer):
        raise _wrong(item, answer)
    round_ = item.key.partition("@")[2]
    form = AwardForm(
        code=answer, decided_by=plan.authority, kinds=tuple(NomineeKind), rounds=(round_,), wording=resolution.reason
    )
    return _with(plan, forms=(*plan.forms, form))


def _components(plan: Plan, item: OpenItem, answer: str, resolution: Resolution) -> Plan:
    if answer.casefold() in BY_LAW:
        return _with(plan, components=LAW_COMPONENTS)
    codes = [code.strip() for code in answer.split(",")]
    if not all(re.fullmatch(r"[a-z_]{2,40}", code) for code in codes):
        raise _wrong(item, answer)
    return _with(plan, components=tuple(Component(code=code, wording=resolution.reason) for code in codes))


def _rule(_plan: Plan, item: OpenItem, answer: str, _resolution: Resolution) -> Plan:
    # Because the rule belongs to the council and is adopted by it, not by a sentence of the plan.
    raise Invalid("rule_is_adopted", key=item.key, found=answer)


def _day(item: OpenItem, answer: str) -> date:
    try:
        return date.fromisoformat(answer)
    except ValueError:
        raise _wrong(item, answer) from None


def _wrong(item: OpenItem, answer: str) -> Invalid:
    return Invalid("answer", key=item.key, found=answer, allowed=item.answer.value)


def _with(plan: Plan, **changes: object) -> Plan:
    return plan.model_copy(update=changes)


def _with_stage(plan: Plan, said: PlannedStage, key: StageKey, **changes: object) -> Plan:
    made = said.model_copy(update={"round": key.round, **changes})
    others = tuple(stage for stage in plan.stages if stage.key != key)
    return _with(plan, stages=(*others, made))


_APPLY: Mapping[AnswerKind, Callable[[Plan, OpenItem, str, Resolution], Plan]] = {
    AnswerKind.DATE: _date,
    AnswerKind.HELD: _held,
    AnswerKind.TEXT: _text,
    AnswerKind.NUMBER: _number,
    AnswerKind.YEARS: _years,
    AnswerKind.READING: _reading,
    AnswerKind.QUOTA: _quota,
    AnswerKind.FORM: _form,
    AnswerKind.COMPONENTS: _components,
    AnswerKind.RULE: _rule,
}

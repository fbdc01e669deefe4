"""A plan as the parts of a plan file: what `plans.building` makes of a file, the other way round.

A date that an officer made exact becomes an exact day, and what she waived is asked again: a file holds the plan's
words, and who decided what about them is kept in the campaign's versions.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from domain.dates import PlanDate, Precision
from domain.eligibility import Criterion
from domain.plan import AwardRound, Document, Held, Note, Plan, PlannedDuty, PlannedStage
from domain.quotas import Quota
from domain.stages import MAIN, ROUND_KINDS, StageKind
from plans.writing import to_yaml

_LIMITS: Mapping[str, str] = {
    ">=": "at_least",
    ">": "more_than",
    "<=": "at_most",
    "<": "less_than",
    "==": "equals",
    "range": "between",
    "boolean": "holds",
    "qualitative": "judged",
}
_SINGLE = (StageKind.LAUNCH, StageKind.REGISTRATION, StageKind.MIDTERM_REVIEW, StageKind.FINAL_SUMMARY)


def file_text(plan: Plan, *, code: str) -> str:
    """The plan file of a plan; `plans.loading` reads the same plan from it."""
    return to_yaml(parts(plan, code=code))


def parts(plan: Plan, *, code: str) -> dict[str, Any]:
    """What stands in the file, key by key, in the order of `docs/plan-format.md`."""
    whole = {name: getattr(plan, name) for name in ("name", "authority")}
    return {
        "code": code,
        **whole,
        "level": plan.level.value,
        "document": _document(plan.document),
        "parent": _document(plan.parent) if plan.parent else None,
        "text_state": plan.text_state,
        "slogan": plan.slogan,
        "period": {
            "start": _date(plan.period.start),
            "end": _date(plan.period.end),
            "extendable": plan.period.extendable,
        },
        "participants": [_plain(party) for party in plan.participants],
        **{kind.value: _stage(stage) for kind in _SINGLE if (stage := _said(plan, kind, MAIN))},
        "rounds": _rounds(plan),
        "duties": [_duty(duty) for duty in plan.duties],
        "forms": [_plain(form) for form in plan.forms],
        "quotas": [_quota(quota) for quota in plan.quotas],
        "components": [_plain(component) for component in plan.components],
        "copies": plan.copies,
        "bonus": plan.bonus,
        "criteria": [_criterion(criterion) for criterion in plan.criteria],
        "targets": [_criterion(criterion) for criterion in plan.targets],
        "registration_required": plan.registration_required,
        "registration_requirements": [
            {
                "kinds": list(one.kinds),
                "exactly" if one.comparator == "==" else "at_least": one.value,
                "of": one.unit,
                "wording": one.wording,
            }
            for one in plan.registration_requirements
        ],
        "roles": [_plain(role) for role in plan.roles],
        "law": list(plan.law),
        "notes": [_note(note) for note in plan.notes],
        "open": [_note(note) for note in plan.open_notes],
    }


def _plain(value: Any) -> dict[str, Any]:
    found: dict[str, Any] = value.model_dump(mode="json")
    return found


def _note(note: Note) -> Any:
    return _plain(note) if note.wording else note.what


def _document(document: Document) -> dict[str, Any]:
    return {**_plain(document), "issued": document.issued}


def _said(plan: Plan, kind: StageKind, round_: str) -> PlannedStage | None:
    return next((stage for stage in plan.stages if (stage.kind, stage.round) == (kind, round_)), None)


def _rounds(plan: Plan) -> dict[str, Any]:
    declared = {one.code: one for one in plan.rounds}
    # A year of which something was said by itself stands beside the yearly round that it belongs to.
    years = dict.fromkeys(stage.round for stage in plan.stages if stage.round not in (MAIN, *declared))
    return {code: _round(plan, code, declared.get(code)) for code in (*declared, *years)}


def _round(plan: Plan, code: str, said: AwardRound | None) -> dict[str, Any]:
    stages = {kind.value: _stage(stage) for kind in ROUND_KINDS if (stage := _said(plan, kind, code))}
    years = list(said.years) if said and said.years else None
    return {"years": years, **stages, "wording": said.wording if said else ""}


def _stage(stage: PlannedStage) -> Any:
    if stage.held is Held.NO:
        return {"absent": stage.reason or stage.wording or "không tổ chức", "wording": stage.wording}
    if stage.held is Held.SILENT:
        return {"silent": True, "wording": stage.wording}
    opens, due = (_date(day) if day else None for day in (stage.opens, stage.due))
    return {"opens": opens, "due": due, "wording": stage.wording}


def _date(value: PlanDate) -> dict[str, Any]:
    return {**_form(value), "wording": value.wording}


def _form(value: PlanDate) -> dict[str, Any]:
    if value.resolution:
        return {"on" if value.resolution.inclusive else "before": value.resolution.day}
    if value.anchor:
        return {"after": value.anchor.event.value, "days": value.anchor.days, "working": value.anchor.working}
    first, last = value.first, value.last
    if first is None or last is None:
        return {"yearly" if value.precision is Precision.RECURRING_YEARLY else "unspecified": True}
    forms: Mapping[Precision, dict[str, Any]] = {
        Precision.MONTH: {"month": f"{first:%Y-%m}"},
        Precision.MONTH_RANGE: {"months": [f"{first:%Y-%m}", f"{last:%Y-%m}"]},
        Precision.YEAR: {"year": last.year},
        Precision.YEAR_END: {"year_end": last.year},
        Precision.AROUND_DAY: {"around": last},
    }
    return forms.get(value.precision, {"on" if value.inclusive else "before": last})


def _duty(duty: PlannedDuty) -> dict[str, Any]:
    return {**_plain(duty), "due": _date(duty.due) if duty.due else None}


def _quota(quota: Quota) -> dict[str, Any]:
    said = {name: getattr(quota, name) for name in ("subject", "scope", "round", "form", "wording")}
    readings = [
        {
            "code": one.code,
            "label": one.label,
            "limits": [{"kinds": list(x.kinds), "at_most": x.max, "at_least": x.min} for x in one.limits],
            "exclusive": one.exclusive,
        }
        for one in quota.readings
    ]
    return {**said, **_bounds(quota), "readings": readings, "reading": quota.confirmed}


def _bounds(quota: Quota) -> dict[str, Any]:
    if quota.op == "range":
        return {"between": [quota.min, quota.max]}
    if quota.op == "==":
        return {"exactly": quota.max}
    return {"delegated": True} if quota.op == "delegated" else {"at_most": quota.max}


def _criterion(criterion: Criterion) -> dict[str, Any]:
    rest = criterion.model_dump(mode="json", exclude={"comparator", "value", "known_from"})
    return {
        **rest,
        _LIMITS[criterion.comparator]: _measure(criterion.value),
        "known_from": criterion.known_from,
    }


def _measure(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_measure(item) for item in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value

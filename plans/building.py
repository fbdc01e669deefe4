"""From the shape of a file to the `Plan` that the rest of the service knows."""

from datetime import date

from domain.dates import PlanDate
from domain.eligibility import Comparator, Criterion
from domain.nominees import NomineeKind
from domain.plan import (
    AwardForm,
    AwardRound,
    Component,
    Document,
    Held,
    Level,
    Note,
    OfficeRole,
    Party,
    Per,
    Period,
    Plan,
    PlannedDuty,
    PlannedStage,
    RegistrationRequirement,
    Repeats,
)
from domain.quotas import Limit, Operator, Quota, Reading
from domain.stages import MAIN, ROUND_KINDS, StageKind
from plans.dating import DateShape
from plans.shapes import LIMITS, CriterionShape, DocumentShape, NoteShape, PlanShape, QuotaShape, StageShape

_SINGLE = (StageKind.REGISTRATION, StageKind.MIDTERM_REVIEW, StageKind.FINAL_SUMMARY)
_COMPARATORS: dict[str, Comparator] = {
    "at_least": ">=",
    "more_than": ">",
    "at_most": "<=",
    "less_than": "<",
    "equals": "==",
    "between": "range",
    "holds": "boolean",
    "judged": "qualitative",
}


def build(shape: PlanShape) -> Plan:
    """The plan; the shape has passed all checks."""
    issued = shape.document.issued
    return Plan(
        name=shape.name,
        authority=shape.authority,
        level=Level(shape.level),
        document=_document(shape.document),
        period=Period(
            start=shape.period.start.plan_date(issued=issued),
            end=shape.period.end.plan_date(issued=issued),
            extendable=shape.period.extendable,
        ),
        parent=_document(shape.parent) if shape.parent else None,
        slogan=shape.slogan,
        participants=tuple(Party(kinds=_kinds(p.kinds), wording=p.wording) for p in shape.participants),
        stages=_stages(shape),
        rounds=tuple(_round(code, shape) for code in shape.rounds),
        duties=_duties(shape),
        forms=tuple(AwardForm(**{**form.model_dump(), "kinds": _kinds(form.kinds)}) for form in shape.forms),
        quotas=tuple(_quota(quota) for quota in shape.quotas),
        components=tuple(Component(**{**c.model_dump(), "per": Per(c.per)}) for c in shape.components),
        copies=shape.copies,
        bonus=shape.bonus,
        criteria=tuple(_criterion(criterion) for criterion in shape.criteria),
        targets=tuple(_criterion(criterion) for criterion in shape.targets),
        registration_requirements=_requirements(shape),
        registration_required=shape.registration_required,
        roles=tuple(OfficeRole(**role.model_dump()) for role in shape.roles),
        law=shape.law,
        notes=_notes(shape.notes),
        open_notes=_notes(shape.open),
        text_state=shape.text_state,
    )


def _document(shape: DocumentShape) -> Document:
    return Document(**shape.model_dump())


def _kinds(codes: tuple[str, ...]) -> tuple[NomineeKind, ...]:
    return tuple(NomineeKind(code) for code in codes)


def _notes(shapes: tuple[NoteShape, ...]) -> tuple[Note, ...]:
    return tuple(Note(what=note.what, wording=note.wording) for note in shapes)


def _date(shape: DateShape | None, issued: date | None) -> PlanDate | None:
    return shape.plan_date(issued=issued) if shape else None


def _stages(shape: PlanShape) -> tuple[PlannedStage, ...]:
    """One entry for every stage that could be: what the file does not mention is silent, never missing.

    Only the launch is held even so, because the plan itself launches the campaign.
    """
    issued = shape.document.issued
    launch = _stage(StageKind.LAUNCH, MAIN, shape.launch or StageShape(), issued)
    single = (launch, *(_stage(kind, MAIN, getattr(shape, kind.value), issued) for kind in _SINGLE))
    rounds = tuple(
        _stage(kind, code, getattr(round_, kind.value), issued)
        for code, round_ in shape.rounds.items()
        for kind in ROUND_KINDS
    )
    return (*single, *rounds)


def _stage(kind: StageKind, round_: str, shape: StageShape | None, issued: date | None) -> PlannedStage:
    if shape is None or shape.silent:
        return PlannedStage(kind=kind, round=round_, held=Held.SILENT, wording=shape.wording if shape else "")
    if shape.absent is not None:
        return PlannedStage(kind=kind, round=round_, held=Held.NO, reason=shape.absent, wording=shape.wording)
    opens, due = _date(shape.opens, issued), _date(shape.due, issued)
    return PlannedStage(kind=kind, round=round_, opens=opens, due=due, wording=shape.wording)


def _round(code: str, shape: PlanShape) -> AwardRound:
    round_ = shape.rounds[code]
    repeats = Repeats.YEARLY if code == "yearly" else Repeats.ONCE
    return AwardRound(code=code, repeats=repeats, years=round_.years, wording=round_.wording)


def _duties(shape: PlanShape) -> tuple[PlannedDuty, ...]:
    return tuple(
        PlannedDuty(
            code=duty.code,
            stage=StageKind(duty.stage),
            round=duty.round,
            owed_by=duty.owed_by,
            owed_to=duty.owed_to,
            what=duty.what,
            due=_date(duty.due, shape.document.issued),
            wording=duty.wording,
        )
        for duty in shape.duties
    )


def _quota(shape: QuotaShape) -> Quota:
    operator, low, high = _bounds(shape)
    readings = _readings(shape, high)
    return Quota(
        subject=shape.subject,
        op=operator,
        max=high,
        min=low,
        scope=shape.scope,
        round=shape.round,
        form=shape.form,
        wording=shape.wording,
        readings=readings,
        confirmed=shape.reading if readings else None,
    )


def _bounds(shape: QuotaShape) -> tuple[Operator, int | None, int | None]:
    if shape.between:
        return "range", *shape.between
    if shape.exactly is not None:
        return "==", None, shape.exactly
    return ("delegated", None, None) if shape.delegated else ("<=", None, shape.at_most)


def _readings(shape: QuotaShape, high: int | None) -> tuple[Reading, ...]:
    """Those of the file; else both readings of "không quá 10 tập thể, cá nhân"."""
    if shape.readings:
        return tuple(
            Reading(
                code=reading.code,
                label=reading.label,
                limits=tuple(
                    Limit(kinds=limit.kinds, max=limit.at_most, min=limit.at_least) for limit in reading.limits
                ),
                exclusive=reading.exclusive,
            )
            for reading in shape.readings
        )
    if shape.subject != "combined" or high is None:
        return ()
    together = Limit(kinds=("collective", "individual"), max=high)
    each = (Limit(kinds=("collective",), max=high), Limit(kinds=("individual",), max=high))
    return (
        Reading(code="together", label=f"tổng cộng {high}, cả tập thể và cá nhân", limits=(together,)),
        Reading(code="each", label=f"{high} tập thể và {high} cá nhân", limits=each),
    )


def _criterion(shape: CriterionShape) -> Criterion:
    limit = next(name for name in LIMITS if getattr(shape, name) is not None)
    values = shape.model_dump(exclude=set(LIMITS))
    return Criterion(**values, comparator=_COMPARATORS[limit], value=getattr(shape, limit))


def _requirements(shape: PlanShape) -> tuple[RegistrationRequirement, ...]:
    return tuple(
        RegistrationRequirement(
            kinds=_kinds(item.kinds),
            comparator="==" if item.exactly is not None else ">=",
            value=item.exactly if item.exactly is not None else item.at_least or 0,
            unit=item.of,
            wording=item.wording,
        )
        for item in shape.registration_requirements
    )

"""What may stand in a plan file, key by key. `docs/plan-format.md` explains each to the officer who writes one."""

import re
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, StrictBool, StrictInt, model_validator
from pydantic_core import PydanticCustomError

from domain.errors import Invalid
from domain.measures import duration
from domain.people import Role
from domain.ratings import compare
from plans.base import Shape
from plans.dating import DateField, Day, Year

Kind = Literal["collective", "individual", "household"]
Stage = Literal[
    "launch",
    "registration",
    "midterm_review",
    "dossier_intake",
    "council_appraisal",
    "decision_issuance",
    "final_summary",
]
Text = Annotated[str, Field(min_length=1, max_length=2000)]
ROUND_CODES = ("final", "midterm", "yearly", "2025", "2025-2")


def _matching(pattern: str, *examples: str) -> BeforeValidator:
    """Text of this pattern; the fault shows examples, because an officer does not read patterns."""
    compiled = re.compile(pattern)

    def check(value: object) -> str:
        # A bare 2025 is read as a number and meant as a code.
        if isinstance(value, dict | list) or not compiled.fullmatch(str(value)):
            raise PydanticCustomError("code_form", "code_form", {"allowed": examples})
        return str(value)

    return BeforeValidator(check)


Code = Annotated[str, _matching("[a-z0-9][a-z0-9_-]{0,39}", "to_trinh", "result_report")]
CampaignCode = Annotated[str, _matching(r"[A-Z]{2,6}-\d{4}-\d{2,3}", "NH-2021-01")]
RoundCode = Annotated[str, _matching(r"main|any|final|midterm|yearly|\d{4}(-\d{1,2})?", *ROUND_CODES)]
Count = Annotated[StrictInt, Field(ge=0, le=1_000_000)]
LIMITS = ("at_least", "more_than", "at_most", "less_than", "equals", "between", "holds", "judged")
_DUTY_HOLDERS = ("units", *(role.value for role in Role))


def _one_of(shape: Shape, names: tuple[str, ...]) -> str:
    """The one key of `names` that is given."""
    given = [name for name in names if getattr(shape, name) is not None]
    if len(given) != 1:
        raise PydanticCustomError("one_of", "one_of", {"allowed": names, "given": tuple(given)})
    return given[0]


_LARGEST = 1_000_000_000


def _measure(value: object) -> Decimal | str:
    """A number, a step of a rating, or an ISO 8601 duration."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal | str) or value == "":
        raise PydanticCustomError("not_measure", "not_measure", {"allowed": ("90", "Tốt", "PT2H")})
    if isinstance(value, str):
        return value
    if not 0 <= value <= _LARGEST:
        raise PydanticCustomError("out_of_range", "out_of_range", {"allowed": ("0", str(_LARGEST))})
    return Decimal(value)


Measure = Annotated[Any, BeforeValidator(_measure)]


class DocumentShape(Shape):
    type: str = "KH"
    number: str | None = None
    issued: Day | None = None
    place: str | None = None
    authority: str | None = None
    signer: str | None = None
    wording: str = ""


class PeriodShape(Shape):
    start: DateField
    end: DateField
    extendable: StrictBool = False


class PartyShape(Shape):
    kinds: Annotated[tuple[Kind, ...], Field(min_length=1)]
    wording: Text


class StageShape(Shape):
    """Held when anything but `silent` or `absent` is said of it."""

    silent: StrictBool | None = None
    absent: Text | None = None
    opens: DateField | None = None
    due: DateField | None = None
    wording: str = ""

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        dated = self.opens is not None or self.due is not None
        if sum((bool(self.silent), self.absent is not None, dated)) > 1:
            raise PydanticCustomError("stage_says_two_things", "stage_says_two_things", {"allowed": ()})
        return self


def _stage_word(value: Any) -> Any:
    return {"silent": True} if value == "silent" else value


StageField = Annotated[StageShape, BeforeValidator(_stage_word)]


class RoundShape(Shape):
    """One award round; `years` only for the round `yearly`, when the plan names them."""

    years: tuple[Year, ...] | None = None
    dossier_intake: StageField | None = None
    council_appraisal: StageField | None = None
    decision_issuance: StageField | None = None
    wording: str = ""


class DutyShape(Shape):
    code: Code
    stage: Stage
    round: RoundCode = "main"
    owed_by: Literal[_DUTY_HOLDERS]  # type: ignore[valid-type]  # the roles are read from their one list
    owed_to: Text
    what: Text
    due: DateField | None = None
    wording: str = ""


class FormShape(Shape):
    code: Literal["giay_khen", "bang_khen", "co_thi_dua"]
    decided_by: Text
    proposed_by: str | None = None
    kinds: tuple[Kind, ...] = ()
    rounds: tuple[RoundCode, ...] = ()
    delegated: StrictBool = False
    wording: str = ""


class LimitShape(Shape):
    kinds: Annotated[tuple[Kind, ...], Field(min_length=1)]
    at_most: Count | None = None
    at_least: Count | None = None


class ReadingShape(Shape):
    code: Code
    label: Text
    limits: Annotated[tuple[LimitShape, ...], Field(min_length=1)]
    exclusive: StrictBool = False


class QuotaShape(Shape):
    """`at_most`, `exactly`, `between` or `delegated`; a combined quota has two readings unless `reading` says which."""

    subject: Literal["collective", "individual", "household", "combined"]
    at_most: Count | None = None
    exactly: Count | None = None
    between: tuple[Count, Count] | None = None
    delegated: Literal[True] | None = None
    scope: Literal["total", "per_group", "per_unit"] = "total"
    round: RoundCode = "any"
    form: Code
    readings: tuple[ReadingShape, ...] = ()
    reading: Code | None = None
    wording: Text

    @model_validator(mode="after")
    def _one_limit(self) -> Self:
        _one_of(self, ("at_most", "exactly", "between", "delegated"))
        if self.between and self.between[0] > self.between[1]:
            raise PydanticCustomError("range_backwards", "range_backwards", {"allowed": ()})
        return self


class ComponentShape(Shape):
    code: Code
    required: StrictBool = True
    per: Literal["letter", "nominee"] = "letter"
    alternatives: tuple[Text, ...] = ()
    wording: str = ""


class CriterionShape(Shape):
    """One condition: exactly one of the limits, in a unit."""

    id: Code
    subject: Literal["collective", "individual", "household", "any"]
    at_least: Measure | None = None
    more_than: Measure | None = None
    at_most: Measure | None = None
    less_than: Measure | None = None
    equals: Measure | None = None
    between: tuple[Measure, Measure] | None = None
    holds: StrictBool | None = None
    judged: Text | None = None
    unit: Literal["percent", "count", "rating", "duration", "none"] = "none"
    period: Text | None = None
    known_from: Day | None = None
    applies_to: Text | None = None
    exclusion: StrictBool = False
    attested_by: Text | None = None
    wording: Text

    @model_validator(mode="after")
    def _one_limit_in_its_unit(self) -> Self:
        limit = _one_of(self, LIMITS)
        if limit in ("holds", "judged"):
            return self
        measures = self.between or (getattr(self, limit),)
        for measure in measures:
            _check_measure(measure, self.unit)
        if isinstance(measures[0], Decimal) and measures[0] > measures[-1]:
            raise PydanticCustomError("range_backwards", "range_backwards", {"allowed": ()})
        return self


def _check_measure(measure: object, unit: str) -> None:
    """A number for percent and count, a step of a known scale for a rating, ISO 8601 for a duration."""
    units = ("percent", "count") if isinstance(measure, Decimal) else ("rating", "duration")
    if unit not in units:
        raise PydanticCustomError("unit_does_not_fit", "unit_does_not_fit", {"allowed": units})
    try:
        if unit == "rating":
            compare(str(measure), str(measure))
        elif unit == "duration":
            duration(str(measure))
    except Invalid as error:
        known = error.data.get("known", ("PT2H", "P5D"))
        raise PydanticCustomError(error.code, error.code, {"allowed": known, "found": str(measure)}) from None


class RequirementShape(Shape):
    kinds: Annotated[tuple[Kind, ...], Field(min_length=1)]
    exactly: Count | None = None
    at_least: Count | None = None
    of: Text
    wording: Text

    @model_validator(mode="after")
    def _one_limit(self) -> Self:
        _one_of(self, ("exactly", "at_least"))
        return self


class RoleShape(Shape):
    role: Code
    who: Text
    wording: str = ""


class NoteShape(Shape):
    what: Text
    wording: str = ""


def _note_text(value: Any) -> Any:
    return {"what": value} if isinstance(value, str) else value


NoteField = Annotated[NoteShape, BeforeValidator(_note_text)]


class PlanParts(Shape):
    """What could be read of a file; the checks across parts run on it even when other parts are faulty."""

    code: CampaignCode | None = None
    name: Annotated[str, Field(min_length=3, max_length=500)] | None = None
    authority: Text | None = None
    level: Literal["commune", "district", "province"] | None = None
    document: DocumentShape = DocumentShape()
    parent: DocumentShape | None = None
    text_state: Literal["whole", "cut", "scrambled", "second_hand"] = "whole"
    slogan: Text | None = None
    period: PeriodShape | None = None
    participants: tuple[PartyShape, ...] = ()
    launch: StageField | None = None
    registration: StageField | None = None
    midterm_review: StageField | None = None
    final_summary: StageField | None = None
    rounds: dict[RoundCode, RoundShape] = Field(default_factory=dict)
    duties: tuple[DutyShape, ...] = ()
    forms: tuple[FormShape, ...] = ()
    quotas: tuple[QuotaShape, ...] = ()
    components: tuple[ComponentShape, ...] = ()
    copies: Count | None = None
    bonus: Text | None = None
    criteria: tuple[CriterionShape, ...] = ()
    targets: tuple[CriterionShape, ...] = ()
    registration_required: StrictBool | None = None
    registration_requirements: tuple[RequirementShape, ...] = ()
    roles: tuple[RoleShape, ...] = ()
    law: tuple[Text, ...] = ()
    notes: tuple[NoteField, ...] = ()
    open: tuple[NoteField, ...] = ()


class PlanShape(PlanParts):
    """A whole plan file: what no plan can be without must be there."""

    name: Annotated[str, Field(min_length=3, max_length=500)]
    authority: Text
    level: Literal["commune", "district", "province"]
    period: PeriodShape

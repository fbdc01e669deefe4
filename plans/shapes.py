"""What may stand in a plan file, key by key. `docs/plan-format.md` explains each to the officer who writes one."""

from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, StrictBool, model_validator
from pydantic_core import PydanticCustomError

from domain.people import Role
from plans.base import Shape
from plans.dating import DateField, Day, Year
from plans.fields import (
    CampaignCode,
    Code,
    Count,
    Kind,
    Measure,
    RoundCode,
    RoundKey,
    Stage,
    Text,
    check_measure,
    one_of,
)

LIMITS = ("at_least", "more_than", "at_most", "less_than", "equals", "between", "holds", "judged")
_DUTY_HOLDERS = ("units", *(role.value for role in Role))


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
        one_of(self, ("at_most", "exactly", "between", "delegated"))
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
        limit = one_of(self, LIMITS)
        if limit in ("holds", "judged"):
            return self
        measures = self.between or (getattr(self, limit),)
        for measure in measures:
            check_measure(measure, self.unit)
        if isinstance(measures[0], Decimal) and measures[0] > measures[-1]:
            raise PydanticCustomError("range_backwards", "range_backwards", {"allowed": ()})
        return self


class RequirementShape(Shape):
    kinds: Annotated[tuple[Kind, ...], Field(min_length=1)]
    exactly: Count | None = None
    at_least: Count | None = None
    of: Text
    wording: Text

    @model_validator(mode="after")
    def _one_limit(self) -> Self:
        one_of(self, ("exactly", "at_least"))
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
    rounds: dict[RoundKey, RoundShape] = Field(default_factory=dict)
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

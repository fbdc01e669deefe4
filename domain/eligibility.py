"""Who may be commended: a plan's criteria as data, evidence for them, and a finding for each with its reason."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Literal, Self

from pydantic import field_validator, model_validator

from domain.errors import Invalid
from domain.measures import Unit, is_number, meets
from domain.nominees import NomineeKind
from domain.ratings import SCALES, RatingScale
from domain.values import Value

CriterionSubject = Literal["collective", "individual", "household", "any"]
Comparator = Literal[">=", ">", "<=", "<", "==", "range", "boolean", "qualitative"]
Finding = Literal["met", "unmet", "blocking", "missing", "unattested", "conflicting", "not_yet_known", "not_applicable"]
Outcome = Literal["eligible", "ineligible", "unknown", "blocked"]
CriterionValue = Decimal | str | bool | tuple[Decimal, Decimal] | tuple[str, str] | None


class Criterion(Value):
    """One condition of a plan.

    `value` is a Decimal for percent and count, a step of a rating scale, an ISO 8601 duration, or a pair of
    these for a range (both ends included). `applies_to` names the role a nominee must have for it to be asked.
    An `exclusion` that is not met blocks instead of refusing, because it can be lifted (discipline, complaint).
    `attested_by` names who has to attest the evidence; None means whoever hands it in.
    """

    id: str
    subject: CriterionSubject
    comparator: Comparator
    value: CriterionValue = None
    unit: Unit = "none"
    wording: str
    period: str | None = None
    known_from: date | None = None
    applies_to: str | None = None
    exclusion: bool = False
    attested_by: str | None = None

    @field_validator("value", mode="before")
    @classmethod
    def _numbers_as_decimals(cls, value: Any) -> Any:
        if isinstance(value, list | tuple):
            return tuple(_as_decimal(item) for item in value)
        return _as_decimal(value)

    @model_validator(mode="after")
    def _value_fits_comparator(self) -> Self:
        if (self.comparator == "range") != isinstance(self.value, tuple):
            raise ValueError("a range, and nothing else, has a pair of values")
        if self.comparator == "boolean" and not isinstance(self.value, bool):
            raise ValueError("a yes-or-no criterion needs true or false")
        return self

    @model_validator(mode="after")
    def _value_fits_unit(self) -> Self:
        if self.comparator in ("boolean", "qualitative"):
            return self
        bounds = self.value if isinstance(self.value, tuple) else (self.value,)
        numeric = self.unit in ("percent", "count")
        if self.unit == "none" or not all(isinstance(bound, Decimal if numeric else str) for bound in bounds):
            raise ValueError(f"comparator {self.comparator} needs a value that fits its unit")
        return self


class Evidence(Value):
    """What is known about one criterion on a day; `document` and `attested_by` say why it can be believed.

    `value` is a number, a rating, a duration, or the yes or no of whoever judged a criterion without a measure.
    """

    criterion_id: str
    value: Decimal | str | bool | None
    document: str | None = None
    attested_by: str | None = None
    on: date

    @field_validator("value", mode="before")
    @classmethod
    def _number_as_decimal(cls, value: Any) -> Any:
        return _as_decimal(value)


class Reason(Value):
    """A criterion, what was found, and the evidence for it (None when there is none)."""

    criterion: Criterion
    finding: Finding
    evidence: Evidence | None


class Eligibility(Value):
    """The outcome and a reason for every criterion that concerns the nominee."""

    outcome: Outcome
    reasons: tuple[Reason, ...]

    @property
    def knowable_from(self) -> date | None:
        """The day from which everything can be known; None when nothing has to be waited for."""
        days = [reason.criterion.known_from for reason in self.reasons if reason.finding == "not_yet_known"]
        return max((day for day in days if day), default=None)


def assess(
    criteria: Iterable[Criterion],
    nominee_kind: NomineeKind,
    evidence: Iterable[Evidence],
    on: date,
    ratings: tuple[RatingScale, ...] = SCALES,
    *,
    roles: frozenset[str] = frozenset(),
) -> Eligibility:
    """Judge a nominee by the evidence dated up to `on`; `roles` answer the criteria's `applies_to`.

    Blocked goes before ineligible, because while a complaint or discipline stands nobody decides; a criterion
    without evidence leaves the outcome unknown, never refused.

    Raises Invalid for evidence about a criterion that does not exist, an unknown rating, or a value that does
    not fit its criterion.
    """
    asked = tuple(criteria)
    known = _by_criterion(asked, evidence, on)
    reasons = tuple(
        _reason(criterion, known.get(criterion.id, ()), on, ratings, roles)
        for criterion in asked
        if criterion.subject in ("any", nominee_kind)
    )
    return Eligibility(outcome=_outcome({reason.finding for reason in reasons}), reasons=reasons)


def _outcome(findings: set[Finding]) -> Outcome:
    if "blocking" in findings:
        return "blocked"
    if "unmet" in findings:
        return "ineligible"
    return "eligible" if findings <= {"met", "not_applicable"} else "unknown"


def _by_criterion(
    criteria: tuple[Criterion, ...], evidence: Iterable[Evidence], on: date
) -> Mapping[str, tuple[Evidence, ...]]:
    grouped: dict[str, tuple[Evidence, ...]] = {criterion.id: () for criterion in criteria}
    for item in evidence:
        if item.criterion_id not in grouped:
            raise Invalid("evidence_without_criterion", criterion=item.criterion_id)
        if item.on <= on:
            grouped[item.criterion_id] += (item,)
    return grouped


def _reason(
    criterion: Criterion,
    evidence: tuple[Evidence, ...],
    on: date,
    ratings: tuple[RatingScale, ...],
    roles: frozenset[str],
) -> Reason:
    if criterion.applies_to is not None and criterion.applies_to not in roles:
        return Reason(criterion=criterion, finding="not_applicable", evidence=None)
    if criterion.known_from is not None and on < criterion.known_from:
        return Reason(criterion=criterion, finding="not_yet_known", evidence=None)
    latest = _latest(evidence)
    attested = _latest(tuple(item for item in evidence if _attests(criterion, item)))
    if not attested:
        finding: Finding = "unattested" if latest else "missing"
        return Reason(criterion=criterion, finding=finding, evidence=latest[0] if latest else None)
    if len({item.value for item in attested}) > 1:
        return Reason(criterion=criterion, finding="conflicting", evidence=attested[0])
    return Reason(criterion=criterion, finding=_finding(criterion, attested[0], ratings), evidence=attested[0])


def _latest(evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """All evidence of the latest day that says something, in an order that does not depend on how it was entered."""
    said = [item for item in evidence if item.value is not None]
    newest = max((item.on for item in said), default=None)
    return tuple(sorted((item for item in said if item.on == newest), key=lambda item: item.model_dump_json()))


def _attests(criterion: Criterion, evidence: Evidence) -> bool:
    if criterion.attested_by is not None:
        return evidence.attested_by == criterion.attested_by
    # Because a criterion without a measure rests on somebody's judgement, and somebody has to stand for it.
    return criterion.comparator != "qualitative" or evidence.attested_by is not None


def _finding(criterion: Criterion, evidence: Evidence, ratings: tuple[RatingScale, ...]) -> Finding:
    if _is_met(criterion, evidence, ratings):
        return "met"
    return "blocking" if criterion.exclusion else "unmet"


def _is_met(criterion: Criterion, evidence: Evidence, ratings: tuple[RatingScale, ...]) -> bool:
    try:
        if criterion.comparator == "boolean":
            return _judged(evidence) is criterion.value
        if criterion.comparator == "qualitative":
            return _judged(evidence)
        return meets(evidence.value, criterion.comparator, criterion.value, criterion.unit, ratings)
    except TypeError as error:
        raise Invalid(
            "evidence_does_not_fit", criterion=criterion.id, unit=criterion.unit, value=evidence.value
        ) from error


def _judged(evidence: Evidence) -> bool:
    if not isinstance(evidence.value, bool):
        raise TypeError("a yes or no is needed")
    return evidence.value


def _as_decimal(value: Any) -> Any:
    """Numbers as Decimal, also those that JSON carried as text: in a union 1 would be read as true."""
    return Decimal(str(value)) if is_number(value) else value

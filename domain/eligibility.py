"""Who may be commended: a plan's criteria as data, evidence for them, and a finding for each with its reason."""

from datetime import date
from decimal import Decimal
from typing import Any, Literal, Self

from pydantic import model_validator

from domain.sources import Source
from domain.values import Value

CriterionSubject = Literal["collective", "individual", "household", "any"]
Comparator = Literal[">=", ">", "<=", "<", "==", "range", "boolean", "qualitative"]
Unit = Literal["percent", "count", "rating", "duration", "none"]
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

    @model_validator(mode="before")
    @classmethod
    def _value_by_unit(cls, data: Any) -> Any:
        return _with_typed_value(data) if isinstance(data, dict) else data

    @model_validator(mode="after")
    def _value_fits_comparator(self) -> Self:
        if self.comparator == "range" and not isinstance(self.value, tuple):
            raise ValueError("a range needs a pair of values")
        if self.comparator == "boolean" and not isinstance(self.value, bool):
            raise ValueError("a yes-or-no criterion needs true or false")
        if self.comparator in (">=", ">", "<=", "<", "==") and (self.value is None or self.unit == "none"):
            raise ValueError(f"comparator {self.comparator} needs a value and its unit")
        return self


def _with_typed_value(data: dict[str, Any]) -> dict[str, Any]:
    """Numbers as Decimal: in a union 1 would be read as true, and a number written as text would stay text."""
    value = data.get("value")
    if data.get("unit") not in ("percent", "count") or value is None:
        return data
    if isinstance(value, list | tuple):
        return {**data, "value": tuple(Decimal(str(item)) for item in value)}
    return {**data, "value": Decimal(str(value))}


class Evidence(Value):
    """What is known about one criterion on a day; `document` and `attested_by` say why it can be believed."""

    criterion_id: str
    value: Decimal | str | bool | None
    document: str | None = None
    attested_by: str | None = None
    on: date


class Reason(Value):
    """A criterion, what was found, and the evidence for it (None when there is none)."""

    criterion: Criterion
    finding: Finding
    evidence: Evidence | None


class Eligibility(Value):
    """The outcome and a reason for every criterion that concerns the nominee."""

    outcome: Outcome
    reasons: tuple[Reason, ...]


class RatingScale(Value):
    """Steps of a rating from the lowest to the highest."""

    code: str
    steps: tuple[str, ...]
    source: Source

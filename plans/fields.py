"""The kinds of values in a plan file, each with a fault that shows what may stand there."""

import re
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StrictInt
from pydantic_core import PydanticCustomError

from domain.errors import Invalid
from domain.measures import duration
from domain.ratings import compare
from plans.base import Shape

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
RoundKey = Annotated[str, _matching(r"final|midterm|yearly|\d{4}(-\d{1,2})?", *ROUND_CODES)]
RoundCode = Annotated[str, _matching(r"main|any|final|midterm|yearly|\d{4}(-\d{1,2})?", *ROUND_CODES)]
"""Where a round is named, not declared: `main` are the stages outside rounds, `any` is a quota's round left unsaid."""
Count = Annotated[StrictInt, Field(ge=0, le=1_000_000)]


def one_of(shape: Shape, names: tuple[str, ...]) -> str:
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


def check_measure(measure: object, unit: str) -> None:
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

"""Comparing what was measured with what a plan demands, each unit in its own order."""

import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from decimal import Decimal
from operator import eq, ge, gt, le, lt
from typing import Literal

from pydantic import TypeAdapter, ValidationError

from domain.errors import Invalid
from domain.ratings import RatingScale, compare

Unit = Literal["percent", "count", "rating", "duration", "none"]

_NUMBER = re.compile(r"-?\d+(\.\d+)?")
# Because a month or a year has no fixed length, only weeks, days and times of day can be compared.
_DURATION = re.compile(r"P(\d+W|(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?)(?<!P)")
_DURATIONS = TypeAdapter(timedelta)

_SIGN_TESTS: Mapping[str, Callable[[int, int], bool]] = {">=": ge, ">": gt, "<=": le, "<": lt, "==": eq}


def is_number(value: object) -> bool:
    """Is it a number, or text that is nothing but one?"""
    if isinstance(value, str):
        return _NUMBER.fullmatch(value) is not None
    return isinstance(value, int | float) and not isinstance(value, bool)


def duration(text: str) -> timedelta:
    """An ISO 8601 duration of weeks, days, hours, minutes and seconds ("PT2H", "P5D").

    Raises Invalid for anything else, months and years included.
    """
    if not _DURATION.fullmatch(text):
        raise Invalid("unknown_duration", text=text)
    try:
        return _DURATIONS.validate_python(text)
    except ValidationError as error:
        raise Invalid("unknown_duration", text=text) from error


def meets(value: object, comparator: str, demanded: object, unit: Unit, scales: tuple[RatingScale, ...]) -> bool:
    """Does the measured value meet the demand? A range includes both ends.

    Raises TypeError when the value does not fit the unit, Invalid for an unknown rating or duration.
    """
    if isinstance(demanded, tuple):
        low, high = demanded
        return _order(value, low, unit, scales) >= 0 >= _order(value, high, unit, scales)
    return _SIGN_TESTS[comparator](_order(value, demanded, unit, scales), 0)


def _order(value: object, demanded: object, unit: Unit, scales: tuple[RatingScale, ...]) -> int:
    """Below 0, 0 or above 0 as the value is less than, equal to or more than what is demanded."""
    if unit in ("percent", "count"):
        found, wanted = _measure(value), _measure(demanded)
        return (found > wanted) - (found < wanted)
    if not isinstance(value, str) or not isinstance(demanded, str):
        raise TypeError(f"{unit} is given as text")
    if unit == "duration":
        took, allowed = duration(value), duration(demanded)
        return (took > allowed) - (took < allowed)
    return compare(value, demanded, scales)


def _measure(value: object) -> Decimal:
    if not isinstance(value, Decimal) or not value.is_finite() or value < 0:
        raise TypeError("a number from 0 up is needed")
    return value

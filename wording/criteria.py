"""Criteria and evidence as an officer reads them: what is asked, what was shown, in which measure."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from domain.eligibility import Criterion
from domain.judging import YES
from wording.numbers import grouped

SPANS: Final[Mapping[str, str]] = {"H": "giờ", "D": "ngày", "W": "tuần", "M": "phút"}
"""Units in which a span of time is typed: hours, days, weeks, minutes."""

_SIGNS: Mapping[str, str] = {
    ">=": "từ {} trở lên",
    ">": "trên {}",
    "<=": "không quá {}",
    "<": "dưới {}",
    "==": "bằng {}",
}
_SPAN = re.compile(r"P(?:T)?(\d+)([HDWM])")


def demand(criterion: Criterion) -> str:
    """What the criterion asks: `từ 90% trở lên`, `từ 2 giờ đến 5 ngày`, `có`; who has to attest it comes after."""
    asked = _asked(criterion)
    return f"{asked}; {criterion.attested_by} xác nhận" if criterion.attested_by else asked


def shown(criterion: Criterion, text: str) -> str:
    """Evidence as it was typed, in the measure of its criterion."""
    if criterion.comparator in ("boolean", "qualitative"):
        return "Có" if text.strip().casefold() in YES else "Không"
    return _measured(criterion, text)


def span_text(number: str, unit: str) -> str:
    """`PT2H`, `P5D`: a span of time as it is stored."""
    return f"PT{number}{unit}" if unit in ("H", "M") else f"P{number}{unit}"


def span_parts(text: str) -> tuple[str, str]:
    """The number and the unit of a span of one unit; what it is otherwise stays whole, in hours."""
    found = _SPAN.fullmatch(text)
    return (found[1], found[2]) if found else (text, "H")


def _asked(criterion: Criterion) -> str:
    if criterion.comparator == "qualitative":
        return "có người xác nhận"
    if criterion.comparator == "boolean":
        return "phải có" if criterion.value else "phải không có"
    if isinstance(criterion.value, tuple):
        low, high = (_measured(criterion, str(bound)) for bound in criterion.value)
        return f"từ {low} đến {high}"
    return _SIGNS[criterion.comparator].format(_measured(criterion, str(criterion.value)))


def _measured(criterion: Criterion, text: str) -> str:
    if criterion.unit == "percent":
        return f"{_plain(text.strip().rstrip('%').strip())}%"
    if criterion.unit == "count":
        return _plain(text)
    if criterion.unit == "duration" and (found := _SPAN.fullmatch(text.strip())):
        return f"{found[1]} {SPANS[found[2]]}"
    return f"“{text}”" if criterion.unit == "rating" else text


def _plain(text: str) -> str:
    """A number with a comma, thousands apart; anything else as it is."""
    try:
        number = Decimal(text.strip().replace(",", "."))
    except ArithmeticError:
        return text
    whole, _, rest = f"{number:f}".partition(".")
    return f"{grouped(int(whole))},{rest}" if rest.strip("0") else grouped(int(whole))

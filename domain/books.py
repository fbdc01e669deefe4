"""An authority's own book of numbers: they follow each other without a gap, and every year begins with 01.

Source: Decree 30/2020 art. 15 and Annex I (numbers below 10 are written with a zero).
"""

import re
from datetime import date

from domain.errors import Invalid
from domain.values import Value

_SERIAL = re.compile(r"\s*(\d{1,9})")
_SYMBOL = re.compile(r"[A-ZĐ0-9]+(?:[-/.&][A-ZĐ0-9]+)*", re.IGNORECASE)


class Last(Value):
    """The last decision in a book."""

    year: int
    serial: int
    day: date


def earliest(last: Last | None, *, opens_on: date) -> date:
    """The first day that the book still takes: numbers follow the days."""
    return opens_on if last is None else max(opens_on, last.day)


def next_serial(last: Last | None, *, first_number: int, opens_on: date, issued_on: date) -> int:
    """The number that a decision of that day gets.

    Raises:
        Invalid: `book_day_passed` with `found` and `first`, the earliest day that the book still takes.
    """
    first = earliest(last, opens_on=opens_on)
    if issued_on < first:
        raise Invalid("book_day_passed", found=issued_on, first=first)
    if last is not None and last.year == issued_on.year:
        return last.serial + 1
    return first_number if last is None and issued_on.year == opens_on.year else 1


def numbered(serial: int, symbol: str) -> str:
    """`05/QĐ-UBND`."""
    return f"{serial:02d}/{symbol}"


def serial_of(number: str) -> int | None:
    """45 of `45/QĐ-UBND`; None where a number from the clerical register begins with none."""
    found = _SERIAL.match(number)
    return int(found[1]) if found else None


def check_symbol(symbol: str) -> None:
    """Raises Invalid `book_symbol` for what can be no symbol of a document, as `QĐ-UBND` is one."""
    if not _SYMBOL.fullmatch(symbol):
        raise Invalid("book_symbol", found=symbol, example="QĐ-UBND")

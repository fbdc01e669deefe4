"""Numbers of an own book: one after the other, in the order of days, from 01 each year."""

from datetime import date

import pytest

from domain.books import Last, check_symbol, next_serial, numbered, serial_of
from domain.errors import Invalid

OPENS = date(2021, 3, 1)


@pytest.mark.parametrize(
    ("last", "issued_on", "serial"),
    [
        (None, date(2021, 3, 1), 46),
        (None, date(2022, 1, 3), 1),
        (Last(year=2021, serial=46, day=date(2021, 5, 4)), date(2021, 5, 4), 47),
        (Last(year=2021, serial=99, day=date(2021, 12, 31)), date(2021, 12, 31), 100),
        (Last(year=2021, serial=99, day=date(2021, 12, 31)), date(2022, 1, 1), 1),
    ],
)
def test_the_next_number_follows(last: Last | None, issued_on: date, serial: int) -> None:
    assert next_serial(last, first_number=46, opens_on=OPENS, issued_on=issued_on) == serial


@pytest.mark.parametrize("last", [None, Last(year=2021, serial=46, day=date(2021, 5, 4))])
def test_a_day_that_has_passed_is_refused(last: Last | None) -> None:
    with pytest.raises(Invalid) as found:
        next_serial(last, first_number=46, opens_on=OPENS, issued_on=date(2021, 2, 28))
    assert (found.value.code, found.value.data["first"]) == ("book_day_passed", last.day if last else OPENS)


@pytest.mark.parametrize(("serial", "number"), [(1, "01/QĐ-UBND"), (10, "10/QĐ-UBND"), (245, "245/QĐ-UBND")])
def test_a_number_is_written_with_two_digits(serial: int, number: str) -> None:
    assert numbered(serial, "QĐ-UBND") == number
    assert serial_of(number) == serial


def test_a_number_without_digits_has_no_serial() -> None:
    assert serial_of("QĐ/45") is None


@pytest.mark.parametrize("symbol", ["QĐ-UBND", "QĐ", "QĐ-SNV.TĐKT"])
def test_a_symbol_is_taken(symbol: str) -> None:
    check_symbol(symbol)


@pytest.mark.parametrize("symbol", ["", " QĐ", "QĐ-", "QĐ UBND", "45/"])
def test_what_is_no_symbol_is_refused(symbol: str) -> None:
    with pytest.raises(Invalid):
        check_symbol(symbol)

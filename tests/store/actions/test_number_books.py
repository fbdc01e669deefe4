"""An own book of numbers: without a gap, without a repeat, in the order of days, from 01 each year; also at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from actions import decisions, number_books
from actions.issuing import issue_row
from domain.delegations import Signing
from domain.errors import Refused
from models.decisions import Decision
from models.engine import writing
from tests.store import factories
from tests.store.checks import refused, unchanged
from tests.store.scenario import World, campaign_at
from tests.store.signing import AUTHORITY, SYMBOL, issue_one, of_service, open_book, ready


@pytest.fixture
def world(store: Engine) -> World:
    """A decision is signed and waits for its number."""
    world = campaign_at(store, "decision_issuance@final", units=2)
    world.do(decisions.draft, "final", factories.FORM)
    world.do(decisions.sign, "final", factories.FORM, signing=Signing(title="CHỦ TỊCH"), by="leader")
    return world


def issue(world: World, number: str | None = None, on: date | None = None) -> Decision:
    return world.do(decisions.issue, "final", factories.FORM, number=number, issued_on=on or world.today, by="clerk")


def test_the_book_gives_the_first_number(world: World) -> None:
    book = open_book(world, first_number=46)
    row = issue(world)
    assert (row.number, row.book_id, row.serial, row.year) == ("46/QĐ-UBND", book.id, 46, 2021)


def test_a_number_below_ten_has_two_digits(world: World) -> None:
    open_book(world)
    assert issue(world).number == "01/QĐ-UBND"


def test_where_a_book_is_kept_no_number_is_entered(world: World) -> None:
    open_book(world)
    with refused(world, "book_gives_the_number"):
        issue(world, "45/QĐ-UBND")


def test_without_a_book_the_number_is_entered(world: World) -> None:
    with refused(world, "decision_number"):
        issue(world)


def test_a_closed_book_leaves_numbers_to_the_clerk(world: World) -> None:
    book = open_book(world)
    of_service(world, number_books.close, book.id, reason="Dùng sổ của văn thư")
    assert issue(world, "45/QĐ-UBND").book_id is None


def test_a_book_takes_no_day_before_it_opened(world: World) -> None:
    world.go(world.today + timedelta(days=3))
    open_book(world)
    with refused(world, "book_day_passed"):
        issue(world, on=world.today - timedelta(days=1))


def test_an_authority_has_one_book_of_a_type(world: World) -> None:
    open_book(world)
    with refused(world, "book_open"):
        open_book(world)


def test_a_book_begins_behind_the_numbers_of_the_register(world: World) -> None:
    issue(world, "45/QĐ-UBND")
    with refused(world, "book_first_number") as found:
        open_book(world, first_number=45)
    assert found.value.data["least"] == 46


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"first_number": 0}, "book_first_number"), ({"type_": " "}, "book_type"), ({"type_": "Q" * 11}, "book_type")],
)
def test_an_impossible_book_is_refused(world: World, changes: dict[str, object], code: str) -> None:
    with refused(world, code):
        open_book(world, **changes)


@pytest.mark.parametrize("symbol", ["", "QĐ UBND", "/", "45/"])
def test_an_impossible_symbol_is_refused(world: World, symbol: str) -> None:
    with refused(world, "book_symbol"):
        of_service(world, number_books.open_own, AUTHORITY, symbol)


def test_a_book_is_closed_once_and_with_a_reason(world: World) -> None:
    book = open_book(world)
    with refused(world, "reason_missing"):
        of_service(world, number_books.close, book.id, reason="")
    of_service(world, number_books.close, book.id, reason="thôi")
    with refused(world, "book_closed"):
        of_service(world, number_books.close, book.id, reason="thôi")


def test_only_an_administrator_opens_a_book(world: World) -> None:
    with refused(world, "role_missing"):
        of_service(world, number_books.open_own, AUTHORITY, SYMBOL, by="clerk")


# From here on many signed decisions of one authority lie ready.


@pytest.fixture
def numbering(world: World) -> World:
    """The authority has kept a book since the beginning of the year."""
    open_book(world, opens_on=date(2021, 1, 4))
    return world


@pytest.mark.unsound
def test_every_year_begins_with_one(numbering: World) -> None:
    days = (date(2021, 12, 30), date(2021, 12, 31), date(2022, 1, 3), date(2022, 1, 3))
    numbers = ready(numbering, 4)
    given = [issue_one(numbering, number, day) for number, day in zip(numbers, days, strict=True)]
    assert given == ["01/QĐ-UBND", "02/QĐ-UBND", "01/QĐ-UBND", "02/QĐ-UBND"]


@pytest.mark.unsound
def test_no_day_comes_before_the_last_one_of_the_book(numbering: World) -> None:
    first, second = ready(numbering, 2)
    issue_one(numbering, first, date(2021, 11, 9))
    with unchanged(numbering.engine), pytest.raises(Refused) as found:
        issue_one(numbering, second, date(2021, 11, 8))
    assert (found.value.code, found.value.data["first"]) == ("book_day_passed", date(2021, 11, 9))


class LostError(Exception):
    """Something goes wrong once the number was taken."""


def issue_and_lose(world: World, number: int) -> None:
    by = world.who("clerk")
    with writing(world.engine) as session:
        row = session.get_one(Decision, number)
        issue_row(session, row, number=None, issued_on=world.today, by=by, at=world.now)
        session.flush()
        raise LostError


@pytest.mark.unsound
def test_what_is_undone_leaves_no_gap(numbering: World) -> None:
    first, second = ready(numbering, 2)
    with pytest.raises(LostError):
        issue_and_lose(numbering, first)
    assert [issue_one(numbering, number) for number in (second, first)] == ["01/QĐ-UBND", "02/QĐ-UBND"]


@pytest.mark.unsound
def test_a_hundred_at_once_get_a_hundred_numbers(numbering: World) -> None:
    many, hands = (100, 15) if numbering.engine.dialect.name == "postgresql" else (30, 4)
    numbers = ready(numbering, many)
    with ThreadPoolExecutor(hands) as pool:
        given = list(pool.map(lambda number: issue_one(numbering, number), numbers))
    kept = sorted(row.serial or 0 for row in numbering.rows(Decision, state="issued"))
    assert kept == list(range(1, many + 1))
    assert sorted(given) == sorted(f"{serial:02d}/QĐ-UBND" for serial in kept)


@pytest.mark.unsound
def test_a_refused_one_among_many_leaves_no_gap(numbering: World) -> None:
    numbers = ready(numbering, 12)
    twice = [*numbers, *numbers]
    with ThreadPoolExecutor(4) as pool:
        given = [told for told in pool.map(lambda number: tried(numbering, number), twice) if told]
    assert sorted(given) == [f"{serial:02d}/QĐ-UBND" for serial in range(1, 13)]


def tried(world: World, number: int) -> str:
    try:
        return issue_one(world, number)
    except Refused:
        return ""

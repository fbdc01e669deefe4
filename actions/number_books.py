"""An authority's own book of numbers: opened, closed, and the next number taken from it."""

from datetime import date, datetime

from sqlmodel import Session

from actions.audit import record
from actions.guard import need_reason, require
from domain.books import check_symbol, next_serial, numbered, serial_of
from domain.errors import AlreadyDone, Incomplete, Invalid, NotFound
from domain.people import Principal
from domain.steps import local_day
from models.decisions import Decision
from models.issuing import NumberBook
from models.issuing_rows import book_by_id, last_in_book, numbers_of, open_book


def open_own(
    session: Session,
    authority: str,
    symbol: str,
    *,
    type_: str = "QĐ",
    first_number: int = 1,
    opens_on: date | None = None,
    by: Principal,
    at: datetime,
) -> NumberBook:
    """From a day on, today unless told, the authority numbers this type of document itself.

    Raises:
        NotAllowed: `role_missing`. Incomplete: `book_authority_missing`.
        Invalid: `book_symbol`, `book_type`, `book_first_number`. AlreadyDone: `book_open`.
    """
    require(by, "number_book:manage")
    authority, symbol, type_ = authority.strip(), symbol.strip(), type_.strip()
    if not authority:
        raise Incomplete("book_authority_missing", field="authority")
    check_symbol(symbol)
    if not type_ or len(type_) > 10:
        raise Invalid("book_type", found=type_, field="type")
    before = open_book(session, authority, type_, lock=True)
    if before is not None:
        raise AlreadyDone("book_open", authority=authority, type=type_, number=before.id)
    day = opens_on or local_day(at)
    _check_first(session, authority, type_, first_number, day.year)
    book = NumberBook(
        authority=authority,
        type=type_,
        symbol=symbol,
        first_number=first_number,
        opens_on=day,
        opened_at=at,
        opened_by=by.code,
    )
    session.add(book)
    session.flush()
    facts = {"authority": authority, "type": type_, "first": numbered(first_number, symbol), "from": day}
    record(session, "book:opened", by=by, at=at, subject=f"book:{book.id}", facts=facts)
    return book


def close(session: Session, number: int, *, reason: str, by: Principal, at: datetime) -> None:
    """The authority numbers no more itself; what was given stays, and the clerk enters numbers again.

    Raises:
        NotFound: `number_book`. NotAllowed: `role_missing`. Invalid: `reason_missing`. AlreadyDone: `book_closed`.
    """
    require(by, "number_book:manage")
    need_reason(reason)
    book = book_by_id(session, number)
    if book is None:
        raise NotFound("number_book", number=number)
    if book.closed_at is not None:
        raise AlreadyDone("book_closed", number=number)
    book.closed_at, book.closed_by = at, by.code
    facts = {"authority": book.authority, "type": book.type}
    record(session, "book:closed", by=by, at=at, subject=f"book:{number}", reason=reason, facts=facts)


def take(session: Session, book: NumberBook, decision: Decision, issued_on: date) -> str:
    """The next number of a locked book goes to this decision; what is undone leaves no gap, as nothing else counts.

    Raises:
        Invalid: `book_day_passed`.
    """
    last = last_in_book(session, book.id)
    serial = next_serial(last, first_number=book.first_number, opens_on=book.opens_on, issued_on=issued_on)
    decision.book_id, decision.serial = book.id, serial
    return numbered(serial, book.symbol)


def _check_first(session: Session, authority: str, type_: str, first_number: int, year: int) -> None:
    """A book goes on behind every number that the clerical register gave in the same year."""
    given = [serial for number in numbers_of(session, authority, type_, year) if (serial := serial_of(number))]
    last = max(given, default=0)
    if first_number <= last or first_number < 1:
        raise Invalid("book_first_number", found=first_number, year=year, last=last, least=last + 1, field="first")

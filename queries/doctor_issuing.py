"""The doctor's questions about numbers and signatures: books without gaps, delegations that cover what they signed."""

from collections import defaultdict
from collections.abc import Iterator

from sqlmodel import Session, col, select

from domain.books import numbered
from domain.delegations import Reach
from domain.steps import local_day
from models.decisions import Decision
from models.issuing import Delegation, NumberBook
from models.issuing_rows import printed_block, term_of
from models.people import Person
from queries.faults import Fault, fault


def of_issuing(session: Session) -> Iterator[Fault]:
    """Everything that is wrong with numbers and signatures."""
    yield from _books(session)
    yield from _signatures(session)


def _books(session: Session) -> Iterator[Fault]:
    given: defaultdict[tuple[int, int], list[Decision]] = defaultdict(list)
    query = select(Decision).where(col(Decision.book_id).is_not(None))
    for row in session.exec(query.order_by(col(Decision.book_id), col(Decision.year), col(Decision.serial))):
        given[row.book_id or 0, row.year or 0].append(row)
    books = {book.id: book for book in session.exec(select(NumberBook))}
    for (number, year), rows in given.items():
        book = books[number]
        first = book.first_number if year == book.opens_on.year else 1
        serials = [row.serial or 0 for row in rows]
        if serials != list(range(first, first + len(rows))):
            yield fault("book_has_gaps", number=number, year=year, found=tuple(serials), first=first)
        days = [row.issued_on for row in rows if row.issued_on]
        if days != sorted(days):
            yield fault("book_days_out_of_order", number=number, year=year)
        for row in rows:
            if row.number != numbered(row.serial or 0, book.symbol):
                yield fault("book_number_differs", number=number, year=year, found=row.number, serial=row.serial)


def _signatures(session: Session) -> Iterator[Fault]:
    query = (
        select(Decision, Delegation, Person.code)
        .join(Delegation, col(Delegation.id) == col(Decision.delegation_id))
        .join(Person, col(Person.id) == col(Delegation.delegate_id))
        .where(col(Decision.signed_at).is_not(None))
    )
    for row, basis, delegate in session.exec(query):
        term = term_of(basis)
        on = local_day(row.signed_at) if row.signed_at else basis.valid_from
        asked = Reach(authority=row.authority, kind=row.kind, award_form=row.form)
        ended_before = basis.ended_at is not None and row.signed_at is not None and basis.ended_at < row.signed_at
        within = term.first <= on <= term.last and not ended_before and term.reach.covers(asked)
        printed = (row.signed_by, row.signing_form, row.signer_title) == (delegate, basis.form, printed_block(basis))
        if not (within and printed):
            yield fault("signature_without_delegation", decision=row.id, number=basis.id)

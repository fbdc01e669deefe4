"""Finding delegations, the open book of an authority, and copies of what was signed."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import or_
from sqlmodel import Session, col, select

from domain.books import Last
from domain.delegations import Reach, SigningForm, Term, block_of
from models.decisions import Decision
from models.issuing import Delegation, NumberBook, SignedCopy


def delegation_by_id(session: Session, number: int) -> Delegation | None:
    """A delegation, over or not; locked."""
    return session.get(Delegation, number, with_for_update=True)


def delegations_to(session: Session, delegate_id: int, on: date) -> list[Delegation]:
    """By which delegations somebody may sign that day."""
    query = select(Delegation).where(
        col(Delegation.delegate_id) == delegate_id,
        col(Delegation.ended_at).is_(None),
        col(Delegation.valid_from) <= on,
        col(Delegation.valid_to) >= on,
    )
    return list(session.exec(query.order_by(col(Delegation.id))))


def delegations_around(session: Session, person_ids: Iterable[int]) -> list[Delegation]:
    """Delegations from or to these people that were not ended."""
    ids = list(person_ids)
    either = or_(col(Delegation.delegator_id).in_(ids), col(Delegation.delegate_id).in_(ids))
    query = select(Delegation).where(either, col(Delegation.ended_at).is_(None))
    return list(session.exec(query.order_by(col(Delegation.id))))


def term_of(row: Delegation) -> Term:
    """A delegation as the rules read it."""
    return Term(
        delegator=row.delegator_id,
        delegate=row.delegate_id,
        reach=Reach(authority=row.authority, kind=row.kind, award_form=row.award_form),
        first=row.valid_from,
        last=row.valid_to,
        ended=row.ended_at is not None,
    )


def printed_block(row: Delegation) -> str:
    """What stands above a signature by this delegation."""
    return block_of(
        SigningForm(row.form),
        delegator_title=row.delegator_title,
        delegate_title=row.delegate_title,
        collective=row.collective,
    )


def open_book(session: Session, authority: str, type_: str, *, lock: bool = False) -> NumberBook | None:
    """The authority's own book of this type, where it keeps one. Locked, nobody else takes a number from it."""
    query = select(NumberBook).where(
        col(NumberBook.authority) == authority, col(NumberBook.type) == type_, col(NumberBook.closed_at).is_(None)
    )
    if lock:
        query = query.with_for_update(key_share=True).execution_options(populate_existing=True)
    return session.exec(query).first()


def book_by_id(session: Session, number: int) -> NumberBook | None:
    """A book, open or closed; locked."""
    return session.get(NumberBook, number, with_for_update=True)


def last_in_book(session: Session, book_id: int) -> Last | None:
    """The last decision in a book; None for an empty one."""
    query = select(Decision).where(col(Decision.book_id) == book_id)
    row = session.exec(query.order_by(col(Decision.year).desc(), col(Decision.serial).desc())).first()
    if row is None or row.serial is None or row.issued_on is None:
        return None
    return Last(year=row.issued_on.year, serial=row.serial, day=row.issued_on)


def numbers_of(session: Session, authority: str, type_: str, year: int) -> list[str]:
    """Every number that the authority has given to this type of document in a year."""
    query = select(col(Decision.number)).where(
        col(Decision.authority) == authority,
        col(Decision.type) == type_,
        col(Decision.year) == year,
        col(Decision.number).is_not(None),
    )
    return [number for number in session.exec(query) if number is not None]


def copies_of(session: Session, decision_id: int) -> list[SignedCopy]:
    """What came back signed, in the order in which it came."""
    query = select(SignedCopy).where(col(SignedCopy.decision_id) == decision_id)
    return list(session.exec(query.order_by(col(SignedCopy.number))))

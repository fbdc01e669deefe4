"""What became of decisions otherwise than by the plain way: later ones about them, parts, other hands, own books."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from domain.later_decisions import DecisionKind
from models.campaigns import Campaign
from models.decisions import Decision
from models.issuing import NumberBook
from queries.departure_lines import Departure
from wording.departures import in_another_place, later_about, numbered_by_own_book, supplementary


def decision_departures(session: Session) -> Iterator[Departure]:
    """Every issued decision about which there is something to tell; one query."""
    about = aliased(Decision)
    query = (
        select(col(Campaign.code), Decision, col(about.number), NumberBook)
        .join(Campaign, col(Campaign.id) == col(Decision.campaign_id))
        .outerjoin(about, col(about.id) == col(Decision.about_id))
        .outerjoin(NumberBook, col(NumberBook.id) == col(Decision.book_id))
        .where(col(Decision.state) == "issued")
        .order_by(col(Decision.issued_on), col(Decision.id))
    )
    for code, row, old, book in session.execute(query):
        for kind, sentence in _told(row, old, book):
            yield Departure(campaign=code, kind=kind, day=row.issued_on, sentence=sentence)


def _told(row: Decision, old: str | None, book: NumberBook | None) -> Iterator[tuple[str, str]]:
    number = row.number or ""
    if row.kind != DecisionKind.AWARD:
        yield row.kind, later_about(row.kind, number, old or "")
    elif row.part > 1:
        yield "supplement", supplementary(number, row.part)
    if row.delegation_id is not None:
        yield "delegated", in_another_place(number, row.signing_form or "", row.signer_title or "")
    if book is not None:
        yield "own_book", numbered_by_own_book(number, book.authority)

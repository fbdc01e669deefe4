"""Numbers: which books an authority keeps itself, and the register of what was issued, year by year."""

from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, func, null, select
from sqlmodel import Session, col

from domain.books import earliest, next_serial, numbered
from domain.errors import NotAllowed
from domain.people import Principal
from domain.permissions import holders
from domain.values import Value
from models.campaigns import Campaign
from models.decisions import Decision
from models.issuing import NumberBook, SignedCopy
from models.issuing_rows import last_in_book, open_book
from models.people import Person
from queries.visibility import reach


class NextNumber(Value):
    """What an open book gives next: the number, for a day from `first` on; another year begins with 01."""

    number: str
    symbol: str
    first: date


class BookLine(Value):
    """A book of its own that an authority keeps or kept."""

    number: int
    authority: str
    type: str
    symbol: str
    first_number: int
    opens_on: date
    closed_at: datetime | None
    next: NextNumber | None


class Register(Value):
    """What an authority issued of one type in one year."""

    authority: str
    type: str
    year: int
    decisions: int


class RegisterLine(Value):
    """One issued decision as it stands in the register; `own` where the number is of the authority's own book."""

    decision: int
    number: str
    issued_on: date
    kind: str
    form: str
    round: str
    campaign: str
    campaign_name: str
    signer_name: str | None
    signer_title: str | None
    own: bool
    copies: int


def books(session: Session, viewer: Principal, *, on: date, closed: bool = False) -> tuple[BookLine, ...]:
    """Books that are open, or with `closed` all; raises NotAllowed `role_missing`."""
    _require(viewer)
    query = select(NumberBook).order_by(col(NumberBook.authority), col(NumberBook.id))
    if not closed:
        query = query.where(col(NumberBook.closed_at).is_(None))
    return tuple(_book(session, row, on) for row in session.scalars(query))


def next_number(session: Session, authority: str, type_: str, *, on: date) -> NextNumber | None:
    """What the authority's own book would give for this day; None where numbers come from the clerical register."""
    book = open_book(session, authority, type_)
    return None if book is None else _next(session, book, on)


def registers(session: Session, viewer: Principal) -> tuple[Register, ...]:
    """Every register that the viewer may read, the newest year first; raises NotAllowed `role_missing`."""
    _require(viewer)
    columns = (col(Decision.authority), col(Decision.type), col(Decision.year))
    query = select(*columns, func.count().label("decisions")).where(_seen(viewer)).group_by(*columns)
    found = session.execute(query.order_by(col(Decision.year).desc(), col(Decision.authority), col(Decision.type)))
    return tuple(Register(**row) for row in found.mappings())


def register(
    session: Session, viewer: Principal, of: Register, *, offset: int = 0, limit: int = 50
) -> tuple[RegisterLine, ...]:
    """Lines of a register in the order of its days and numbers; raises NotAllowed `role_missing`."""
    _require(viewer)
    copies = select(func.count()).where(col(SignedCopy.decision_id) == col(Decision.id)).scalar_subquery()
    query: Select[tuple[Decision, str, str, str | None, int]] = (
        select(Decision, col(Campaign.code), col(Campaign.name), col(Person.name), copies)
        .join(Campaign, col(Campaign.id) == col(Decision.campaign_id))
        .outerjoin(Person, col(Person.code) == col(Decision.signed_by))
        .where(_seen(viewer), col(Decision.authority) == of.authority)
        .where(col(Decision.type) == of.type, col(Decision.year) == of.year)
        .order_by(col(Decision.issued_on), col(Decision.serial), col(Decision.id))
    )
    return tuple(_line(*row) for row in session.execute(query.offset(offset).limit(limit)).tuples())


def _seen(viewer: Principal) -> ColumnElement[bool]:
    return (col(Decision.state) == "issued") & reach(viewer, "number_book:view", col(Decision.campaign_id), null())


def _require(viewer: Principal) -> None:
    action = "number_book:view"
    if not viewer.is_system and not any(grant.role in holders(action) for grant in viewer.grants):
        raise NotAllowed("role_missing", action=action, person=viewer.name, roles=holders(action))


def _book(session: Session, row: NumberBook, on: date) -> BookLine:
    return BookLine(
        number=row.id,
        next=None if row.closed_at else _next(session, row, on),
        **row.model_dump(include={"authority", "type", "symbol", "first_number", "opens_on", "closed_at"}),
    )


def _next(session: Session, book: NumberBook, on: date) -> NextNumber:
    last = last_in_book(session, book.id)
    first = earliest(last, opens_on=book.opens_on)
    serial = next_serial(last, first_number=book.first_number, opens_on=book.opens_on, issued_on=max(on, first))
    return NextNumber(number=numbered(serial, book.symbol), symbol=book.symbol, first=first)


def _line(row: Decision, campaign: str, campaign_name: str, signer: str | None, copies: int) -> RegisterLine:
    return RegisterLine(
        decision=row.id,
        campaign=campaign,
        campaign_name=campaign_name,
        signer_name=signer,
        own=row.book_id is not None,
        copies=copies,
        **row.model_dump(include={"number", "issued_on", "kind", "form", "round", "signer_title"}),
    )

"""Who acts in place of whom, and with which grants."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from domain.deputies import Reach, within
from domain.errors import NotAllowed
from domain.people import Principal, Role
from domain.permissions import allowed, holders
from domain.values import Value
from models.accounts import Deputy
from models.campaigns import Campaign
from models.finders import grants_of, person_by_code
from models.people import Person
from models.places import Unit
from queries.principals import principal


class DeputyLine(Value):
    """Who acts in place of whom; None in a scope means all. `person` and `deputy` are codes."""

    id: int
    person: str
    person_name: str
    deputy: str
    deputy_name: str
    role: str | None
    unit: str | None
    campaign: str | None
    valid_from: date
    valid_to: date
    document: str
    document_date: date
    ended_at: datetime | None


def deputies(
    session: Session, viewer: Principal, *, on: date, person: str | None = None, over: bool = False
) -> tuple[DeputyLine, ...]:
    """Deputies whose time has not passed, or with `over` all; of one person on either side, or of everybody.

    Raises:
        NotAllowed: `role_missing` for somebody else's, without the right to appoint.
    """
    own = person is not None and person == viewer.code
    if not own and not viewer.is_system and not allowed("deputy:appoint", viewer):
        raise NotAllowed("role_missing", action="deputy:appoint", person=viewer.name, roles=holders("deputy:appoint"))
    query = select(col(Deputy.id))
    if not over:
        query = query.where(col(Deputy.ended_at).is_(None), col(Deputy.valid_to) >= on)
    if person is not None:
        person_id = person_by_code(session, person).id
        query = query.where((col(Deputy.person_id) == person_id) | (col(Deputy.deputy_id) == person_id))
    return deputy_lines(session, session.scalars(query).all())


def acting_for(session: Session, person: Person, chosen: Deputy | None, on: date) -> Principal:
    """A person who acts for herself, or as a deputy with what the person who is away may do that day."""
    if chosen is None:
        return principal(session, person, on)
    away = session.get_one(Person, chosen.person_id)
    reach = Reach(Role(chosen.role) if chosen.role else None, chosen.unit_id, chosen.campaign_id)
    return Principal(
        code=person.code,
        name=person.name,
        person_id=person.id,
        unit_id=away.unit_id,
        grants=within(grants_of(session, away.id, on), reach),
        for_person=away.code,
    )


def deputy_lines(session: Session, ids: Iterable[int]) -> tuple[DeputyLine, ...]:
    """These deputies with names and codes, in the order in which they were appointed."""
    wanted = list(ids)
    if not wanted:
        # Most people are nobody's deputy, and this is asked with every page.
        return ()
    away, deputy = aliased(Person), aliased(Person)
    query = (
        select(Deputy, away, deputy, col(Unit.code), col(Campaign.code))
        .join(away, col(away.id) == col(Deputy.person_id))
        .join(deputy, col(deputy.id) == col(Deputy.deputy_id))
        .outerjoin(Unit, col(Unit.id) == col(Deputy.unit_id))
        .outerjoin(Campaign, col(Campaign.id) == col(Deputy.campaign_id))
        .where(col(Deputy.id).in_(wanted))
        .order_by(col(Deputy.id))
    )
    return tuple(_deputy(*row) for row in session.execute(query).tuples())


def _deputy(row: Deputy, away: Person, deputy: Person, unit: str | None, campaign: str | None) -> DeputyLine:
    return DeputyLine(
        id=row.id,
        person=away.code,
        person_name=away.name,
        deputy=deputy.code,
        deputy_name=deputy.name,
        role=row.role,
        unit=unit,
        campaign=campaign,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        document=row.document,
        document_date=row.document_date,
        ended_at=row.ended_at,
    )

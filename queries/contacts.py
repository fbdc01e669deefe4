"""Who can be reached about what is owed: one query for a whole page of holders."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from sqlalchemy import and_, or_
from sqlmodel import Session, col, select

from domain.errors import NotFound
from domain.people import Principal, Role
from domain.permissions import allowed
from domain.values import Value
from models.campaigns import Campaign
from models.people import Person, RoleGrant
from queries.visibility import visible_campaigns


class Contact(Value):
    """A person with the ways to reach her."""

    code: str
    name: str
    title: str = ""
    phone: str | None = None
    email: str | None = None


class Holder(NamedTuple):
    """Who has the move, as duties and waits name it: a person, a unit, or a role in a campaign."""

    campaign_id: int
    unit_id: int | None
    person_id: int | None
    role: str | None


def contacts_of(session: Session, holders: Iterable[Holder], on: date) -> dict[Holder, tuple[Contact, ...]]:
    """Holder → the active people behind it that day, by code; empty where nobody holds the role or the unit."""
    wanted = set(holders)
    people = _people(session, {holder.person_id for holder in wanted if holder.person_id is not None})
    granted = _granted(session, wanted, on)
    return {holder: _behind(holder, people, granted) for holder in wanted}


def _behind(
    holder: Holder, people: dict[int, Contact], granted: list[tuple[RoleGrant, Contact]]
) -> tuple[Contact, ...]:
    if holder.person_id is not None:
        return (people[holder.person_id],)
    found = (contact for grant, contact in granted if _serves(grant, holder))
    return tuple(dict.fromkeys(found))


def _serves(grant: RoleGrant, holder: Holder) -> bool:
    if grant.campaign_id not in (None, holder.campaign_id):
        return False
    if holder.unit_id is not None:
        return grant.role == Role.UNIT_OFFICER and grant.unit_id == holder.unit_id
    return grant.role == holder.role


def _people(session: Session, ids: Iterable[int]) -> dict[int, Contact]:
    return {row.id: contact(row) for row in session.exec(select(Person).where(col(Person.id).in_(list(ids))))}


def _granted(session: Session, holders: Iterable[Holder], on: date) -> list[tuple[RoleGrant, Contact]]:
    units = {holder.unit_id for holder in holders if holder.unit_id is not None}
    roles = {holder.role for holder in holders if holder.unit_id is None and holder.role is not None}
    campaigns = {holder.campaign_id for holder in holders}
    role, campaign = col(RoleGrant.role), col(RoleGrant.campaign_id)
    # Three ways side by side, because SQLite takes an index for each only where none of them is nested.
    ways = (
        and_(campaign.is_(None), role.in_(roles)),
        and_(campaign.in_(campaigns), role.in_(roles)),
        col(RoleGrant.unit_id).in_(units),
    )
    query = (
        select(RoleGrant, Person)
        .join(Person, col(Person.id) == col(RoleGrant.person_id))
        .where(
            or_(*(ways if roles else ways[2:])),
            col(Person.active).is_(True),
            or_(col(RoleGrant.valid_from).is_(None), col(RoleGrant.valid_from) <= on),
            or_(col(RoleGrant.valid_to).is_(None), col(RoleGrant.valid_to) >= on),
        )
        .order_by(col(Person.code))
    )
    return [(grant, contact(person)) for grant, person in session.exec(query)]


def reachable(session: Session, viewer: Principal, code: str) -> Contact:
    """How somebody is reached whom the viewer may know of: herself, people of a campaign that she sees, the office.

    Raises:
        NotFound: `person`, also for somebody of another unit where the viewer acts for units only.
    """
    person = session.exec(select(Person).where(col(Person.code) == code)).first()
    if person is None or not (viewer.code == code or _knows(session, viewer, person)):
        raise NotFound("person", code=code)
    return contact(person)


def _knows(session: Session, viewer: Principal, person: Person) -> bool:
    if viewer.is_system or allowed("people:manage", viewer):
        return True
    units = [grant.unit_id for grant in viewer.grants if grant.unit_id is not None]
    seen = select(Campaign.id).where(visible_campaigns(viewer))
    held = select(RoleGrant.id).where(
        col(RoleGrant.person_id) == person.id,
        or_(col(RoleGrant.campaign_id).is_(None), col(RoleGrant.campaign_id).in_(seen)),
    )
    if all(grant.unit_id is not None for grant in viewer.grants):
        held = held.where(or_(col(RoleGrant.unit_id).is_(None), col(RoleGrant.unit_id).in_(units)))
    elif any(grant.campaign_id is None and grant.unit_id is None for grant in viewer.grants):
        return True
    return bool(viewer.grants) and session.exec(held.limit(1)).first() is not None


def contact(person: Person) -> Contact:
    """A person as somebody to call or write to."""
    return Contact(code=person.code, name=person.name, title=person.title, phone=person.phone, email=person.email)

"""Who could do somebody's work: deputies appointed in writing, and people to whom a duty can be handed over."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from domain.people import Role
from models.accounts import Deputy
from models.finders import valid_on
from models.people import Person, RoleGrant
from models.places import Unit
from queries.contacts import Contact, contact

OFFICE = (Role.OFFICER, Role.LEADER, Role.SECRETARY, Role.CLERK)
LIMIT = 200


def substitutes_of(session: Session, codes: Iterable[str], on: date) -> Mapping[str, tuple[Contact, ...]]:
    """Code of a person → who acts in her place that day by written authority; one query."""
    away, deputy = aliased(Person), aliased(Person)
    query = (
        select(col(away.code), deputy)
        .join(Deputy, col(Deputy.person_id) == col(away.id))
        .join(deputy, col(deputy.id) == col(Deputy.deputy_id))
        .where(col(away.code).in_(sorted(set(codes))), col(deputy.active).is_(True), col(Deputy.ended_at).is_(None))
        .where(col(Deputy.valid_from) <= on, col(Deputy.valid_to) >= on)
        .order_by(col(Deputy.id))
    )
    found: defaultdict[str, dict[Contact, None]] = defaultdict(dict)
    for code, person in session.execute(query):
        found[code][contact(person)] = None
    return {code: tuple(people) for code, people in found.items()}


def candidates(session: Session, campaign_id: int, units: Iterable[str], on: date) -> tuple[Contact, ...]:
    """Active people of the office in this campaign, and of these units, by code; at most `LIMIT`."""
    of_office = select(col(RoleGrant.person_id)).where(
        col(RoleGrant.role).in_([role.value for role in OFFICE]),
        or_(col(RoleGrant.campaign_id).is_(None), col(RoleGrant.campaign_id) == campaign_id),
        valid_on(on),
    )
    of_units = select(col(Unit.id)).where(col(Unit.code).in_(sorted(set(units))))
    query = select(Person).where(
        col(Person.active).is_(True), or_(col(Person.id).in_(of_office), col(Person.unit_id).in_(of_units))
    )
    return tuple(contact(row) for row in session.scalars(query.order_by(col(Person.code)).limit(LIMIT)))

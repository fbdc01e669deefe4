"""Finding what managing units, people and roles is about."""

from datetime import date

from sqlmodel import Session, col, select

from domain.people import Role
from models.people import Person, RoleGrant
from models.places import Unit


def unit_exists(session: Session, code: str) -> bool:
    """Is the code taken?"""
    return session.exec(select(Unit.id).where(col(Unit.code) == code)).first() is not None


def person_exists(session: Session, code: str) -> bool:
    """Is the code taken?"""
    return session.exec(select(Person.id).where(col(Person.code) == code)).first() is not None


def administrator_exists(session: Session) -> bool:
    """Was anybody ever made administrator here?"""
    query = select(RoleGrant.id).where(col(RoleGrant.role) == Role.ADMINISTRATOR.value)
    return session.exec(query.limit(1)).first() is not None


def grants_like(
    session: Session, person_id: int, role: Role, *, unit_id: int | None, campaign_id: int | None, on: date
) -> list[RoleGrant]:
    """Grants of a role with exactly this scope that have not ended before `on`, oldest first."""
    query = select(RoleGrant).where(
        col(RoleGrant.person_id) == person_id,
        col(RoleGrant.role) == role.value,
        col(RoleGrant.unit_id).is_not_distinct_from(unit_id),
        col(RoleGrant.campaign_id).is_not_distinct_from(campaign_id),
        col(RoleGrant.valid_to).is_(None) | (col(RoleGrant.valid_to) >= on),
    )
    return list(session.exec(query.order_by(col(RoleGrant.id))))

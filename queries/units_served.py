"""The units that a viewer may serve: her own, or as an officer those that take part in her campaigns."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlmodel import Session, col

from domain.errors import NotFound
from domain.people import Principal, Role
from domain.values import Value
from models.accounts import Account
from models.campaigns import Campaign, Participation
from models.finders import valid_on
from models.people import Person, RoleGrant
from models.places import Unit
from models.stages import Duty
from queries.visibility import reach
from wording.names import fold

RIGHT = "registration:submit"
"""Whoever may register a unit may do the rest of what units do."""


class UnitLine(Value):
    """A unit that the viewer may serve; without an account somebody in the office enters what it sends on paper."""

    code: str
    name: str
    group: str | None
    owed: int
    overdue: int
    has_account: bool


def units(
    session: Session, viewer: Principal, *, on: date, text: str = "", limit: int = 50, offset: int = 0
) -> tuple[UnitLine, ...]:
    """The units that the viewer may serve, those that owe most first."""
    owed = _owed(on)
    query = (
        select(Unit, func.coalesce(owed.c.owed, 0), func.coalesce(owed.c.overdue, 0), _has_account(on))
        .outerjoin(owed, owed.c.unit == col(Unit.id))
        .where(_served(viewer), *([col(Unit.folded).contains(fold(text), autoescape=True)] if text else []))
        .order_by(func.coalesce(owed.c.overdue, 0).desc(), func.coalesce(owed.c.owed, 0).desc(), col(Unit.name))
    )
    return tuple(
        UnitLine(code=unit.code, name=unit.name, group=unit.group, owed=count, overdue=late, has_account=account)
        for unit, count, late, account in session.execute(query.limit(limit).offset(offset)).tuples()
    )


def count_units(session: Session, viewer: Principal, *, text: str = "") -> int:
    """How many lines `units` has in all its pages."""
    named = [col(Unit.folded).contains(fold(text), autoescape=True)] if text else []
    return session.scalars(select(func.count()).select_from(Unit).where(_served(viewer), *named)).one()


def unit_served(session: Session, viewer: Principal, code: str) -> Unit:
    """A unit that the viewer may serve; raises NotFound `unit`, also for one that she may not."""
    found = session.scalars(select(Unit).where(col(Unit.code) == code, _served(viewer))).first()
    if found is None:
        raise NotFound("unit", code=code)
    return found


def _served(viewer: Principal) -> ColumnElement[bool]:
    own = [grant.unit_id for grant in viewer.grants if grant.role is Role.UNIT_OFFICER and grant.unit_id is not None]
    takes_part = select(col(Participation.id)).where(
        col(Participation.unit_id) == col(Unit.id),
        reach(viewer, RIGHT, col(Participation.campaign_id), col(Participation.unit_id)),
    )
    return or_(col(Unit.id).in_(own), exists(takes_part))


def _owed(on: date) -> Any:
    running = select(col(Campaign.id)).where(col(Campaign.state) == "running")
    return (
        select(
            col(Duty.unit_id).label("unit"),
            func.count().label("owed"),
            func.count().filter(col(Duty.due) < on).label("overdue"),
        )
        .where(col(Duty.ended).is_(False), col(Duty.unit_id).is_not(None), col(Duty.campaign_id).in_(running))
        .group_by(col(Duty.unit_id))
        .subquery()
    )


def _has_account(on: date) -> ColumnElement[bool]:
    return exists(
        select(col(RoleGrant.id))
        .join(Person, and_(col(Person.id) == col(RoleGrant.person_id), col(Person.active)))
        .join(Account, and_(col(Account.person_id) == col(Person.id), col(Account.disabled_at).is_(None)))
        .where(col(RoleGrant.role) == Role.UNIT_OFFICER.value, col(RoleGrant.unit_id) == col(Unit.id), valid_on(on))
        .correlate(Unit)
    )

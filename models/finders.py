"""Reads that actions need before they change something. What a page or a report shows is asked in `queries`."""

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from domain.errors import NotFound
from domain.people import Grant, Role
from domain.stages import StageKey
from models.base import Row
from models.campaigns import Campaign, Participation, PlanVersion
from models.dossiers import Dossier
from models.people import Person, RoleGrant
from models.places import Unit
from models.stages import Stage

Found = TypeVar("Found", bound=Row)


def campaign_by_code(session: Session, code: str, *, lock: bool = False) -> Campaign:
    """The campaign with this code; raises NotFound `campaign`."""
    found = _first(session, select(Campaign).where(col(Campaign.code) == code), lock=lock)
    if found is None:
        raise NotFound("campaign", code=code)
    return found


def stage_of(session: Session, campaign_id: int, key: StageKey, *, lock: bool = False) -> Stage:
    """The stage `kind@round` of a campaign; raises NotFound `stage`."""
    query = select(Stage).where(
        col(Stage.campaign_id) == campaign_id, col(Stage.kind) == key.kind.value, col(Stage.round) == key.round
    )
    found = _first(session, query, lock=lock)
    if found is None:
        raise NotFound("stage", stage=str(key))
    return found


def dossier_by_code(session: Session, campaign_id: int, code: str, *, lock: bool = False) -> Dossier:
    """The dossier with this code in a campaign; raises NotFound `dossier`."""
    query = select(Dossier).where(col(Dossier.campaign_id) == campaign_id, col(Dossier.code) == code)
    found = _first(session, query, lock=lock)
    if found is None:
        raise NotFound("dossier", code=code)
    return found


def unit_by_code(session: Session, code: str) -> Unit:
    """The unit with this code; raises NotFound `unit`."""
    found = _first(session, select(Unit).where(col(Unit.code) == code))
    if found is None:
        raise NotFound("unit", code=code)
    return found


def unit_codes(session: Session, unit_ids: Iterable[int]) -> dict[int, str]:
    """Unit id → its code, by which quotas count units."""
    query = select(Unit).where(col(Unit.id).in_(list(unit_ids)))
    return {unit.id: unit.code for unit in session.exec(query)}


def person_by_code(session: Session, code: str) -> Person:
    """The person with this code, active or not; raises NotFound `person`."""
    found = _first(session, select(Person).where(col(Person.code) == code))
    if found is None:
        raise NotFound("person", code=code)
    return found


def latest_plan(session: Session, campaign: Campaign) -> PlanVersion:
    """The plan as it stands now; raises NotFound `plan`."""
    query = (
        select(PlanVersion)
        .where(col(PlanVersion.campaign_id) == campaign.id)
        .order_by(col(PlanVersion.number).desc())
        .limit(1)
    )
    found = _first(session, query)
    if found is None:
        raise NotFound("plan", code=campaign.code)
    return found


def participants(session: Session, campaign_id: int) -> list[Unit]:
    """The units that take part, by code."""
    query = (
        select(Unit)
        .join(Participation, col(Participation.unit_id) == col(Unit.id))
        .where(col(Participation.campaign_id) == campaign_id)
        .order_by(col(Unit.code))
    )
    return list(session.exec(query))


def role_people(session: Session, role: Role, campaign_id: int, on: date) -> list[Person]:
    """Active people who hold the role that day, for this campaign or for all of them, by code."""
    query = (
        select(Person)
        .where(
            col(Person.active).is_(True),
            col(Person.id).in_(
                select(col(RoleGrant.person_id)).where(
                    col(RoleGrant.role) == role.value, _for_campaign(campaign_id), valid_on(on)
                )
            ),
        )
        .order_by(col(Person.code))
    )
    return list(session.exec(query))


def grants_of(session: Session, person_id: int, on: date) -> tuple[Grant, ...]:
    """The roles a person holds that day; none where the person is not active."""
    query = (
        select(RoleGrant)
        .join(Person, col(Person.id) == col(RoleGrant.person_id))
        .where(col(RoleGrant.person_id) == person_id, col(Person.active).is_(True), valid_on(on))
        .order_by(col(RoleGrant.id))
    )
    return tuple(Grant(Role(row.role), row.unit_id, row.campaign_id) for row in session.exec(query))


def _first(session: Session, query: SelectOfScalar[Found], *, lock: bool = False) -> Found | None:
    """The only row, or None. Locked, it is read anew, because the session may hold it as it was before the lock.

    FOR NO KEY UPDATE, because rows that only refer to this one need not wait.
    """
    if lock:
        query = query.with_for_update(key_share=True).execution_options(populate_existing=True)
    return session.exec(query).first()


def _for_campaign(campaign_id: int | None) -> ColumnElement[bool]:
    return or_(col(RoleGrant.campaign_id).is_(None), col(RoleGrant.campaign_id) == campaign_id)


def valid_on(on: date) -> ColumnElement[bool]:
    """The condition that a grant holds on a day."""
    return and_(
        or_(col(RoleGrant.valid_from).is_(None), col(RoleGrant.valid_from) <= on),
        or_(col(RoleGrant.valid_to).is_(None), col(RoleGrant.valid_to) >= on),
    )

"""Units, people and the roles they hold."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import or_, select
from sqlmodel import Session, col

from domain.errors import NotAllowed
from domain.people import Principal
from domain.permissions import allowed, holders
from domain.values import Value
from models.campaigns import Campaign
from models.finders import person_by_code
from models.people import Person, RoleGrant
from models.places import Unit
from wording.names import fold, person_sort_key


class RoleLine(Value):
    """A role with its scope and its time."""

    role: str
    unit: str | None
    campaign: str | None
    valid_from: date | None
    valid_to: date | None


class PersonLine(Value):
    """A person with the roles held on the day asked for."""

    code: str
    name: str
    title: str
    unit: str | None
    phone: str | None
    email: str | None
    active: bool
    roles: tuple[RoleLine, ...]


class UnitLine(Value):
    """A unit."""

    code: str
    name: str
    level: str
    group: str | None
    parent: str | None
    valid_to: date | None


def roles(
    session: Session, viewer: Principal, *, on: date, text: str = "", after: str = "", limit: int = 500
) -> tuple[PersonLine, ...]:
    """People whose code comes after `after`, with their roles that day, in the order of a Vietnamese list of names.

    Raises:
        NotAllowed: `role_missing`; who may create campaigns or manage people may see whom there is.
    """
    _require(viewer)
    query = select(Person)
    if text:
        query = query.where(col(Person.folded).contains(fold(text), autoescape=True))
    found = session.scalars(query.where(col(Person.code) > after).order_by(col(Person.code)).limit(limit)).all()
    return tuple(sorted(people_of(session, found, on), key=lambda line: person_sort_key(line.name)))


def herself(session: Session, viewer: Principal, *, on: date) -> PersonLine:
    """The viewer, as she is remembered; raises NotFound `person` for the system."""
    return people_of(session, [person_by_code(session, viewer.code)], on)[0]


def people_of(session: Session, rows: Sequence[Person], on: date) -> tuple[PersonLine, ...]:
    """These people in the order given, with their roles that day; two statements however many they are."""
    wanted = {row.unit_id for row in rows if row.unit_id is not None}
    codes = dict(session.execute(select(col(Unit.id), col(Unit.code)).where(col(Unit.id).in_(wanted))).tuples().all())
    held = _held(session, [row.id for row in rows], on)
    return tuple(_person(row, codes.get(row.unit_id or 0), held[row.id]) for row in rows)


def units(session: Session, *, text: str = "") -> tuple[UnitLine, ...]:
    """All units by code; what a unit is called is no secret."""
    parents = {row.id: row.code for row in session.execute(select(col(Unit.id), col(Unit.code)))}
    query = select(Unit).order_by(col(Unit.code))
    if text:
        query = query.where(or_(col(Unit.folded).contains(fold(text), autoescape=True), col(Unit.code) == text))
    return tuple(
        UnitLine(
            code=unit.code,
            name=unit.name,
            level=unit.level,
            group=unit.group,
            parent=parents.get(unit.parent_id),
            valid_to=unit.valid_to,
        )
        for unit in session.scalars(query)
    )


def _require(viewer: Principal) -> None:
    if not viewer.is_system and not any(allowed(action, viewer) for action in ("people:manage", "campaign:create")):
        raise NotAllowed("role_missing", action="people:manage", person=viewer.name, roles=holders("people:manage"))


def _held(session: Session, ids: Iterable[int], on: date) -> dict[int, list[RoleLine]]:
    query = (
        select(RoleGrant, col(Unit.code), col(Campaign.code))
        .outerjoin(Unit, col(Unit.id) == col(RoleGrant.unit_id))
        .outerjoin(Campaign, col(Campaign.id) == col(RoleGrant.campaign_id))
        .where(col(RoleGrant.person_id).in_(list(ids)))
        .where(or_(col(RoleGrant.valid_from).is_(None), col(RoleGrant.valid_from) <= on))
        .where(or_(col(RoleGrant.valid_to).is_(None), col(RoleGrant.valid_to) >= on))
        .order_by(col(RoleGrant.id))
    )
    found: defaultdict[int, list[RoleLine]] = defaultdict(list)
    for grant, unit, campaign in session.execute(query):
        found[grant.person_id].append(
            RoleLine(
                role=grant.role, unit=unit, campaign=campaign, valid_from=grant.valid_from, valid_to=grant.valid_to
            )
        )
    return found


def _person(row: Person, unit: str | None, held: list[RoleLine]) -> PersonLine:
    return PersonLine(
        code=row.code,
        name=row.name,
        title=row.title,
        unit=unit,
        phone=row.phone,
        email=row.email,
        active=row.active,
        roles=tuple(held),
    )

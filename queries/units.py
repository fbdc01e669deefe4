"""Units as the administrator's desk shows them: a page of them, and one with what came before and after it."""

from datetime import date

from sqlalchemy import func, or_, select
from sqlmodel import Session, col

from domain.people import Principal
from domain.values import Value
from models.campaigns import Campaign, Participation
from models.finders import unit_by_code
from models.people import Person
from models.places import Unit, UnitSuccession
from queries.staff import require_manager
from wording.names import fold, person_sort_key

Named = tuple[str, str]
"""Code and name."""

MOST_NAMES = 500
"""Names offered beside a field where a code is typed; a longer list helps nobody, and the field takes every code."""


class UnitRow(Value):
    """A unit in a list."""

    code: str
    name: str
    level: str
    group: str | None
    valid_to: date | None
    people: int


class UnitPage(Value):
    """Part of the list of units, with how many it has in all."""

    units: tuple[UnitRow, ...]
    total: int


class UnitSheet(Value):
    """One unit. `campaigns` are those it takes part in and that are not over."""

    code: str
    name: str
    level: str
    group: str | None
    parent: Named | None
    valid_from: date
    valid_to: date | None
    predecessors: tuple[Named, ...]
    successors: tuple[Named, ...]
    document: str
    people: tuple[Named, ...]
    campaigns: tuple[Named, ...]


def units_page(session: Session, viewer: Principal, *, text: str = "", offset: int = 0, limit: int = 50) -> UnitPage:
    """A part of the units whose name or code fits, in the order of their codes; raises NotAllowed `role_missing`."""
    require_manager(viewer, "unit:dissolve")
    fits = or_(col(Unit.folded).contains(fold(text), autoescape=True), col(Unit.code) == text)
    found = select(Unit).where(fits) if text else select(Unit)
    rows = session.scalars(found.order_by(col(Unit.code)).offset(offset).limit(limit)).all()
    counted = select(col(Person.unit_id), func.count()).where(
        col(Person.unit_id).in_([row.id for row in rows]), col(Person.active).is_(True)
    )
    people = dict(session.execute(counted.group_by(col(Person.unit_id))).tuples().all())
    total = session.scalar(select(func.count()).select_from(found.subquery())) or 0
    return UnitPage(units=tuple(_row(row, people.get(row.id, 0)) for row in rows), total=total)


def unit_sheet(session: Session, viewer: Principal, code: str) -> UnitSheet:
    """One unit; raises NotAllowed `role_missing`, NotFound `unit`."""
    require_manager(viewer, "unit:dissolve")
    row = unit_by_code(session, code)
    before, after = col(UnitSuccession.predecessor_id), col(UnitSuccession.successor_id)
    named = select(col(Unit.code), col(Unit.name)).order_by(col(UnitSuccession.id))
    preceded = named.join(UnitSuccession, before == col(Unit.id)).where(after == row.id)
    followed = named.join(UnitSuccession, after == col(Unit.id)).where(before == row.id)
    people = select(col(Person.code), col(Person.name)).where(col(Person.unit_id) == row.id)
    campaigns = select(col(Campaign.code), col(Campaign.name)).join(
        Participation, col(Participation.campaign_id) == col(Campaign.id)
    )
    running = campaigns.where(col(Participation.unit_id) == row.id, col(Campaign.state).in_(("draft", "running")))
    parent = session.get(Unit, row.parent_id) if row.parent_id else None
    staying = session.execute(people.order_by(col(Person.code)).limit(MOST_NAMES)).tuples()
    return UnitSheet(
        code=row.code,
        name=row.name,
        level=row.level,
        group=row.group,
        parent=(parent.code, parent.name) if parent else None,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        predecessors=tuple(session.execute(preceded).tuples()),
        successors=tuple(session.execute(followed).tuples()),
        document=session.scalar(select(col(UnitSuccession.document)).where(before == row.id).limit(1)) or "",
        people=tuple(sorted(staying, key=lambda one: person_sort_key(one[1]))),
        campaigns=tuple(session.execute(running.order_by(col(Campaign.id))).tuples()),
    )


def standing_units(session: Session) -> tuple[Named, ...]:
    """Units that have not ended, to choose from; what a unit is called is no secret."""
    query = select(col(Unit.code), col(Unit.name)).where(col(Unit.valid_to).is_(None)).order_by(col(Unit.code))
    return tuple(session.execute(query.limit(MOST_NAMES)).tuples())


def campaign_names(session: Session, viewer: Principal) -> tuple[Named, ...]:
    """Campaigns, the newest first, to choose from for who manages people; raises NotAllowed `role_missing`."""
    require_manager(viewer)
    query = select(col(Campaign.code), col(Campaign.name)).order_by(col(Campaign.id).desc())
    return tuple(session.execute(query.limit(MOST_NAMES)).tuples())


def people_names(session: Session, viewer: Principal) -> tuple[Named, ...]:
    """Active people to choose from, in the order of their codes; raises NotAllowed `role_missing`."""
    require_manager(viewer)
    query = select(col(Person.code), col(Person.name)).where(col(Person.active).is_(True)).order_by(col(Person.code))
    return tuple(session.execute(query.limit(MOST_NAMES)).tuples())


def _row(unit: Unit, people: int) -> UnitRow:
    return UnitRow(
        code=unit.code, name=unit.name, level=unit.level, group=unit.group, valid_to=unit.valid_to, people=people
    )

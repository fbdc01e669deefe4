"""Finding awards that were decided outside the service."""

from collections.abc import Iterable

from sqlmodel import Session, col, select

from domain.errors import NotFound
from models.limits import LARGEST
from models.outside_awards import OutsideAward
from models.places import Unit

ASKED = 500
"""Names in one statement; a database takes only so many."""

Same = tuple[str, str, str, str, str, object]
"""Folded nominee, kind, folded unit, form, number, day: what makes two entries one award."""


def same_award(row: OutsideAward) -> Same:
    """By what an entry is known to be the same award as another."""
    return row.folded, row.nominee_kind, row.unit_folded, row.form, row.number, row.decided_on


def outside_award(session: Session, number: int) -> OutsideAward:
    """An entry by its number, locked; raises NotFound `outside_award`."""
    query = select(OutsideAward).where(col(OutsideAward.id) == number).with_for_update(key_share=True)
    found = session.exec(query).first() if number <= LARGEST else None
    if found is None:
        raise NotFound("outside_award", number=number)
    return found


def standing_like(session: Session, rows: Iterable[OutsideAward]) -> set[Same]:
    """Which of these awards are entered already and stand."""
    names = sorted({row.folded for row in rows})
    found: set[Same] = set()
    for start in range(0, len(names), ASKED):
        query = select(OutsideAward).where(col(OutsideAward.folded).in_(names[start : start + ASKED]))
        found |= {same_award(row) for row in session.exec(query.where(col(OutsideAward.ended_at).is_(None)))}
    return found


def units_called(session: Session, folded: Iterable[str]) -> dict[str, Unit]:
    """Folded name → the unit of that name, where there is exactly one."""
    names, found = sorted(set(folded)), dict[str, list[Unit]]()
    for start in range(0, len(names), ASKED):
        for unit in session.exec(select(Unit).where(col(Unit.folded).in_(names[start : start + ASKED]))):
            found.setdefault(unit.folded, []).append(unit)
    return {name: units[0] for name, units in found.items() if len(units) == 1}

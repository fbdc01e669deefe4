"""Awards that were decided outside the service, as a list to search, page by page; and a file of them looked at."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, false, func, or_, select, true
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from domain.errors import NotFound
from domain.people import Principal
from domain.permissions import allowed_somewhere
from domain.values import Value
from models.limits import LARGEST
from models.outside_awards import OutsideAward
from models.people import Person
from models.places import Unit
from plans.award_files import Line
from wording.earlier_awards import fault_words
from wording.names import fold

STATES = ("standing", "ended", "all")


class OutsideLine(Value):
    """One entry. `ended_reason` where it does not count any more; `replaced_by`, `supersedes`: numbers of entries."""

    number: int
    nominee_kind: str
    nominee: str
    unit: str | None
    unit_name: str
    form: str
    authority: str
    level: str
    decision: str
    decided_on: date
    achievement: str
    initiative: str | None
    period_from: date | None
    period_to: date | None
    entered_at: datetime
    entered_by: str
    supersedes: int | None
    replaced_by: int | None
    ended_at: datetime | None
    ended_reason: str | None

    @property
    def stands(self) -> bool:
        """Does it count?"""
        return self.ended_at is None


class FileLine(Value):
    """A line of a file looked at beside the store: `new`, `known` (it stands already) or `wrong`."""

    number: int
    nominee: str
    what: str
    state: str
    faults: tuple[str, ...] = ()


def count(session: Session, viewer: Principal, *, text: str = "", state: str = "standing") -> int:
    """How many entries fit."""
    found: int = session.scalars(_fitting(viewer, text, state, func.count(col(OutsideAward.id)))).one()
    return found


def listing(
    session: Session, viewer: Principal, *, text: str = "", state: str = "standing", limit: int = 50, offset: int = 0
) -> tuple[OutsideLine, ...]:
    """Entries by nominee, unit, decision or initiative, without accents; the latest decision first."""
    page = _fitting(viewer, text, state, col(OutsideAward.id))
    page = page.order_by(col(OutsideAward.decided_on).desc(), col(OutsideAward.id).desc()).limit(limit).offset(offset)
    query = _lines().where(col(OutsideAward.id).in_(page.scalar_subquery()))
    query = query.order_by(col(OutsideAward.decided_on).desc(), col(OutsideAward.id).desc())
    return tuple(_line(row) for row in session.execute(query))


def one(session: Session, viewer: Principal, number: int) -> OutsideLine:
    """One entry, standing or not; raises NotFound `outside_award`, also for whoever may not see it."""
    query = _lines().where(col(OutsideAward.id) == number, _seen(viewer))
    row = session.execute(query).first() if number <= LARGEST else None
    if row is None:
        raise NotFound("outside_award", number=number)
    return _line(row)


def looked_at(session: Session, lines: Sequence[Line]) -> tuple[FileLine, ...]:
    """A file's lines beside the store: which awards stand already, and which units it does not know; two queries."""
    units = dict(session.execute(select(col(Unit.code), col(Unit.folded))).tuples().all())
    first = min((line.entry.decided_on for line in lines if line.entry), default=date.max)
    columns = (OutsideAward.folded, OutsideAward.nominee_kind, OutsideAward.unit_folded, OutsideAward.form)
    known = select(*(col(one) for one in columns), col(OutsideAward.number), col(OutsideAward.decided_on))
    known = known.where(col(OutsideAward.ended_at).is_(None), col(OutsideAward.decided_on) >= first)
    standing = set(session.execute(known).tuples())
    return tuple(_file_line(line, units, standing) for line in lines)


def _file_line(line: Line, units: dict[str, str], standing: set[Any]) -> FileLine:
    entry = line.entry
    if entry is None:
        return FileLine(number=line.number, nominee=line.nominee, what="", state="wrong", faults=line.faults)
    what = f"{entry.number}, {entry.authority}"
    if entry.unit and entry.unit not in units:
        wrong = (fault_words("unit", found=entry.unit),)
        return FileLine(number=line.number, nominee=line.nominee, what=what, state="wrong", faults=wrong)
    place = fold(entry.unit_name) if entry.unit_name else units.get(entry.unit or "", "")
    key = (fold(entry.nominee), entry.nominee_kind.value, place, entry.form, entry.number, entry.decided_on)
    return FileLine(number=line.number, nominee=line.nominee, what=what, state="known" if key in standing else "new")


def _seen(viewer: Principal) -> ColumnElement[bool]:
    return true() if viewer.is_system or allowed_somewhere("award:view", viewer) else false()


def _fitting(viewer: Principal, text: str, state: str, column: Any) -> Select[Any]:
    query = select(column).where(_seen(viewer))
    if state != "all":
        ended = col(OutsideAward.ended_at)
        query = query.where(ended.is_(None) if state == "standing" else ended.is_not(None))
    wanted = fold(text)
    if wanted:
        columns = (OutsideAward.folded, OutsideAward.unit_folded, OutsideAward.initiative_folded)
        query = query.where(
            or_(
                *(col(one).contains(wanted, autoescape=True) for one in columns),
                func.lower(col(OutsideAward.number)).contains(text.strip().lower(), autoescape=True),
            )
        )
    return query


def _lines() -> Select[Any]:
    later = aliased(OutsideAward)
    return (
        select(
            OutsideAward, col(Person.name).label("person"), col(Unit.code).label("unit"), col(later.id).label("later")
        )
        .outerjoin(Person, col(Person.code) == col(OutsideAward.entered_by))
        .outerjoin(Unit, col(Unit.id) == col(OutsideAward.unit_id))
        .outerjoin(later, col(later.supersedes_id) == col(OutsideAward.id))
    )


def _line(row: Any) -> OutsideLine:
    award: OutsideAward = row.OutsideAward
    same = ("nominee_kind", "nominee", "unit_name", "form", "authority", "level", "decided_on", "achievement")
    more = ("initiative", "period_from", "period_to", "entered_at", "ended_at", "ended_reason")
    return OutsideLine(
        **{name: getattr(award, name) for name in (*same, *more)},
        number=award.id,
        decision=award.number,
        entered_by=row.person or award.entered_by,
        unit=row.unit,
        supersedes=award.supersedes_id,
        replaced_by=row.later,
    )

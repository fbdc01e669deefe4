"""What holds stages up, each cause of a stage as one row: 37 units that owe a registration are one matter, not 37."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Subquery, func, or_, select, tuple_
from sqlmodel import Session, col

from domain.people import Principal
from domain.values import Value
from models.stages import Duty, StepTaken, Wait
from queries.contacts import Contact
from queries.holding import overdue
from queries.stuck import ORDER, WaitLine, waits
from queries.substitutes import substitutes_of
from queries.wanted import Wanted, fitting

READ = 300
"""Waits in one look for the next groups; more than most stages have."""

SHOWN = 3
"""Waits of a group that are told one by one; the rest is a number that leads to the list."""


class HoldUp(Value):
    """One cause in one stage. `lines` are its first waits, the most urgent first; counts are of all.

    `reminded`: how often the service or somebody has reminded of the first line, the last time at `reminded_at`.
    `substitutes`: code of a contact → who acts in that person's place today.
    """

    lines: tuple[WaitLine, ...]
    count: int
    overdue: int
    holders: int
    dossiers: int
    reminded: int
    reminded_at: datetime | None
    escalated: bool
    substitutes: Mapping[str, tuple[Contact, ...]]

    @property
    def first(self) -> WaitLine:
        """The most urgent wait, which stands for the group."""
        return self.lines[0]


def hold_ups(
    session: Session, viewer: Principal, *, on: date, wanted: Wanted, limit: int = 20, shown: int = SHOWN
) -> tuple[HoldUp, ...]:
    """Groups of waits, overdue first, then by deadline, then the oldest; ten queries or so."""
    groups = _groups(session, viewer, on, wanted, limit)
    lines = _lines(session, viewer, on, wanted, groups, shown)
    steps = _steps(session, groups)
    codes = {one.code for some in lines.values() for line in some for one in line.contacts}
    substitutes = substitutes_of(session, codes, on)
    found = []
    for group in groups:
        some = lines[group.stage_id, group.cause]
        told, last, escalated = _reminders(steps[group.stage_id], some[0])
        found.append(
            HoldUp(
                lines=some,
                count=group.count,
                overdue=group.overdue,
                holders=group.holders,
                dossiers=group.dossiers,
                reminded=told,
                reminded_at=last,
                escalated=escalated,
                substitutes={one.code: substitutes.get(one.code, ()) for line in some for one in line.contacts},
            )
        )
    return tuple(found)


def _groups(session: Session, viewer: Principal, on: date, wanted: Wanted, limit: int) -> Sequence[Any]:
    """Groups in the order of their most urgent wait, counted."""
    keys = _most_urgent(session, viewer, on, wanted, limit)
    # Whoever holds something is a unit, a person or a role, so the three are counted apart.
    holders = (func.count(column.distinct()) for column in (col(Wait.unit_id), col(Wait.person_id), col(Wait.role)))
    unit, person, role = holders
    query = (
        select(
            col(Wait.stage_id),
            col(Wait.cause),
            func.count().label("count"),
            func.count().filter(overdue(on)).label("overdue"),
            (unit + person + role).label("holders"),
            func.count(col(Duty.dossier_id).distinct()).label("dossiers"),
        )
        .outerjoin(Duty, col(Duty.id) == col(Wait.duty_id))
        .where(*fitting(session, viewer, on, wanted), tuple_(col(Wait.stage_id), col(Wait.cause)).in_(keys))
        # Said once more, because SQLite looks up a column in an index and never a pair.
        .where(col(Wait.stage_id).in_({stage for stage, _ in keys}))
        .group_by(col(Wait.stage_id), col(Wait.cause))
    )
    counted = {(group.stage_id, group.cause): group for group in session.execute(query)}
    return [counted[key] for key in keys]


def _most_urgent(
    session: Session, viewer: Principal, on: date, wanted: Wanted, limit: int
) -> Sequence[tuple[int, str]]:
    """(stage, cause) of the first groups. Grouping everything that waits in a country would take half a second, so
    the list is read from its beginning, without the groups that are known, until there are enough."""
    found: dict[tuple[int, str], None] = {}
    group = tuple_(col(Wait.stage_id), col(Wait.cause))
    query = select(col(Wait.stage_id), col(Wait.cause)).where(*fitting(session, viewer, on, wanted))
    query = query.order_by(*ORDER).limit(READ)
    while len(found) < limit:
        rows = session.execute(query.where(group.not_in(list(found))) if found else query).all()
        found |= dict.fromkeys((stage, cause) for stage, cause in rows)
        if len(rows) < READ:
            break
    return list(found)[:limit]


def _lines(
    session: Session, viewer: Principal, on: date, wanted: Wanted, groups: Sequence[Any], shown: int
) -> dict[tuple[int, str], tuple[WaitLine, ...]]:
    ranked = _ranked(session, viewer, on, wanted, groups)
    query = select(ranked.c.id, ranked.c.stage_id, ranked.c.cause).where(ranked.c.place <= shown)
    group_of = {number: (stage, cause) for number, stage, cause in session.execute(query)}
    found: defaultdict[tuple[int, str], list[WaitLine]] = defaultdict(list)
    only = wanted.model_copy(update={"ids": tuple(group_of)})
    for line in waits(session, viewer, on=on, wanted=only, limit=len(group_of)) if group_of else ():
        found[group_of[line.id]].append(line)
    return {key: tuple(some) for key, some in found.items()}


def _ranked(session: Session, viewer: Principal, on: date, wanted: Wanted, groups: Sequence[Any]) -> Subquery:
    place = func.row_number().over(
        partition_by=(col(Wait.stage_id), col(Wait.cause)),
        order_by=ORDER,
    )
    stages = {group.stage_id for group in groups}
    return (
        select(col(Wait.id), col(Wait.stage_id), col(Wait.cause), place.label("place"))
        .where(*fitting(session, viewer, on, wanted), col(Wait.stage_id).in_(stages))
        .where(col(Wait.cause).in_({group.cause for group in groups}))
        .subquery()
    )


def _steps(session: Session, groups: Sequence[Any]) -> defaultdict[int, list[StepTaken]]:
    found: defaultdict[int, list[StepTaken]] = defaultdict(list)
    names = or_(col(StepTaken.name).startswith("remind:"), col(StepTaken.name).startswith("escalate:"))
    stages = {group.stage_id for group in groups}
    for step in session.scalars(select(StepTaken).where(col(StepTaken.stage_id).in_(stages), names)):
        found[step.stage_id].append(step)
    return found


def _reminders(steps: Sequence[StepTaken], line: WaitLine) -> tuple[int, datetime | None, bool]:
    """How often, when last, and whether the office was told; of the deadline of this line, or of it by hand."""
    by_hand = f"remind:now:{line.duty_id}"
    mine = [s for s in steps if s.name == by_hand or (line.due == s.due and s.name.startswith("remind:T"))]
    last = max((step.taken_at for step in mine), default=None)
    return len(mine), last, any(s.name.startswith("escalate:") and s.due == line.due for s in steps)

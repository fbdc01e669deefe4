"""How long each class of data is kept, what is due today, and the requests to erase it."""

import json
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from domain.errors import NotAllowed
from domain.people import Principal
from domain.permissions import allowed, holders
from domain.personal_data import OF_A_PERSON, Kept, cut_off
from domain.steps import local_day
from domain.values import Value
from models.people import Person
from models.personal_data import CorrectionRequest, Erasure, RetentionPeriod
from models.retained_rows import count, due, listed, of_person


class RetentionLine(Value):
    """A class with its period; `due` is how many rows are due, None where no period is set."""

    kept: str
    years: int | None
    source: str
    set_at: datetime | None
    before: datetime | None
    due: int | None


class DueLine(Value):
    """One row that is due."""

    number: int
    since: datetime
    what: str


class DuePage(Value):
    """A part of what is due in a class, the oldest first."""

    lines: tuple[DueLine, ...]
    total: int


class ErasureLine(Value):
    """A request. `counts`: class → rows that went, or that would go now while nobody decided."""

    number: int
    kept: str | None
    before: datetime | None
    person: str | None
    person_name: str | None
    reason: str
    document: str | None
    asked_at: datetime
    asked_by: str
    asked_by_name: str
    decided_at: datetime | None
    decided_by_name: str | None
    agreed: bool | None
    answer: str
    counts: dict[str, int]


class CorrectionLine(Value):
    """A request of a person about herself."""

    number: int
    person: str
    person_name: str
    field: str
    wrong: str
    right: str
    reason: str
    asked_at: datetime
    decided_at: datetime | None
    decided_by_name: str | None
    agreed: bool | None
    answer: str


def periods(session: Session, viewer: Principal, *, at: datetime) -> tuple[RetentionLine, ...]:
    """Every class; raises NotAllowed `role_missing`."""
    _require(viewer, "data:erase")
    rows = {row.kept: row for row in session.scalars(select(RetentionPeriod))}
    return tuple(_line(session, kept, rows.get(kept.value), at) for kept in Kept)


def due_page(
    session: Session, viewer: Principal, kept: Kept, *, at: datetime, offset: int = 0, limit: int = 50
) -> DuePage:
    """What is due today in a class; nothing where no period is set. Raises NotAllowed `role_missing`."""
    _require(viewer, "data:erase")
    row = session.scalars(select(RetentionPeriod).where(col(RetentionPeriod.kept) == kept.value)).first()
    if row is None or row.years is None:
        return DuePage(lines=(), total=0)
    chosen = due(kept, cut_off(row.years, local_day(at)))
    found = session.execute(listed(kept, chosen).offset(offset).limit(limit)).tuples()
    lines = tuple(DueLine(number=number, since=since, what=str(what)) for number, since, what in found)
    return DuePage(lines=lines, total=count(session, chosen))


def erasures(session: Session, viewer: Principal, *, offset: int = 0, limit: int = 50) -> tuple[ErasureLine, ...]:
    """Requests, open ones first, then the newest; raises NotAllowed `role_missing`."""
    _require(viewer, "data:erase")
    query = select(Erasure, Person).outerjoin(Person, col(Person.id) == col(Erasure.person_id))
    query = query.order_by(col(Erasure.decided_at).is_not(None), col(Erasure.id).desc())
    found = session.execute(query.offset(offset).limit(limit)).tuples().all()
    names = _names(session, {code for row, _ in found for code in (row.asked_by, row.decided_by) if code})
    return tuple(_erasure(session, row, person, names) for row, person in found)


def corrections(session: Session, viewer: Principal, *, offset: int = 0, limit: int = 50) -> tuple[CorrectionLine, ...]:
    """Requests for correction, open ones first, then the newest; raises NotAllowed `role_missing`."""
    _require(viewer, "data:correct")
    query = select(CorrectionRequest, Person).join(Person, col(Person.id) == col(CorrectionRequest.person_id))
    query = query.order_by(col(CorrectionRequest.decided_at).is_not(None), col(CorrectionRequest.id).desc())
    found = session.execute(query.offset(offset).limit(limit)).tuples().all()
    names = _names(session, {row.decided_by for row, _ in found if row.decided_by})
    columns = ("field", "wrong", "right", "reason", "asked_at", "decided_at", "agreed", "answer")
    return tuple(
        CorrectionLine(
            number=row.id,
            person=person.code,
            person_name=person.name,
            decided_by_name=names.get(row.decided_by or ""),
            **{name: getattr(row, name) for name in columns},
        )
        for row, person in found
    )


def waiting(session: Session) -> tuple[int, int]:
    """How many requests for correction, and how many for erasure, nobody has decided."""
    asked = select(col(CorrectionRequest.id)).where(col(CorrectionRequest.decided_at).is_(None))
    wanted = select(col(Erasure.id)).where(col(Erasure.decided_at).is_(None))
    return count(session, asked), count(session, wanted)


def _line(session: Session, kept: Kept, row: RetentionPeriod | None, at: datetime) -> RetentionLine:
    before = cut_off(row.years, local_day(at)) if row and row.years else None
    return RetentionLine(
        kept=kept.value,
        years=row.years if row else None,
        source=row.source if row else "",
        set_at=row.set_at if row else None,
        before=before,
        due=count(session, due(kept, before)) if before else None,
    )


def _erasure(session: Session, row: Erasure, person: Person | None, names: dict[str, str]) -> ErasureLine:
    columns = ("kept", "before", "reason", "document", "asked_at", "asked_by", "decided_at", "agreed", "answer")
    return ErasureLine(
        number=row.id,
        person=person.code if person else None,
        person_name=person.name if person else None,
        asked_by_name=names.get(row.asked_by, row.asked_by),
        decided_by_name=names.get(row.decided_by or "", row.decided_by),
        counts=_would(session, row, person) if row.decided_at is None else json.loads(row.counts),
        **{name: getattr(row, name) for name in columns},
    )


def _would(session: Session, row: Erasure, person: Person | None) -> dict[str, int]:
    chosen: dict[str, Any] = {kept.value: of_person(kept, person) for kept in OF_A_PERSON} if person else {}
    if row.kept and row.before:
        chosen = {row.kept: due(Kept(row.kept), row.before)}
    return {kept: count(session, query) for kept, query in chosen.items()}


def _names(session: Session, codes: set[str]) -> dict[str, str]:
    query = select(col(Person.code), col(Person.name)).where(col(Person.code).in_(codes))
    return dict(session.execute(query).tuples().all())


def _require(viewer: Principal, action: str) -> None:
    if not viewer.is_system and not allowed(action, viewer):
        raise NotAllowed("role_missing", action=action, person=viewer.name, roles=holders(action))

"""What an action would do, found out by really doing it inside a savepoint that is rolled back: one way for all."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Insert, event, inspect
from sqlalchemy.orm import ORMExecuteState
from sqlalchemy.orm import Session as AnySession
from sqlmodel import Session

from domain.values import Value
from models.base import Row
from models.people import Person
from models.places import Unit
from models.stages import Duty, Stage

DATES = ("opens", "remind_by", "due", "opened_at", "closed_at", "state")
HIDDEN = frozenset({"wait", "audit_event", "audit_value", "step_taken", "unsealed_event"})
"""They follow from the rows that are shown."""
_LOOKING = "only_looking"


class RowsChanged(Value):
    """How many rows of a table were added and how many changed."""

    table: str
    added: int
    changed: int


class MailWritten(Value):
    """A notice by its kind, with everybody who would get it."""

    kind: str
    recipients: tuple[str, ...]


class StageChanged(Value):
    """One thing about a stage that moves: a day, or its state."""

    stage: str
    what: str
    old: str | None
    new: str | None


class DutyChanged(Value):
    """A duty that is `added`, `done`, `lapsed`, or moved to another day or another person (`changed`)."""

    what: str
    change: str
    holder: str
    due: date | None


class Effect(Value):
    """Everything an action would do; `people` are those who would be written to or would have something to do."""

    rows: tuple[RowsChanged, ...] = ()
    mails: tuple[MailWritten, ...] = ()
    dates: tuple[StageChanged, ...] = ()
    duties: tuple[DutyChanged, ...] = ()
    people: tuple[str, ...] = ()


@dataclass
class Watch:
    """The rows that a session touches, with the values they had before."""

    session: Session
    added: dict[int, Row] = field(default_factory=dict)
    before: dict[int, tuple[Row, dict[str, Any]]] = field(default_factory=dict)
    notices: list[dict[str, Any]] = field(default_factory=list)

    def note_insert(self, state: ORMExecuteState) -> None:
        """Notices are written many at once and never become objects, so the statement is looked at."""
        if state.is_insert and isinstance(state.statement, Insert) and state.statement.table.name == "notice":
            given = state.parameters or ()
            self.notices += [dict(row) for row in (given if isinstance(given, Sequence) else (given,))]

    def note(self, session: AnySession) -> None:
        """Remember what is about to be written."""
        for row in session.new:
            self.added[id(row)] = row
        for row in session.dirty:
            if id(row) not in self.added:
                state: Any = inspect(row)
                _, old = self.before.setdefault(id(row), (row, {}))
                for attribute in state.attrs:
                    if attribute.history.has_changes():
                        old.setdefault(attribute.key, next(iter(attribute.history.deleted or ()), None))

    def effect(self) -> Effect:
        """What came of it; to be asked before the rollback."""
        self.session.flush()
        mails, duties = self._mails(), self._duties()
        people = {name for mail in mails for name in mail.recipients} | {d.holder for d in duties if d.change != "done"}
        return Effect(
            rows=self._rows(), mails=mails, dates=self._dates(), duties=duties, people=tuple(sorted(people - {""}))
        )

    def _changed(self) -> Iterator[tuple[Row, dict[str, Any]]]:
        for row, old in self.before.values():
            real = {name: value for name, value in old.items() if getattr(row, name) != value}
            if real:
                yield row, real

    def _rows(self) -> tuple[RowsChanged, ...]:
        added = Counter(str(row.__tablename__) for row in self.added.values())
        added["notice"] += len(self.notices)
        changed = Counter(str(row.__tablename__) for row, old in self._changed() if set(old) != {"next_due_at"})
        tables = sorted({table for table, count in (added + changed).items() if count} - HIDDEN)
        return tuple(RowsChanged(table=table, added=added[table], changed=changed[table]) for table in tables)

    def _mails(self) -> tuple[MailWritten, ...]:
        told: dict[str, dict[str, None]] = {}
        for row in self.notices:
            told.setdefault(row["kind"], {})[row["recipient_name"]] = None
        return tuple(MailWritten(kind=kind, recipients=tuple(names)) for kind, names in sorted(told.items()))

    def _dates(self) -> tuple[StageChanged, ...]:
        found = [
            StageChanged(stage=row.key, what=name, old=_text(old[name]), new=_text(getattr(row, name)))
            for row, old in self._changed()
            if isinstance(row, Stage)
            for name in DATES
            if name in old
        ]
        new = (row for row in self.added.values() if isinstance(row, Stage))
        found += [StageChanged(stage=row.key, what="due", old=None, new=_text(row.due)) for row in new]
        return tuple(found)

    def _duties(self) -> tuple[DutyChanged, ...]:
        added = [(row, "added") for row in self.added.values() if isinstance(row, Duty)]
        changed = [(row, _fate(row)) for row, _ in self._changed() if isinstance(row, Duty)]
        return tuple(
            DutyChanged(what=row.what, change=change, holder=self._holder(row), due=row.due)
            for row, change in (*added, *changed)
        )

    def _holder(self, duty: Duty) -> str:
        if duty.person_id is not None:
            return self.session.get_one(Person, duty.person_id).name
        if duty.unit_id is not None:
            return self.session.get_one(Unit, duty.unit_id).name
        return duty.role or ""


@contextmanager
def watching(session: Session) -> Iterator[Watch]:
    """Note every row that is written while the block runs."""
    watch = Watch(session)

    def note(flushed: AnySession, _context: object, _instances: object) -> None:
        watch.note(flushed)

    event.listen(session, "before_flush", note)
    event.listen(session, "do_orm_execute", watch.note_insert)
    session.info[_LOOKING] = True
    try:
        yield watch
    finally:
        del session.info[_LOOKING]
        event.remove(session, "before_flush", note)
        event.remove(session, "do_orm_execute", watch.note_insert)


def previewing(session: Session) -> bool:
    """Is this act only looked at, so that it must leave nothing outside of the store and tell no secret?"""
    return _LOOKING in session.info


def preview(session: Session, action: Callable[[], object]) -> Effect:
    """Do `action` inside a savepoint, see what it does, and undo it. A refusal passes through; nothing is changed."""
    session.flush()
    savepoint = session.begin_nested()
    try:
        with watching(session) as watch:
            action()
            return watch.effect()
    finally:
        savepoint.rollback()


def _fate(duty: Duty) -> str:
    if duty.done_at is not None:
        return "done"
    return "lapsed" if duty.lapsed_at is not None else "changed"


def _text(value: object) -> str | None:
    if value is None:
        return None
    return value.isoformat() if isinstance(value, date) else str(value)

"""The audit trail's only writer: one event per action, in the same transaction, with digests of the rows it changed.

Rows of audited tables that change without an event make the commit fail: there is one door for every change of state.
"""

import hashlib
import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import event, insert, inspect
from sqlalchemy.orm import Session as AnySession
from sqlalchemy.orm import SessionTransaction, UOWTransaction
from sqlmodel import Session

from domain.errors import Broken
from domain.people import Principal
from models.audit import AuditEvent, AuditValue
from models.base import Row, table_of
from models.digests import EXEMPT_COLUMNS, OPERATIONAL, PERSONAL, canonical, row_digest, row_name
from models.ledger_rows import queue_events

__all__ = ["EXEMPT_COLUMNS", "OPERATIONAL", "PERSONAL", "canonical", "record", "row_digest", "row_name"]

_TOUCHED = "touched_rows"
_FRESH = "events_to_queue"
_EVENTS = table_of(AuditEvent)


def record(
    session: Session,
    kind: str,
    *,
    by: Principal,
    at: datetime,
    subject: str,
    campaign: str | None = None,
    reason: str = "",
    facts: Mapping[str, object] | None = None,
    personal: Mapping[str, str] | None = None,
) -> None:
    """Write one event. `facts` are plain values without personal data; `personal` goes to the erasable side table."""
    session.flush()
    touched = _take_touched(session)
    salt = secrets.token_hex(16) if personal or any(row.__tablename__ in PERSONAL for row in touched) else ""
    body = {
        "v": 1,
        "kind": kind,
        "at": at.isoformat(),
        "by": by.code,
        "for_unit": by.for_unit_id,
        **({"for_person": by.for_person} if by.for_person else {}),
        "campaign": campaign,
        "subject": subject,
        "reason": reason,
        "facts": dict(facts or {}),
        "personal": {name: _commitment(salt, value) for name, value in (personal or {}).items()},
        "rows": {row_name(row): row_digest(row, salt) for row in touched},
    }
    event_id = session.execute(
        insert(_EVENTS).returning(_EVENTS.c.id),
        {"at": at, "kind": kind, "campaign": campaign, "subject": subject, "actor": by.code, "text": canonical(body)},
    ).scalar_one()
    session.info.setdefault(_FRESH, set()).add(event_id)
    if salt:
        kept = {"salt": salt, **(personal or {})}
        session.add_all(AuditValue(event_id=event_id, name=n, salt=salt, value=v) for n, v in kept.items())


def _commitment(salt: str, value: str) -> str:
    return hashlib.sha256((salt + value).encode()).hexdigest()


def _take_touched(session: Session) -> list[Row]:
    touched: dict[int, Row] = session.info.pop(_TOUCHED, {})
    return sorted(touched.values(), key=row_name)


def _audited(row: object) -> bool:
    return getattr(row, "__tablename__", "") not in OPERATIONAL


def _changed(row: object) -> bool:
    state: Any = inspect(row)
    exempt = EXEMPT_COLUMNS.get(str(getattr(row, "__tablename__", "")), frozenset())
    # Only what was set is compared: the session's own question, whether a row is modified, looks at every column.
    return any(state.attrs[key].history.has_changes() for key in state.manager.keys() - state.unmodified - exempt)


@event.listens_for(Session, "before_flush")
def _note_touched(session: AnySession, _context: UOWTransaction, _instances: object) -> None:
    touched: dict[int, Row] = session.info.setdefault(_TOUCHED, {})
    changed = (*session.new, *(row for row in session.dirty if _changed(row)))
    touched.update((id(row), row) for row in changed if _audited(row))
    if any(_audited(row) for row in session.deleted):
        raise Broken("row_deleted", rows=tuple(str(row.__tablename__) for row in session.deleted))


@event.listens_for(Session, "before_commit")
def _refuse_silence(session: AnySession) -> None:
    session.flush()
    touched = session.info.get(_TOUCHED)
    if touched:
        raise Broken("change_without_event", rows=tuple(sorted(row_name(row) for row in touched.values())))
    # Once for the whole transaction, because a chunk of the sweep writes dozens of events.
    queue_events(session, session.info.pop(_FRESH, ()))


@event.listens_for(Session, "after_soft_rollback")
def _forget(session: AnySession, transaction: SessionTransaction) -> None:
    session.info.pop(_TOUCHED, None)
    if not transaction.nested:
        session.info.pop(_FRESH, None)

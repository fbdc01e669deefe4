"""Live rows against what the trail last said about them: a change behind the actions leaves a row nobody told of."""

import json
from collections.abc import Iterator, Mapping, Sequence
from zlib import crc32

from sqlalchemy import func, select
from sqlmodel import Session, col

from domain.ledger import Finding, Findings
from domain.people import Principal
from domain.values import Value
from models.audit import AuditEvent, AuditValue
from models.base import Row, table_of
from models.digests import ADDED_COLUMNS, OPERATIONAL, PERSONAL, row_digest, row_name
from queries.history import require_reader

CHUNK = 5_000
"""Rows read together."""

ASKED = 500
"""Values in one statement; a database takes only so many."""

TOGETHER = 1_000_000
"""So many rows are kept in mind at once; more are looked at in turns, each a walk through the trail."""


class Reconciled(Value):
    """What differs. `erased` rows cannot be compared any more: what would show their digest was erased by law."""

    rows: int
    erased: int
    exempt: tuple[str, ...]
    findings: tuple[Finding, ...]


Told = dict[str, tuple[str, int]]
"""Row → its digest in the last event that names it, and that event."""


def reconcile(session: Session, viewer: Principal, *, together: int = TOGETHER) -> Reconciled:
    """Compare every row of every audited table with the last event that names it, `together` rows at a time.

    Raises:
        NotAllowed: `role_missing`.
    """
    require_reader(session, viewer)
    findings = Findings()
    tables = audited()
    total = sum(session.scalar(select(func.count()).select_from(table)) or 0 for table in tables)
    parts = total // together + 1
    seen = erased = 0
    for part in range(parts):
        told = _told(session, {str(table.__tablename__) for table in tables}, part, parts)
        for rows in _rows(session, tables, part, parts):
            seen += len(rows)
            erased += _compare(session, findings, rows, told)
        for name, (_, event_id) in told.items():
            findings.add("row_missing", row=name, event=event_id)
    return Reconciled(rows=seen, erased=erased, exempt=tuple(sorted(OPERATIONAL)), findings=findings.all())


def audited() -> tuple[type[Row], ...]:
    """The tables of which every change is told in the trail."""
    return tuple(table for table in Row.__subclasses__() if str(table.__tablename__) not in OPERATIONAL)


def _told(session: Session, tables: set[str], part: int, parts: int) -> Told:
    told: Told = {}
    query = select(col(AuditEvent.id), col(AuditEvent.text)).order_by(col(AuditEvent.id)).limit(CHUNK)
    after = 0
    while events := session.execute(query.where(col(AuditEvent.id) > after)).tuples().all():
        for event_id, text in events:
            for name, digest in _rows_in(text).items():
                if _belongs(name, part, parts) and name.partition(":")[0] in tables:
                    told[name] = (digest, event_id)
        after = events[-1][0]
    return told


def _rows_in(text: str) -> Mapping[str, str]:
    """What an event says about rows; nothing where it cannot be read, which is a matter of the ledger's check."""
    try:
        rows = json.loads(text)["rows"]
    except (ValueError, KeyError, TypeError):
        return {}
    return rows if isinstance(rows, dict) else {}


def _rows(session: Session, tables: Sequence[type[Row]], part: int, parts: int) -> Iterator[dict[str, Row]]:
    """The rows of this part by their names, a table and a chunk at a time."""
    for table in tables:
        query = select(table).order_by(*table_of(table).primary_key).execution_options(yield_per=CHUNK)
        for chunk in session.scalars(query).partitions():
            named = {row_name(row): row for row in chunk}
            yield {name: row for name, row in named.items() if _belongs(name, part, parts)}
            session.expunge_all()


def _belongs(name: str, part: int, parts: int) -> bool:
    return parts == 1 or crc32(name.encode()) % parts == part


def _compare(session: Session, findings: Findings, rows: Mapping[str, Row], told: Told) -> int:
    """Compare and forget; how many cannot be compared."""
    found = {name: told.pop(name, None) for name in rows}
    salts = _salts(session, [said[1] for name, said in found.items() if said and name.partition(":")[0] in PERSONAL])
    erased = 0
    for name, said in found.items():
        if said is None:
            findings.add("row_unrecorded", row=name)
            continue
        digest, event_id = said
        # None where the event has none, because the table was not salted then; empty where it was erased.
        salt = salts.get(event_id)
        if digest in _digests(rows[name], salt or ""):
            continue
        if salt == "":
            erased += 1
        else:
            findings.add("row_changed", row=name, event=event_id)
    return erased


def _digests(row: Row, salt: str) -> Iterator[str]:
    """What the digest may be: over all columns, or over those that there were before some were added."""
    yield row_digest(row, salt)
    yield from (row_digest(row, salt, without=added) for added in ADDED_COLUMNS.get(str(row.__tablename__), ()))


def _salts(session: Session, event_ids: Sequence[int]) -> dict[int, str]:
    query = select(col(AuditValue.event_id), col(AuditValue.salt)).where(col(AuditValue.name) == "salt")
    found: dict[int, str] = {}
    for start in range(0, len(event_ids), ASKED):
        chunk = query.where(col(AuditValue.event_id).in_(event_ids[start : start + ASKED]))
        found.update(session.execute(chunk).tuples().all())
    return found

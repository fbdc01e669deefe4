"""Live rows against what the trail last said about them: a change behind the actions leaves a row nobody told of."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from domain.ledger import Finding, Findings
from domain.people import Principal
from domain.values import Value
from models.audit import AuditEvent, AuditValue
from models.base import Row, table_of
from models.digests import ADDED_COLUMNS, OPERATIONAL, PERSONAL, columns_digest
from queries.history import require_reader
from queries.last_told import ASKED, LastTold, Told

CHUNK = 5_000
"""Events or rows read together."""


Columns = Mapping[Any, Any]
"""A row: its columns by their names."""


class Reconciled(Value):
    """What differs. `erased` rows cannot be compared any more: what would show their digest was erased by law."""

    rows: int
    erased: int
    exempt: tuple[str, ...]
    findings: tuple[Finding, ...]


def reconcile(session: Session, viewer: Principal, *, chunk: int = CHUNK) -> Reconciled:
    """Compare every row of every audited table with the last event that names it; the trail is read once.

    Raises:
        NotAllowed: `role_missing`.
    """
    require_reader(session, viewer)
    findings, tables = Findings(), audited()
    seen = erased = 0
    with LastTold() as told:
        for said in _said(session, {str(table.__tablename__) for table in tables}, chunk):
            told.note(said)
        for rows in _rows(session, tables, chunk):
            seen += len(rows)
            erased += _compare(session, findings, rows, told)
        for row, _, event_id in told.left():
            findings.add("row_missing", row=row, event=event_id)
    return Reconciled(rows=seen, erased=erased, exempt=tuple(sorted(OPERATIONAL)), findings=findings.all())


def audited() -> tuple[type[Row], ...]:
    """The tables of which every change is told in the trail."""
    return tuple(table for table in Row.__subclasses__() if str(table.__tablename__) not in OPERATIONAL)


def _said(session: Session, tables: set[str], chunk: int) -> Iterator[list[Told]]:
    """What the events say about rows of these tables, a chunk of events at a time, the oldest first."""
    query = select(col(AuditEvent.id), col(AuditEvent.text)).order_by(col(AuditEvent.id)).limit(chunk)
    after = 0
    while events := session.execute(query.where(col(AuditEvent.id) > after)).tuples().all():
        rows = ((name, digest, event_id) for event_id, text in events for name, digest in _rows_in(text).items())
        yield [Told(*row) for row in rows if row[0].partition(":")[0] in tables and _is_plain(*row[:2])]
        after = events[-1][0]


def _is_plain(name: str, digest: object) -> bool:
    """Whoever writes past the service may have put anything there, half a letter too, which no database takes."""
    return name.isprintable() and isinstance(digest, str) and digest.isprintable()


def _rows_in(text: str) -> Mapping[str, str]:
    """What an event says about rows; nothing where it cannot be read, which is a matter of the ledger's check."""
    try:
        rows = json.loads(text)["rows"]
    except (ValueError, KeyError, TypeError):
        return {}
    return rows if isinstance(rows, dict) else {}


def _rows(session: Session, tables: Sequence[type[Row]], size: int) -> Iterator[dict[str, Columns]]:
    """All rows by their names, a table and a chunk at a time; columns only, because objects cost twice as much."""
    for table in map(table_of, tables):
        key = [column.name for column in table.primary_key]
        query = select(*table.c).order_by(*table.primary_key).execution_options(yield_per=size)
        for chunk in session.execute(query).mappings().partitions():
            yield {f"{table.name}:{'/'.join(str(row[name]) for name in key)}": row for row in chunk}


def _compare(session: Session, findings: Findings, rows: Mapping[str, Columns], told: LastTold) -> int:
    """Compare and forget; how many cannot be compared."""
    found = told.take(list(rows))
    salts = _salts(session, [said.event_id for name, said in found.items() if name.partition(":")[0] in PERSONAL])
    erased = 0
    for name, row in rows.items():
        said = found.get(name)
        if said is None:
            findings.add("row_unrecorded", row=name)
            continue
        # None where the event has none, because the table was not salted then; empty where it was erased.
        salt = salts.get(said.event_id)
        if said.digest in _digests(name.partition(":")[0], row, salt or ""):
            continue
        if salt == "":
            erased += 1
        else:
            findings.add("row_changed", row=name, event=said.event_id)
    return erased


def _digests(table: str, row: Columns, salt: str) -> Iterator[str]:
    """What the digest may be: over all columns, or over those that there were before some were added."""
    yield columns_digest(table, row, salt)
    yield from (columns_digest(table, row, salt, without=added) for added in ADDED_COLUMNS.get(table, ()))


def _salts(session: Session, event_ids: Sequence[int]) -> dict[int, str]:
    query = select(col(AuditValue.event_id), col(AuditValue.salt)).where(col(AuditValue.name) == "salt")
    found: dict[int, str] = {}
    for start in range(0, len(event_ids), ASKED):
        chunk = query.where(col(AuditValue.event_id).in_(event_ids[start : start + ASKED]))
        found.update(session.execute(chunk).tuples().all())
    return found

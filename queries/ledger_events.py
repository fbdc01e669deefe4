"""Each sealed event against its leaf: is it there, is it what was sealed, does its row say what its text says?"""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Row as Fetched
from sqlalchemy import select
from sqlmodel import Session

from domain.ledger import GRACE, Findings, cut_name, entry
from domain.merkle import leaf_hash
from models.audit import AuditEvent
from models.base import table_of
from models.ledger import LedgerLeaf, UnsealedEvent

CHUNK = 8_192
"""Leaves read together."""

COMPARED = 200
"""So many events that do not fit their leaves are compared with each other, each with each."""

_LEAVES, _EVENTS, _WAITING = table_of(LedgerLeaf), table_of(AuditEvent), table_of(UnsealedEvent)


class Edited(NamedTuple):
    """An event that does not fit its leaf."""

    event_id: int
    text: str
    hash: bytes


class Horizon(NamedTuple):
    """What comes after the first `size` events happened after `at`, but for what was waiting then."""

    size: int
    at: datetime


def placed(session: Session) -> Iterator[Fetched[Any]]:
    """Every leaf with its event, by number; the event's columns are None where it is gone."""
    columns = (_EVENTS.c.text, _EVENTS.c.kind, _EVENTS.c.at, _EVENTS.c.campaign, _EVENTS.c.subject, _EVENTS.c.actor)
    query = (
        select(_LEAVES.c.number, _LEAVES.c.event_id, _LEAVES.c.hash, *columns)
        .outerjoin(_EVENTS, _EVENTS.c.id == _LEAVES.c.event_id)
        .order_by(_LEAVES.c.number)
        .limit(CHUNK)
    )
    after = -1
    while rows := session.execute(query.where(_LEAVES.c.number > after)).all():
        yield from rows
        after = rows[-1].number


class EventCheck:
    """Looks at leaves in their order and remembers what only shows at the end."""

    def __init__(self, findings: Findings, horizons: Sequence[Horizon]) -> None:
        self._findings = findings
        self._horizons = sorted(horizons)
        self._horizon: datetime | None = None
        self._next = 0
        self._missing: list[tuple[int, int]] = []
        self._edited: list[Edited] = []

    def look(self, row: Fetched[Any]) -> None:
        """One leaf, whose number is larger than all before."""
        if row.number > self._next:
            self._miss(self._next, row.number - 1)
        self._next = row.number + 1
        if row.text is None:
            self._miss(row.number, row.number)
        elif leaf_hash(entry(row.event_id, row.text)) != row.hash:
            self._edited.append(Edited(row.event_id, row.text, row.hash))
        else:
            self._columns(row)
            self._time(row)

    def finish(self) -> None:
        """Name what is missing, and tell events that changed places from events that were edited."""
        for first, last in self._missing:
            self._findings.add(cut_name(first, last, self._next), first=first, last=last)
        for one, other in _pairs(self._edited[:COMPARED]):
            if other is None:
                self._findings.add("event_edited", event=one.event_id)
            else:
                self._findings.add("events_swapped", event=one.event_id, other=other.event_id)
        for one in self._edited[COMPARED:]:
            self._findings.add("event_edited", event=one.event_id)

    def _miss(self, first: int, last: int) -> None:
        if self._missing and self._missing[-1][1] == first - 1:
            first = self._missing.pop()[0]
        self._missing.append((first, last))

    def _columns(self, row: Fetched[Any]) -> None:
        said = json.loads(row.text)
        told = (said["kind"], said["campaign"], said["subject"], said["by"])
        if told == (row.kind, row.campaign, row.subject, row.actor) and datetime.fromisoformat(said["at"]) == row.at:
            return
        pairs = {"kind": "kind", "campaign": "campaign", "subject": "subject", "actor": "by"}
        wrong = [column for column, key in pairs.items() if getattr(row, column) != said[key]]
        self._findings.add("columns_changed", event=row.event_id, columns=tuple(wrong or ["at"]))

    def _time(self, row: Fetched[Any]) -> None:
        while self._horizons and self._horizons[0].size <= row.number:
            self._horizon = self._horizons.pop(0).at
        if self._horizon is not None and row.at < self._horizon - GRACE:
            self._findings.add("event_backdated", event=row.event_id, happened=row.at, at=self._horizon)


def check_queue(session: Session, findings: Findings) -> None:
    """Events that wait and are gone, and events that neither wait nor are sealed: nobody here wrote them."""
    gone = select(_WAITING.c.event_id).outerjoin(_EVENTS, _EVENTS.c.id == _WAITING.c.event_id)
    for event_id in session.scalars(gone.where(_EVENTS.c.id.is_(None)).order_by(_WAITING.c.event_id)):
        findings.add("queued_event_missing", event=event_id)
    loose = (
        select(_EVENTS.c.id)
        .outerjoin(_LEAVES, _LEAVES.c.event_id == _EVENTS.c.id)
        .outerjoin(_WAITING, _WAITING.c.event_id == _EVENTS.c.id)
        .where(_LEAVES.c.number.is_(None), _WAITING.c.event_id.is_(None))
    )
    for event_id in session.scalars(loose.order_by(_EVENTS.c.id)):
        findings.add("event_inserted", event=event_id)


def _pairs(edited: Sequence[Edited]) -> Iterator[tuple[Edited, Edited | None]]:
    """Each edited event once: with the one whose text it bears and which bears its text, or alone."""
    done: set[int] = set()
    for one in edited:
        if one.event_id not in done:
            other = next((two for two in edited if _is_swapped(one, two)), None)
            done |= {one.event_id, *([other.event_id] if other else ())}
            yield one, other


def _is_swapped(one: Edited, other: Edited) -> bool:
    return (
        leaf_hash(entry(one.event_id, other.text)) == one.hash
        and leaf_hash(entry(other.event_id, one.text)) == other.hash
    )

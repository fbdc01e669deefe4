"""Each sealed event against its leaf: is it there, is it what was sealed, does its row say what its text says?"""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

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

_NAMES = ("kind", "campaign", "subject", "actor")
_READ = json.JSONDecoder().raw_decode
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


class Placed(NamedTuple):
    """A leaf with its event, whose columns are None where it is gone."""

    number: int
    hash: bytes
    event_id: int
    text: str | None
    kind: str
    campaign: str | None
    subject: str
    actor: str
    at: datetime


def placed(session: Session) -> Iterator[Placed]:
    """Every leaf with its event, by number."""
    columns = (_EVENTS.c.text, _EVENTS.c.kind, _EVENTS.c.campaign, _EVENTS.c.subject, _EVENTS.c.actor, _EVENTS.c.at)
    query = (
        select(_LEAVES.c.number, _LEAVES.c.hash, _LEAVES.c.event_id, *columns)
        .outerjoin(_EVENTS, _EVENTS.c.id == _LEAVES.c.event_id)
        .order_by(_LEAVES.c.number)
        .limit(CHUNK)
    )
    after = -1
    while rows := session.execute(query.where(_LEAVES.c.number > after)).all():
        yield from map(Placed._make, rows)
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

    def look(self, leaf: Placed) -> None:
        """One leaf, whose number is larger than all before."""
        number, hash_, event_id, text, *columns, at = leaf
        if number > self._next:
            self._miss(self._next, number - 1)
        self._next = number + 1
        if text is None:
            self._miss(number, number)
        elif leaf_hash(entry(event_id, text)) != hash_:
            self._edited.append(Edited(event_id, text, hash_))
        else:
            self._compare(event_id, text, columns, at)
            self._time(number, event_id, at)

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

    def _compare(self, event_id: int, text: str, columns: Sequence[object], at: datetime) -> None:
        try:
            said, _ = _READ(text)
            told = [said["kind"], said["campaign"], said["subject"], said["by"]]
            same_time = datetime.fromisoformat(said["at"]) == at
        except (ValueError, KeyError, TypeError):
            # Sealed all the same: whoever knows the queue can put anything into it.
            self._findings.add("event_unreadable", event=event_id)
            return
        if told != [*columns] or not same_time:
            wrong = [name for name, one, other in zip(_NAMES, told, columns, strict=True) if one != other]
            self._findings.add("columns_changed", event=event_id, columns=tuple(wrong if same_time else [*wrong, "at"]))

    def _time(self, number: int, event_id: int, at: datetime) -> None:
        while self._horizons and self._horizons[0].size <= number:
            self._horizon = self._horizons.pop(0).at
        if self._horizon is not None and at < self._horizon - GRACE:
            self._findings.add("event_backdated", event=event_id, happened=at, at=self._horizon)


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

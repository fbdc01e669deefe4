"""Reading and writing the rows of the ledger, in sets: a row object for each would cost more than its hash."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ARRAY, Table, delete, func, insert, literal, select, text
from sqlalchemy.orm import Session as AnySession
from sqlmodel import Session, col

from domain.checkpoints import Checkpoint, PublicKey
from domain.merkle import Place, fold, peaks, place_number
from domain.people import Role
from models.audit import AuditEvent
from models.base import table_of
from models.finders import valid_on
from models.ledger import CheckpointRow, LedgerKey, LedgerLeaf, LedgerNode, UnsealedEvent
from models.people import Person, RoleGrant

# Any number that no other program on the same server is likely to take.
POSTGRESQL_LOCK = 7_406_202_216
TOGETHER = 500
"""Values in one statement; a database takes only so many."""

_LEAVES, _NODES, _WAITING = table_of(LedgerLeaf), table_of(LedgerNode), table_of(UnsealedEvent)
_EVENTS = table_of(AuditEvent)


class Waiting(NamedTuple):
    """An event without a place."""

    event_id: int
    text: str


def queue_events(session: AnySession, event_ids: Collection[int]) -> None:
    """Let these events wait for their place. Those that a savepoint has undone are not there any more."""
    ids = sorted(event_ids)
    for start in range(0, len(ids), TOGETHER):
        there = select(_EVENTS.c.id).where(_EVENTS.c.id.in_(ids[start : start + TOGETHER]))
        session.execute(insert(_WAITING).from_select(["event_id"], there))


def lock_ledger(session: Session) -> None:
    """Wait for whoever seals now; nobody else waits. On SQLite the transaction itself is the lock."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": POSTGRESQL_LOCK})


def waiting(session: Session, limit: int) -> Sequence[Waiting]:
    """The oldest events without a place, in the order of their ids."""
    query = (
        select(_WAITING.c.event_id, _EVENTS.c.text)
        .join(_EVENTS, _EVENTS.c.id == _WAITING.c.event_id)
        .order_by(_WAITING.c.event_id)
        .limit(limit)
    )
    return [Waiting(*row) for row in session.execute(query)]


def size_of(session: Session) -> int:
    """How many events are sealed."""
    last = session.scalar(select(func.max(_LEAVES.c.number)))
    return 0 if last is None else last + 1


def hashes_at(session: Session, places: Iterable[Place]) -> dict[Place, bytes]:
    """The hashes that are stored at these places."""
    wanted = list(places)
    leaves = {position: (level, position) for level, position in wanted if level == 0}
    nodes = {place_number(place): place for place in wanted if place[0] > 0}
    return {
        place: hash_
        for table, numbers in ((_LEAVES, leaves), (_NODES, nodes))
        for place, hash_ in _hashes(session, table, numbers)
    }


def _hashes(session: Session, table: Table, places: Mapping[int, Place]) -> Iterator[tuple[Place, bytes]]:
    numbers = list(places)
    for start in range(0, len(numbers), TOGETHER):
        chunk = table.c.number.in_(numbers[start : start + TOGETHER])
        for number, hash_ in session.execute(select(table.c.number, table.c.hash).where(chunk)).tuples():
            yield places[number], hash_


def root_at(session: Session, size: int) -> str | None:
    """The root (hex) that the stored tree has over the first `size` events; None where a part of it is missing."""
    places = peaks(0, size)
    stored = hashes_at(session, places)
    return fold([stored[place] for place in places]).hex() if len(stored) == len(places) else None


def write_leaves(session: Session, start: int, leaves: Sequence[tuple[int, bytes]]) -> None:
    """Give `(event, hash)` the numbers from `start` on and take the events out of the queue."""
    numbers = list(range(start, start + len(leaves)))
    _add(session, _LEAVES, number=numbers, event_id=[id_ for id_, _ in leaves], hash=[hash_ for _, hash_ in leaves])
    # By what was written, because an event with a smaller id may have been committed since we looked.
    sealed = select(_LEAVES.c.event_id).where(_LEAVES.c.number >= start)
    session.execute(delete(_WAITING).where(_WAITING.c.event_id.in_(sealed)))


def write_nodes(session: Session, nodes: Sequence[tuple[Place, bytes]]) -> None:
    """Keep the hashes of subtrees that have become complete."""
    if nodes:
        numbers = [place_number(place) for place, _ in nodes]
        _add(session, _NODES, number=numbers, hash=[hash_ for _, hash_ in nodes])


def _add(session: Session, table: Table, **columns: Sequence[object]) -> None:
    if session.get_bind().dialect.name == "sqlite":
        session.execute(
            insert(table), [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
        )
        return
    # As arrays, because its driver sends a message for each row of an ordinary insert, which costs twice as much.
    arrays = (literal(list(values), ARRAY(table.c[name].type)) for name, values in columns.items())
    rows = func.unnest(*arrays).table_valued(*columns).render_derived()
    session.execute(insert(table).from_select(list(columns), select(rows)))


def oldest_waiting(session: Session) -> datetime | None:
    """When the event that waits longest for its place happened."""
    first = select(func.min(_WAITING.c.event_id)).scalar_subquery()
    return session.scalar(select(col(AuditEvent.at)).where(col(AuditEvent.id) == first))


def last_checkpoint(session: Session) -> CheckpointRow | None:
    """The one over most events."""
    query = select(CheckpointRow).order_by(col(CheckpointRow.size).desc()).limit(1)
    return session.scalars(query).first()


def checkpoints(session: Session) -> list[Checkpoint]:
    """All of them, the smallest first."""
    return [checkpoint_of(row) for row in session.scalars(select(CheckpointRow).order_by(col(CheckpointRow.size)))]


def last_key(session: Session) -> LedgerKey | None:
    """The key that signs now."""
    return session.scalars(select(LedgerKey).order_by(col(LedgerKey.number).desc()).limit(1)).first()


def keys(session: Session) -> list[PublicKey]:
    """All keys that ever signed, the first one first."""
    return [public_key_of(row) for row in session.scalars(select(LedgerKey).order_by(col(LedgerKey.number)))]


def checkpoint_of(row: CheckpointRow) -> Checkpoint:
    """A stored checkpoint as a value."""
    return Checkpoint(row.size, row.root, row.at, row.key, row.signature)


def public_key_of(row: LedgerKey) -> PublicKey:
    """A stored key as a value."""
    return PublicKey(row.id, row.public, row.made_at, row.signed_by or "", row.signature or "")


def watchers(session: Session, roles: Iterable[Role], on: date) -> list[Person]:
    """Active people who hold one of these roles that day for the whole office, by code."""
    held = select(col(RoleGrant.person_id)).where(
        col(RoleGrant.role).in_([role.value for role in roles]),
        col(RoleGrant.campaign_id).is_(None),
        col(RoleGrant.unit_id).is_(None),
        valid_on(on),
    )
    query = select(Person).where(col(Person.active).is_(True), col(Person.id).in_(held)).order_by(col(Person.code))
    return list(session.scalars(query))

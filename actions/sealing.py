"""Giving events their place in the ledger's tree; what is written once is never touched again."""

from dataclasses import dataclass

from sqlmodel import Session

from domain.errors import Broken
from domain.ledger import entry
from domain.merkle import Edge, Place, leaf_hash, peaks
from models.ledger_rows import (
    hashes_at,
    last_checkpoint,
    lock_ledger,
    size_of,
    waiting,
    write_leaves,
    write_nodes,
)

CHUNK = 5_000
"""Events in one transaction: long enough to be quick, short enough that on SQLite nobody waits for it."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """How many events got their place, and how many have one now."""

    added: int
    size: int


def seal(session: Session, *, limit: int = CHUNK) -> Sealed:
    """Give the oldest waiting events their places, in the order of their ids.

    Only the service does this and nobody decides anything, so it is asked of no person and no clock.

    Raises:
        Broken: `ledger_shortened`, `ledger_damaged`: nothing is sealed on top of a ledger that was tampered with.
    """
    lock_ledger(session)
    edge = _edge(session)
    start = edge.size
    nodes: list[tuple[Place, bytes]] = []
    leaves: list[tuple[int, bytes]] = []
    for event_id, text in waiting(session, limit):
        leaf = leaf_hash(entry(event_id, text))
        nodes.extend(edge.add(leaf))
        leaves.append((event_id, leaf))
    if leaves:
        write_leaves(session, start, leaves)
        write_nodes(session, nodes)
    return Sealed(added=len(leaves), size=edge.size)


def _edge(session: Session) -> Edge:
    """The right edge of the tree as it is stored."""
    size, last = size_of(session), last_checkpoint(session)
    if last is not None and last.size > size:
        raise Broken("ledger_shortened", signed=last.size, found=size)
    places = peaks(0, size)
    stored = hashes_at(session, places)
    if len(stored) != len(places):
        raise Broken("ledger_damaged", size=size)
    return Edge(size, [stored[place] for place in places])

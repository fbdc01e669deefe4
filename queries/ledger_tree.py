"""The leaves against the stored tree, and the roots that the tree has at the sizes somebody signed."""

from collections.abc import Iterable

from sqlalchemy import func, or_, select
from sqlmodel import Session

from domain.ledger import Findings
from domain.merkle import EMPTY_ROOT, Edge, Place, place_number
from models.base import table_of
from models.ledger import LedgerNode

CHUNK = 8_192
"""Nodes compared together."""

HOLE = 1_000_000
"""So many leaves in a row may be missing before the tree behind them is not looked at any more."""

_NODES = table_of(LedgerNode)


class TreeCheck:
    """Grows the tree anew from the leaves, in their order, and compares it with what is stored."""

    def __init__(self, session: Session, findings: Findings, sizes: Iterable[int]) -> None:
        self._session = session
        self._findings = findings
        self._wanted = set(sizes)
        self._edge = Edge()
        self._nodes: dict[Place, bytes] = {}
        self._compared = 0
        self._grown = 0
        self._lost = 0
        self._broken = False
        self.roots: dict[int, str] = {}

    def add(self, number: int, leaf: bytes) -> None:
        """One leaf, whose number is larger than all before; those left out stand as zeros."""
        if self._broken:
            return
        if number - self._edge.size > HOLE:
            self._broken = True
            self._findings.add("tree_not_checked", first=self._edge.size)
            return
        while self._edge.size < number:
            self._grow(bytes(32))
        self._grow(leaf)
        if len(self._nodes) >= CHUNK:
            self._compare()

    def finish(self) -> int:
        """Compare the rest and count what is left over; how many leaves there once must have been."""
        self._compare()
        reached = self._reached()
        stored = self._session.scalar(select(func.count()).select_from(_NODES)) or 0
        left_over = stored - (self._grown - self._lost)
        if left_over > 0 and not self._broken:
            self._findings.add("nodes_left_over", count=left_over)
        return max(reached, self._edge.size)

    @property
    def root(self) -> str:
        """The root over all leaves, in hex."""
        return self._edge.root.hex() if self._edge.size else EMPTY_ROOT.hex()

    def _grow(self, leaf: bytes) -> None:
        for place, hash_ in self._edge.add(leaf):
            self._nodes[place] = hash_
        if self._edge.size in self._wanted:
            self.roots[self._edge.size] = self._edge.root.hex()

    def _compare(self) -> None:
        stored = self._stored()
        for place, hash_ in self._nodes.items():
            found = stored.get(place_number(place))
            if found is None:
                self._lost += 1
                self._findings.add("node_missing", level=place[0], position=place[1])
            elif found != hash_:
                self._findings.add("node_changed", level=place[0], position=place[1])
        self._grown += len(self._nodes)
        self._nodes = {}

    def _stored(self) -> dict[int, bytes]:
        """What is stored for the subtrees at hand: most stand between the leaves that were added, a few before them."""
        numbers = [place_number(place) for place in self._nodes]
        first = 2 * self._compared
        self._compared = self._edge.size
        before = [number for number in numbers if number < first]
        near = _NODES.c.number.between(first, 2 * self._compared)
        query = select(_NODES.c.number, _NODES.c.hash).where(or_(near, _NODES.c.number.in_(before)))
        return dict(self._session.execute(query).tuples().all())

    def _reached(self) -> int:
        """How many leaves there were when the last of the stored subtrees became complete."""
        last: int | None = self._session.scalar(select(func.max(_NODES.c.number)))
        if last is None:
            return 0
        level = (~last & last + 1).bit_length() - 1
        return ((last >> level + 1) + 1) << level

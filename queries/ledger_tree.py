"""The leaves against the stored tree, and the roots that the tree has at the sizes somebody signed."""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import func, select
from sqlmodel import Session

from domain.ledger import Findings
from domain.merkle import EMPTY_ROOT, Edge
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
        self._nodes: dict[tuple[int, int], bytes] = {}
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
        for level, position, hash_ in self._edge.add(leaf):
            self._nodes[level, position] = hash_
        if self._edge.size in self._wanted:
            self.roots[self._edge.size] = self._edge.root.hex()

    def _compare(self) -> None:
        by_level: defaultdict[int, list[int]] = defaultdict(list)
        for level, position in self._nodes:
            by_level[level].append(position)
        for level, positions in sorted(by_level.items()):
            stored = self._stored(level, min(positions), max(positions))
            for position in positions:
                self._compare_one(level, position, stored.get(position))
        self._grown += len(self._nodes)
        self._nodes = {}

    def _compare_one(self, level: int, position: int, stored: bytes | None) -> None:
        if stored is None:
            self._lost += 1
            self._findings.add("node_missing", level=level, position=position)
        elif stored != self._nodes[level, position]:
            self._findings.add("node_changed", level=level, position=position)

    def _stored(self, level: int, first: int, last: int) -> dict[int, bytes]:
        query = select(_NODES.c.position, _NODES.c.hash).where(
            _NODES.c.level == level, _NODES.c.position.between(first, last)
        )
        return dict(self._session.execute(query).tuples().all())

    def _reached(self) -> int:
        query = select(_NODES.c.level, func.max(_NODES.c.position)).group_by(_NODES.c.level)
        return max(((last + 1) << level for level, last in self._session.execute(query)), default=0)

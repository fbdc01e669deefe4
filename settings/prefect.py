"""Prefect's own settings as this installation wants them. They count only when set before Prefect is imported."""

import os
import sys

from settings.errors import EngineLoadedError
from settings.values import Settings

# Nothing may leave the host: each of these is a door through which Prefect would call out.
SILENCE = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_CLOUD_ENABLE_ORCHESTRATION_TELEMETRY": "false",
    "PREFECT_TELEMETRY_ENABLE_RESOURCE_METRICS": "false",
    "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
    "PREFECT_CLIENT_SERVER_VERSION_CHECK_ENABLED": "false",
}
HEARTBEAT_SECONDS = 30
DAY = 86_400


def environment(settings: Settings) -> dict[str, str]:
    """The variables that every process with Prefect in it needs: server, worker, command line."""
    home = settings.prefect_directory
    values = {
        **SILENCE,
        "PREFECT_HOME": str(home),
        "PREFECT_API_URL": settings.prefect_api_url,
        # Without it every flow called outside `up` would start a server of its own (7 s).
        "PREFECT_SERVER_EPHEMERAL_ENABLED": "false",
        # Relative, because the pages otherwise ask port 4200 of the reader's own machine.
        "PREFECT_SERVER_UI_API_URL": "/api",
        "PREFECT_LOGGING_LEVEL": "WARNING",
        "PREFECT_SERVER_LOGGING_LEVEL": "WARNING",
        "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
        "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD": str(settings.prefect_retention_days * DAY),
        # ISO 8601 here: a plain number stops the server.
        "PREFECT_SERVER_EVENTS_RETENTION_PERIOD": f"P{settings.events_retention_days}D",
        # No flow here uses blocks, and registering their types makes a first start four seconds longer.
        "PREFECT_SERVER_REGISTER_BLOCKS_ON_START": "false",
        "PREFECT_FLOWS_HEARTBEAT_FREQUENCY": str(HEARTBEAT_SECONDS),
        "PREFECT_WORKER_QUERY_SECONDS": "2",
        # The server hands out no such tokens here, yet each client would ask for one first.
        "PREFECT_CLIENT_CSRF_SUPPORT_ENABLED": "false",
        # By default an hour of runs is made ahead, and after a downtime all of them would fire at once.
        "PREFECT_SERVER_SERVICES_SCHEDULER_MIN_SCHEDULED_TIME": "PT5M",
        # Leases in memory are lost when the server restarts.
        "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": "prefect.server.concurrency.lease_storage.filesystem",
    }
    if settings.prefect_auth:
        secret = settings.prefect_auth.get_secret_value()
        values |= {"PREFECT_SERVER_API_AUTH_STRING": secret, "PREFECT_API_AUTH_STRING": secret}
    return values


def child_environment(settings: Settings) -> dict[str, str]:
    """The whole environment for a child process: ours, with Prefect's variables as this installation wants them."""
    return {**os.environ, **environment(settings)}


def apply(settings: Settings) -> None:
    """Set Prefect's variables for this process and its children.

    Raises EngineLoadedError when Prefect was imported with other values, because they would not count any more.
    """
    wanted = environment(settings)
    late = tuple(name for name, value in wanted.items() if os.environ.get(name) != value)
    if late and "prefect" in sys.modules:
        raise EngineLoadedError(late)
    os.environ.update(wanted)

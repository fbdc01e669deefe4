"""Prefect for tests: one server for the session, started only when a test asks for it."""

import os
import sys
import tempfile
from collections.abc import Iterator

import pytest

from settings.prefect import SILENCE

# A home of its own, so that no profile of the machine is read; it removes itself when the process ends.
HOME = tempfile.TemporaryDirectory(prefix="prefect-")

# Before Prefect is imported: silent, and without the services that no test needs.
QUIET = {
    **SILENCE,
    "PREFECT_HOME": HOME.name,
    "PREFECT_LOGGING_LEVEL": "ERROR",
    "PREFECT_LOGGING_TO_API_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_SCHEDULER_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_LATE_RUNS_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_TRIGGERS_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_FOREMAN_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_ENABLED": "false",
    "PREFECT_SERVER_REGISTER_BLOCKS_ON_START": "false",
}
if "prefect" not in sys.modules:
    for name in [name for name in os.environ if name.startswith("PREFECT_")]:
        del os.environ[name]
    os.environ.update(QUIET)


@pytest.fixture(scope="session")
def harness() -> Iterator[None]:
    """A Prefect server with an empty database. It takes some ten seconds, so only tests of flows ask for it."""
    from prefect.testing.utilities import prefect_test_harness

    with prefect_test_harness(server_startup_timeout=90):
        yield

"""Prefect for tests: one server for the session, started only when a test asks for it."""

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from models import migrations
from models.engine import open_engine
from settings.prefect import SILENCE
from tests.scenario import OTHER, PLAN, change, launched, office

HERE = Path(__file__).parent
PATIENCE = 240
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


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The first test of each process waits for Prefect's server, and several processes may start theirs at once."""
    for item in items:
        if item.path.is_relative_to(HERE) and item.get_closest_marker("timeout") is None:
            item.add_marker(pytest.mark.timeout(PATIENCE + 120))


@pytest.fixture(scope="session")
def harness() -> Iterator[None]:
    """A Prefect server with an empty database. It takes some ten seconds, so only tests of flows ask for it."""
    from prefect.testing.utilities import prefect_test_harness

    with prefect_test_harness(server_startup_timeout=PATIENCE):
        yield


@pytest.fixture
def store(harness: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:  # noqa: ARG001  # it runs
    """A simulated store on SQLite with an office and its people, where the settings say that it is."""
    yield from opened(f"sqlite:///{tmp_path / 'thidua.db'}", tmp_path, monkeypatch)


@pytest.fixture
def broken(store: Engine) -> Engine:
    """Two campaigns; a unit officer of the first has lost her name, so that she cannot be written to."""
    units_of = {PLAN: ("DV-01",), OTHER: ("DV-02",)}
    for code, units in units_of.items():
        launched(store, code, units=units)
    change(store, "UPDATE person SET name = '' WHERE code = 'canbo-01'")
    return store


def opened(url: str, directory: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """Migrate an empty database, point the settings at it, and fill it with an office."""
    monkeypatch.setenv("THIDUA_DATABASE_URL", url)
    monkeypatch.setenv("THIDUA_DATA_DIRECTORY", str(directory))
    migrations.upgrade(url)
    engine = open_engine(url)
    office(engine)
    yield engine
    engine.dispose()

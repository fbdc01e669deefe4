"""Connections to the store, and the two ways to use them: `reading` and `writing`."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from sqlalchemy import Connection, Engine, ExceptionContext, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlmodel import Session
from tenacity import retry, retry_if_exception_type, stop_after_delay, wait_random

from models import limits

BUSY_MILLISECONDS = 15_000
# A blocked statement has to end before Prefect's own timeout, which cannot interrupt a driver.
POSTGRESQL_OPTIONS = (
    "-c timezone=UTC -c lock_timeout=15s -c statement_timeout=60s -c idle_in_transaction_session_timeout=120s"
)
SQLITE_TEMPORARY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
# Serialization, deadlock, lock not available, statement timeout, server going down or starting, too many connections.
POSTGRESQL_TEMPORARY = {"40001", "40P01", "55P03", "57014", "57P01", "57P02", "57P03", "53300"}


@cache
def open_engine(url: str) -> Engine:
    """The engine of a store, one per address. `sqlite:///file` or `postgresql://user@host/name`."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        engine = create_engine(address, hide_parameters=True)
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    engine = create_engine(
        address.set(drivername="postgresql+psycopg"),
        # Parameters hold names and addresses of people, and errors go to logs.
        hide_parameters=True,
        pool_pre_ping=True,
        pool_size=5,
        max_overflow=10,
        pool_timeout=15,
        connect_args={"options": POSTGRESQL_OPTIONS, "connect_timeout": 10},
    )
    event.listen(engine, "handle_error", _leave_out_values)
    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """One writing transaction: kept when the block ends, undone when it raises. Only the edges call this."""
    with Session(engine, expire_on_commit=False) as session, session.begin():
        event.listen(session, "before_flush", limits.check)
        yield session


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """A session that sees one moment of the store and cannot write: the database refuses it."""
    with Session(_reader(engine), expire_on_commit=False, autoflush=False) as session:
        yield session


def is_temporary(error: BaseException) -> bool:
    """Whether the same transaction may succeed when tried again: locked, deadlocked, or the connection was lost."""
    if isinstance(error, PoolTimeoutError):
        return True
    if not isinstance(error, DBAPIError):
        return False
    if error.connection_invalidated:
        return True
    if isinstance(error.orig, sqlite3.Error):
        # The low byte is the primary code; BUSY_SNAPSHOT and others are kinds of BUSY.
        return getattr(error.orig, "sqlite_errorcode", 0) & 0xFF in SQLITE_TEMPORARY
    state = getattr(error.orig, "sqlstate", None)
    if state is None:
        # psycopg has no code where it never reached the server.
        return type(error.orig).__name__ in {"OperationalError", "ConnectionTimeout"}
    return state in POSTGRESQL_TEMPORARY or state.startswith("08")


@contextmanager
def rebuilding(engine: Engine) -> Iterator[Connection]:
    """One transaction of a migration: SQLite changes a table by making it anew, while others still point at it."""
    try:
        with engine.execution_options(rebuilding=True).begin() as connection:
            yield connection
    finally:
        # The next connections look at foreign keys again.
        engine.dispose()


@cache
def _reader(engine: Engine) -> Engine:
    """The same connections, every transaction read-only and on one snapshot."""
    if engine.dialect.name == "sqlite":
        return engine.execution_options(reading=True)
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def _leave_out_values(context: ExceptionContext) -> None:
    """PostgreSQL adds the failing row to its message; only its first sentence, which names the rule, is kept."""
    sentence = getattr(getattr(context.original_exception, "diag", None), "message_primary", None)
    if sentence and context.sqlalchemy_exception:
        kind = type(context.original_exception).__name__
        context.original_exception.args = (sentence,)
        context.sqlalchemy_exception.args = (f"({kind}) {sentence}",)


def _set_up_sqlite(connection: Any, _record: object) -> None:
    # The driver's own BEGIN comes late and never IMMEDIATE, so it is switched off and `_begin_sqlite` takes over.
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout = {BUSY_MILLISECONDS}",
        "synchronous = NORMAL",
        "foreign_keys = ON",
        # What is deleted is overwritten: a secret ballot's sealed papers do not stay in free pages.
        "secure_delete = ON",
    ):
        connection.execute(f"PRAGMA {pragma}")
    _use_wal(connection)


@retry(
    retry=retry_if_exception_type(sqlite3.OperationalError),
    stop=stop_after_delay(BUSY_MILLISECONDS / 1000),
    wait=wait_random(0.01, 0.1),
    reraise=True,
)
def _use_wal(connection: Any) -> None:
    # Turning a new file to WAL does not wait for its lock: two processes that begin together would see one fail.
    connection.execute("PRAGMA journal_mode = WAL")


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that reads first and writes later fails at once with "database is locked", whatever the timeout;
    # IMMEDIATE takes its turn at the beginning.
    options = connection.get_execution_options()
    if options.get("rebuilding"):
        # Has no effect inside a transaction.
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
    if options.get("reading"):
        connection.exec_driver_sql("PRAGMA query_only = ON")
        connection.exec_driver_sql("BEGIN")
    else:
        connection.exec_driver_sql("PRAGMA query_only = OFF")
        connection.exec_driver_sql("BEGIN IMMEDIATE")

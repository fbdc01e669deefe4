"""Transactions: kept or undone as a whole, one writer waits for the other, a reader sees one moment."""

import sqlite3
import threading
from datetime import UTC, date, datetime
from typing import Any

import psycopg
import pytest
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlmodel import Session, col, func, select

from domain.errors import NotFound
from models.calendar import Workday
from models.campaigns import StoreMark
from models.engine import is_temporary, open_engine, reading, writing
from models.finders import unit_by_code
from models.places import Unit

pytestmark = pytest.mark.handmade


def unit(code: str) -> Unit:
    return Unit(code=code, name=f"Phường {code}", folded=f"phuong {code}", level="commune")


def workday() -> Workday:
    # Its table may be written without an audit event, so that only the transaction is tried here.
    return Workday(day=date(2026, 3, 2), worked=True, ordinal=1)


def count(session: Session) -> int:
    return session.exec(select(func.count(col(Workday.day)))).one()


def test_one_address_has_one_engine(store_url: str) -> None:
    assert open_engine(store_url) is open_engine(store_url)


def test_writing_keeps_what_was_done(store: Engine) -> None:
    with writing(store) as session:
        session.add(workday())
    with reading(store) as session:
        assert count(session) == 1


def test_writing_undoes_all_when_it_fails(store: Engine) -> None:
    def add_one_then_fail() -> None:
        with writing(store) as session:
            session.add(workday())
            unit_by_code(session, "p2")

    with pytest.raises(NotFound):
        add_one_then_fail()
    with reading(store) as session:
        assert count(session) == 0


def test_a_row_can_be_read_after_its_transaction(store: Engine) -> None:
    with writing(store) as session:
        made = workday()
        session.add(made)
    assert made.ordinal == 1


def test_reading_refuses_to_write(store: Engine) -> None:
    with reading(store) as session:
        session.add(workday())
        with pytest.raises(DBAPIError):
            session.flush()


def test_writing_works_on_a_connection_that_has_read(store: Engine) -> None:
    with reading(store) as session:
        count(session)
    with writing(store) as session:
        session.add(workday())
    assert store.pool.checkedin() == 1  # type: ignore[attr-defined]  # a QueuePool, which the base class hides


def test_a_reader_sees_one_moment(store: Engine) -> None:
    with reading(store) as session:
        before = count(session)
        with writing(store) as other:
            other.add(workday())
        assert count(session) == before == 0


def test_two_writers_that_read_first_both_get_through(store: Engine) -> None:
    with writing(store) as session:
        session.add(StoreMark(calendar_edition=0))
    together = threading.Barrier(2)

    def raise_edition() -> None:
        together.wait()
        for _ in range(20):
            with writing(store) as session:
                session.exec(select(StoreMark).with_for_update()).one().calendar_edition += 1

    threads = [threading.Thread(target=raise_edition) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with reading(store) as session:
        assert session.exec(select(StoreMark)).one().calendar_edition == 40


def test_a_moment_comes_back_in_utc(store: Engine) -> None:
    moment = datetime(2026, 2, 3, 7, 30, 0, 123456, tzinfo=UTC)
    with writing(store) as session:
        session.add(StoreMark(clock=moment))
    with reading(store) as session:
        assert session.exec(select(StoreMark.clock)).one() == moment


def test_errors_do_not_tell_what_was_stored(store: Engine) -> None:
    with pytest.raises(IntegrityError) as refused, writing(store) as session:
        session.add_all([unit("secret"), unit("secret")])
    assert "secret" not in f"{refused.value} {refused.value.orig}"


@pytest.mark.only("postgresql")
def test_errors_still_name_the_broken_rule(store: Engine) -> None:
    with pytest.raises(IntegrityError, match="unit_code_once"), writing(store) as session:
        session.add_all([unit("secret"), unit("secret")])


def hasty(connection: Connection) -> None:
    """Let SQLite give up at once instead of after fifteen seconds."""
    driver: Any = connection.connection.driver_connection
    driver.execute("PRAGMA busy_timeout = 0")


@pytest.mark.only("sqlite")
def test_a_locked_file_is_a_temporary_trouble(store: Engine) -> None:
    with writing(store) as session:
        session.add(workday())
        session.flush()
        other = store.connect()
        hasty(other)
        with pytest.raises(OperationalError) as refused:
            other.execute(text("SELECT 1"))
    assert is_temporary(refused.value)


@pytest.mark.only("postgresql")
def test_a_row_that_stays_locked_is_a_temporary_trouble(store: Engine) -> None:
    with writing(store) as session:
        session.add(StoreMark())
    lock = text("SELECT id FROM store_mark FOR UPDATE NOWAIT")
    with store.connect() as first, store.connect() as second:
        first.execute(lock)
        with pytest.raises(OperationalError) as refused:
            second.execute(lock)
    assert is_temporary(refused.value)


@pytest.mark.only("postgresql")
def test_a_lost_connection_is_a_temporary_trouble(store: Engine) -> None:
    me = text("SELECT pg_terminate_backend(pg_backend_pid())")
    with store.connect() as connection, pytest.raises(DBAPIError) as refused:
        connection.execute(me)
    assert is_temporary(refused.value)


@pytest.mark.only("postgresql")
def test_a_connection_that_died_in_the_pool_is_not_noticed(store: Engine) -> None:
    with store.connect() as idle:
        number = idle.execute(text("SELECT pg_backend_pid()")).scalar_one()
    with writing(store) as other:
        other.add(workday())
    kill = psycopg.connect(store.url.set(drivername="postgresql").render_as_string(), autocommit=True)
    kill.execute("SELECT pg_terminate_backend(%s)", [number])
    kill.close()
    with reading(store) as session:
        assert count(session) == 1


def test_a_server_that_is_not_there_is_a_temporary_trouble(tmp_path_factory: pytest.TempPathFactory) -> None:
    nowhere = f"postgresql:///thidua?host={tmp_path_factory.mktemp('nowhere')}"
    with pytest.raises(OperationalError) as refused, reading(open_engine(nowhere)) as session:
        session.connection()
    assert is_temporary(refused.value)


def wrapped(original: BaseException) -> DBAPIError:
    return DBAPIError("SELECT 1", None, original)


def test_no_free_connection_is_a_temporary_trouble() -> None:
    assert is_temporary(PoolTimeoutError())


@pytest.mark.parametrize(
    "error",
    [
        wrapped(psycopg.errors.UniqueViolation()),
        wrapped(psycopg.errors.UndefinedTable()),
        wrapped(psycopg.errors.DiskFull()),
        wrapped(sqlite3.IntegrityError()),
        ValueError("no"),
    ],
)
def test_what_will_fail_again_is_not_temporary(error: Exception) -> None:
    assert not is_temporary(error)


@pytest.mark.parametrize(
    "original",
    [
        psycopg.errors.DeadlockDetected(),
        psycopg.errors.SerializationFailure(),
        psycopg.errors.LockNotAvailable(),
        psycopg.errors.QueryCanceled(),
        psycopg.errors.AdminShutdown(),
        psycopg.errors.CannotConnectNow(),
        psycopg.errors.TooManyConnections(),
        psycopg.errors.ConnectionFailure(),
    ],
)
def test_what_may_pass_is_temporary(original: Exception) -> None:
    assert is_temporary(wrapped(original))

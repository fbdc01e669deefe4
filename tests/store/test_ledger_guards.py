"""The database itself refuses to change the ledger, whoever asks; and many who write at once are all sealed once."""

import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError

from actions import people
from models.audit import AuditEvent
from models.engine import writing
from models.ledger import LedgerLeaf
from models.triggers import LEDGER_ROW_EXISTS
from tests.store.ledgers import Ledger, sealed_office

WRITERS, EACH = 4, 6


@pytest.fixture
def ledger(store: Engine, tmp_path: Path) -> Ledger:
    made = sealed_office(store, tmp_path)
    made.grow("T-9")
    return made


def refused(ledger: Ledger, statement: str) -> None:
    with (
        pytest.raises(IntegrityError, match=r"append-only|only when it is sealed"),
        ledger.engine.begin() as connection,
    ):
        connection.execute(text(statement))


CHANGES = {
    "ledger_leaf": "hash = hash",
    "ledger_node": "hash = hash",
    "ledger_key": "reason = 'x'",
    "checkpoint": "root = root",
    "ledger_check": "findings = '[]'",
    "unsealed_event": "event_id = event_id + 1000",
}


def test_every_table_of_the_ledger_is_tried() -> None:
    assert set(CHANGES) == {*LEDGER_ROW_EXISTS, "unsealed_event"}


@pytest.mark.parametrize(("table", "change"), CHANGES.items())
def test_row_of_the_ledger_is_not_changed(ledger: Ledger, table: str, change: str) -> None:
    checked(ledger)
    refused(ledger, f"UPDATE {table} SET {change}")  # noqa: S608  # tables stand above


@pytest.mark.parametrize("table", CHANGES)
def test_row_of_the_ledger_is_not_deleted(ledger: Ledger, table: str) -> None:
    checked(ledger)
    refused(ledger, f"DELETE FROM {table}")  # noqa: S608  # tables stand above


@pytest.mark.only("postgresql")
@pytest.mark.parametrize("table", CHANGES)
def test_table_of_the_ledger_is_not_truncated(ledger: Ledger, table: str) -> None:
    refused(ledger, f"TRUNCATE {table}")


@pytest.mark.only("sqlite")
@pytest.mark.parametrize("table", LEDGER_ROW_EXISTS)
def test_row_of_the_ledger_is_not_replaced(ledger: Ledger, table: str) -> None:
    checked(ledger)
    refused(ledger, f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")  # noqa: S608  # tables stand above


def checked(ledger: Ledger) -> None:
    """A row in the only table that is still empty."""
    with ledger.engine.begin() as connection:
        connection.execute(
            text(
                'INSERT INTO ledger_check (at, "by", sealed, unsealed, findings)'
                " SELECT at, actor, 1, 0, '[]' FROM audit_event WHERE id = 1"
            )
        )


class Worker(threading.Thread):
    """A thread that keeps what went wrong in it."""

    def __init__(self, work: Callable[[], None]) -> None:
        super().__init__()
        self.work = work
        self.failure: Exception | None = None

    def run(self) -> None:
        try:
            self.work()
        except Exception as error:  # whatever it is, the test tells it
            self.failure = error


def test_many_who_write_while_events_are_sealed(ledger: Ledger) -> None:
    admin = ledger.world.who("admin")

    def write(number: int) -> None:
        for turn in range(EACH):
            with writing(ledger.engine) as session:
                code = f"W-{number}-{turn}"
                people.add_unit(session, code, name="Tổ", level="group", by=admin, at=ledger.world.now)

    workers = [Worker(partial(write, number)) for number in range(WRITERS)]
    for worker in workers:
        worker.start()
    while any(worker.is_alive() for worker in workers):
        ledger.seal(3)
    while ledger.seal().added:
        pass
    assert [worker.failure for worker in workers] == [None] * WRITERS
    assert len(ledger.world.rows(LedgerLeaf)) == len(ledger.world.rows(AuditEvent))
    assert ledger.check().findings == ()


def test_several_sealers_at_once_leave_no_gap(ledger: Ledger) -> None:
    ledger.grow(*(f"V-{number}" for number in range(12)))

    def work() -> None:
        while ledger.seal(2).added:
            pass

    sealers = [Worker(work) for _ in range(3)]
    for sealer in sealers:
        sealer.start()
    for sealer in sealers:
        sealer.join()
    assert [sealer.failure for sealer in sealers] == [None] * 3
    numbers = [row.number for row in ledger.world.rows(LedgerLeaf)]
    assert numbers == list(range(len(ledger.world.rows(AuditEvent))))

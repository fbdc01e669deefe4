"""Sealing, signing and checking, on both databases."""

import stat
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from actions import people
from actions.checkpoints import add_key, sign_checkpoint
from actions.sealing import seal
from domain.errors import Broken, NotAllowed, WrongState
from domain.merkle import leaf_hash
from domain.people import SYSTEM
from models import migrations
from models.audit import AuditEvent
from models.engine import reading, writing
from models.ledger import LedgerLeaf, LedgerNode, UnsealedEvent
from models.ledger_keys import DIRECTORY, new_key, open_key
from models.mail import Notice
from tests.store.ledgers import Attacker, Ledger, sealed_office
from tests.store.scenario import office


@pytest.fixture
def ledger(store: Engine, tmp_path: Path) -> Ledger:
    return sealed_office(store, tmp_path)


def test_every_event_waits_to_be_sealed(store: Engine) -> None:
    world = office(store, units=1)
    assert {row.event_id for row in world.rows(UnsealedEvent)} == {row.id for row in world.rows(AuditEvent)}


def test_undone_event_does_not_wait(store: Engine) -> None:
    world = office(store, units=1)
    before = len(world.rows(UnsealedEvent))
    with writing(store) as session:
        undone = session.begin_nested()
        people.add_unit(session, "T-1", name="Tổ 1", level="group", by=world.who("admin"), at=world.now)
        undone.rollback()
        people.add_unit(session, "T-2", name="Tổ 2", level="group", by=world.who("admin"), at=world.now)
    assert len(world.rows(UnsealedEvent)) == before + 1


def test_sealed_events_leave_the_queue(ledger: Ledger) -> None:
    assert ledger.world.rows(UnsealedEvent) == []
    assert len(ledger.world.rows(LedgerLeaf)) == len(ledger.world.rows(AuditEvent))


def test_leaves_are_numbered_without_gaps(ledger: Ledger) -> None:
    rows = ledger.world.rows(LedgerLeaf)
    assert [row.number for row in rows] == list(range(len(rows)))


def test_leaf_holds_number_and_text_of_its_event(ledger: Ledger) -> None:
    event, leaf = ledger.world.rows(AuditEvent)[0], ledger.world.rows(LedgerLeaf)[0]
    assert leaf.hash == leaf_hash(f"{event.id}\n{event.text}".encode())


@pytest.mark.parametrize("limit", [1, 2, 7])
def test_chunks_of_any_size_grow_one_tree(ledger: Ledger, limit: int) -> None:
    ledger.grow(*(f"N-{number}" for number in range(9)))
    while ledger.seal(limit).added:
        pass
    assert ledger.check().findings == ()


def test_sealing_nothing_adds_nothing(ledger: Ledger) -> None:
    nodes = len(ledger.world.rows(LedgerNode))
    assert ledger.seal().added == 0
    assert len(ledger.world.rows(LedgerNode)) == nodes


def test_sound_ledger_is_confirmed_by_its_checkpoint(ledger: Ledger) -> None:
    report = ledger.check()
    assert (report.findings, report.anchored) == ((), report.sealed)


def test_ledger_without_checkpoint_is_unanchored(ledger: Ledger) -> None:
    assert ledger.check(anchored=False).anchored is None


def test_unsealed_events_are_told_apart(ledger: Ledger) -> None:
    ledger.grow("T-8", "T-9")
    report = ledger.check()
    assert (report.unsealed, report.anchored, report.findings) == (2, report.sealed, ())


def test_checkpoint_of_nothing_new_is_the_last_one(ledger: Ledger) -> None:
    assert ledger.sign() == ledger.kept[-2]


def test_auditors_hear_of_a_checkpoint(ledger: Ledger) -> None:
    told = ledger.world.rows(Notice, kind="ledger_checkpoint")
    assert [notice.recipient_name for notice in told] == ["Người auditor"] * 2
    assert ledger.kept[-1].line in told[-1].content


def test_checkpoint_waits_for_the_backlog(ledger: Ledger) -> None:
    ledger.grow("T-8")
    ledger.world.now += timedelta(hours=2)
    with pytest.raises(WrongState, match="ledger_backlog"):
        ledger.sign()


def test_nothing_sealed_cannot_be_signed(store: Engine, tmp_path: Path) -> None:
    with (
        pytest.raises(WrongState, match="nothing_sealed"),
        new_key(tmp_path) as key,
        writing(store) as session,
    ):
        sign_checkpoint(session, key, by=SYSTEM, at=office(store, units=1).now - timedelta(days=1))


@pytest.mark.parametrize("person", ["officer", "leader", "clerk"])
def test_only_administrator_and_auditor_sign(ledger: Ledger, person: str) -> None:
    with pytest.raises(NotAllowed), writing(ledger.engine) as session:
        sign_checkpoint(session, ledger.key, by=ledger.world.who(person), at=ledger.world.now)


def test_key_is_readable_by_its_owner_only(ledger: Ledger, tmp_path: Path) -> None:
    file = tmp_path / DIRECTORY / f"{ledger.key.id}.pem"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_key_is_found_again(ledger: Ledger, tmp_path: Path) -> None:
    assert open_key(tmp_path, ledger.key.id).public == ledger.key.public


@pytest.mark.parametrize("content", [None, b"", b"-----BEGIN PRIVATE KEY-----\nxx\n-----END PRIVATE KEY-----\n"])
def test_lost_key_is_told(ledger: Ledger, tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / DIRECTORY / f"{ledger.key.id}.pem"
    file.unlink()
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(WrongState, match="ledger_key_lost"):
        open_key(tmp_path, ledger.key.id)


def test_undone_key_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), new_key(tmp_path):
        raise ZeroDivisionError
    assert list((tmp_path / DIRECTORY).iterdir()) == []


def test_new_key_is_announced_by_the_old_one(ledger: Ledger, tmp_path: Path) -> None:
    admin = ledger.world.who("admin")
    with new_key(tmp_path) as new, writing(ledger.engine) as session:
        add_key(session, new, old=ledger.key, reason="Định kỳ", by=admin, at=ledger.world.now)
    ledger.seal()
    ledger.sign(new)
    assert ledger.codes() == set()


def test_unannounced_key_is_found(ledger: Ledger, tmp_path: Path) -> None:
    admin = ledger.world.who("admin")
    with new_key(tmp_path) as new, writing(ledger.engine) as session:
        add_key(session, new, reason="Mất khóa cũ", by=admin, at=ledger.world.now)
    assert ledger.codes() == {"key_unannounced"}


def test_key_that_is_not_the_last_announces_nobody(ledger: Ledger, tmp_path: Path) -> None:
    admin = ledger.world.who("admin")
    with new_key(tmp_path) as second, writing(ledger.engine) as session:
        add_key(session, second, old=ledger.key, by=admin, at=ledger.world.now)
    with pytest.raises(WrongState, match="not_last"), new_key(tmp_path) as third, writing(ledger.engine) as session:
        add_key(session, third, old=ledger.key, by=admin, at=ledger.world.now)


def test_service_itself_makes_only_the_first_key(ledger: Ledger, tmp_path: Path) -> None:
    with pytest.raises(NotAllowed), new_key(tmp_path) as new, writing(ledger.engine) as session:
        add_key(session, new, old=ledger.key, by=SYSTEM, at=ledger.world.now)


@pytest.mark.unsound
@pytest.mark.parametrize(
    ("statements", "code"),
    [
        (("DELETE FROM ledger_leaf WHERE number > 3", "DELETE FROM ledger_node"), "ledger_shortened"),
        (("DELETE FROM ledger_node",), "ledger_damaged"),
    ],
)
def test_nothing_is_sealed_on_a_damaged_ledger(ledger: Ledger, statements: tuple[str, ...], code: str) -> None:
    Attacker(ledger).run(*statements)
    ledger.grow("T-8")
    with pytest.raises(Broken, match=code):
        ledger.seal()


@pytest.mark.unsound
def test_nothing_is_signed_on_a_damaged_ledger(ledger: Ledger) -> None:
    attacker = Attacker(ledger)
    attacker.run("UPDATE ledger_leaf SET hash = (SELECT hash FROM ledger_leaf WHERE number = 0)")
    attacker.run("UPDATE ledger_node SET hash = (SELECT hash FROM ledger_leaf WHERE number = 0)")
    ledger.grow("T-8")
    ledger.seal()
    with pytest.raises(Broken, match="ledger_damaged"):
        ledger.sign()


def test_two_who_seal_at_once_seal_once(ledger: Ledger) -> None:
    ledger.grow(*(f"N-{number}" for number in range(5)))
    with writing(ledger.engine) as first:
        assert seal(first, limit=5_000).added == 5
    with writing(ledger.engine) as second:
        assert seal(second, limit=5_000).added == 0


def test_erased_value_leaves_the_ledger_sound(ledger: Ledger) -> None:
    with ledger.engine.begin() as connection:
        connection.execute(text("UPDATE audit_value SET value = NULL, salt = ''"))
    with reading(ledger.engine) as session:
        assert session.scalar(text("SELECT count(*) FROM audit_value WHERE value IS NOT NULL")) == 0
    assert ledger.check().findings == ()


def test_events_written_before_the_ledger_are_sealed(store: Engine, store_url: str) -> None:
    world = office(store, units=1)
    migrations.downgrade(store_url, "0002")
    store.dispose()
    migrations.upgrade(store_url)
    with writing(store) as session:
        assert seal(session).added == len(world.rows(AuditEvent))

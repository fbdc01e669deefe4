"""Whoever owns the database may change everything in it. Each way of doing so is found, and called by its name."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine

from domain.checkpoints import Anchors, Checkpoint
from domain.people import SYSTEM
from models.engine import reading
from models.people import Person
from models.places import Unit
from queries.ledger_check import check
from queries.reconciling import reconcile
from tests.store.ledgers import Attacker, Ledger, sealed_office

pytestmark = pytest.mark.unsound

COPY = (
    "INSERT INTO audit_event (id, at, kind, campaign, subject, actor, text)"
    " SELECT {id}, at, kind, campaign, subject, actor, text FROM audit_event WHERE id = {of}"
)


@pytest.fixture
def ledger(store: Engine, tmp_path: Path) -> Ledger:
    return sealed_office(store, tmp_path)


def delete(attacker: Attacker, ids: list[int]) -> None:
    for event_id in ids:
        attacker.run("DELETE FROM audit_event WHERE id = :id", id=event_id)


def edit(attacker: Attacker) -> None:
    attacker.run("UPDATE audit_event SET text = replace(text, 'Đơn vị', 'Đơn vi') WHERE subject = 'unit:DV-2'")


def edit_column(attacker: Attacker) -> None:
    attacker.run("UPDATE audit_event SET actor = 'nguoi-khac' WHERE subject = 'unit:DV-2'")


def edit_and_rebuild(attacker: Attacker) -> None:
    edit(attacker)
    attacker.rebuild()


def edit_leaf_too(attacker: Attacker) -> None:
    """As far as somebody gets who does not know that there is a tree above the leaves."""
    edit(attacker)
    attacker.forge_leaf("unit:DV-2")


def insert(attacker: Attacker) -> None:
    attacker.run(COPY.format(id=9_999, of=attacker.ids()[0]))


def insert_and_seal(attacker: Attacker) -> None:
    """Through the service's own queue, so that only its day gives it away."""
    insert(attacker)
    attacker.run("INSERT INTO unsealed_event VALUES (9999)")
    attacker.ledger.seal()


def insert_nonsense(attacker: Attacker) -> None:
    """Sealed like everything that stands in the queue."""
    for number, said in enumerate(("", "[]", "{}", "null", '{"rows": 1, "at": 2}')):
        attacker.run(COPY.format(id=9_000 + number, of=attacker.ids()[0]))
        attacker.run("UPDATE audit_event SET text = :text WHERE id = :id", text=said, id=9_000 + number)
        attacker.run("INSERT INTO unsealed_event VALUES (:id)", id=9_000 + number)
    attacker.ledger.seal()


def insert_and_rebuild(attacker: Attacker) -> None:
    attacker.run(COPY.format(id=-1, of=attacker.ids()[0]))
    attacker.rebuild()


def swap(attacker: Attacker) -> None:
    one, two = attacker.ids()[2:4]
    texts = {"first": attacker.text_of(one), "second": attacker.text_of(two)}
    attacker.run("UPDATE audit_event SET text = :second WHERE id = :id", id=one, second=texts["second"])
    attacker.run("UPDATE audit_event SET text = :first WHERE id = :id", id=two, first=texts["first"])


def swap_and_rebuild(attacker: Attacker) -> None:
    one, two = attacker.ids()[2:4]
    for old, new in ((one, -1), (two, one), (-1, two)):
        attacker.run("UPDATE audit_event SET id = :new WHERE id = :old", old=old, new=new)
    attacker.rebuild()


def cut_first(attacker: Attacker) -> None:
    delete(attacker, attacker.ids()[:2])


def cut_first_and_rebuild(attacker: Attacker) -> None:
    cut_first(attacker)
    attacker.rebuild()


def cut_middle(attacker: Attacker) -> None:
    delete(attacker, attacker.ids()[3:5])


def cut_middle_with_leaves(attacker: Attacker) -> None:
    cut_middle(attacker)
    attacker.run("DELETE FROM ledger_leaf WHERE number BETWEEN 3 AND 4")


def cut_last(attacker: Attacker) -> None:
    delete(attacker, attacker.ids()[-2:])


def cut_last_with_leaves(attacker: Attacker) -> None:
    size = len(attacker.ids())
    cut_last(attacker)
    attacker.run("DELETE FROM ledger_leaf WHERE number >= :first", first=size - 2)


def cut_last_and_rebuild(attacker: Attacker) -> None:
    cut_last(attacker)
    attacker.rebuild(attacker.ledger.key)


def cut_queue(attacker: Attacker) -> None:
    attacker.ledger.grow("T-8")
    attacker.run("DELETE FROM audit_event WHERE subject = 'unit:T-8'")


def delete_events(attacker: Attacker) -> None:
    attacker.run("DELETE FROM audit_event")


def delete_all(attacker: Attacker) -> None:
    delete_events(attacker)
    attacker.run("DELETE FROM audit_value", "DELETE FROM ledger_leaf", "DELETE FROM ledger_node")
    attacker.run("DELETE FROM checkpoint", "DELETE FROM ledger_key")


def rewrite_with_the_key(attacker: Attacker) -> None:
    edit(attacker)
    attacker.rebuild(attacker.ledger.key)


def cut_and_seal_again(attacker: Attacker) -> None:
    cut_last(attacker)
    attacker.rebuild()
    attacker.ledger.grow("T-8", "T-9", "T-10")
    attacker.ledger.seal()


def cut_and_seal_again_with_the_key(attacker: Attacker) -> None:
    cut_and_seal_again(attacker)
    attacker.ledger.sign()
    attacker.ledger.kept.pop()


def change_a_node(attacker: Attacker) -> None:
    attacker.run("UPDATE ledger_node SET hash = (SELECT hash FROM ledger_leaf WHERE number = 0) WHERE number = 3")


def delete_a_node(attacker: Attacker) -> None:
    attacker.run("DELETE FROM ledger_node WHERE number = 5")


def forge_a_checkpoint(attacker: Attacker) -> None:
    attacker.run("UPDATE checkpoint SET root = 'ab' || substr(root, 3)")


ATTACKS: tuple[tuple[Callable[[Attacker], None], set[str], set[str]], ...] = (
    # what the attacker does, what it is called where a checkpoint was kept outside, and where none was
    (edit, {"event_edited"}, {"event_edited"}),
    (edit_column, {"columns_changed"}, {"columns_changed"}),
    (edit_leaf_too, {"node_changed", "rewritten"}, {"node_changed", "rewritten"}),
    (edit_and_rebuild, {"rewritten", "checkpoint_missing"}, set()),
    (insert, {"event_inserted"}, {"event_inserted"}),
    (insert_and_seal, {"event_backdated"}, {"event_backdated"}),
    (insert_nonsense, {"event_unreadable", "event_backdated"}, {"event_unreadable", "event_backdated"}),
    (insert_and_rebuild, {"rewritten", "checkpoint_missing"}, set()),
    (swap, {"events_swapped"}, {"events_swapped"}),
    (swap_and_rebuild, {"rewritten", "checkpoint_missing"}, set()),
    (cut_first, {"head_cut"}, {"head_cut"}),
    (cut_first_and_rebuild, {"log_shorter", "resealed", "checkpoint_missing"}, set()),
    (cut_middle, {"middle_cut"}, {"middle_cut"}),
    (cut_middle_with_leaves, {"middle_cut", "node_changed", "rewritten"}, {"middle_cut", "node_changed", "rewritten"}),
    (cut_last, {"tail_cut"}, {"tail_cut"}),
    (cut_last_with_leaves, {"tail_cut", "nodes_left_over"}, {"tail_cut", "nodes_left_over"}),
    (cut_last_and_rebuild, {"tail_cut", "checkpoint_missing"}, set()),
    (cut_queue, {"queued_event_missing"}, {"queued_event_missing"}),
    (delete_events, {"all_deleted"}, {"all_deleted"}),
    (delete_all, {"all_deleted", "checkpoint_missing", "key_unknown"}, set()),
    (rewrite_with_the_key, {"rewritten", "two_checkpoints"}, set()),
    (cut_and_seal_again, {"resealed", "checkpoint_missing"}, set()),
    (cut_and_seal_again_with_the_key, {"resealed", "checkpoint_missing"}, set()),
    (change_a_node, {"node_changed"}, {"node_changed"}),
    (delete_a_node, {"node_missing"}, {"node_missing"}),
    (forge_a_checkpoint, {"checkpoint_forged", "two_checkpoints"}, {"checkpoint_forged"}),
)


@pytest.mark.parametrize(("attack", "anchored", "alone"), ATTACKS, ids=[attack[0].__name__ for attack in ATTACKS])
def test_attack_is_found_and_named(
    ledger: Ledger, attack: Callable[[Attacker], None], anchored: set[str], alone: set[str]
) -> None:
    attack(Attacker(ledger))
    assert (ledger.codes(), ledger.codes(anchored=False)) == (anchored, alone)


def test_attack_that_is_not_found_is_still_unanchored(ledger: Ledger) -> None:
    rewrite_with_the_key(Attacker(ledger))
    assert ledger.check(anchored=False).anchored is None


def test_file_beside_the_store_finds_a_rewritten_trail(ledger: Ledger) -> None:
    edit_and_rebuild(Attacker(ledger))
    with reading(ledger.engine) as session:
        report = check(session, SYSTEM, kept=Anchors(tuple(ledger.kept), (ledger.public,)))
    assert [finding.data["source"] for finding in report.findings if finding.code == "rewritten"] == ["kept"]


def test_rewriting_is_placed_after_the_last_sound_checkpoint(ledger: Ledger) -> None:
    attacker = Attacker(ledger)
    attacker.run("UPDATE audit_event SET text = replace(text, 'Tổ T-2', 'Tổ T-5') WHERE subject = 'unit:T-2'")
    attacker.rebuild()
    [finding] = [one for one in ledger.check().findings if one.code == "rewritten"]
    assert (finding.data["since"], finding.data["size"]) == (ledger.kept[0].size, ledger.kept[1].size)


def test_forged_outside_checkpoint_is_told(ledger: Ledger) -> None:
    last = ledger.kept[-1]
    ledger.kept[-1] = Checkpoint(last.size, "00" * 32, last.at, last.key, last.signature)
    assert ledger.codes() == {"checkpoint_forged"}


def test_missing_events_are_told_by_their_numbers(ledger: Ledger) -> None:
    cut_middle(Attacker(ledger))
    assert [dict(finding.data) for finding in ledger.check().findings] == [{"first": 3, "last": 4}]


ROW_ATTACKS = (
    ("UPDATE unit SET name = 'Tên khác' WHERE code = 'DV-2'", "row_changed"),
    ("DELETE FROM role_grant WHERE role = 'clerk'", "row_missing"),
    (
        "INSERT INTO role_grant (person_id, role) SELECT person_id, 'leader' FROM role_grant WHERE role = 'clerk'",
        "row_unrecorded",
    ),
    ("UPDATE person SET name = 'Tên khác' WHERE code = 'clerk'", "row_changed"),
)


@pytest.mark.parametrize(("statement", "code"), ROW_ATTACKS)
def test_row_changed_behind_the_actions_is_named(ledger: Ledger, statement: str, code: str) -> None:
    Attacker(ledger).run(statement)
    with reading(ledger.engine) as session:
        assert {finding.code for finding in reconcile(session, SYSTEM).findings} == {code}


def test_nonsense_in_the_trail_does_not_stop_reconciling(ledger: Ledger) -> None:
    insert_nonsense(Attacker(ledger))
    with reading(ledger.engine) as session:
        assert reconcile(session, SYSTEM).findings == ()


def test_untouched_rows_agree_with_the_trail(ledger: Ledger) -> None:
    with reading(ledger.engine) as session:
        found = reconcile(session, SYSTEM)
    assert (found.findings, found.erased) == ((), 0)
    assert found.rows > 20


def test_rows_whose_salt_was_erased_are_counted(ledger: Ledger) -> None:
    Attacker(ledger).run("UPDATE audit_value SET value = NULL, salt = ''")
    with reading(ledger.engine) as session:
        found = reconcile(session, SYSTEM)
    assert (found.findings, found.erased) == ((), len(ledger.world.rows(Person)))


def test_every_changed_row_is_found_in_one_walk(ledger: Ledger) -> None:
    Attacker(ledger).run("UPDATE unit SET name = 'Tên khác'")
    with reading(ledger.engine) as session:
        found = reconcile(session, SYSTEM, chunk=3)
    assert len(found.findings) == len(ledger.world.rows(Unit))


ODD_ROWS = ('{"unit:1": 7}', '{"unit:1": ["x"]}', '{"unit:\\ud800": "x"}', '{"unit:9": "\\ud800"}')


@pytest.mark.parametrize("rows", ODD_ROWS)
def test_digest_that_is_none_does_not_stop_reconciling(ledger: Ledger, rows: str) -> None:
    said = "INSERT INTO audit_event (at, kind, subject, actor, text) VALUES ('2021-01-01', 'x', 'x', 'x', :said)"
    Attacker(ledger).run(said, said=f'{{"rows": {rows}}}')
    with reading(ledger.engine) as session:
        assert reconcile(session, SYSTEM).findings == ()

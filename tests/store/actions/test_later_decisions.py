"""What becomes of an issued decision: another one speaks of it, and not a letter of it changes."""

import pytest
from sqlalchemy import Engine

from actions import later_decisions, later_drafts
from domain.delegations import Signing
from domain.later_decisions import Ground, Named, Passage
from models.audit import AuditEvent
from models.awards import awarded_kinds, issued_decisions, standing_lines
from models.decisions import Decision, DecisionLine
from models.digests import row_digest
from models.dossiers import Dossier
from models.engine import reading
from models.issuing import SignedCopy
from models.later_decisions import Recovery
from models.triggers import LISTS
from tests.store.checks import refused, told
from tests.store.later_acts import (
    WHY,
    cancel,
    carried_out,
    correct,
    issue,
    issued,
    later,
    recover,
    replace,
    sign,
)
from tests.store.scenario import World, campaign_at
from tests.store.signing import SCAN, delegate

ONE, TWO = "HS-DV-1-01", "HS-DV-2-01"


@pytest.fixture
def world(store: Engine) -> World:
    """Decision 1 awards the collectives of units 1 and 2."""
    world = campaign_at(store, "decision_issuance@final", units=3)
    issued(world)
    return world


def standing(world: World) -> list[str]:
    """Whose awards hold, by every decision."""
    with reading(world.engine) as session:
        return [line.nominee for row in world.rows(Decision) for line in standing_lines(session, row.id)]


def states(world: World) -> dict[str, str]:
    return {row.code: row.state for row in world.rows(Dossier) if row.state in ("awarded", "revoked")}


def first_decision(world: World) -> list[str]:
    """Digests of the award decision and its list."""
    rows = [*world.rows(Decision, id=1), *world.rows(DecisionLine, decision_id=1)]
    return [row_digest(row) for row in rows]


def test_cancelling_leaves_the_old_decision_as_it_was(world: World) -> None:
    before = first_decision(world)
    carried_out(world, cancel(world))
    assert first_decision(world) == before


def test_replacing_leaves_the_old_decision_as_it_was(world: World) -> None:
    before = first_decision(world)
    carried_out(world, replace(world, ONE))
    assert first_decision(world) == before


def test_correcting_leaves_the_old_decision_as_it_was(world: World) -> None:
    before = first_decision(world)
    carried_out(world, correct(world))
    assert first_decision(world) == before


def test_cancelled_award_is_revoked_and_the_other_stands(world: World) -> None:
    carried_out(world, cancel(world))
    assert states(world) == {ONE: "revoked", TWO: "awarded"}
    assert standing(world) == ["Tập thể DV-2"]


def test_a_draft_changes_nothing_yet(world: World) -> None:
    sign(world, cancel(world))
    assert states(world) == {ONE: "awarded", TWO: "awarded"}
    assert standing(world) == ["Tập thể DV-1", "Tập thể DV-2"]


def test_replacement_counts_once_with_its_own_list(world: World) -> None:
    carried_out(world, replace(world, ONE, HS_DV_2_01=Named("Tập thể  Hai", "Đơn vị DV-2")))
    with reading(world.engine) as session:
        assert [row.number for row in issued_decisions(session, 1)] == ["61/QĐ-UBND"]
        assert awarded_kinds(session, 1) == ["collective"]
    assert standing(world) == ["Tập thể Hai"]


def test_who_is_left_out_of_a_replacement_is_revoked(world: World) -> None:
    carried_out(world, replace(world, ONE))
    assert states(world) == {ONE: "revoked", TWO: "awarded"}


def test_correction_changes_no_award(world: World) -> None:
    carried_out(world, correct(world))
    assert standing(world) == ["Tập thể DV-1", "Tập thể DV-2"]


def test_replacement_can_be_cancelled_line_by_line(world: World) -> None:
    new = carried_out(world, replace(world, HS_DV_2_01=Named("Tập thể Hai", "Đơn vị DV-2")))
    carried_out(world, cancel(world, TWO, about=new.id), "62/QĐ-UBND")
    assert standing(world) == ["Tập thể DV-1"]


def test_second_replacement_is_refused(world: World) -> None:
    carried_out(world, replace(world, ONE))
    with refused(world, "decision_replaced") as found:
        replace(world, TWO)
    assert found.value.data["by_number"] == "61/QĐ-UBND"


def test_replacement_of_a_replacement_is_refused(world: World) -> None:
    new = carried_out(world, replace(world, ONE))
    with refused(world, "later_not_about"):
        replace(world, TWO, about=new.id)


def test_line_is_cancelled_once(world: World) -> None:
    carried_out(world, cancel(world))
    with refused(world, "award_cancelled"):
        cancel(world, ONE, TWO)


def test_cancelled_line_is_not_in_a_later_replacement(world: World) -> None:
    carried_out(world, cancel(world))
    with refused(world, "listed_dossier"):
        replace(world, ONE)


def test_second_draft_waits_for_the_first(world: World) -> None:
    cancel(world)
    with refused(world, "later_in_hand"):
        correct(world)


def test_given_up_draft_makes_room(world: World) -> None:
    sign(world, cancel(world))
    world.do(later_decisions.drop, later(world).id, reason="Nhầm người")
    carried_out(world, cancel(world, TWO))
    assert states(world) == {ONE: "awarded", TWO: "revoked"}


def test_issued_one_is_not_given_up(world: World) -> None:
    row = carried_out(world, cancel(world))
    with refused(world, "later_not_in_hand"):
        world.do(later_decisions.drop, row.id, reason="vì")


def test_award_decision_is_no_later_one(world: World) -> None:
    with refused(world, "not_a_later_decision"):
        world.do(later_decisions.drop, 1, reason="vì")


def test_number_of_the_same_book_is_used_once(world: World) -> None:
    row = cancel(world)
    sign(world, row)
    with refused(world, "decision_number_used"):
        issue(world, row, "45/QĐ-UBND")


def test_nothing_is_issued_unsigned(world: World) -> None:
    row = cancel(world)
    with refused(world, "decision_state"):
        issue(world, row)


@pytest.mark.parametrize(
    ("said", "code"), [({"document": " "}, "ground_document_missing"), ({"reason": ""}, "reason_missing")]
)
def test_cancelling_needs_reason_and_document(world: World, said: dict[str, str], code: str) -> None:
    values = {"reason": WHY, "document": "12/KL", **said}
    with refused(world, code):
        world.do(later_drafts.cancel, 1, dossiers=[ONE], ground=Ground.FAULT_FOUND, **values)


def test_cancelling_nobody_is_refused(world: World) -> None:
    with refused(world, "cancelled_nobody"):
        world.do(later_drafts.cancel, 1, dossiers=[], ground=Ground.FAULT_FOUND, reason=WHY, document="12/KL")


def test_a_nominee_of_another_list_is_refused(world: World) -> None:
    with refused(world, "listed_dossier"):
        cancel(world, "HS-DV-3-01")


def test_the_same_list_replaces_nothing(world: World) -> None:
    with refused(world, "replacement_same_list"):
        replace(world)


def test_an_empty_list_replaces_nothing(world: World) -> None:
    with refused(world, "replacement_empty"):
        replace(world, ONE, TWO)


@pytest.mark.parametrize("name", ["", "x" * 301])
def test_impossible_name_is_refused(world: World, name: str) -> None:
    with refused(world, "name_put_right"):
        replace(world, HS_DV_1_01=Named(name, "Đơn vị DV-1"))


@pytest.mark.parametrize(
    ("passages", "code"),
    [([], "passages_missing"), ([Passage("a", " ")], "passages_missing"), ([Passage("a", "a ")], "passage_same")],
)
def test_correction_says_what_stood_and_stands(world: World, passages: list[Passage], code: str) -> None:
    with refused(world, code):
        world.do(later_drafts.correct, 1, passages=passages, reason=WHY)


def test_decision_of_another_number_is_refused(world: World) -> None:
    with refused(world, "decision_row"):
        cancel(world, about=99)


def test_draft_of_an_award_decision_cannot_be_spoken_of(world: World) -> None:
    row = cancel(world)
    with refused(world, "decision_state"):
        correct(world, about=row.id)


def test_it_works_when_the_campaign_is_over(world: World) -> None:
    world.play_until_over()
    carried_out(world, cancel(world))
    assert (world.stages()["decision_issuance@final"], states(world)[ONE]) == ("closed", "revoked")


def test_units_hear_of_their_own_cancellation_only(world: World) -> None:
    carried_out(world, cancel(world))
    assert told(world, "award_cancelled") == ["cb-dv-1"]
    assert "DV-2" not in world.notices("award_cancelled")[0]


@pytest.mark.parametrize(("draft", "kind"), [(replace, "decision_replaced"), (correct, "decision_corrected")])
def test_every_unit_hears_of_a_new_wording(world: World, draft: object, kind: str) -> None:
    row = correct(world) if draft is correct else replace(world, ONE)
    carried_out(world, row)
    assert told(world, kind) == ["cb-dv-1", "cb-dv-2", "cb-dv-3"]


def test_whoever_signs_and_issues_hears_of_it(world: World) -> None:
    sign(world, cancel(world))
    assert told(world, "decision_drafted") == ["leader"]
    assert told(world, "decision_signed").count("clerk") == 2


def test_object_and_money_stay_open_until_noted(world: World) -> None:
    carried_out(world, cancel(world))
    recover(world)
    found = [(one.item, one.recovered_on) for one in world.rows(Recovery)]
    assert found == [("object", world.today), ("money", None)]


def test_recovery_is_noted_once(world: World) -> None:
    carried_out(world, cancel(world))
    recover(world)
    with refused(world, "recovered"):
        recover(world)


def test_recovery_of_another_decision_is_unknown(world: World) -> None:
    carried_out(world, cancel(world))
    with refused(world, "recovery"):
        recover(world, number=99)


def test_names_put_right_are_not_in_the_trail(world: World) -> None:
    replace(world, HS_DV_1_01=Named("Tên Đã Sửa", "Đơn vị DV-1"))
    assert not [event.id for event in world.rows(AuditEvent) if "Tên Đã Sửa" in event.text]


def test_corrected_passages_are_kept_like_a_list() -> None:
    assert LISTS == ("decision_line", "decision_correction")


def test_signature_in_anothers_place_is_told_with_both(world: World) -> None:
    row = cancel(world)
    entered = delegate(world, kind="cancellation").id
    world.do(later_decisions.sign, row.id, signing=Signing(delegation=entered), by="member1")
    [event] = world.rows(AuditEvent, kind="later_decision:signed")
    assert (event.actor, '"for_person":"leader"' in event.text) == ("member1", True)


def test_signed_file_is_kept_with_its_number(world: World) -> None:
    row = cancel(world)
    sign(world, row)
    told_of = {"book_number": "61/QĐ-UBND", "issued_on": world.today, "scan": SCAN}
    world.do(later_decisions.issue, row.id, **told_of, by="clerk")
    assert [(one.decision_id, one.digest) for one in world.rows(SignedCopy)] == [(row.id, SCAN.digest)]

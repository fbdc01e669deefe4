"""A registration or a dossier is taken back: whatever stood on it goes on without it."""

import pytest
from sqlalchemy import Engine

from actions import ballots, decisions, dossiers, registrations
from domain.delegations import Signing
from domain.errors import WrongState
from models.council import Ballot
from models.decisions import Decision, DecisionLine
from models.dossiers import Dossier
from models.stages import Duty
from tests.store import factories
from tests.store.playing import attend, conclude, convene, decide
from tests.store.scenario import VOTERS, World, campaign_at

SOLE = "HS-DV-1-01"


def withdraw(world: World, code: str = SOLE, by: str = "officer") -> None:
    world.do(dossiers.withdraw, code, reason="Đơn vị đề nghị thôi xét", by=by)


def state(world: World, code: str = SOLE) -> str:
    [row] = world.rows(Dossier, code=code)
    return row.state


def test_dossier_before_the_council_needs_no_ballot(store: Engine) -> None:
    world = campaign_at(store, "council_appraisal@final")
    withdraw(world)
    assert SOLE not in {duty.dossier for duty in world.owed("hold_ballot")}
    assert state(world) == "withdrawn"


def test_ballot_under_way_ends_without_result(store: Engine) -> None:
    world = campaign_at(store, "council_appraisal@final")
    convene(world)
    world.go(world.duty("hold_ballot", key=f"hold_ballot:{SOLE}").due or world.today)
    attend(world, *VOTERS)
    world.do(ballots.open_ballot, "final", SOLE, by="secretary")
    withdraw(world)
    [ballot] = world.rows(Ballot)
    assert (ballot.outcome, len(world.owed("vote"))) == ("withdrawn", 0)


def test_campaign_goes_on_without_the_withdrawn(store: Engine) -> None:
    world = campaign_at(store, "council_appraisal@final")
    withdraw(world)
    world.play_until("final_summary")
    [row] = world.rows(Dossier, code=SOLE)
    assert (row.state, row.id in {line.dossier_id for line in world.rows(DecisionLine)}) == ("withdrawn", False)


def test_withdrawn_winner_is_struck_from_the_draft(store: Engine) -> None:
    world = campaign_at(store, "decision_issuance@final")
    world.do(decisions.draft, "final", factories.FORM)
    first = next(row for row in world.rows(Dossier) if row.state == "passed")
    withdraw(world, first.code)
    assert {line.dossier_id for line in world.rows(DecisionLine) if line.struck_at} == {first.id}
    world.do(decisions.sign, "final", factories.FORM, signing=Signing(title="CHỦ TỊCH"), by="leader")


def test_decision_without_a_list_is_dropped(store: Engine) -> None:
    world = campaign_at(store, "decision_issuance@final", units=1)
    world.do(decisions.draft, "final", factories.FORM)
    withdraw(world)
    [decision] = world.rows(Decision)
    assert (decision.state, world.owed("draft_decision"), world.owed("sign_decision")) == ("dropped", [], [])
    world.play_until("final_summary")


def test_nothing_to_draft_ends_the_stage(store: Engine) -> None:
    world = campaign_at(store, "decision_issuance@final", units=1)
    withdraw(world)
    world.sweep()
    assert world.stage("decision_issuance@final").state == "closed"


def test_signed_list_stays_as_it_is(store: Engine) -> None:
    world = campaign_at(store, "decision_issuance@final")
    world.do(decisions.draft, "final", factories.FORM)
    world.do(decisions.sign, "final", factories.FORM, signing=Signing(title="CHỦ TỊCH"), by="leader")
    [first, *_] = [row for row in world.rows(Dossier) if row.state == "passed"]
    with pytest.raises(WrongState, match="decision_signed"):
        withdraw(world, first.code)


def test_awarded_dossier_cannot_be_withdrawn(store: Engine) -> None:
    world = campaign_at(store, "final_summary")
    [first, *_] = [row for row in world.rows(Dossier) if row.state == "awarded"]
    with pytest.raises(WrongState, match="dossier_state"):
        withdraw(world, first.code)


def test_registration_with_dossiers_stays(store: Engine) -> None:
    world = campaign_at(store, "council_appraisal@final", plan=factories.small_plan(registration_required=True))
    with pytest.raises(WrongState, match="dossiers_depend"):
        world.do(registrations.withdraw, "DV-1", reason="Sáp nhập")


def test_registration_is_free_once_dossiers_are_gone(store: Engine) -> None:
    world = campaign_at(store, "council_appraisal@final", plan=factories.small_plan(registration_required=True))
    for row in world.rows(Dossier, unit_name="Đơn vị DV-1"):
        withdraw(world, row.code, by="cb-dv-1")
    world.do(registrations.withdraw, "DV-1", reason="Sáp nhập", by="cb-dv-1")
    assert not [d for d in world.rows(Duty, kind="register") if not d.ended]


def test_late_withdrawal_leaves_the_conclusion_whole(store: Engine) -> None:
    world = campaign_at(store, "council_appraisal@final")
    convene(world)
    world.go(world.owed("hold_ballot")[0].due or world.today)
    for duty in world.owed("hold_ballot"):
        decide(world, duty.dossier or "")
    withdraw(world)
    assert SOLE not in conclude(world)

"""A closed stage opens again under a new revision; a stage goes back one step."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from actions import decisions, dossiers, registrations
from actions.helping import step_back_stage
from actions.reopening import reopen
from domain.delegations import Signing
from domain.errors import Invalid, NotAllowed, WrongState
from domain.stages import StageKey
from models.council import Meeting
from models.dossiers import Dossier
from models.mail import Notice
from models.stages import StepTaken
from tests.store import factories
from tests.store.factories import FORM, REGISTER_BY
from tests.store.playing import convene, decide
from tests.store.scenario import World, campaign_at

REGISTRATION = StageKey.parse("registration")
INTAKE = StageKey.parse("dossier_intake@final")
COUNCIL = StageKey.parse("council_appraisal@final")
DECISION = StageKey.parse("decision_issuance@final")
NEW_DAY = date(2021, 4, 20)


@pytest.fixture
def closed(store: Engine) -> World:
    """Registration is over; DV-1 registered in time, the others did not."""
    world = campaign_at(store, "registration")
    world.do(registrations.register, "DV-1", pledges=["Đúng hạn"], by="cb-dv-1")
    world.do(registrations.confirm, "DV-1")
    world.sweep_until(REGISTER_BY + timedelta(days=5))
    return world


def again(world: World, due: date = NEW_DAY, by: str = "officer", key: StageKey = REGISTRATION) -> None:
    world.do(reopen, key, due, reason="Nhiều đơn vị chưa kịp", by=by)


def test_stage_opens_again_with_its_new_day(closed: World) -> None:
    again(closed)
    stage = closed.stage("registration")
    assert (stage.state, stage.revision, stage.due) == ("open", 2, NEW_DAY)


def test_only_who_did_not_register_owes_it(closed: World) -> None:
    again(closed)
    assert {(duty.unit, duty.due) for duty in closed.owed("register")} == {("DV-2", NEW_DAY), ("DV-3", NEW_DAY)}


def test_reopened_stage_reminds_again(closed: World) -> None:
    again(closed)
    closed.sweep_until(NEW_DAY + timedelta(days=3))
    steps = {s.name for s in closed.rows(StepTaken, stage_id=closed.stage("registration").id, revision=2)}
    assert steps == {"remind:T-5", "remind:T-2", "close"}


def test_units_that_owe_are_told(closed: World) -> None:
    again(closed)
    told = {n.address for n in closed.rows(Notice, kind="date_changed")}
    assert {"cb-dv-2@minhhoa.example", "leader@minhhoa.example"} <= told
    assert "cb-dv-1@minhhoa.example" not in told


def test_unit_registers_in_the_second_window(closed: World) -> None:
    again(closed)
    closed.do(registrations.register, "DV-2", pledges=["Đúng hạn"], by="cb-dv-2")
    assert {duty.unit for duty in closed.owed("register")} == {"DV-3"}


def test_open_stage_is_not_reopened(store: Engine) -> None:
    with pytest.raises(WrongState, match="stage_not_closed"):
        again(campaign_at(store, "registration"))


def test_past_day_is_refused(closed: World) -> None:
    with pytest.raises(Invalid, match="date_past"):
        again(closed, closed.today - timedelta(days=1))


def test_unit_cannot_reopen(closed: World) -> None:
    with pytest.raises(NotAllowed):
        again(closed, by="cb-dv-2")


def test_launch_is_not_reopened(closed: World) -> None:
    with pytest.raises(WrongState, match="not_reopenable"):
        again(closed, key=StageKey.parse("launch"))


def test_intake_under_a_sitting_council_stays_closed(store: Engine) -> None:
    world = campaign_at(store, "council_appraisal@final")
    with pytest.raises(WrongState, match="later_stage_begun"):
        again(world, world.today, key=INTAKE)


def test_empty_round_comes_to_life_again(store: Engine) -> None:
    world = campaign_at(store, "dossier_intake@final")
    for unit in world.units:
        world.do(dossiers.decline, unit, round_="final", reason="Không có", by=f"cb-{unit.lower()}")
    world.sweep_until(factories.SUBMIT_BY + timedelta(days=1), 1)
    assert world.stages()["council_appraisal@final"] == "skipped"
    again(world, world.today + timedelta(days=5), key=INTAKE)
    assert world.stages()["council_appraisal@final"] == "planned"


def test_council_goes_back_to_intake(store: Engine) -> None:
    world = campaign_at(store, "council_appraisal@final")
    convene(world)
    world.do(step_back_stage, COUNCIL, world.today + timedelta(days=7), reason="Thiếu hồ sơ", by="leader")
    states = world.stages()
    assert (states["dossier_intake@final"], states["council_appraisal@final"]) == ("open", "planned")
    assert [meeting.state for meeting in world.rows(Meeting)] == ["cancelled"]


def test_campaign_ends_after_a_step_back(store: Engine) -> None:
    world = campaign_at(store, "council_appraisal@final")
    world.do(step_back_stage, COUNCIL, world.today + timedelta(days=7), reason="Thiếu hồ sơ", by="leader")
    world.play_until("final_summary")
    assert world.stage("council_appraisal@final").revision == 2


def test_council_with_ballots_does_not_go_back(store: Engine) -> None:
    world = campaign_at(store, "council_appraisal@final")
    convene(world)
    world.go(world.owed("hold_ballot")[0].due or world.today)
    decide(world, "HS-DV-1-01")
    with pytest.raises(WrongState, match="votes_were_cast"):
        world.do(step_back_stage, COUNCIL, world.today, reason="Thiếu hồ sơ")


def test_drafts_go_back_to_the_council(store: Engine) -> None:
    world = campaign_at(store, "decision_issuance@final")
    world.do(decisions.draft, "final", FORM)
    world.do(step_back_stage, DECISION, world.today + timedelta(days=7), reason="Sai sót")
    assert {row.state for row in world.rows(Dossier)} == {"accepted"}
    assert [duty.stage for duty in world.owed("conclude_council")] == ["council_appraisal"]


def test_dropped_draft_is_drafted_again(store: Engine) -> None:
    world = campaign_at(store, "decision_issuance@final")
    world.do(decisions.draft, "final", FORM)
    world.do(step_back_stage, DECISION, world.today + timedelta(days=7), reason="Sai sót")
    world.play_until("final_summary")
    assert {row.state for row in world.rows(Dossier)} <= {"awarded", "not_passed"}


def test_signed_decision_does_not_go_back(store: Engine) -> None:
    world = campaign_at(store, "decision_issuance@final")
    world.do(decisions.draft, "final", FORM)
    world.do(decisions.sign, "final", FORM, signing=Signing(title="CHỦ TỊCH"), by="leader")
    with pytest.raises(WrongState, match="signed_already"):
        world.do(step_back_stage, DECISION, world.today, reason="Sai sót")


def test_intake_has_nowhere_to_go_back(store: Engine) -> None:
    world = campaign_at(store, "dossier_intake@final")
    with pytest.raises(WrongState, match="no_step_back"):
        world.do(step_back_stage, INTAKE, world.today, reason="Sai sót")

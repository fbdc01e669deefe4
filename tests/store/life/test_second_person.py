"""A stage is left out only when a second person agrees."""

import pytest
from sqlalchemy import Engine

from actions.incidents import note_failure
from actions.second_person import ask_skip, decide_skip
from domain.errors import AlreadyDone, Invalid, NotAllowed, NotFound, WrongState
from domain.people import SYSTEM
from domain.stages import StageKey
from models.audit import AuditEvent
from models.campaigns import PlanVersion
from models.council import Ballot
from models.engine import writing
from models.stages import Incident, SkipRequest
from tests.store.preparing import ballot_open, submitted
from tests.store.scenario import World, campaign_at

MIDTERM = StageKey.parse("midterm_review")


@pytest.fixture
def world(store: Engine) -> World:
    return campaign_at(store, "registration")


def ask(world: World, key: StageKey = MIDTERM, by: str = "officer") -> SkipRequest:
    return world.do(ask_skip, key, reason="Phong trào ngắn", by=by)


def test_asking_alone_skips_nothing(world: World) -> None:
    ask(world)
    assert world.stages()["midterm_review"] == "planned"
    assert [duty.role for duty in world.owed("confirm_skip")] == ["leader"]


def test_second_person_skips(world: World) -> None:
    ask(world)
    world.do(decide_skip, MIDTERM, agree=True, by="leader")
    assert (world.stages()["midterm_review"], world.owed("confirm_skip")) == ("skipped", [])


def test_nobody_agrees_with_herself(world: World) -> None:
    ask(world)
    with pytest.raises(NotAllowed, match="second_person_needed"):
        world.do(decide_skip, MIDTERM, agree=True)


def test_leader_asks_the_officer(world: World) -> None:
    ask(world, by="leader")
    assert [duty.role for duty in world.owed("confirm_skip")] == ["officer"]
    world.do(decide_skip, MIDTERM, agree=True)


def test_no_leaves_the_stage_as_it_is(world: World) -> None:
    ask(world)
    world.do(decide_skip, MIDTERM, agree=False, reason="Vẫn cần sơ kết", by="leader")
    assert (world.stages()["midterm_review"], len(world.rows(PlanVersion, change="skip"))) == ("planned", 0)


def test_no_needs_a_reason(world: World) -> None:
    ask(world)
    with pytest.raises(Invalid, match="reason_missing"):
        world.do(decide_skip, MIDTERM, agree=False, by="leader")


def test_refused_stage_may_be_asked_again(world: World) -> None:
    ask(world)
    world.do(decide_skip, MIDTERM, agree=False, reason="Vẫn cần", by="leader")
    ask(world)
    world.do(decide_skip, MIDTERM, agree=True, by="leader")
    assert world.stages()["midterm_review"] == "skipped"


def test_second_request_at_once_is_refused(world: World) -> None:
    ask(world)
    with pytest.raises(AlreadyDone, match="skip_asked"):
        ask(world, by="leader")


def test_decision_without_request_is_refused(world: World) -> None:
    with pytest.raises(NotFound, match="skip_request"):
        world.do(decide_skip, MIDTERM, agree=True, by="leader")


@pytest.mark.parametrize(("stage", "code"), [("final_summary", "stage_not_skippable"), ("launch", "stage_not_skip")])
def test_first_and_last_stage_are_held(world: World, stage: str, code: str) -> None:
    with pytest.raises(WrongState, match=code):
        ask(world, StageKey.parse(stage))


def test_unit_cannot_ask(world: World) -> None:
    with pytest.raises(NotAllowed):
        ask(world, by="cb-dv-1")


def test_open_stage_is_skipped_with_its_duties(world: World) -> None:
    ask(world, StageKey.parse("registration"))
    world.do(decide_skip, StageKey.parse("registration"), agree=True, by="leader")
    assert not world.owed("register")


def skip(world: World, key: StageKey) -> None:
    ask(world, key)
    world.do(decide_skip, key, agree=True, by="leader")


def test_failed_step_of_a_skipped_stage_is_given_up(world: World) -> None:
    with writing(world.engine) as session:
        note_failure(session, world.stage("midterm_review").id, RuntimeError("Lỗi"), by=SYSTEM, at=world.now)
    skip(world, MIDTERM)
    [incident] = world.rows(Incident)
    assert (incident.resolved_at, incident.resolved_by) == (world.now, "leader")
    [event] = world.rows(AuditEvent, kind="incident:given_up")
    assert "Phong trào ngắn" in event.text


def test_ballot_of_a_skipped_council_ends_without_result(store: Engine) -> None:
    world = campaign_at(store, "council_appraisal@final", units=1)
    ballot_open(world)
    skip(world, StageKey.parse("council_appraisal@final"))
    assert [row.outcome for row in world.rows(Ballot)] == ["dropped"]


def test_dossiers_of_a_skipped_intake_wait_for_nobody(store: Engine) -> None:
    world = campaign_at(store, "dossier_intake@final", units=1)
    submitted(world)
    skip(world, StageKey.parse("dossier_intake@final"))
    assert not world.owed("appraise_dossier")

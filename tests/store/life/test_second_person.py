"""A stage is left out only when a second person agrees."""

import pytest
from sqlalchemy import Engine

from actions.second_person import ask_skip, decide_skip
from domain.errors import AlreadyDone, Invalid, NotAllowed, NotFound, WrongState
from domain.stages import StageKey
from models.campaigns import PlanVersion
from models.stages import SkipRequest
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

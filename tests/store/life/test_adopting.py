"""A campaign that already runs is taken over: its past is closed with its days, and nobody is mailed about it."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine

from actions.adopting import OUTSIDE, adopt
from domain.errors import Incomplete, Invalid, NotAllowed, NotFound, WrongState
from domain.stages import StageKey
from models.campaigns import Campaign
from models.mail import Notice
from models.registrations import Registration
from tests.store.factories import small_plan
from tests.store.scenario import World, office

INTAKE = StageKey.parse("dossier_intake@final")
REGISTERED_ON = date(2021, 3, 20)


@pytest.fixture
def world(store: Engine) -> World:
    """An office that begins to use the service in September, in the middle of its campaign."""
    world = office(store, 3)
    world.go("2021-09-06")
    return world


def take(world: World, key: StageKey = INTAKE, by: str = "officer", **values: object) -> Campaign:
    told: dict[str, Any] = {"units": world.units, "reason": "Bắt đầu dùng hệ thống"} | values
    return world.do(adopt, small_plan(), key, by=by, **told)


def test_past_is_closed_outside(world: World) -> None:
    take(world)
    past = {key: state for key, state in world.stages().items() if "@" not in key and key != "final_summary"}
    assert past == {"launch": "closed", "registration": "closed", "midterm_review": "closed"}
    assert world.stage("registration").reason == OUTSIDE


def test_given_days_are_kept(world: World) -> None:
    take(world, closed_on={StageKey.parse("registration"): REGISTERED_ON})
    closed = world.stage("registration").closed_at
    assert closed is not None
    assert closed.date() in (REGISTERED_ON, date(2021, 3, 19))


def test_nobody_is_mailed_about_the_past(world: World) -> None:
    take(world)
    world.sweep_until("2021-09-10")
    assert not world.rows(Notice)


def test_campaign_goes_its_way_from_there(world: World) -> None:
    take(world)
    world.sweep_until("2021-10-02")
    assert {duty.unit for duty in world.owed("submit_dossier")} == set(world.units)


def test_only_named_units_count_as_registered(world: World) -> None:
    take(world, registered=["DV-1"])
    assert [row.state for row in world.rows(Registration)] == ["confirmed"]


@pytest.mark.parametrize("stage", ["launch", "council_appraisal@final", "decision_issuance@final"])
def test_stage_without_its_papers_is_refused(world: World, stage: str) -> None:
    with pytest.raises(WrongState, match="not_adoptable"):
        take(world, StageKey.parse(stage))


def test_unknown_round_is_refused(world: World) -> None:
    with pytest.raises(NotFound, match="stage"):
        take(world, StageKey.parse("dossier_intake@2030"))


def test_deadline_that_has_passed_needs_a_new_one(world: World) -> None:
    with pytest.raises(Invalid, match="date_past"):
        take(world, StageKey.parse("midterm_review"))
    assert not world.rows(Campaign)


def test_new_deadline_is_taken(world: World) -> None:
    take(world, StageKey.parse("midterm_review"), due=date(2021, 9, 30))
    assert world.stage("midterm_review").due == date(2021, 9, 30)


def test_day_to_come_is_no_past(world: World) -> None:
    with pytest.raises(Invalid, match="ended_in_future"):
        take(world, closed_on={StageKey.parse("registration"): date(2021, 12, 1)})


def test_reason_is_needed(world: World) -> None:
    with pytest.raises(Incomplete, match="reason_missing"):
        take(world, reason=" ")


def test_campaign_without_units_is_refused(world: World) -> None:
    with pytest.raises(Incomplete, match="launch_needs"):
        take(world, units=())


def test_unit_cannot_adopt(world: World) -> None:
    with pytest.raises(NotAllowed):
        take(world, by="cb-dv-1")

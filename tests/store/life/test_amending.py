"""Amending twice equals amending once with both changes; an amendment never touches what has ended."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from actions import campaigns
from domain.answers import set_due, skip_stage
from domain.dates import Resolution
from domain.plan import Plan
from domain.stages import StageKey
from models.stages import Duty, Stage
from tests.store.factories import REGISTER_BY, small_plan
from tests.store.scenario import World, campaign_at

REGISTRATION, MIDTERM = StageKey.parse("registration"), StageKey.parse("midterm_review")


def later(plan: Plan) -> Plan:
    day = Resolution(day=date(2021, 4, 12), by="officer", on=date(2021, 3, 1), reason="Dịch bệnh")
    return set_due(plan, REGISTRATION, day)


def shorter(plan: Plan) -> Plan:
    return skip_stage(plan, MIDTERM, "Phong trào ngắn")


@pytest.fixture
def world(store: Engine) -> World:
    return campaign_at(store, "registration")


def amended(world: World, *plans: Plan) -> tuple[Any, ...]:
    """Stages and duties after these amendments, and nothing kept of them."""
    for plan in plans:
        world.do(campaigns.amend, plan, reason="Điều chỉnh")
    stages = [(s.key, s.state, s.opens, s.remind_by, s.due, s.reason, s.next_due_at) for s in world.rows(Stage)]
    duties = [(d.key, d.due, d.ended) for d in world.rows(Duty)]
    return sorted(stages, key=str), sorted(duties, key=str)


ONCE = shorter(later(small_plan()))


@pytest.mark.parametrize("first", [later, shorter], ids=["later first", "shorter first"])
def test_amending_twice_equals_amending_once(world: World, first: Any) -> None:
    twice = amended(world, first(small_plan()), ONCE)
    assert twice == amended(world, ONCE)


def test_amending_in_steps_moves_duties_along(world: World) -> None:
    amended(world, shorter(small_plan()), ONCE)
    assert {duty.due for duty in world.owed("register")} == {date(2021, 4, 12)}


def test_amendment_leaves_the_past_alone(world: World) -> None:
    world.sweep_until(REGISTER_BY + timedelta(days=2))
    before = world.stage("registration")
    amended(world, later(small_plan()))
    after = world.stage("registration")
    assert (after.state, after.due, after.closed_at) == (before.state, before.due, before.closed_at)

"""Amending twice equals amending once with both changes; an amendment never touches what has ended."""

from contextlib import suppress
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from actions import campaigns
from actions.questions import answer
from domain.answers import set_due, skip_stage
from domain.dates import Resolution, on_day
from domain.plan import AwardRound, Period, Plan, Repeats
from domain.stages import StageKey
from models.campaigns import Question
from models.engine import writing
from models.stages import Duty, Stage
from tests.store.factories import ISSUED, REGISTER_BY, small_plan
from tests.store.scenario import World, campaign_at, drafted

REGISTRATION, MIDTERM = StageKey.parse("registration"), StageKey.parse("midterm_review")


def later(plan: Plan) -> Plan:
    day = Resolution(day=date(2021, 4, 12), by="officer", on=date(2021, 3, 1), reason="Dịch bệnh")
    return set_due(plan, REGISTRATION, day)


def shorter(plan: Plan) -> Plan:
    return skip_stage(plan, MIDTERM, "Phong trào ngắn")


@pytest.fixture
def world(store: Engine) -> World:
    return campaign_at(store, "registration")


class UndoneError(Exception):
    """Ends a transaction that is not to be kept."""


def after(world: World, *plans: Plan) -> tuple[Any, ...]:
    """Stages and duties as they would be after these amendments; nothing is kept of them."""
    by = world.who("officer")
    seen: list[Any] = []
    with suppress(UndoneError), writing(world.engine) as session:
        for plan in plans:
            campaigns.amend(session, world.code, plan, reason="Điều chỉnh", by=by, at=world.now)
        rows = session.exec(select(Stage)).all()
        stages = [(s.key, s.state, s.opens, s.remind_by, s.due, s.reason, s.next_due_at) for s in rows]
        duties = [(d.key, d.due, d.ended) for d in session.exec(select(Duty)).all()]
        seen += [sorted(stages, key=str), sorted(duties, key=str)]
        raise UndoneError
    return tuple(seen)


ONCE = shorter(later(small_plan()))


@pytest.mark.parametrize("first", [later, shorter], ids=["later first", "shorter first"])
def test_amending_twice_equals_amending_once(world: World, first: Any) -> None:
    assert after(world, first(small_plan()), ONCE) == after(world, ONCE)


def test_amending_in_steps_moves_duties_along(world: World) -> None:
    for plan in (shorter(small_plan()), ONCE):
        world.do(campaigns.amend, plan, reason="Điều chỉnh")
    assert {duty.due for duty in world.owed("register")} == {date(2021, 4, 12)}


def test_amendment_leaves_the_past_alone(world: World) -> None:
    world.sweep_until(REGISTER_BY + timedelta(days=2))
    before = world.stage("registration")
    world.do(campaigns.amend, later(small_plan()), reason="Điều chỉnh")
    now = world.stage("registration")
    assert (now.state, now.due, now.closed_at) == (before.state, before.due, before.closed_at)


def test_question_follows_its_item_to_another_stage(store: Engine) -> None:
    period = Period(start=on_day(ISSUED, "từ ngày 01/3/2021"), end=on_day(date(2022, 12, 31), "đến hết năm 2022"))
    yearly = AwardRound(code="yearly", repeats=Repeats.YEARLY)
    world = drafted(store, plan=small_plan(period=period, rounds=(yearly,), copies=None))
    world.do(answer, "round.yearly.years", "2022")
    [copies] = world.rows(Question, key="dossier.copies")
    assert copies.stage_id == world.stage("dossier_intake@2022").id
    assert world.stages()["dossier_intake@2021"] == "cancelled"

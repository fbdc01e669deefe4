"""A plan names a year by mistake: the step that meets it fails for good, and goes on once the plan is mended."""

from datetime import date

import pytest
from sqlalchemy import Engine

from actions import campaigns
from actions.incidents import note_failure, retry, set_aside
from actions.steps import take_steps
from domain.dates import on_day
from domain.errors import Invalid
from domain.people import SYSTEM
from domain.plan import Plan, PlannedDuty
from domain.stages import StageKey, StageKind
from models.engine import writing
from models.stages import Incident
from tests.store.factories import REPORT_FROM, small_plan
from tests.store.scenario import World, campaign_at

MIDTERM = StageKey.parse("midterm_review")


def plan(year: int) -> Plan:
    due = on_day(date(year, 7, 15), "chậm nhất là ngày 15/7")
    report = PlannedDuty(
        code="progress", stage=StageKind.MIDTERM_REVIEW, owed_by="officer", owed_to="Tỉnh", what="Báo cáo", due=due
    )
    return small_plan(duties=(report,))


@pytest.fixture
def broken(store: Engine) -> World:
    """The midterm review was to open today, and its incident waits for a person."""
    world = campaign_at(store, "registration", plan=plan(2062))
    world.go(REPORT_FROM)
    with pytest.raises(Invalid) as failed:
        open_midterm(world)
    for hour in (9, 10, 12):
        world.go(REPORT_FROM, hour)
        with writing(store) as session:
            note_failure(session, world.stage("midterm_review").id, failed.value, by=SYSTEM, at=world.now)
    return world


def open_midterm(world: World) -> None:
    stage_id = world.stage("midterm_review").id
    with writing(world.engine) as session:
        set_aside(session, [stage_id], by=SYSTEM, at=world.now)
        take_steps(session, [stage_id], by=SYSTEM, at=world.now)


def test_unknown_year_is_told_as_the_cause(broken: World) -> None:
    [incident] = broken.rows(Incident)
    assert (incident.step, incident.next_try_at) == ("open", None)
    assert "15/07/2062" in incident.cause


def test_mended_plan_lets_the_step_go_on(broken: World) -> None:
    broken.do(campaigns.amend, plan(2021), reason="Gõ nhầm năm")
    broken.do(retry, MIDTERM)
    open_midterm(broken)
    assert broken.stage("midterm_review").state == "open"
    assert {duty.due for duty in broken.owed("planned")} == {date(2021, 7, 15)}


def test_neighbours_move_while_it_waits(broken: World) -> None:
    broken.sweep_until("2021-06-02")
    assert broken.stages()["registration"] == "closed"

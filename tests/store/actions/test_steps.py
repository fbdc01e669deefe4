"""What the sweep does by itself, and asking for what a plan leaves open."""

from datetime import date

import pytest
from sqlalchemy import Engine

from actions import registrations
from actions.questions import answer
from actions.running import run_stage
from domain.dates import on_day
from domain.plan import Held, PlannedStage
from domain.stages import StageKey, StageKind
from models.campaigns import PlanVersion, Question
from models.stages import StepTaken
from tests.store import factories, playing
from tests.store.checks import refused, told
from tests.store.scenario import World, at, campaign_at, launched

SILENT = PlannedStage(kind=StageKind.MIDTERM_REVIEW, held=Held.SILENT)


@pytest.fixture
def world(store: Engine) -> World:
    return campaign_at(store, "registration", units=2)


def registered(world: World) -> None:
    """One of the two units has done its part."""
    world.do(registrations.register, "DV-1", pledges=["Đúng hạn"], by="cb-dv-1")


def taken(world: World) -> list[tuple[str, str]]:
    """Day and name of every step of the registration."""
    stage = world.stage("registration")
    return sorted((f"{step.taken_at:%m-%d}", step.name) for step in world.rows(StepTaken, stage_id=stage.id))


def test_deadline_reminds_twice_escalates_and_closes(world: World) -> None:
    registered(world)
    world.sweep_until("2021-04-02")
    assert taken(world)[1:] == [("03-24", "remind:T-5"), ("03-29", "remind:T-2"), ("04-01", "escalate:T+1")]


def test_only_who_still_owes_is_reminded(world: World) -> None:
    registered(world)
    world.sweep_until("2021-03-25")
    assert told(world, "duty_reminder") == ["cb-dv-2"]


def test_lateness_of_a_unit_is_told_to_the_office(world: World) -> None:
    registered(world)
    world.sweep_until("2021-04-02")
    assert told(world, "duty_escalated") == ["officer"]


def test_lateness_of_the_office_is_told_to_its_leader(store: Engine) -> None:
    world = campaign_at(store, "council_appraisal@final", units=1)
    playing.convene(world)
    world.sweep_until("2021-11-03")
    assert set(told(world, "duty_escalated")) == {"leader"}


def test_missed_reminder_is_left_out_after_downtime(world: World) -> None:
    world.go("2021-03-26")
    assert world.sweep() == ()
    assert world.next_moment() == at("2021-03-29", 8)


def test_sweep_twice_at_one_moment_does_nothing_twice(world: World) -> None:
    world.go("2021-03-24", 8)
    assert [step.step for step in world.sweep()] == ["remind:T-5"]
    assert world.sweep() == ()


def test_stage_closes_at_midnight_of_the_office(world: World) -> None:
    world.go("2021-03-31", 23, 59)
    assert "close" not in [step.step for step in world.sweep()]
    world.go("2021-04-01", 0, 0)
    assert [step.step for step in world.sweep()] == ["close"]


def test_stage_ahead_opens_on_its_day(world: World) -> None:
    world.sweep_until("2021-05-31", 23)
    assert world.stages()["midterm_review"] == "planned"
    world.go("2021-06-01", 0, 0)
    assert "open" in [step.step for step in world.sweep()]


def test_date_before_the_day_reminds_early_and_refuses_late(store: Engine) -> None:
    due = on_day(date(2021, 3, 31), "trước ngày 31/3/2021", inclusive=False)
    [_, *others] = factories.stages()
    plan = factories.small_plan(stages=(PlannedStage(kind=StageKind.REGISTRATION, due=due), *others))
    world = campaign_at(store, "registration", units=1, plan=plan)
    stage = world.stage("registration")
    assert (stage.remind_by, stage.due) == (date(2021, 3, 30), date(2021, 3, 31))


def silent(store: Engine) -> World:
    """A campaign whose plan does not say whether there is a midterm review."""
    [registration, _, intake] = factories.stages()
    world = launched(store, units=1, plan=factories.small_plan(stages=(registration, SILENT, intake)))
    world.sweep_until("2021-03-02")
    return world


def test_what_holds_up_a_stage_is_asked_once(store: Engine) -> None:
    world = silent(store)
    world.sweep_until("2021-05-01")
    assert told(world, "question_asked").count("officer") == 1
    assert world.stages()["midterm_review"] == "planned"


@pytest.mark.parametrize(("given", "state"), [("không", "skipped"), ("2021-06-30", "open")])
def test_answer_lets_the_stage_go_on(store: Engine, given: str, state: str) -> None:
    world = silent(store)
    world.do(answer, "midterm_review.held", given, reason="Lãnh đạo quyết định")
    world.sweep()
    assert world.stages()["midterm_review"] == state


def test_answer_is_a_new_version_with_who_and_why(store: Engine) -> None:
    world = silent(store)
    world.do(answer, "midterm_review.held", "không", reason="Thời gian ngắn")
    last = world.rows(PlanVersion)[-1]
    assert (last.change, last.reason, last.made_by) == ("answer", "Thời gian ngắn", "officer")


@pytest.mark.parametrize(
    ("key", "given", "code"),
    [
        ("midterm_review.held", "mai", "answer"),
        ("midterm_review.held", " ", "answer"),
        ("midterm_review.held", "2021-02-30", "answer"),
        ("midterm_review.held", None, "not_waivable"),
        ("council.rule@final", "đa số", "rule_is_adopted"),
        ("what.is.this", "1", "question"),
    ],
)
def test_unusable_answer_is_refused(store: Engine, key: str, given: str | None, code: str) -> None:
    world = silent(store)
    with refused(world, code):
        world.do(answer, key, given, reason="vì")


def test_question_is_answered_once(world: World) -> None:
    world.do(answer, "final_summary.date", "2021-12-17")
    with refused(world, "question_answered"):
        world.do(answer, "final_summary.date", "2021-12-18")


def test_item_that_holds_nothing_up_can_be_waived(world: World) -> None:
    world.do(answer, "quota.per_unit@final", None, reason="Không giới hạn")
    [row] = world.rows(Question, key="quota.per_unit@final")
    assert (row.waived, row.answered_by) == (True, "officer")


def test_stage_runs_when_somebody_asks(world: World) -> None:
    world.go("2021-04-05")
    assert [step.step for step in world.do(run_stage, StageKey(StageKind.REGISTRATION))] == ["close"]


def test_stage_whose_time_has_not_come_says_when(world: World) -> None:
    with refused(world, "nothing_due") as found:
        world.do(run_stage, StageKey(StageKind.REGISTRATION))
    assert found.value.data["next"] == at("2021-03-24", 8)


@pytest.mark.parametrize(
    ("kind", "code"), [(StageKind.LAUNCH, "stage_ended"), (StageKind.MIDTERM_REVIEW, "nothing_due")]
)
def test_stage_that_may_not_run_says_why(world: World, kind: StageKind, code: str) -> None:
    with refused(world, code):
        world.do(run_stage, StageKey(kind))

"""Creating, launching and changing a campaign: what follows, and what is refused."""

from datetime import date

import pytest
from sqlalchemy import Engine

from actions import campaigns
from actions.people import add_unit
from domain.stages import StageKey, StageKind
from models.campaigns import Campaign, PlanVersion
from models.engine import writing
from models.mail import Notice
from models.stages import Duty, StepTaken
from tests.store import factories
from tests.store.checks import refused, told
from tests.store.scenario import World, campaign_at, drafted, launched, office

REGISTRATION = StageKey(StageKind.REGISTRATION)
INTAKE = StageKey(StageKind.DOSSIER_INTAKE, "final")
LATER = date(2021, 4, 15)


@pytest.fixture
def world(store: Engine) -> World:
    return campaign_at(store, "registration", units=2)


def move(world: World, key: StageKey, day: date, *, extend: bool = False, reason: str = "Theo đề nghị") -> None:
    world.do(campaigns.set_date, key, day, reason=reason, extend=extend)


def test_draft_tells_nobody_and_moves_nothing(store: Engine) -> None:
    world = drafted(store, units=2)
    world.go("2021-12-31")
    assert not world.sweep()
    assert not world.rows(Notice)


@pytest.mark.parametrize("code", ["", "NH-2021", "nh-2021-01", "NH-2021-0001", "NH 2021 01", "NH-2021-01\n"])
def test_code_of_wrong_form_is_refused(store: Engine, code: str) -> None:
    world = office(store, 1)
    world.code = code
    with refused(world, "campaign_code"):
        world.do(campaigns.create, factories.small_plan())


def test_code_is_given_once(store: Engine) -> None:
    world = drafted(store, units=1)
    with refused(world, "campaign_exists"):
        world.do(campaigns.create, factories.small_plan())


def test_launch_settles_the_leaders_duty(store: Engine) -> None:
    world = launched(store, units=1)
    [campaign] = world.rows(Campaign)
    assert (campaign.state, campaign.launched_at) == ("running", world.now)
    assert world.duty("launch_campaign").done_by == "leader"


def test_launch_names_everything_it_lacks(store: Engine) -> None:
    plan = factories.small_plan(document=factories.small_plan().document.model_copy(update={"number": None}))
    world = office(store, 0)
    world.do(campaigns.create, plan)
    with refused(world, "launch_needs"):
        world.do(campaigns.launch)


def test_launched_campaign_is_not_launched_again(world: World) -> None:
    with refused(world, "not_a_draft"):
        world.do(campaigns.launch)


def test_unit_that_joins_late_owes_what_others_owe(store: Engine) -> None:
    world = campaign_at(store, "registration", units=1)
    other = office_unit(world, "DV-9")
    world.do(campaigns.add_unit, other)
    assert [duty.unit for duty in world.owed("register")] == ["DV-1", "DV-9"]


def office_unit(world: World, code: str) -> str:
    """A unit that takes no part yet."""
    with writing(world.engine) as session:
        add_unit(session, code, name=f"Đơn vị {code}", level="commune", by=world.who("admin"), at=world.now)
    return code


def test_unit_takes_part_once(world: World) -> None:
    with refused(world, "unit_takes_part"):
        world.do(campaigns.add_unit, "DV-1")


def test_extension_moves_stage_and_duties(world: World) -> None:
    move(world, REGISTRATION, LATER, extend=True)
    stage = world.stage("registration")
    assert (stage.remind_by, stage.due) == (LATER, LATER)
    assert {duty.due for duty in world.owed("register")} == {LATER}


def test_extension_is_a_new_version_with_its_reason(world: World) -> None:
    move(world, REGISTRATION, LATER, extend=True, reason="Bão số 3")
    last = world.rows(PlanVersion)[-1]
    assert (last.number, last.change, last.reason) == (2, "extend", "Bão số 3")


def test_extended_deadline_reminds_again(world: World) -> None:
    world.sweep_until("2021-03-24")
    move(world, REGISTRATION, LATER, extend=True)
    world.sweep_until("2021-04-09")
    steps = [(step.name, step.due) for step in world.rows(StepTaken) if step.name == "remind:T-5"]
    assert steps == [("remind:T-5", date(2021, 3, 31)), ("remind:T-5", LATER)]


def test_extension_does_not_escalate_the_old_deadline(world: World) -> None:
    move(world, REGISTRATION, LATER, extend=True)
    world.sweep_until("2021-04-10")
    assert not told(world, "duty_escalated")


def test_extension_tells_units_and_office(world: World) -> None:
    move(world, REGISTRATION, LATER, extend=True)
    assert told(world, "date_changed") == ["cb-dv-1", "cb-dv-2", "leader", "officer", "secretary"]


def test_date_moves_a_stage_that_lies_ahead(world: World) -> None:
    move(world, INTAKE, date(2021, 11, 15))
    assert world.stage("dossier_intake@final").due == date(2021, 11, 15)
    assert world.stage("registration").due == factories.REGISTER_BY


@pytest.mark.parametrize(
    ("day", "extend", "reason", "code"),
    [
        (date(2021, 3, 31), True, "vì", "extends_backwards"),
        (date(2021, 3, 15), True, "vì", "extends_backwards"),
        (date(2021, 2, 28), False, "vì", "date_past"),
        (LATER, True, "  ", "reason_missing"),
    ],
)
def test_impossible_date_is_refused(world: World, day: date, extend: bool, reason: str, code: str) -> None:
    with refused(world, code):
        move(world, REGISTRATION, day, extend=extend, reason=reason)


def test_ended_stage_has_no_new_date(world: World) -> None:
    with refused(world, "stage_ended"):
        move(world, StageKey(StageKind.LAUNCH), LATER)


def test_unknown_stage_is_refused(world: World) -> None:
    with refused(world, "stage"):
        move(world, StageKey(StageKind.DOSSIER_INTAKE, "2033"), LATER)


def test_unknown_campaign_is_refused(world: World) -> None:
    world.code = "NH-2099-01"
    with refused(world, "campaign"):
        move(world, REGISTRATION, LATER)


def test_amended_plan_moves_what_lies_ahead_only(world: World) -> None:
    plan = factories.small_plan(stages=factories.stages()[:2])
    world.do(campaigns.amend, plan, reason="Sửa kế hoạch", document="30/KH-UBND")
    assert world.stage("dossier_intake@final").due is None
    assert [q.question for q in world.owed("answer_question")] == []
    assert world.stage("launch").state == "closed"


def test_amended_plan_may_not_drop_what_has_begun(store: Engine) -> None:
    world = campaign_at(store, "dossier_intake@final", units=1)
    with refused(world, "stage_has_begun"):
        world.do(campaigns.amend, factories.small_plan(rounds=()), reason="Sửa kế hoạch")


def test_dropped_round_is_cancelled(world: World) -> None:
    world.do(campaigns.amend, factories.small_plan(rounds=()), reason="Sửa kế hoạch")
    assert world.stages()["dossier_intake@final"] == "cancelled"


def test_suspended_campaign_stands_still(world: World) -> None:
    world.do(campaigns.suspend, reason="Dịch bệnh")
    assert world.sweep_until("2021-05-01") == []
    assert world.stages()["registration"] == "open"


def test_suspension_is_told_to_units(world: World) -> None:
    world.do(campaigns.suspend, reason="Dịch bệnh")
    assert told(world, "campaign_suspended") == ["cb-dv-1", "cb-dv-2"]


def test_resumed_campaign_counts_deadlines_as_of_their_date(world: World) -> None:
    world.do(campaigns.suspend, reason="Dịch bệnh")
    world.go("2021-04-05")
    world.do(campaigns.resume, reason="Hết dịch")
    assert [step.step for step in world.sweep()] == ["close"]


def test_missed_reminder_is_not_sent_late(world: World) -> None:
    world.do(campaigns.suspend, reason="Dịch bệnh")
    world.go("2021-04-05")
    world.do(campaigns.resume, reason="Hết dịch")
    world.sweep()
    assert not told(world, "duty_reminder")


def test_campaign_is_suspended_once(world: World) -> None:
    world.do(campaigns.suspend, reason="Dịch bệnh")
    with refused(world, "suspended_already"):
        world.do(campaigns.suspend, reason="Dịch bệnh")


def test_running_campaign_is_not_resumed(world: World) -> None:
    with refused(world, "not_suspended"):
        world.do(campaigns.resume, reason="Hết dịch")


@pytest.mark.parametrize("action", [campaigns.suspend, campaigns.resume])
def test_pace_is_not_changed_without_reason(world: World, action: object) -> None:
    with refused(world, "reason_missing"):
        world.do(action, reason=" ")  # type: ignore[arg-type]  # two actions of one shape


def test_campaign_that_is_over_is_left_alone(store: Engine) -> None:
    world = campaign_at(store, "final_summary", units=1)
    world.play_until_over()
    with refused(world, "campaign_over"):
        move(world, StageKey(StageKind.FINAL_SUMMARY), date(2022, 12, 31))


def test_closed_campaign_owes_nothing(store: Engine) -> None:
    world = campaign_at(store, "final_summary", units=2)
    world.play_until_over()
    assert (world.rows(Campaign)[0].state, world.owed()) == ("closed", [])
    assert not [duty for duty in world.rows(Duty) if not duty.ended]


def test_every_unit_hears_of_the_launch_once(world: World) -> None:
    assert told(world, "campaign_launched") == ["cb-dv-1", "cb-dv-2"]

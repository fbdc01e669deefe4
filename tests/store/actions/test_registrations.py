"""Registrations and midterm reports: the window, second ones, entry on behalf, confirmation, withdrawal."""

from datetime import date

import pytest
from sqlalchemy import Engine

from actions import registrations, reviews
from domain.plan import RegistrationRequirement
from models.registrations import MidtermReport, Registration
from tests.store import factories
from tests.store.checks import refused, told
from tests.store.scenario import World, campaign_at

PLEDGES = ["Giải quyết hồ sơ đúng hạn"]
ASKED = RegistrationRequirement(
    kinds=("collective",), comparator=">=", value=2, unit="sáng kiến", wording="Mỗi tập thể 02 sáng kiến"
)


@pytest.fixture
def world(store: Engine) -> World:
    return campaign_at(store, "registration", units=2)


def register(world: World, *, by: str = "cb-dv-1", pledges: list[str] | None = None, **values: object) -> None:
    world.do(registrations.register, "DV-1", pledges=PLEDGES if pledges is None else pledges, by=by, **values)


def test_registration_settles_its_duty_and_owes_the_confirmation(world: World) -> None:
    register(world)
    assert [duty.unit for duty in world.owed("register")] == ["DV-2"]
    assert [duty.role for duty in world.owed("confirm_registration")] == ["officer"]


def test_registration_is_acknowledged(world: World) -> None:
    register(world)
    assert told(world, "registration_received") == ["cb-dv-1"]


def test_second_registration_is_refused(world: World) -> None:
    register(world)
    with refused(world, "registered_already"):
        register(world)


def test_registration_before_midnight_of_the_last_day_counts(world: World) -> None:
    world.go(factories.REGISTER_BY, 23, 59)
    register(world)
    assert world.rows(Registration)[0].state == "submitted"


def test_registration_after_the_last_day_is_refused(world: World) -> None:
    world.go("2021-04-01", 0, 0)
    with refused(world, "deadline_passed"):
        register(world)


def test_registration_after_closing_is_late_and_not_early(world: World) -> None:
    world.sweep_until("2021-04-02")
    assert world.stages()["registration"] == "closed"
    with refused(world, "deadline_passed"):
        register(world)


def test_paper_received_in_time_is_entered_while_the_stage_is_open(world: World) -> None:
    world.go("2021-04-01", 9)
    register(world, by="officer", incoming_number="15", received_on=date(2021, 3, 30))
    [row] = world.rows(Registration)
    assert (row.received_on, row.incoming_number, row.submitted_by) == (date(2021, 3, 30), "15", "officer")


def test_paper_received_in_time_is_not_entered_once_the_stage_has_closed(world: World) -> None:
    world.sweep_until("2021-04-02")
    with refused(world, "stage_not_open"):
        register(world, by="officer", received_on=date(2021, 3, 30))


@pytest.mark.parametrize(
    ("day", "code"), [(date(2021, 4, 1), "deadline_passed"), (date(2021, 5, 1), "received_in_future")]
)
def test_paper_of_a_wrong_day_is_refused(world: World, day: date, code: str) -> None:
    world.go("2021-04-01")
    with refused(world, code):
        register(world, by="officer", received_on=day)


@pytest.mark.parametrize("pledges", [[], ["  "], ["", "\t"]])
def test_registration_without_pledge_is_refused(world: World, pledges: list[str]) -> None:
    with refused(world, "pledges_missing"):
        register(world, pledges=pledges)


def test_plan_may_ask_for_more_pledges(store: Engine) -> None:
    plan = factories.small_plan(registration_requirements=(ASKED,))
    world = campaign_at(store, "registration", units=1, plan=plan)
    with refused(world, "plan_asks_pledges"):
        register(world)
    register(world, pledges=["Một", "Hai"])


def test_registration_before_its_stage_opens_is_refused(store: Engine) -> None:
    world = campaign_at(store, "launch", units=1)
    with refused(world, "stage_not_open"):
        register(world)


def test_confirmation_closes_the_matter(world: World) -> None:
    register(world)
    world.do(registrations.confirm, "DV-1")
    assert world.rows(Registration)[0].confirmed_by == "officer"
    assert world.owed("confirm_registration") == []


def test_registration_is_confirmed_once(world: World) -> None:
    register(world)
    world.do(registrations.confirm, "DV-1")
    with refused(world, "registration_not_waiting"):
        world.do(registrations.confirm, "DV-1")


def test_unit_without_registration_is_not_confirmed(world: World) -> None:
    with refused(world, "registration"):
        world.do(registrations.confirm, "DV-1")


def test_stage_waits_for_confirmation_after_its_deadline(world: World) -> None:
    register(world)
    world.sweep_until("2021-04-10")
    assert world.stages()["registration"] == "open"
    world.do(registrations.confirm, "DV-1")
    assert "close" in [step.step for step in world.sweep()]


def test_withdrawn_registration_can_be_handed_in_anew(world: World) -> None:
    register(world)
    world.do(registrations.withdraw, "DV-1", reason="Nhầm", by="cb-dv-1")
    world.now = world.now.replace(hour=5)
    register(world, pledges=["Nội dung khác"])
    assert [row.state for row in world.rows(Registration)] == ["submitted"]


def test_withdrawal_asks_for_a_reason(world: World) -> None:
    register(world)
    with refused(world, "reason_missing"):
        world.do(registrations.withdraw, "DV-1", reason=" ", by="cb-dv-1")


def test_registration_is_withdrawn_once(world: World) -> None:
    register(world)
    world.do(registrations.withdraw, "DV-1", reason="Nhầm", by="cb-dv-1")
    with refused(world, "registration_withdrawn"):
        world.do(registrations.withdraw, "DV-1", reason="Nhầm", by="cb-dv-1")


def test_who_did_not_register_is_named_at_the_end(world: World) -> None:
    register(world)
    world.do(registrations.confirm, "DV-1")
    world.sweep_until("2021-04-02")
    closed = next(n for n in world.notices("stage_closed") if "1/2" in n)
    assert "Không đăng ký: Đơn vị DV-2." in closed


def test_lapsed_duty_is_not_done(world: World) -> None:
    world.sweep_until("2021-04-02")
    lapsed = world.duty("register", key="register:1")
    assert (lapsed.ended, lapsed.done_at, lapsed.lapsed_at is None) == (True, None, False)


def test_second_report_is_refused(store: Engine) -> None:
    world = campaign_at(store, "midterm_review", units=1)
    world.do(reviews.file_report, "DV-1", text="Đã làm", indicators={"sáng kiến": "2"}, by="cb-dv-1")
    with refused(world, "reported_already"):
        world.do(reviews.file_report, "DV-1", text="Đã làm thêm", by="cb-dv-1")
    assert world.rows(MidtermReport)[0].indicators == '{"sáng kiến":"2"}'


def test_blank_report_is_refused(store: Engine) -> None:
    world = campaign_at(store, "midterm_review", units=1)
    with refused(world, "text_missing"):
        world.do(reviews.file_report, "DV-1", text=" \n", by="cb-dv-1")


def test_review_is_written_once(store: Engine) -> None:
    world = campaign_at(store, "midterm_review", units=1)
    world.do(reviews.write_review, text="Tốt")
    with refused(world, "reviewed_already"):
        world.do(reviews.write_review, text="Rất tốt")


def test_midterm_stage_waits_for_its_review(store: Engine) -> None:
    world = campaign_at(store, "midterm_review", units=1)
    world.sweep_until("2021-07-20")
    assert world.stages()["midterm_review"] == "open"
    world.do(reviews.write_review, text="Tốt")
    assert [step.step for step in world.sweep()] == ["close"]

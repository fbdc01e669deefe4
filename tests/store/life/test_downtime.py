"""The service was off, for a week or for a year, in the middle of a campaign: what it does on its return, and says."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import Engine

from actions import campaigns, registrations
from actions.looking import Returned, note_look
from actions.running import run_stage
from actions.steps import Taken
from domain.people import SYSTEM
from domain.stages import StageKey, StageKind
from models.audit import AuditEvent
from models.campaign_rows import store_mark
from models.engine import reading, writing
from models.stages import StepTaken
from queries.engine import EngineLine, engine
from tests.store.checks import refused, told, unchanged
from tests.store.scenario import World, at, campaign_at

LAST = date(2021, 3, 22)
WEEK, YEAR = date(2021, 4, 2), date(2022, 4, 2)
"""The registration ends on 31/03/2021: its reminders are due on 24/03 and 29/03."""

REGISTRATION = StageKey(StageKind.REGISTRATION)
back_after = pytest.mark.parametrize("back", [WEEK, YEAR], ids=["week", "year"])


@dataclass
class Service:
    """The sweep as it runs in a real store, whose clock nobody sets."""

    world: World

    def run(self, day: date, hour: int = 9, minute: int = 0) -> tuple[Returned | None, tuple[Taken, ...]]:
        """Look, and take what is due until nothing is."""
        self.world.go(day, hour, minute)
        returned = self.look()
        taken: tuple[Taken, ...] = ()
        while more := self.world.sweep():
            taken += more
        return returned, taken

    def back(self, day: date, hour: int = 9) -> Returned:
        """The same after a downtime; what it found on its return."""
        returned, _ = self.run(day, hour)
        assert returned is not None
        return returned

    def look(self) -> Returned | None:
        with writing(self.world.engine) as session:
            store_mark(session).simulated = False
            return note_look(session, by=SYSTEM, at=self.world.now)

    def asked(self, moment: datetime) -> EngineLine:
        """What the monitor says at a moment."""
        with writing(self.world.engine) as session:
            store_mark(session).simulated = False
        with reading(self.world.engine) as session:
            return engine(session, at=moment)


@pytest.fixture
def service(store: Engine) -> Service:
    """It last looked on 22/03/2021 at nine, while two units owe a registration until 31/03."""
    service = Service(campaign_at(store, "registration", units=2))
    assert service.run(LAST)[0] is None
    return service


@back_after
def test_stage_past_its_deadline_closes_at_once(service: Service, back: date) -> None:
    _, taken = service.run(back)
    assert (taken[0].stage, taken[0].step) == ("registration", "close")


@back_after
def test_missed_reminders_are_counted_and_not_sent(service: Service, back: date) -> None:
    assert service.back(back).missed == 2
    assert not told(service.world, "duty_reminder")


@back_after
def test_return_names_the_deadlines_that_passed(service: Service, back: date) -> None:
    assert service.back(back).stages == (f"{service.world.code}/registration",)


@back_after
def test_second_sweep_changes_nothing(service: Service, back: date) -> None:
    service.run(back)
    with unchanged(service.world.engine):
        assert service.run(back, 9, 10) == (None, ())


def test_registration_is_refused_while_its_stage_stands_open(service: Service) -> None:
    service.world.go("2021-04-01")
    assert service.world.stages()["registration"] == "open"
    with refused(service.world, "deadline_passed"):
        service.world.do(registrations.register, "DV-1", pledges=["Đúng hạn"], by="cb-dv-1")


@pytest.mark.parametrize(
    ("day", "hour", "missed", "sent"),
    [(23, 9, 0, 0), (24, 8, 0, 2), (24, 23, 0, 2), (25, 0, 1, 0), (29, 9, 1, 2), (30, 9, 2, 0)],
)
def test_only_a_reminder_whose_day_is_over_is_missed(
    service: Service, day: int, hour: int, missed: int, sent: int
) -> None:
    assert service.back(date(2021, 3, day), hour).missed == missed
    assert len(told(service.world, "duty_reminder")) == sent


def test_reminder_that_somebody_sent_meanwhile_is_not_missed(service: Service) -> None:
    service.world.go("2021-03-24")
    service.world.do(run_stage, REGISTRATION)
    assert service.back(date(2021, 4, 2)).missed == 1


def test_act_of_a_person_meanwhile_hides_no_missed_reminder(service: Service) -> None:
    service.world.go("2021-03-30")
    service.world.do(registrations.register, "DV-1", pledges=["Đúng hạn"], by="cb-dv-1")
    assert service.back(date(2021, 3, 30), 10).missed == 2


@pytest.mark.parametrize("days", [9, 374])
def test_late_duty_is_escalated_once(store: Engine, days: int) -> None:
    service = Service(campaign_at(store, "midterm_review", units=1))
    service.run(date(2021, 6, 23))
    day = date(2021, 6, 23) + timedelta(days=days)
    for minute in (0, 10, 20):
        service.run(day, 9, minute)
    assert [step.due for step in service.world.rows(StepTaken, name="escalate:T+1")] == [date(2021, 6, 30)]
    assert told(service.world, "duty_escalated") == ["officer"]


def test_suspended_campaign_missed_nothing(service: Service) -> None:
    service.world.do(campaigns.suspend, reason="Dịch bệnh")
    returned = service.back(WEEK)
    assert (returned.missed, returned.deadlines) == (0, 0)


@pytest.mark.parametrize(("minute", "was_down"), [(59, False), (60, False), (61, True)])
def test_gap_beyond_the_limit_is_a_downtime(service: Service, minute: int, was_down: bool) -> None:
    returned, _ = service.run(LAST, 9 + minute // 60, minute % 60)
    assert (returned is not None) == was_down


def test_clock_set_by_hand_is_no_downtime(service: Service) -> None:
    service.world.go(YEAR)
    service.world.sweep()
    with writing(service.world.engine) as session:
        assert note_look(session, by=SYSTEM, at=service.world.now) is None


def test_return_stands_in_the_trail(service: Service) -> None:
    service.run(WEEK)
    service.run(WEEK, 9, 10)
    [event] = service.world.rows(AuditEvent, kind="engine:returned")
    assert '"missed":2' in event.text


def test_monitor_tells_the_last_downtime(service: Service) -> None:
    service.run(WEEK)
    said = service.asked(service.world.now)
    assert said.sentences == (
        "Lần quét gần nhất: 09:00, 02/04/2021.",
        "Hệ thống không chạy từ 09:00, 22/03/2021 đến 09:00, 02/04/2021;"
        " 2 lượt nhắc hạn trong thời gian đó không gửi lại.",
    )


@pytest.mark.parametrize(("minute", "blind"), [(60, False), (61, True)])
def test_monitor_says_when_it_is_blind(service: Service, minute: int, blind: bool) -> None:
    said = service.asked(at(LAST, 9) + timedelta(minutes=minute))
    assert (said.blind, "CẢNH BÁO" in said.sentences[0]) == (blind, blind)


def test_store_that_was_never_swept_says_so(store: Engine) -> None:
    with reading(store) as session:
        assert engine(session, at=at(LAST)).sentences == ("Hệ thống chưa quét lần nào.",)

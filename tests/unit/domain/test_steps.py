"""What happens to a stage by itself, and when: each step once, at its moment, or not at all."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from domain.stages import StageState
from domain.steps import StageFacts, due_steps, local_day, next_due, start_of, steps_ahead
from domain.workdays import vietnam_calendar

CALENDAR = vietnam_calendar([2021])
DUE = date(2021, 3, 31)


def facts(**changes: Any) -> StageFacts:
    told: dict[str, Any] = {
        "state": StageState.OPEN,
        "running": True,
        "ready": True,
        "opens": None,
        "closes_after": DUE,
        "ask_from": None,
        "blocked": 0,
        "unasked": 0,
        "holding": 0,
        "undated": 0,
        "owed_until": DUE,
        "window": True,
        "due_dates": (DUE,),
        "done": frozenset(),
    }
    return StageFacts(**(told | changes))


def planned(**changes: Any) -> StageFacts:
    return facts(state=StageState.PLANNED, due_dates=(), **changes)


def at(month: int, day: int, hour: int = 9) -> datetime:
    """A moment of the office's day, in UTC."""
    return start_of(date(2021, month, day)) + timedelta(hours=hour)


def names(given: StageFacts, now: datetime) -> list[str]:
    return [step.name for step in steps_ahead(given, CALENDAR, now)]


def test_open_stage_reminds_closes_and_escalates() -> None:
    assert names(facts(), at(3, 1)) == ["remind:T-5", "remind:T-2", "close", "escalate:T+1"]


def test_reminders_count_working_days() -> None:
    assert [f"{local_day(step.at):%d}" for step in steps_ahead(facts(), CALENDAR, at(3, 1))][:2] == ["24", "29"]


@pytest.mark.parametrize(
    ("now", "left"),
    [
        (at(3, 24, 7), ["remind:T-5", "remind:T-2"]),
        (at(3, 24, 23), ["remind:T-5", "remind:T-2"]),
        (at(3, 25, 0), ["remind:T-2"]),
        (at(3, 30, 0), []),
    ],
)
def test_missed_reminder_is_not_sent_late(now: datetime, left: list[str]) -> None:
    assert [name for name in names(facts(), now) if name.startswith("remind")] == left


def test_missed_escalation_is_made_up() -> None:
    assert "escalate:T+1" in [step.name for step in due_steps(facts(holding=1), CALENDAR, at(5, 3))]


@pytest.mark.parametrize("name", ["remind:T-5", "remind:T-2", "escalate:T+1"])
def test_step_that_was_taken_is_not_taken_again(name: str) -> None:
    assert name not in names(facts(done=frozenset({(name, DUE)})), at(3, 1))


def test_moved_deadline_reminds_and_escalates_anew() -> None:
    done = frozenset({("remind:T-5", DUE), ("remind:T-2", DUE), ("escalate:T+1", DUE)})
    later = date(2021, 4, 15)
    assert names(facts(due_dates=(later,), closes_after=later, done=done), at(4, 2))[0] == "remind:T-5"


def test_stage_closes_when_its_last_day_is_over() -> None:
    assert [step.at for step in steps_ahead(facts(due_dates=()), CALENDAR, at(3, 1))] == [start_of(date(2021, 4, 1))]
    assert start_of(date(2021, 4, 1)) == datetime(2021, 3, 31, 17, tzinfo=UTC)


def test_duty_that_holds_keeps_the_stage_open() -> None:
    assert "close" not in names(facts(holding=1), at(4, 5))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"running": False}, []),
        ({"ready": False}, []),
        ({}, ["open"]),
        ({"blocked": 1, "unasked": 1}, ["ask"]),
        ({"blocked": 1}, []),
        ({"running": False, "unasked": 1, "blocked": 1}, []),
    ],
)
def test_planned_stage_asks_or_opens(changes: dict[str, Any], expected: list[str]) -> None:
    assert names(planned(**changes), at(3, 1)) == expected


@pytest.mark.parametrize("field", ["opens", "ask_from"])
def test_planned_stage_waits_for_its_day(field: str) -> None:
    waiting = planned(**{field: date(2021, 6, 1)}, blocked=int(field == "ask_from"), unasked=int(field == "ask_from"))
    assert next_due(waiting, CALENDAR, at(3, 1)) == start_of(date(2021, 6, 1))
    assert due_steps(waiting, CALENDAR, at(5, 31, 23)) == ()


def test_suspended_campaign_has_no_step() -> None:
    assert names(facts(running=False), at(4, 5)) == []


@pytest.mark.parametrize("state", [StageState.CLOSED, StageState.SKIPPED, StageState.CANCELLED])
def test_ended_stage_has_no_step(state: StageState) -> None:
    assert next_due(facts(state=state), CALENDAR, at(4, 5)) is None


def test_question_that_came_late_is_asked_at_once() -> None:
    assert names(facts(unasked=1), at(3, 1))[0] == "ask"


def test_stage_without_day_closes_once_nothing_is_owed() -> None:
    free = facts(closes_after=None, owed_until=None, window=False, due_dates=())
    assert names(free, at(3, 1)) == ["close"]
    assert names(facts(closes_after=None, owed_until=None, window=False, due_dates=(), undated=1), at(3, 1)) == []


@pytest.mark.parametrize(
    ("moment", "day"), [(datetime(2021, 3, 31, 16, 59, tzinfo=UTC), 31), (datetime(2021, 3, 31, 17, tzinfo=UTC), 1)]
)
def test_day_of_the_office_ends_at_its_midnight(moment: datetime, day: int) -> None:
    assert local_day(moment).day == day

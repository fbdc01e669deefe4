"""What a stage waits for follows from its duties, its incidents and its turn."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from domain.stages import StageState
from domain.waits import OwedDuty, StageSituation, Waiting, waits_of

SINCE = datetime(2021, 3, 1, 2, tzinfo=UTC)
DUTY = OwedDuty(5, "register", "theirs", SINCE, date(2021, 3, 31), 7, None, None)


def waits(**changes: Any) -> list[tuple[str, str]]:
    told: dict[str, Any] = {
        "state": StageState.OPEN,
        "running": True,
        "opens": None,
        "due": None,
        "since": SINCE,
        "predecessor": None,
    }
    return [(wait.cause, wait.subject) for wait in waits_of(StageSituation(**(told | changes)))]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"duties": (DUTY,)}, [("register", "duty:5")]),
        ({"incidents": (3, 4)}, [("incident", "incident:3"), ("incident", "incident:4")]),
        ({"state": StageState.PLANNED, "predecessor": "launch"}, [("predecessor", "launch")]),
        ({"state": StageState.PLANNED, "opens": date(2021, 6, 1)}, [("date", "2021-06-01")]),
        (
            {"state": StageState.PLANNED, "opens": date(2021, 6, 1), "predecessor": "launch"},
            [("predecessor", "launch")],
        ),
        ({"state": StageState.PLANNED, "predecessor": "launch", "running": False}, []),
        ({"state": StageState.OPEN, "predecessor": "launch"}, []),
        ({"state": StageState.PLANNED, "duties": (DUTY,), "running": False}, [("register", "duty:5")]),
    ],
)
def test_stage_waits_for(changes: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert waits(**changes) == expected


@pytest.mark.parametrize("state", [StageState.CLOSED, StageState.SKIPPED, StageState.CANCELLED])
def test_ended_stage_waits_for_nothing(state: StageState) -> None:
    assert waits(state=state, duties=(DUTY,), incidents=(1,), predecessor="launch") == []


def test_wait_says_who_has_the_move() -> None:
    situation = StageSituation(StageState.OPEN, True, None, None, SINCE, None, (DUTY,))
    assert waits_of(situation) == (
        Waiting("register", "duty:5", "theirs", SINCE, date(2021, 3, 31), duty_id=5, unit_id=7),
    )

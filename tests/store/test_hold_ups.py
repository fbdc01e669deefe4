"""Hold-ups as groups: in the order of their most urgent wait, and counted as the list shows them."""

from datetime import date

import pytest
from sqlalchemy import Engine

from domain.people import SYSTEM
from models.engine import reading
from queries import stuck
from queries.hold_ups import HoldUp, hold_ups
from queries.wanted import EVERYTHING, Wanted
from tests.scenario import PLAN
from tests.store.running import LATE, begun, viewer


@pytest.fixture
def running(store: Engine) -> Engine:
    """DV-01 has registered by 08/02/2021, DV-02 never does; another campaign has DV-02 only and has just begun."""
    return begun(store)


def groups(
    engine: Engine, *, on: date = LATE, wanted: Wanted = EVERYTHING, limit: int = 20, by: str = ""
) -> list[HoldUp]:
    with reading(engine) as session:
        return list(hold_ups(session, viewer(session, by) if by else SYSTEM, on=on, wanted=wanted, limit=limit))


def test_groups_come_in_the_order_of_the_list(running: Engine) -> None:
    with reading(running) as session:
        lines = stuck.waits(session, SYSTEM, on=LATE)
    expected = list(dict.fromkeys((line.campaign, line.stage, line.cause) for line in lines))
    found = [(one.first.campaign, one.first.stage, one.first.cause) for one in groups(running)]
    assert found == expected


def test_groups_count_every_line_once(running: Engine) -> None:
    with reading(running) as session:
        assert sum(one.count for one in groups(running)) == stuck.total(session, SYSTEM, on=LATE)


def test_overdue_group_stands_first(running: Engine) -> None:
    [first] = groups(running, limit=1)
    assert (first.first.campaign, first.first.cause, first.overdue) == (PLAN, "register", 1)


def test_group_counts_only_what_is_asked_for(running: Engine) -> None:
    [found] = groups(running, wanted=Wanted(overdue=True))
    assert (found.count, found.overdue, found.holders) == (1, 1, 1)


def test_nothing_stuck_makes_no_group(running: Engine) -> None:
    assert groups(running, on=date(2021, 1, 5), wanted=Wanted(stuck=True)) == []


def test_unit_has_groups_of_its_own_waits(running: Engine) -> None:
    assert {one.first.cause for one in groups(running, by="canbo-02")} == {"register"}

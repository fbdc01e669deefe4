"""A deputy may do what the person who is away may, as far as the document reaches."""

import pytest

from domain.deputies import Reach, within
from domain.people import Grant, Principal, Role
from domain.permissions import NEVER_BY_DEPUTY, TABLE, allowed

OFFICER, LEADER = Grant(Role.OFFICER), Grant(Role.LEADER, campaign_id=7)
UNIT = Grant(Role.UNIT_OFFICER, unit_id=3)


@pytest.mark.parametrize(
    ("reach", "kept"),
    [
        (Reach(), (OFFICER, LEADER, UNIT)),
        (Reach(role=Role.OFFICER), (OFFICER,)),
        (Reach(role=Role.CLERK), ()),
        (Reach(campaign_id=7), (Grant(Role.OFFICER, None, 7), LEADER, Grant(Role.UNIT_OFFICER, 3, 7))),
        (Reach(campaign_id=8), (Grant(Role.OFFICER, None, 8), Grant(Role.UNIT_OFFICER, 3, 8))),
        (Reach(unit_id=3), (Grant(Role.OFFICER, 3), Grant(Role.LEADER, 3, 7), UNIT)),
        (Reach(unit_id=4), (Grant(Role.OFFICER, 4), Grant(Role.LEADER, 4, 7))),
        (Reach(role=Role.UNIT_OFFICER, unit_id=3, campaign_id=9), (Grant(Role.UNIT_OFFICER, 3, 9),)),
    ],
)
def test_grants_are_cut_to_the_reach(reach: Reach, kept: tuple[Grant, ...]) -> None:
    assert within((OFFICER, LEADER, UNIT), reach) == kept


def test_who_may_nothing_gives_nothing() -> None:
    assert within((), Reach()) == ()


def deputy(*grants: Grant) -> Principal:
    return Principal("binh", "Trần Bình", 2, None, grants, for_person="an")


@pytest.mark.parametrize("action", sorted(NEVER_BY_DEPUTY))
def test_what_is_ones_own_is_not_done_by_a_deputy(action: str) -> None:
    holder = Grant(next(iter(TABLE[action])))
    assert allowed(action, Principal("an", "Nguyễn An", 1, None, (holder,)))
    assert not allowed(action, deputy(holder))


def test_other_acts_are_done_by_a_deputy() -> None:
    assert allowed("campaign:extend", deputy(OFFICER))


@pytest.mark.parametrize(("code", "stands"), [("binh", True), ("an", True), ("chi", False)])
def test_deputy_stands_for_two(code: str, stands: bool) -> None:
    assert deputy().stands_for(code) is stands

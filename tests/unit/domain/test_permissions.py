"""Who may do what: the table as it reads, and how far a grant reaches."""

import pytest

from domain.people import SYSTEM, Grant, Principal, Role
from domain.permissions import BY_SYSTEM, TABLE, allowed, holders

ROLES = {"A": Role.ADMINISTRATOR, "F": Role.OFFICER, "L": Role.LEADER, "S": Role.SECRETARY}
ROLES |= {"M": Role.MEMBER, "N": Role.UNIT_OFFICER, "K": Role.CLERK, "D": Role.AUDITOR}
WHO_MAY = {
    "campaign:create": "AFL",
    "campaign:launch": "FL",
    "campaign:cancel": "L",
    "stage:skip": "FL",
    "registration:submit": "FN",
    "registration:confirm": "F",
    "report:file": "FN",
    "dossier:submit": "FN",
    "dossier:accept": "F",
    "council:establish": "FL",
    "council:rule": "FLS",
    "meeting:attend": "MS",
    "ballot:open": "S",
    "ballot:vote": "M",
    "ballot:close": "S",
    "council:conclude": "S",
    "decision:draft": "F",
    "decision:sign": "L",
    "decision:sign_for": "FLMS",
    "delegation:manage": "A",
    "number_book:manage": "A",
    "decision:issue": "FK",
    "people:manage": "A",
    "audit:view": "ADL",
}
"""The acts that matter most, each with the first letters of A(dministrator) F(or officer) L S M N(unit) K(clerk) D."""


def holder(*grants: Grant, unit_id: int | None = None) -> Principal:
    return Principal("lan", "Trần Thị Lan", 1, unit_id, grants)


@pytest.mark.parametrize("letter", ROLES)
@pytest.mark.parametrize("action", WHO_MAY)
def test_role_may_what_the_table_says(action: str, letter: str) -> None:
    grant = Grant(ROLES[letter], unit_id=7 if letter == "N" else None)
    assert allowed(action, holder(grant), campaign_id=1, unit_id=7) is (letter in WHO_MAY[action])


@pytest.mark.parametrize("action", TABLE)
def test_system_does_only_what_a_sweep_does(action: str) -> None:
    assert allowed(action, SYSTEM) is (action in BY_SYSTEM)


@pytest.mark.parametrize("action", TABLE)
def test_without_a_grant_nothing_is_allowed(action: str) -> None:
    assert not allowed(action, holder(unit_id=7), campaign_id=1, unit_id=7)


@pytest.mark.parametrize(
    ("granted", "asked", "may"), [(None, 1, True), (1, 1, True), (1, 2, False), (1, None, False), (None, None, True)]
)
def test_grant_of_one_campaign_reaches_no_other(granted: int | None, asked: int | None, may: bool) -> None:
    assert allowed("dossier:accept", holder(Grant(Role.OFFICER, campaign_id=granted)), campaign_id=asked) is may


@pytest.mark.parametrize(
    ("granted", "asked", "may"), [(7, 7, True), (7, 8, False), (None, 7, False), (7, None, False), (None, None, False)]
)
def test_unit_officer_reaches_her_own_unit_only(granted: int | None, asked: int | None, may: bool) -> None:
    person = holder(Grant(Role.UNIT_OFFICER, unit_id=granted))
    assert allowed("registration:submit", person, campaign_id=1, unit_id=asked) is may


@pytest.mark.parametrize(("asked", "may"), [(7, True), (8, False)])
def test_officer_for_one_unit_reaches_no_other(asked: int, may: bool) -> None:
    assert allowed("dossier:submit", holder(Grant(Role.OFFICER, unit_id=7)), campaign_id=1, unit_id=asked) is may


def test_unknown_action_is_a_bug() -> None:
    with pytest.raises(KeyError):
        allowed("campaign:destroy", holder(Grant(Role.ADMINISTRATOR)))


def test_holders_are_named_for_the_refusal() -> None:
    assert holders("decision:sign") == (Role.LEADER,)

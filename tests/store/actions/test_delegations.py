"""Signing in another's place: only by a document that covers the decision, and told as such in the trail."""

import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from actions import decisions, delegations
from actions.people import add_person, grant_role, revoke_role
from actions.people_edits import change_person
from domain.delegations import Signing, SigningForm
from domain.people import Role
from models.audit import AuditEvent
from models.decisions import Decision
from models.issuing import Delegation
from tests.store import factories
from tests.store.checks import refused, told
from tests.store.scenario import World, campaign_at
from tests.store.signing import delegate, of_service, sign_by

BLOCK = "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH"


@pytest.fixture
def world(store: Engine) -> World:
    """A draft waits for the signature."""
    world = campaign_at(store, "decision_issuance@final", units=2)
    world.do(decisions.draft, "final", factories.FORM)
    return world


def sign(world: World, title: str, by: str = "leader") -> Decision:
    return world.do(decisions.sign, "final", factories.FORM, signing=Signing(title=title), by=by)


def body(world: World, kind: str) -> dict[str, Any]:
    """The text of the only event of a kind."""
    [event] = world.rows(AuditEvent, kind=kind)
    found: dict[str, Any] = json.loads(event.text)
    return found


def test_a_deputy_head_signs_and_the_paper_says_so(world: World) -> None:
    sign_by(world, delegate(world).id)
    [row] = world.rows(Decision)
    assert (row.state, row.signed_by, row.signing_form, row.signer_title) == ("signed", "member1", "in_place", BLOCK)


def test_the_trail_names_delegate_and_delegator(world: World) -> None:
    number = delegate(world).id
    sign_by(world, number)
    event = body(world, "decision:signed")
    assert (event["by"], event["for_person"], event["facts"]["delegation"]) == ("member1", "leader", number)


def test_both_are_told_of_a_delegation(world: World) -> None:
    delegate(world)
    assert told(world, "signing_delegated") == ["leader", "member1"]


@pytest.mark.parametrize("form", ["KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", "TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG", "tuq chủ tịch"])
def test_a_block_in_anothers_place_needs_a_delegation(world: World, form: str) -> None:
    with refused(world, "signing_needs_delegation"):
        sign(world, form)


@pytest.mark.parametrize(
    ("title", "form"), [("CHỦ TỊCH", "own"), ("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH", "collective"), ("TMT CO", "own")]
)
def test_the_head_signs_in_her_own_right(world: World, title: str, form: str) -> None:
    row = sign(world, title)
    assert (row.signing_form, row.delegation_id, row.signer_title) == (form, None, title)


@pytest.mark.parametrize(("first", "last", "day"), [(1, 9, 0), (0, 3, 4)])
def test_outside_its_days_a_delegation_holds_not(world: World, first: int, last: int, day: int) -> None:
    begin = world.today + timedelta(days=first)
    number = delegate(world, first=begin, last=world.today + timedelta(days=last)).id
    world.go(world.today + timedelta(days=day), 10)
    with refused(world, "delegation_not_valid"):
        sign_by(world, number)


@pytest.mark.parametrize("reach", [{"award_form": "bang_khen"}, {"kind": "cancellation"}, {"authority": "UBND khác"}])
def test_outside_its_reach_a_delegation_holds_not(world: World, reach: dict[str, Any]) -> None:
    number = delegate(world, **reach).id
    with refused(world, "delegation_reach"):
        sign_by(world, number)


def test_within_its_reach_a_delegation_holds(world: World) -> None:
    reach: dict[str, Any] = {"award_form": factories.FORM, "kind": "award", "authority": "UBND phường Minh Họa"}
    sign_by(world, delegate(world, **reach).id)
    assert world.rows(Decision)[0].state == "signed"


def test_an_ended_delegation_holds_no_more(world: World) -> None:
    number = delegate(world).id
    of_service(world, delegations.end, number, reason="Thủ trưởng đã về")
    with refused(world, "delegation_not_valid"):
        sign_by(world, number)


def test_a_delegation_is_ended_once_and_with_a_reason(world: World) -> None:
    number = delegate(world).id
    with refused(world, "reason_missing"):
        of_service(world, delegations.end, number, reason=" ")
    of_service(world, delegations.end, number, reason="Thủ trưởng đã về")
    with refused(world, "delegation_ended"):
        of_service(world, delegations.end, number, reason="lần nữa")


def test_nobody_signs_by_the_delegation_of_another(world: World) -> None:
    number = delegate(world).id
    with refused(world, "delegation_of_another"):
        sign_by(world, number, by="member2")


def test_a_delegation_that_is_not_there_is_refused(world: World) -> None:
    with refused(world, "delegation"):
        sign_by(world, 99)


def test_a_clerk_signs_for_nobody(world: World) -> None:
    with refused(world, "delegate_without_role"):
        delegate(world, "clerk")


def test_who_lost_her_role_signs_for_nobody(world: World) -> None:
    of_service(world, add_person, "phong", name="Người phòng")
    of_service(world, grant_role, "phong", Role.OFFICER)
    number = delegate(world, "phong").id
    of_service(world, revoke_role, "phong", Role.OFFICER, reason="chuyển công tác")
    with refused(world, "role_missing"):
        sign_by(world, number, by="phong")


def test_only_who_may_sign_delegates(world: World) -> None:
    with refused(world, "delegator_may_not_sign"):
        delegate(world, head="officer")


@pytest.fixture
def second_leader(world: World) -> World:
    """Somebody else holds the right to sign as well."""
    of_service(world, add_person, "leader2", name="Người leader2", title="Phó Chủ tịch")
    of_service(world, grant_role, "leader2", Role.LEADER)
    return world


def test_who_lost_the_right_has_nobody_sign_for_her(second_leader: World) -> None:
    number = delegate(second_leader).id
    of_service(second_leader, revoke_role, "leader", Role.LEADER, reason="thôi chức vụ")
    with refused(second_leader, "delegator_may_not_sign"):
        sign_by(second_leader, number)


def test_what_is_held_by_delegation_is_not_handed_on(second_leader: World) -> None:
    delegate(second_leader, "leader2")
    with refused(second_leader, "delegation_chain"):
        delegate(second_leader, head="leader2", form=SigningForm.BY_AUTHORITY)


def test_a_chain_is_not_made_from_its_other_end(second_leader: World) -> None:
    delegate(second_leader, head="leader2", form=SigningForm.BY_AUTHORITY)
    with refused(second_leader, "delegation_chain"):
        delegate(second_leader, "leader2")


def test_of_what_she_holds_herself_she_delegates(second_leader: World) -> None:
    delegate(second_leader, "leader2", award_form="bang_khen")
    delegate(second_leader, head="leader2", award_form=factories.FORM)
    assert len(second_leader.rows(Delegation)) == 2


def test_who_drafted_does_not_sign_for_another(world: World) -> None:
    number = delegate(world, "officer").id
    with refused(world, "delegate_drafted"):
        sign_by(world, number, by="officer")


def test_who_is_nominated_does_not_sign_for_another(world: World) -> None:
    number = delegate(world).id
    told: dict[str, Any] = {"title": "", "email": None, "phone": None, "unit": None}
    of_service(world, change_person, "member1", name="TẬP THỂ dv-1", **told)
    with refused(world, "delegate_nominated"):
        sign_by(world, number)


def test_nobody_enters_a_delegation_to_herself(world: World) -> None:
    with refused(world, "delegate_enters"):
        delegate(world, "admin")


def test_nobody_delegates_to_herself(world: World) -> None:
    with refused(world, "own_delegation"):
        delegate(world, "leader")


def test_the_same_delegation_is_entered_once(world: World) -> None:
    delegate(world)
    with refused(world, "delegation_entered"):
        delegate(world)


@pytest.mark.parametrize(("first", "last", "code"), [(2, 1, "ends_before_begins"), (-9, -1, "delegation_over")])
def test_impossible_days_are_refused(world: World, first: int, last: int, code: str) -> None:
    with refused(world, code):
        delegate(world, first=world.today + timedelta(days=first), last=world.today + timedelta(days=last))


def test_only_an_administrator_enters_delegations(world: World) -> None:
    with refused(world, "role_missing"):
        delegate(world, by="officer")

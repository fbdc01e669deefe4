"""A council during its term: who joins, leaves or changes her seat, and what stays as it was."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from actions import ballots, council_terms, people, recusals
from domain.people import Role
from models.council import Ballot, CouncilChange, CouncilMember, Recusal
from models.engine import reading, writing
from models.people import RoleGrant
from queries import council as asked
from tests.store import playing
from tests.store.checks import refused, told
from tests.store.meeting import OPEN, on_day
from tests.store.scenario import VOTERS, World, campaign_at

HS = "HS-DV-1-01"


@pytest.fixture
def world(store: Engine) -> World:
    """A council that has not met yet."""
    found = campaign_at(store, OPEN, units=3)
    newcomer(found)
    return found


@pytest.fixture
def sitting(store: Engine) -> World:
    """The day of the meeting."""
    found = on_day(store)
    newcomer(found)
    return found


def newcomer(world: World) -> None:
    with writing(world.engine) as session:
        values: dict[str, Any] = {"by": world.who("admin"), "at": world.now}
        people.add_person(session, "moi", name="Người mới", email="moi@minhhoa.example", **values)


def change(world: World, *, days: int = 0, by: str = "officer", **told_: Any) -> None:
    """A decision of today that takes effect after some days."""
    day = world.today + timedelta(days=days)
    values = {"document": "15/QĐ-UBND", "decided_on": world.today, "effective_on": day, **told_}
    world.do(council_terms.change, told=council_terms.Change(**values), by=by)


def replace(world: World, *, days: int = 0, leaves: str = "member4") -> None:
    change(world, days=days, joins=(("moi", "member"),), leaves=(leaves,))


def roles(world: World, person: str) -> set[Role]:
    return {grant.role for grant in world.who(person).grants if grant.campaign_id}


def vote(world: World, person: str, choice: str = "yes") -> None:
    world.do(ballots.vote, "final", HS, choice, by=person)


def begin_ballot(world: World) -> None:
    playing.attend(world, *VOTERS)
    world.do(ballots.open_ballot, "final", HS, by="secretary")


def test_replacement_gives_and_takes_the_role(world: World) -> None:
    replace(world)
    assert (roles(world, "moi"), roles(world, "member4")) == ({Role.MEMBER}, set())


def test_change_takes_effect_on_its_day(world: World) -> None:
    replace(world, days=3)
    before = roles(world, "moi"), roles(world, "member4")
    world.go(world.today + timedelta(days=3))
    assert (before, roles(world, "moi"), roles(world, "member4")) == ((set(), {Role.MEMBER}), {Role.MEMBER}, set())


def test_seat_of_somebody_who_left_stays_to_be_read(world: World) -> None:
    replace(world)
    [seat] = [row for row in world.rows(CouncilMember) if row.until is not None]
    assert (seat.until, seat.left_by_id) == (world.today - timedelta(days=1), 1)


def test_member_becomes_vice_chair_with_the_same_role(world: World) -> None:
    change(world, joins=(("member1", "vice_chair"),))
    grants = [row for row in world.rows(RoleGrant, role="member") if row.campaign_id]
    assert (len(grants), roles(world, "member1")) == (5, {Role.MEMBER})


def test_member_who_left_may_come_back(world: World) -> None:
    replace(world)
    world.go(world.today + timedelta(days=5))
    change(world, joins=(("member4", "member"),), leaves=("moi",))
    assert [row.turn for row in world.rows(CouncilMember) if row.until is None] == [1, 1, 1, 1, 1, 2]


def test_longer_term_is_a_longer_role(world: World) -> None:
    change(world, valid_to=date(2030, 12, 31))
    kept = {row.valid_to for row in world.rows(RoleGrant) if row.campaign_id}
    assert kept == {date(2030, 12, 31)}


def test_members_and_leavers_are_told(world: World) -> None:
    replace(world)
    assert told(world, "council_changed") == [*VOTERS, "moi", "secretary"]


def test_meeting_counts_the_members_of_its_day(world: World) -> None:
    playing.convene(world)
    change(world, days=2, leaves=("member4",))
    world.go(world.today + timedelta(days=1))
    begin_ballot(world)
    with reading(world.engine) as session:
        assert asked.meeting(session, world.who("officer"), 1).members == 5


def test_meeting_after_the_change_counts_those_who_joined(world: World) -> None:
    playing.convene(world)
    replace(world, days=1)
    world.go(world.today + timedelta(days=1))
    playing.attend(world, "chair", "moi", "member1", "member2")
    world.do(ballots.open_ballot, "final", HS, by="secretary")
    vote(world, "moi")
    with refused(world, "member"):
        playing.attend(world, "member4")


def test_joiner_is_invited_to_the_meeting_that_comes(world: World) -> None:
    playing.convene(world)
    before = told(world, "council_convened")
    replace(world, days=1)
    assert sorted(told(world, "council_convened")) == sorted([*before, "moi"])


def test_conflicts_of_a_joiner_are_noted(world: World) -> None:
    playing.convene(world)
    change(world, days=1, joins=(("cb-dv-1", "member"),))
    assert [row.ground for row in world.rows(Recusal)] == ["own_unit", "proposer"]


def test_change_does_not_reach_back_to_a_meeting(sitting: World) -> None:
    playing.attend(sitting, "chair")
    with refused(sitting, "council_has_sat"):
        replace(sitting)


def test_open_ballot_keeps_its_electorate(sitting: World) -> None:
    begin_ballot(sitting)
    replace(sitting, days=1)
    sitting.go(sitting.today + timedelta(days=1))
    for person in VOTERS:
        vote(sitting, person)
    with refused(sitting, "member"):
        vote(sitting, "moi")
    result = sitting.do(ballots.close_ballot, "final", HS, by="secretary")
    assert (result.base, result.got, roles(sitting, "member4")) == (5, 5, set())


def test_leaver_keeps_her_role_until_her_ballot_closes(sitting: World) -> None:
    begin_ballot(sitting)
    replace(sitting, days=1)
    sitting.go(sitting.today + timedelta(days=3))
    before = roles(sitting, "member4")
    sitting.do(ballots.close_ballot, "final", HS, by="secretary")
    assert (before, roles(sitting, "member4")) == ({Role.MEMBER}, set())


def test_past_result_does_not_change(sitting: World) -> None:
    playing.decide(sitting, HS)
    before = sitting.rows(Ballot)[0].tally
    change(sitting, days=1, leaves=("member3", "member4"))
    with reading(sitting.engine) as session:
        seats = asked.meeting(session, sitting.who("officer"), 1).seats
    assert (sitting.rows(Ballot)[0].tally, len(seats)) == (before, 6)


def test_decision_about_a_conflict_passes_to_who_comes_after(world: World) -> None:
    world.do(recusals.declare, "final", HS, reason="Họ hàng", by="member1")
    change(world, joins=(("moi", "chair"),), leaves=("chair",))
    assert [duty.person for duty in world.owed("decide_recusal")] == ["moi"]


@pytest.mark.parametrize(
    ("told_", "code"),
    [
        ({}, "council_change_empty"),
        ({"document": " ", "leaves": ("member1",)}, "council_document"),
        ({"leaves": ("chair",)}, "council_needs"),
        ({"leaves": ("secretary",)}, "council_needs"),
        ({"leaves": ("member1", "member2", "member3")}, "council_needs"),
        ({"joins": (("moi", "chair"),)}, "council_needs"),
        ({"joins": (("moi", "guest"),)}, "seat"),
        ({"joins": (("nobody", "member"),)}, "person"),
        ({"joins": (("member1", "member"),)}, "sits_already"),
        ({"joins": (("member1", "vice_chair"),), "leaves": ("member1",)}, "person_twice"),
        ({"leaves": ("officer",)}, "seat_of"),
        ({"leaves": ("member1",), "effective_on": date(2020, 1, 1)}, "council_change_back"),
    ],
)
def test_change_that_cannot_be_is_refused(world: World, told_: dict[str, Any], code: str) -> None:
    with refused(world, code):
        change(world, **told_)


def test_term_does_not_get_shorter(world: World) -> None:
    change(world, valid_to=date(2030, 12, 31))
    with refused(world, "council_term_back"):
        change(world, valid_to=date(2030, 12, 30))


def test_changes_come_in_their_order(world: World) -> None:
    change(world, days=5, leaves=("member4",))
    with refused(world, "council_change_back"):
        change(world, days=4, joins=(("moi", "member"),))


def test_trail_holds_the_decision(world: World) -> None:
    replace(world)
    assert [row.document for row in world.rows(CouncilChange)] == ["15/QĐ-UBND"]

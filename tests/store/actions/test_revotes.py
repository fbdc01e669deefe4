"""What happens when a ballot settles nothing: ties, void ballots, votes held again."""

from typing import Any

import pytest
from sqlalchemy import Engine

from actions import ballots, meetings, revotes
from models.audit import AuditEvent
from models.council import Ballot, Vote
from tests.store import playing
from tests.store.checks import refused
from tests.store.meeting import close, on_day, open_, vote
from tests.store.scenario import VOTERS, World
from tests.store.sitting_acts import tied

AGAIN = {"reason": "Kiểm nhầm", "document": "05/BB"}


@pytest.fixture
def sitting(store: Engine) -> World:
    return on_day(store)


def settle(world: World, choice: str = "yes", by: str = "chair") -> str:
    return world.do(revotes.settle_tie, "final", "HS-DV-1-01", choice, by=by).outcome


def again(world: World, dossier: str = "HS-DV-1-01") -> None:
    world.do(revotes.vote_again, "final", dossier, **AGAIN, by="secretary")


def void(world: World, reason: str = "Mất điện") -> None:
    world.do(revotes.void_ballot, "final", "HS-DV-1-01", reason=reason, by="secretary")


@pytest.mark.parametrize(("choice", "outcome"), [("yes", "passed"), ("no", "failed")])
def test_chair_settles_a_tie(store: Engine, choice: str, outcome: str) -> None:
    world = playing_tie(store)
    assert (world.rows(Ballot)[0].outcome, settle(world, choice)) == ("tie", outcome)
    assert '"settled_by_chair":true' in (world.rows(Ballot)[0].tally or "")


def playing_tie(store: Engine, **rule: object) -> World:
    """A tie of two to two, one recused; the chair left her paper blank."""
    world = on_day(store, **rule)
    back(world)
    tied(world)
    return world


def back(world: World) -> None:
    """`tied` convenes by itself, so the first meeting makes room."""
    world.do(meetings.adjourn, "final", reason="Dời lịch", by="secretary")


def test_settled_tie_owes_no_ballot(store: Engine) -> None:
    world = playing_tie(store)
    settle(world)
    assert "HS-DV-1-01" not in {duty.dossier for duty in world.owed("hold_ballot")}


@pytest.mark.parametrize("by", ["member1", "member2"])
def test_only_the_chair_settles(store: Engine, by: str) -> None:
    world = playing_tie(store)
    with refused(world, "chair_settles"):
        settle(world, by=by)


def test_chair_does_not_abstain_from_settling(store: Engine) -> None:
    world = playing_tie(store)
    with refused(world, "choice"):
        settle(world, "blank")


def test_rule_may_leave_the_chair_out(store: Engine) -> None:
    world = playing_tie(store, tie="revote")
    with refused(world, "rule_settles_otherwise"):
        settle(world)


def test_decided_dossier_has_no_tie(sitting: World) -> None:
    playing.decide(sitting, "HS-DV-1-01")
    with refused(sitting, "tie"):
        settle(sitting)


def test_void_ballot_counts_for_nothing(sitting: World) -> None:
    playing.attend(sitting, *VOTERS)
    open_(sitting)
    vote(sitting, "member1")
    void(sitting)
    [row] = sitting.rows(Ballot)
    assert (row.outcome, row.tally, row.reason, sitting.owed("vote")) == ("void", None, "Mất điện", [])


def test_void_ballot_is_held_again(sitting: World) -> None:
    playing.attend(sitting, *VOTERS)
    open_(sitting)
    void(sitting)
    assert playing.decide(sitting, "HS-DV-1-01") == "passed"


def test_closed_ballot_is_not_declared_void(sitting: World) -> None:
    playing.decide(sitting, "HS-DV-1-01")
    with refused(sitting, "ballot_closed"):
        void(sitting)


def test_void_needs_a_reason(sitting: World) -> None:
    playing.attend(sitting, *VOTERS)
    open_(sitting)
    with refused(sitting, "reason_missing"):
        void(sitting, " ")


def test_last_turn_counts(sitting: World) -> None:
    for dossier, yes in (("HS-DV-1-01", 5), ("HS-DV-2-01", 4), ("HS-DV-3-01", 3)):
        playing.decide(sitting, dossier, yes=yes)
    again(sitting)
    playing.decide(sitting, "HS-DV-1-01", yes=0)
    assert playing.conclude(sitting) == ("HS-DV-2-01", "HS-DV-3-01")


def test_conclusion_waits_for_the_vote_held_again(sitting: World) -> None:
    for dossier in ("HS-DV-1-01", "HS-DV-2-01", "HS-DV-3-01"):
        playing.decide(sitting, dossier)
    again(sitting)
    with refused(sitting, "ballots_missing") as found:
        playing.conclude(sitting)
    assert found.value.data["dossiers"] == ("HS-DV-1-01",)


def test_vote_is_ordered_again_once(sitting: World) -> None:
    playing.decide(sitting, "HS-DV-1-01")
    again(sitting)
    with refused(sitting, "votes_again_already"):
        again(sitting)


@pytest.mark.parametrize(
    ("missing", "code"), [({"reason": ""}, "reason_missing"), ({"document": " "}, "minutes_missing")]
)
def test_voting_again_needs_its_grounds(sitting: World, missing: dict[str, str], code: str) -> None:
    playing.decide(sitting, "HS-DV-1-01")
    with refused(sitting, code):
        sitting.do(revotes.vote_again, "final", "HS-DV-1-01", **{**AGAIN, **missing}, by="secretary")


def test_nothing_decided_is_nothing_to_vote_on_again(sitting: World) -> None:
    with refused(sitting, "decided_ballot"):
        again(sitting)


def test_written_vote_needs_nobody_at_the_table(store: Engine) -> None:
    world = on_day(store, method="written", quorum="2/3")
    open_(world)
    for person in VOTERS[:4]:
        vote(world, person)
    assert close(world) == "passed"


def test_written_vote_without_enough_answers_has_no_quorum(store: Engine) -> None:
    world = on_day(store, method="written", quorum="2/3")
    open_(world)
    vote(world, "member1")
    vote(world, "secretary", written_by="member2")
    assert close(world) == "no_quorum"


def test_choice_of_a_named_vote_is_not_in_the_trail(sitting: World) -> None:
    playing.attend(sitting, *VOTERS)
    open_(sitting)
    vote(sitting, "member1", "no")
    assert sitting.rows(Vote)[0].choice == "no"
    assert '"no"' not in sitting.rows(AuditEvent, kind="ballot:voted")[0].text


@pytest.mark.parametrize(
    ("counted", "code"),
    [
        ({"issued": 5, "returned": 4}, "papers_do_not_add_up"),
        ({"issued": 4, "returned": 5}, "papers_do_not_add_up"),
        ({"issued": 6, "returned": 5}, "papers_do_not_add_up"),
        ({"written": 1}, "more_taking_part_than_members"),
        ({"written": -1}, "negative_count"),
    ],
)
def test_papers_that_do_not_add_up_are_refused(sitting: World, counted: dict[str, Any], code: str) -> None:
    playing.attend(sitting, *VOTERS)
    found = ballots.Papers(**counted)
    with refused(sitting, code):
        sitting.do(
            ballots.enter_count, "final", "HS-DV-1-01", yes=4, no=1, document="2/BB", counted=found, by="secretary"
        )


def test_votes_by_name_are_not_overwritten_by_a_count(sitting: World) -> None:
    playing.attend(sitting, *VOTERS)
    open_(sitting)
    vote(sitting, "member1")
    with refused(sitting, "ballot_on_screen"):
        sitting.do(ballots.enter_count, "final", "HS-DV-1-01", yes=4, no=1, document="2/BB", by="secretary")

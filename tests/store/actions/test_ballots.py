"""Ballots on dossiers: open votes and papers counted by a team, each measured by the council's rule."""

import pytest
from sqlalchemy import Engine

from actions import ballots
from models.council import Ballot, Vote
from tests.store import playing
from tests.store.checks import refused
from tests.store.meeting import OPEN, close, count, on_day, open_, vote
from tests.store.scenario import VOTERS, World, campaign_at


@pytest.fixture
def world(store: Engine) -> World:
    return campaign_at(store, OPEN, units=3)


@pytest.fixture
def sitting(store: Engine) -> World:
    """The day of the meeting; nobody is noted yet."""
    return on_day(store)


def test_ballot_before_the_meeting_is_refused(world: World) -> None:
    playing.convene(world)
    with refused(world, "meeting_not_begun"):
        open_(world)


def test_ballot_without_meeting_is_refused(world: World) -> None:
    with refused(world, "meeting"):
        open_(world)


def test_too_few_members_hold_no_ballot(sitting: World) -> None:
    playing.attend(sitting, "chair", "member1", "member2")
    with refused(sitting, "no_quorum"):
        open_(sitting)


def test_who_is_present_owes_a_vote(sitting: World) -> None:
    playing.attend(sitting, *VOTERS[:4])
    open_(sitting)
    assert [duty.person for duty in sitting.owed("vote")] == list(VOTERS[:4])


def test_vote_is_cast_once(sitting: World) -> None:
    playing.attend(sitting, *VOTERS)
    open_(sitting)
    vote(sitting, "member1")
    with refused(sitting, "voted_already"):
        vote(sitting, "member1", "no")


@pytest.mark.parametrize(
    ("by", "choice", "code"),
    [("member1", "maybe", "choice"), ("member4", "yes", "not_present"), ("member1", "", "choice")],
)
def test_unusable_vote_is_refused(sitting: World, by: str, choice: str, code: str) -> None:
    playing.attend(sitting, *VOTERS[:4])
    open_(sitting)
    with refused(sitting, code):
        vote(sitting, by, choice)


def test_vote_without_ballot_is_refused(sitting: World) -> None:
    playing.attend(sitting, *VOTERS)
    with refused(sitting, "ballot"):
        vote(sitting, "member1")


def test_vote_after_closing_is_refused(sitting: World) -> None:
    playing.decide(sitting, "HS-DV-1-01", yes=5)
    with refused(sitting, "ballot_closed"):
        vote(sitting, "member1")


@pytest.mark.parametrize(("yes", "outcome"), [(5, "passed"), (3, "passed"), (2, "failed"), (0, "failed")])
def test_more_than_half_of_all_members_pass(sitting: World, yes: int, outcome: str) -> None:
    assert playing.decide(sitting, "HS-DV-1-01", yes=yes) == outcome


def test_absent_member_counts_in_the_base(sitting: World) -> None:
    playing.attend(sitting, *VOTERS[:4])
    open_(sitting)
    vote(sitting, "member1")
    vote(sitting, "member2")
    assert close(sitting) == "failed"
    assert '"base":5' in (sitting.rows(Ballot)[0].tally or "")


def test_written_opinion_is_entered_where_the_rule_admits_it(store: Engine) -> None:
    world = on_day(store, absent="written_opinion")
    playing.attend(world, *VOTERS[:4])
    open_(world)
    vote(world, "secretary", written_by="member4")
    assert [row.on_behalf is not None for row in world.rows(Vote)] == [True]


def test_written_opinion_is_refused_where_the_rule_does_not(sitting: World) -> None:
    playing.attend(sitting, *VOTERS[:4])
    open_(sitting)
    with refused(sitting, "written_opinion_not_admitted"):
        vote(sitting, "secretary", written_by="member4")


def test_tie_is_voted_again_where_the_rule_says_so(store: Engine) -> None:
    world = on_day(store, tie="revote", denominator="valid", quorum="1/2")
    playing.attend(world, *VOTERS[:4])
    open_(world)
    for person, choice in zip(VOTERS[:4], ("yes", "yes", "no", "no"), strict=True):
        vote(world, person, choice)
    assert close(world) == "tie"
    open_(world)
    assert [row.turn for row in world.rows(Ballot)] == [1, 2]


def test_decided_dossier_is_not_voted_again(sitting: World) -> None:
    playing.decide(sitting, "HS-DV-1-01", yes=5)
    with refused(sitting, "ballot_decided"):
        open_(sitting)


def test_two_ballots_on_one_dossier_are_refused(sitting: World) -> None:
    playing.attend(sitting, *VOTERS)
    open_(sitting)
    with refused(sitting, "ballot_open"):
        open_(sitting)


def test_secret_ballot_is_held_on_paper(store: Engine) -> None:
    world = on_day(store, method="secret")
    playing.attend(world, *VOTERS)
    with refused(world, "secret_on_paper"):
        open_(world)
    assert count(world, yes=4, no=1) == "passed"


def test_paper_ballot_asks_for_its_minutes(sitting: World) -> None:
    playing.attend(sitting, *VOTERS)
    with refused(sitting, "minutes_missing"):
        sitting.do(ballots.enter_count, "final", "HS-DV-1-01", yes=4, no=1, document=" ", by="secretary")


@pytest.mark.parametrize(
    ("papers", "code"), [({"yes": 5, "no": 1}, "more_papers_than_voters"), ({"yes": -1, "no": 0}, "negative_count")]
)
def test_impossible_count_is_refused(sitting: World, papers: dict[str, int], code: str) -> None:
    playing.attend(sitting, *VOTERS)
    with refused(sitting, code):
        count(sitting, **papers)


def test_two_dossiers_of_a_round_do_not_mix(sitting: World) -> None:
    playing.decide(sitting, "HS-DV-2-01", yes=1)
    assert [row.outcome for row in sitting.rows(Ballot)] == ["failed"]
    assert playing.decide(sitting, "HS-DV-1-01", yes=5) == "passed"

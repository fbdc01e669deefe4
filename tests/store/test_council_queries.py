"""What pages ask about meetings and ballots, for different viewers."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from actions import ballots, meetings, revotes
from domain.errors import NotFound
from models import ballot_keys
from models.engine import reading
from queries import council
from queries.council_lines import AgendaLine, MeetingDetail
from tests.store import playing
from tests.store.meeting import on_day, open_, vote
from tests.store.scenario import VOTERS, World
from tests.store.seeing import DOSSIER, counting
from tests.store.sitting_acts import declare, recuse, split


@pytest.fixture
def sitting(store: Engine) -> World:
    """Four of five are there."""
    world = on_day(store)
    playing.attend(world, *VOTERS[:4])
    return world


def shown(world: World, viewer: str, number: int = 1) -> MeetingDetail:
    with reading(world.engine) as session:
        return council.meeting(session, world.who(viewer), number)


def line(world: World, viewer: str, dossier: str = DOSSIER) -> AgendaLine:
    return next(one for one in shown(world, viewer).agenda if one.dossier == dossier)


def test_quorum_is_told_as_numbers(sitting: World) -> None:
    found = shown(sitting, "secretary")
    assert (found.quorum_now, found.quorum_needed, found.members, found.quorate) == (4, 4, 5, True)


def test_agenda_and_seats_are_in_order(sitting: World) -> None:
    found = shown(sitting, "officer")
    assert [one.dossier for one in found.agenda] == ["HS-DV-1-01", "HS-DV-2-01", "HS-DV-3-01"]
    assert [seat.seat for seat in found.seats] == ["chair", "member", "member", "member", "member", "secretary"]


@pytest.mark.parametrize("viewer", ["cb-dv-1", "admin"])
def test_meeting_is_seen_by_those_of_the_campaign(sitting: World, viewer: str) -> None:
    with reading(sitting.engine) as session:
        seen = [one.id for one in council.meetings(session, sitting.who(viewer))]
    assert seen == ([] if viewer == "cb-dv-1" else [1])


def test_unit_does_not_open_a_meeting(sitting: World) -> None:
    with pytest.raises(NotFound, match="meeting_number"):
        shown(sitting, "cb-dv-1")


@pytest.mark.parametrize(
    ("viewer", "why"), [("member1", "no_ballot"), ("secretary", "not_a_voter"), ("officer", "not_a_voter")]
)
def test_own_part_before_the_ballot(sitting: World, viewer: str, why: str) -> None:
    assert line(sitting, viewer).own.why == why


@pytest.mark.parametrize(("viewer", "why"), [("member1", "voted"), ("member2", "may_vote"), ("member4", "not_present")])
def test_own_part_while_votes_are_cast(sitting: World, viewer: str, why: str) -> None:
    open_(sitting)
    vote(sitting, "member1")
    assert (line(sitting, viewer).own.why, line(sitting, viewer).own.allowed) == (why, why == "may_vote")


def test_who_has_voted_is_told_and_not_how(sitting: World) -> None:
    open_(sitting)
    vote(sitting, "member1", "no")
    ballot = line(sitting, "secretary").ballot
    assert ballot is not None
    assert [(one.person, one.voted) for one in ballot.voters if one.voted] == [("member1", True)]
    assert (ballot.voted, ballot.may_vote, "no" in ballot.model_dump_json().split('"')) == (1, 4, False)


def test_secret_paper_may_be_replaced(store: Engine, tmp_path: Path) -> None:
    world = on_day(store, method="secret")
    playing.attend(world, *VOTERS)
    known: dict[str, Any] = {"keys": tmp_path / ballot_keys.DIRECTORY}
    world.do(ballots.open_ballot, "final", DOSSIER, **known, by="secretary")
    world.do(ballots.vote, "final", DOSSIER, "yes", **known, by="member1")
    own = line(world, "member1").own
    assert (own.allowed, own.voted, own.why) == (True, True, "may_vote")


def test_closed_ballot_tells_its_outcome(sitting: World) -> None:
    playing.decide(sitting, DOSSIER)
    ballot = line(sitting, "member1").ballot
    assert ballot is not None
    assert (ballot.open, ballot.outcome, shown(sitting, "member1").decided) == (False, "passed", 1)


def test_conflicts_stand_on_the_agenda(sitting: World) -> None:
    declare(sitting, "member3")
    recuse(sitting, "member3")
    assert [(one.person, one.agreed) for one in line(sitting, "secretary").conflicts] == [("member3", True)]
    assert line(sitting, "member1", "HS-DV-2-01").conflicts == ()


def test_open_ballot_has_no_result(sitting: World) -> None:
    open_(sitting)
    with reading(sitting.engine) as session, pytest.raises(NotFound, match="ballot_result"):
        council.ballot_result(session, sitting.who("secretary"), sitting.code, DOSSIER)


def test_earlier_turn_stays_readable(sitting: World) -> None:
    playing.decide(sitting, DOSSIER, yes=1)
    sitting.do(revotes.vote_again, "final", DOSSIER, reason="Nhầm", document="5/BB", by="secretary")
    playing.decide(sitting, DOSSIER, yes=4)
    with reading(sitting.engine) as session:
        who = sitting.who("officer")
        results = [council.ballot_result(session, who, sitting.code, DOSSIER, turn=turn) for turn in (1, 2)]
    assert [(one.outcome, one.reason) for one in results] == [("failed", "Nhầm"), ("passed", "")]


def test_open_ballot_is_no_decision_yet(sitting: World) -> None:
    playing.decide(sitting, DOSSIER)
    sitting.do(ballots.open_ballot, "final", "HS-DV-2-01", by="secretary")
    assert (shown(sitting, "officer").decided, shown(sitting, "officer").dossiers) == (1, 3)


def test_each_meeting_shows_its_own_agenda(sitting: World) -> None:
    split(sitting, "HS-DV-2-01")
    agendas = [[one.dossier for one in shown(sitting, "secretary", number).agenda] for number in (1, 2)]
    assert agendas == [["HS-DV-1-01", "HS-DV-3-01"], ["HS-DV-2-01"]]


def test_adjourned_meeting_keeps_its_reason(sitting: World) -> None:
    sitting.do(meetings.adjourn, "final", reason="Mưa bão", by="secretary")
    assert (shown(sitting, "member1").state, shown(sitting, "member1").reason) == ("adjourned", "Mưa bão")


def test_list_costs_the_same_however_many_meetings(sitting: World) -> None:
    asked = []
    for _ in range(2):
        with reading(sitting.engine) as session, counting(session.get_bind()) as statements:
            council.meetings(session, sitting.who("secretary"))
            council.meeting(session, sitting.who("secretary"), 1)
        asked.append(len(statements))
        split(sitting, "HS-DV-2-01")
    assert asked[0] == asked[1]

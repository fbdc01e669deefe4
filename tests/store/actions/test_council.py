"""The council: established, convened, voting openly or on paper, concluding within the quotas."""

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Engine

from actions import ballots, conclusions, council
from domain.steps import OFFICE_ZONE
from models.council import Ballot, Meeting, Vote
from models.dossiers import Dossier
from models.people import RoleGrant
from tests.store import factories, playing
from tests.store.checks import refused, told
from tests.store.scenario import SEATS, VOTERS, World, campaign_at

OPEN = "council_appraisal@final"


@pytest.fixture
def world(store: Engine) -> World:
    return campaign_at(store, OPEN, units=3)


@pytest.fixture
def sitting(world: World) -> World:
    """The day of the meeting; nobody is noted yet."""
    playing.convene(world)
    world.sweep_until(world.today.fromordinal(world.today.toordinal() + 1))
    return world


def on_day(store: Engine, **rule: object) -> World:
    world = campaign_at(store, OPEN, units=3, rule=factories.council_rule(**rule))
    playing.convene(world)
    world.sweep_until(world.today.fromordinal(world.today.toordinal() + 1))
    return world


def open_(world: World, dossier: str = "HS-0001") -> None:
    world.do(ballots.open_ballot, "final", dossier, by="secretary")


def vote(world: World, by: str, choice: str = "yes", **values: object) -> None:
    world.do(ballots.vote, "final", "HS-0001", choice, by=by, **values)


def close(world: World) -> str:
    return world.do(ballots.close_ballot, "final", "HS-0001", by="secretary").outcome


def count(world: World, **papers: int) -> str:
    return world.do(ballots.enter_count, "final", "HS-0001", **papers, document="02/BB", by="secretary").outcome


def establish(world: World, seats: tuple[tuple[str, str], ...]) -> None:
    values: dict[str, Any] = {"name": "Hội đồng", "document": "12/QĐ", "established_on": world.today, "members": seats}
    world.do(council.establish, **values)


def test_seats_give_the_roles_of_the_campaign(world: World) -> None:
    granted = sorted(row.role for row in world.rows(RoleGrant) if row.campaign_id)
    assert granted == ["member"] * 5 + ["secretary"]


@pytest.mark.parametrize(
    ("seats", "code"),
    [
        (SEATS[1:], "council_needs"),
        (SEATS[:-1], "council_needs"),
        ((SEATS[0], SEATS[1], SEATS[-1]), "council_needs"),
        ((*SEATS, ("officer", "chair")), "council_needs"),
        ((*SEATS, ("officer", "guest")), "seat"),
        ((*SEATS, ("nobody", "member")), "person"),
    ],
)
def test_council_that_cannot_decide_is_refused(store: Engine, seats: tuple[tuple[str, str], ...], code: str) -> None:
    world = campaign_at(store, "dossier_intake@final", units=1)
    with refused(world, code):
        establish(world, seats)


def test_campaign_has_one_council(world: World) -> None:
    with refused(world, "council_exists"):
        establish(world, SEATS)


def test_every_member_is_invited_with_the_agenda(world: World) -> None:
    playing.convene(world)
    assert told(world, "council_convened") == [*VOTERS, "secretary"]
    assert "HS-0003: Tập thể DV-3" in world.notices("council_convened")[0]


def test_ballots_are_owed_on_the_day_of_the_meeting(world: World) -> None:
    playing.convene(world)
    assert {duty.due for duty in world.owed("hold_ballot")} == {datetime(2021, 10, 31, tzinfo=OFFICE_ZONE).date()}


def test_council_is_convened_once(sitting: World) -> None:
    with refused(sitting, "meeting_convened"):
        playing.convene(sitting)


@pytest.mark.parametrize(("place", "year", "code"), [(" ", 2021, "place_missing"), ("Phòng họp", 2020, "meeting_past")])
def test_impossible_meeting_is_refused(world: World, place: str, year: int, code: str) -> None:
    starts = datetime(year, 12, 1, 8, tzinfo=OFFICE_ZONE)
    with refused(world, code):
        world.do(council.convene, "final", starts_at=starts, place=place, by="secretary")


def test_ballot_before_the_meeting_is_refused(world: World) -> None:
    playing.convene(world)
    with refused(world, "meeting_not_begun"):
        open_(world)


def test_ballot_without_meeting_is_refused(world: World) -> None:
    with refused(world, "meeting"):
        open_(world)


def test_members_attend_by_themselves(sitting: World) -> None:
    assert sitting.do(council.attend, "final", people=["member1"], by="member1") == (1, 6)
    assert sitting.rows(Meeting)[0].state == "held"


def test_only_the_secretary_notes_others(sitting: World) -> None:
    with refused(sitting, "role_missing"):
        sitting.do(council.attend, "final", people=["member2"], by="member1")


def test_stranger_does_not_attend(sitting: World) -> None:
    with refused(sitting, "member"):
        playing.attend(sitting, "officer")


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
    playing.decide(sitting, "HS-0001", yes=5)
    with refused(sitting, "ballot_closed"):
        vote(sitting, "member1")


@pytest.mark.parametrize(("yes", "outcome"), [(5, "passed"), (3, "passed"), (2, "failed"), (0, "failed")])
def test_more_than_half_of_all_members_pass(sitting: World, yes: int, outcome: str) -> None:
    assert playing.decide(sitting, "HS-0001", yes=yes) == outcome


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
    playing.decide(sitting, "HS-0001", yes=5)
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
        sitting.do(ballots.enter_count, "final", "HS-0001", yes=4, no=1, document=" ", by="secretary")


@pytest.mark.parametrize(
    ("papers", "code"), [({"yes": 5, "no": 1}, "more_papers_than_voters"), ({"yes": -1, "no": 0}, "negative_count")]
)
def test_impossible_count_is_refused(sitting: World, papers: dict[str, int], code: str) -> None:
    playing.attend(sitting, *VOTERS)
    with refused(sitting, code):
        count(sitting, **papers)


def test_rule_is_not_changed_once_the_council_has_met(sitting: World) -> None:
    playing.attend(sitting, *VOTERS)
    with refused(sitting, "ballot_has_begun"):
        sitting.do(council.adopt_rule, factories.council_rule(threshold="9/10"), by="secretary")


def decide_all(world: World, *yes: int) -> None:
    for number, votes in enumerate(yes, 1):
        playing.decide(world, f"HS-000{number}", yes=votes)


def test_quota_leaves_the_weakest_out(sitting: World) -> None:
    decide_all(sitting, 3, 5, 4)
    assert playing.conclude(sitting) == ("HS-0002", "HS-0003")
    assert [row.state for row in sitting.rows(Dossier)] == ["not_passed", "passed", "passed"]


def test_everybody_is_told_the_result(sitting: World) -> None:
    decide_all(sitting, 3, 5, 2)
    playing.conclude(sitting)
    assert told(sitting, "result_published") == ["cb-dv-1", "cb-dv-2", "cb-dv-3"]


def test_tie_at_the_edge_is_not_left_to_chance(sitting: World) -> None:
    decide_all(sitting, 4, 5, 4)
    with refused(sitting, "edge_tie") as found:
        playing.conclude(sitting)
    assert (found.value.data["dossiers"], found.value.data["settled_by"]) == (("HS-0001", "HS-0003"), "chair")


def test_chair_settles_a_tie_at_the_edge(sitting: World) -> None:
    decide_all(sitting, 4, 5, 4)
    values = {"minutes": "Chủ tịch chọn", "document": "03/BB", "order": ["HS-0003", "HS-0001"]}
    assert sitting.do(conclusions.conclude, "final", **values, by="secretary") == ("HS-0002", "HS-0003")


def test_conclusion_waits_for_every_ballot(sitting: World) -> None:
    decide_all(sitting, 5, 5)
    with refused(sitting, "ballots_missing") as found:
        playing.conclude(sitting)
    assert found.value.data["dossiers"] == ("HS-0003",)


@pytest.mark.parametrize(("minutes", "document"), [(" ", "03/BB"), ("Thống nhất", "")])
def test_conclusion_asks_for_its_minutes(sitting: World, minutes: str, document: str) -> None:
    decide_all(sitting, 5, 4, 3)
    with refused(sitting, "minutes_missing"):
        sitting.do(conclusions.conclude, "final", minutes=minutes, document=document, by="secretary")


def test_concluded_stage_closes_by_itself(sitting: World) -> None:
    decide_all(sitting, 5, 4, 3)
    playing.conclude(sitting)
    assert sitting.sweep()[0].step == "close"


def test_nobody_passed_means_no_decision(sitting: World) -> None:
    decide_all(sitting, 0, 0, 0)
    assert playing.conclude(sitting) == ()
    sitting.sweep_until("2021-11-20")
    assert sitting.stages()["decision_issuance@final"] == "skipped"


def test_council_convened_without_rule_is_refused(store: Engine) -> None:
    world = campaign_at(store, "dossier_intake@final", units=1)
    establish(world, SEATS)
    world.play_until(OPEN)
    with refused(world, "rule_missing"):
        playing.convene(world)


def test_rule_answers_the_question_of_its_round(store: Engine) -> None:
    world = campaign_at(store, "dossier_intake@final", units=1)
    establish(world, SEATS)
    world.play_until(OPEN)
    world.do(council.adopt_rule, factories.council_rule(), by="secretary")
    assert "council.rule@final" not in {duty.question for duty in world.owed("answer_question")}


def test_two_dossiers_of_a_round_do_not_mix(sitting: World) -> None:
    playing.decide(sitting, "HS-0002", yes=1)
    assert [row.outcome for row in sitting.rows(Ballot)] == ["failed"]
    assert playing.decide(sitting, "HS-0001", yes=5) == "passed"

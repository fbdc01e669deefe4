"""Conflicts with a dossier: declared, found, decided; and what they do to the vote."""

import pytest
from sqlalchemy import Engine

from actions import ballots, people, recusals
from actions.dossiers import withdraw
from domain.people import Role
from models.audit import AuditEvent
from models.council import Ballot, Recusal
from models.engine import writing
from tests.store import playing
from tests.store.checks import refused
from tests.store.meeting import close, on_day, open_, vote
from tests.store.scenario import VOTERS, World
from tests.store.sitting_acts import REASON, declare, recuse


@pytest.fixture
def sitting(store: Engine) -> World:
    return on_day(store)


def belong(world: World, person: str, unit: str) -> None:
    """The person is from now on the officer of a unit that proposes."""
    admin = world.who("admin")
    with writing(world.engine) as session:
        people.grant_role(session, person, Role.UNIT_OFFICER, unit=unit, by=admin, at=world.now)


def test_declared_conflict_waits_for_the_chair(sitting: World) -> None:
    declare(sitting, "member1")
    assert [(d.person, d.dossier) for d in sitting.owed("decide_recusal")] == [("chair", "HS-DV-1-01")]


def test_undecided_conflict_holds_up_the_ballot(sitting: World) -> None:
    declare(sitting, "member1")
    playing.attend(sitting, *VOTERS)
    with refused(sitting, "conflicts_undecided") as found:
        open_(sitting)
    assert found.value.data["people"] == ("Người member1",)


def test_undecided_conflict_holds_up_a_paper_count(sitting: World) -> None:
    declare(sitting, "member1")
    playing.attend(sitting, *VOTERS)
    with refused(sitting, "conflicts_undecided"):
        sitting.do(ballots.enter_count, "final", "HS-DV-1-01", yes=4, no=0, document="02/BB", by="secretary")


def test_other_dossiers_are_voted_on_meanwhile(sitting: World) -> None:
    declare(sitting, "member1")
    assert playing.decide(sitting, "HS-DV-2-01") == "passed"


def test_decision_ends_the_duty(sitting: World) -> None:
    declare(sitting, "member1")
    recuse(sitting, "member1")
    assert (sitting.owed("decide_recusal"), sitting.rows(Recusal)[0].agreed) == ([], True)


def test_recused_member_is_not_asked_to_vote(sitting: World) -> None:
    declare(sitting, "member1")
    recuse(sitting, "member1")
    playing.attend(sitting, *VOTERS)
    open_(sitting)
    assert {duty.person for duty in sitting.owed("vote")} == set(VOTERS) - {"member1"}


def test_recused_member_does_not_vote(sitting: World) -> None:
    declare(sitting, "member1")
    recuse(sitting, "member1")
    playing.attend(sitting, *VOTERS)
    open_(sitting)
    with refused(sitting, "recused"):
        vote(sitting, "member1")


def test_dismissed_conflict_leaves_her_vote(sitting: World) -> None:
    declare(sitting, "member1")
    recuse(sitting, "member1", agreed=False)
    assert playing.decide(sitting, "HS-DV-1-01") == "passed"


@pytest.mark.parametrize(("effect", "base", "outcome"), [("reduces", 4, "tie"), ("keeps", 5, "failed")])
def test_base_follows_what_the_rule_says(store: Engine, effect: str, base: int, outcome: str) -> None:
    world = on_day(store, recusal=effect, tie="revote")
    declare(world, "member4")
    recuse(world, "member4")
    playing.attend(world, *VOTERS)
    open_(world)
    for person, choice in zip(VOTERS[:4], ("yes", "yes", "no", "no"), strict=True):
        vote(world, person, choice)
    assert close(world) == outcome
    assert f'"base":{base}' in (world.rows(Ballot)[0].tally or "")


def test_quorum_is_measured_without_the_recused(store: Engine) -> None:
    world = on_day(store, quorum="3/4")
    declare(world, "member4")
    recuse(world, "member4")
    playing.attend(world, "chair", "member1", "member4")
    with refused(world, "no_quorum") as found:
        open_(world)
    assert (found.value.data["present"], found.value.data["members"], found.value.data["quorum"]) == (2, 4, 3)


def test_officer_of_the_unit_is_found(store: Engine) -> None:
    world = on_day(store)
    belong(world, "member2", "DV-1")
    playing.attend(world, *VOTERS)
    with refused(world, "conflicts_undecided"):
        open_(world)
    recuse(world, "member2")
    assert [(row.ground, row.agreed) for row in world.rows(Recusal)] == [("own_unit", True)]


def test_found_conflict_is_noted_with_the_invitation(sitting: World) -> None:
    belong(sitting, "member2", "DV-3")
    playing.attend(sitting, "chair")
    sitting.go(sitting.today.fromordinal(sitting.today.toordinal() + 1))
    playing.convene(sitting)
    assert [(d.person, d.dossier) for d in sitting.owed("decide_recusal")] == [("chair", "HS-DV-3-01")]


@pytest.mark.parametrize(("by", "code"), [("member2", "chair_decides"), ("member1", "conflict_is_her_own")])
def test_only_the_chair_decides(sitting: World, by: str, code: str) -> None:
    declare(sitting, "member1")
    with refused(sitting, code):
        recuse(sitting, "member1", by=by)


def test_secretary_decides_about_the_chair(sitting: World) -> None:
    declare(sitting, "chair")
    with refused(sitting, "conflict_is_her_own"):
        recuse(sitting, "chair", by="chair")
    recuse(sitting, "chair", by="secretary")
    assert sitting.rows(Recusal)[0].agreed


@pytest.mark.parametrize(
    ("person", "code"), [("secretary", "member"), ("officer", "member"), ("member1", "conflict_noted")]
)
def test_impossible_declaration_is_refused(sitting: World, person: str, code: str) -> None:
    declare(sitting, "member1")
    with refused(sitting, code):
        sitting.do(recusals.declare, "final", "HS-DV-1-01", reason=REASON, person=person, by="secretary")


def test_nobody_declares_for_somebody_else(sitting: World) -> None:
    with refused(sitting, "role_missing"):
        sitting.do(recusals.declare, "final", "HS-DV-1-01", reason=REASON, person="member2", by="member1")


def test_conflict_is_decided_once(sitting: World) -> None:
    declare(sitting, "member1")
    recuse(sitting, "member1")
    with refused(sitting, "conflict_decided"):
        recuse(sitting, "member1", agreed=False)


def test_nothing_noted_is_nothing_to_decide(sitting: World) -> None:
    with refused(sitting, "conflict"):
        recuse(sitting, "member1")


def test_conflict_comes_too_late_once_votes_are_cast(sitting: World) -> None:
    playing.attend(sitting, *VOTERS)
    open_(sitting)
    with refused(sitting, "ballot_open"):
        declare(sitting, "member1")


def test_reason_is_needed_and_stays_out_of_the_trail(sitting: World) -> None:
    with refused(sitting, "reason_missing"):
        sitting.do(recusals.declare, "final", "HS-DV-1-01", reason=" ", by="member1")
    declare(sitting, "member1")
    assert not [row for row in sitting.rows(AuditEvent) if REASON in row.text]


def test_withdrawn_dossier_needs_no_decision(sitting: World) -> None:
    declare(sitting, "member1")
    sitting.do(withdraw, "HS-DV-1-01", reason="Rút", by="cb-dv-1")
    assert sitting.owed("decide_recusal") == []


def test_chair_who_is_close_herself_decides_about_nobody(sitting: World) -> None:
    declare(sitting, "member1")
    declare(sitting, "chair")
    assert {duty.person for duty in sitting.owed("decide_recusal")} == {"secretary"}
    with refused(sitting, "chair_decides"):
        recuse(sitting, "member1", by="chair")

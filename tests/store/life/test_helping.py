"""Remind now, hand a duty over, step back with a dossier."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from actions import ballots, council, decisions, dossiers
from actions.helping import hand_over, remind_now, step_back_dossier
from domain.errors import AlreadyDone, Incomplete, Invalid, NotAllowed, NotFound, WrongState
from domain.people import Role
from domain.stages import StageKey
from models.mail import Notice
from models.stages import Duty
from tests.store.factories import FORM
from tests.store.playing import attend, conclude, convene, decide
from tests.store.scenario import VOTERS, World, campaign_at

REGISTRATION = StageKey.parse("registration")
COUNCIL = StageKey.parse("council_appraisal@final")
DECISION = StageKey.parse("decision_issuance@final")


@pytest.fixture
def registering(store: Engine) -> World:
    return campaign_at(store, "registration")


@pytest.fixture
def sitting(store: Engine) -> World:
    """The council is to meet."""
    return campaign_at(store, "council_appraisal@final")


def give(world: World, kind: str, person: str, by: str = "leader", **values: object) -> Duty:
    duty = next(d for d in world.owed(kind))
    key = StageKey.parse(duty.stage if duty.round == "main" else f"{duty.stage}@{duty.round}")
    return world.do(hand_over, key, duty.id, person, **({"reason": "Đi công tác"} | values), by=by)


def reminders(world: World) -> list[str]:
    return [notice.address for notice in world.rows(Notice, kind="duty_reminder")]


def test_everybody_who_owes_is_reminded(registering: World) -> None:
    assert registering.do(remind_now, REGISTRATION) == 3
    assert len(reminders(registering)) == 3


def test_only_one_unit_is_reminded(registering: World) -> None:
    registering.do(remind_now, REGISTRATION, unit="DV-2")
    assert reminders(registering) == ["cb-dv-2@minhhoa.example"]


def test_second_reminder_waits_for_tomorrow(registering: World) -> None:
    registering.do(remind_now, REGISTRATION)
    with pytest.raises(AlreadyDone, match="reminded_today"):
        registering.do(remind_now, REGISTRATION)
    registering.go(registering.today + timedelta(days=1))
    assert registering.do(remind_now, REGISTRATION) == 3


def test_nobody_to_remind_is_refused(registering: World) -> None:
    with pytest.raises(NotFound, match="owed"):
        registering.do(remind_now, COUNCIL)


def test_unit_cannot_remind(registering: World) -> None:
    with pytest.raises(NotAllowed):
        registering.do(remind_now, REGISTRATION, by="cb-dv-1")


def test_substitute_gets_duty_role_and_mail(sitting: World) -> None:
    duty = give(sitting, "convene_meeting", "member1")
    grants = {(grant.role, grant.campaign_id) for grant in sitting.who("member1").grants}
    assert (Role.SECRETARY, duty.campaign_id) in grants
    assert "member1@minhhoa.example" in {n.address for n in sitting.rows(Notice, kind="duty_assigned")}


def test_substitute_does_the_duty(sitting: World) -> None:
    give(sitting, "convene_meeting", "member1")
    convene_as(sitting, "member1")
    assert not sitting.owed("convene_meeting")


def convene_as(world: World, person: str) -> None:
    starts = world.now + timedelta(days=1)
    world.do(council.convene, "final", starts_at=starts, place="Phòng họp", by=person)


def test_unit_duty_stays_the_units(registering: World) -> None:
    duty = give(registering, "register", "cb-dv-2", by="officer")
    assert (duty.unit_id is not None, duty.person_id is not None) == (True, True)


def test_signature_is_not_the_officers_to_give(store: Engine) -> None:
    world = campaign_at(store, "decision_issuance@final")
    world.do(decisions.draft, "final", FORM)
    with pytest.raises(NotAllowed, match="not_hers_to_give"):
        give(world, "sign_decision", "clerk", by="officer")


def test_vote_is_nobody_elses(sitting: World) -> None:
    convene(sitting)
    sitting.go(sitting.owed("hold_ballot")[0].due or sitting.today)
    attend(sitting, *VOTERS)
    open_first(sitting)
    with pytest.raises(WrongState, match="duty_is_personal"):
        give(sitting, "vote", "officer")


def open_first(world: World) -> None:
    world.do(ballots.open_ballot, "final", "HS-DV-1-01", by="secretary")


def test_handing_over_needs_a_reason(sitting: World) -> None:
    with pytest.raises(Invalid, match="reason_missing"):
        give(sitting, "convene_meeting", "member1", reason=" ")


def test_same_substitute_twice_is_refused(sitting: World) -> None:
    give(sitting, "convene_meeting", "member1")
    with pytest.raises(AlreadyDone, match="holds_it_already"):
        give(sitting, "convene_meeting", "member1")


def test_duty_of_another_stage_is_not_found(sitting: World) -> None:
    with pytest.raises(NotFound, match="duty"):
        sitting.do(hand_over, DECISION, sitting.owed()[0].id, "member1", reason="Đi công tác", by="leader")


def test_done_duty_cannot_be_handed_over(registering: World) -> None:
    [done, *_] = [duty for duty in registering.rows(Duty) if duty.ended]
    with pytest.raises(WrongState, match="duty_ended"):
        registering.do(hand_over, StageKey.parse("launch"), done.id, "officer", reason="Nghỉ", by="leader")


def test_dossier_goes_back_to_the_office(sitting: World) -> None:
    sitting.do(step_back_dossier, "HS-DV-1-01", reason="Có đơn thư")
    assert [duty.dossier for duty in sitting.owed("appraise_dossier")] == ["HS-DV-1-01"]
    assert "HS-DV-1-01" not in {duty.dossier for duty in sitting.owed("hold_ballot")}


def test_dossier_comes_before_the_council_again(sitting: World) -> None:
    sitting.do(step_back_dossier, "HS-DV-1-01", reason="Có đơn thư")
    sitting.do(dossiers.accept, "HS-DV-1-01", opinion="Đơn thư không đúng")
    sitting.play_until("final_summary")


def test_council_does_not_conclude_without_it(sitting: World) -> None:
    convene(sitting)
    sitting.go(sitting.owed("hold_ballot")[0].due or sitting.today)
    sitting.do(step_back_dossier, "HS-DV-1-01", reason="Có đơn thư")
    for duty in sitting.owed("hold_ballot"):
        decide(sitting, duty.dossier or "")
    with pytest.raises(Incomplete, match="dossiers_under_appraisal"):
        conclude(sitting)


def test_decided_dossier_stays_decided(sitting: World) -> None:
    convene(sitting)
    sitting.go(sitting.owed("hold_ballot")[0].due or sitting.today)
    decide(sitting, "HS-DV-1-01")
    with pytest.raises(WrongState, match="ballot_decided_already"):
        sitting.do(step_back_dossier, "HS-DV-1-01", reason="Có đơn thư")

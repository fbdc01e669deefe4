"""A campaign is cancelled: what ends, who is told, and that nothing moves any more."""

import pytest
from sqlalchemy import Engine

from actions.cancelling import cancel
from actions.consultations import ask_body
from actions.incidents import note_failure
from domain.errors import Refused
from domain.people import SYSTEM
from models.campaigns import Campaign, Question
from models.council import Ballot
from models.dossiers import Consultation
from models.engine import writing
from models.stages import Duty, Incident, Wait
from tests.store.acts import ACTS
from tests.store.checks import refused, told, unchanged
from tests.store.complaint_acts import COMPLAINT_ACTS
from tests.store.later_acts import LATER_ACTS
from tests.store.preparing import Act, ballot_open, submitted
from tests.store.scenario import World, campaign_at, drafted

REASON = "Gộp vào phong trào của thành phố"
AFTERWARDS = {act.name for act in (*LATER_ACTS, *COMPLAINT_ACTS)}
"""Issued decisions stand, so others may still speak of them, and complaints about them are handled to their end."""

ELSEWHERE = {"create", "adopt", "dissolve", "enter_award", "import_awards", "correct_award", "cancel_award"}
"""Acts about another campaign, a unit, or awards decided outside."""

IN_IT = [act for act in ACTS if act.name not in AFTERWARDS | ELSEWHERE]


def end(world: World, reason: str = REASON, by: str = "leader") -> None:
    world.do(cancel, reason=reason, document="61/QĐ-UBND", by=by)


@pytest.fixture
def world(store: Engine) -> World:
    return campaign_at(store, "registration", units=2)


def test_what_lies_ahead_is_cancelled_with_its_reason(world: World) -> None:
    end(world)
    assert set(world.stages().values()) == {"closed", "cancelled"}
    assert world.stage("registration").reason == REASON


def test_nothing_is_owed_or_waited_for(world: World) -> None:
    end(world)
    assert not [duty.id for duty in world.rows(Duty) if not duty.ended]
    assert (world.rows(Wait), world.next_moment()) == ([], None)


def test_what_was_owed_lapses_and_is_not_done(world: World) -> None:
    end(world)
    assert {(duty.done_at, duty.lapsed_at) for duty in world.rows(Duty, kind="register")} == {(None, world.now)}


def test_open_questions_end(world: World) -> None:
    end(world)
    assert not world.rows(Question, answered_at=None)


def test_campaign_is_over_and_no_longer_paused(world: World) -> None:
    end(world)
    [campaign] = world.rows(Campaign)
    assert (campaign.state, campaign.closed_at, campaign.suspended_at) == ("cancelled", world.now, None)


def test_units_and_office_are_told_once(world: World) -> None:
    end(world)
    assert told(world, "campaign_cancelled") == ["cb-dv-1", "cb-dv-2", "clerk", "leader", "officer", "secretary"]


def test_council_is_told_too(store: Engine) -> None:
    world = campaign_at(store, "council_appraisal@final", units=1)
    end(world)
    assert {"chair", "member4"} <= set(told(world, "campaign_cancelled"))


def test_draft_is_cancelled_in_silence(store: Engine) -> None:
    world = drafted(store, units=2)
    end(world)
    assert not told(world, "campaign_cancelled")


def test_failed_step_is_tried_no_more(world: World) -> None:
    with writing(world.engine) as session:
        note_failure(session, world.stage("registration").id, RuntimeError("Lỗi"), by=SYSTEM, at=world.now)
    end(world)
    assert not world.rows(Incident, resolved_at=None)


def test_ballot_under_way_ends_without_result(store: Engine) -> None:
    world = campaign_at(store, "council_appraisal@final", units=1)
    ballot_open(world)
    end(world)
    assert [(row.outcome, row.closed_at) for row in world.rows(Ballot)] == [("dropped", world.now)]


def test_opinion_asked_for_is_not_awaited(store: Engine) -> None:
    world = campaign_at(store, "dossier_intake@final", units=1)
    submitted(world)
    world.do(ask_body, "HS-DV-1-01", body="Cục Thuế", document="5/CV", due=world.today)
    end(world)
    assert [row.answer for row in world.rows(Consultation)] == ["dropped"]


@pytest.mark.parametrize("by", ["officer", "secretary", "admin", "cb-dv-1", "system"])
def test_only_a_leader_cancels(world: World, by: str) -> None:
    with refused(world, "role_missing"):
        end(world, by=by)


def test_cancelling_asks_for_a_reason(world: World) -> None:
    with refused(world, "reason_missing"):
        end(world, reason=" ")


def test_campaign_is_cancelled_once(world: World) -> None:
    end(world)
    with refused(world, "campaign_over"):
        end(world)


def test_closed_campaign_is_not_cancelled(store: Engine) -> None:
    world = campaign_at(store, "final_summary", units=1)
    world.play_until_over()
    with refused(world, "campaign_over"):
        end(world)


def test_no_sweep_moves_it_again(world: World) -> None:
    end(world)
    with unchanged(world.engine):
        assert world.sweep_until("2022-12-31") == []


@pytest.mark.parametrize("act", IN_IT, ids=[act.name for act in IN_IT])
def test_no_act_is_possible_afterwards(store: Engine, act: Act) -> None:
    world = act.world(store)
    end(world)
    with unchanged(store), pytest.raises(Refused):
        act.do(world, act.by)

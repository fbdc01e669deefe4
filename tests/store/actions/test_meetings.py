"""Meetings with an agenda of their own: adjourned, split, and within the council's time."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from actions import council, meetings
from actions.helping import step_back_stage
from domain.stages import StageKey, StageKind
from models.council import AgendaItem, Meeting
from tests.store import factories, playing
from tests.store.checks import refused, told
from tests.store.meeting import OPEN, on_day, open_
from tests.store.scenario import SEATS, VOTERS, World, campaign_at
from tests.store.sitting_acts import split


@pytest.fixture
def sitting(store: Engine) -> World:
    return on_day(store)


def adjourn(world: World, reason: str = "Không đủ người dự") -> None:
    world.do(meetings.adjourn, "final", reason=reason, by="secretary")


def tomorrow(world: World) -> None:
    world.go(world.today + timedelta(days=1))


def states(world: World) -> list[str]:
    return [row.state for row in world.rows(Meeting)]


def on_agenda(world: World, meeting_id: int) -> list[int]:
    rows = world.rows(AgendaItem, meeting_id=meeting_id)
    return [row.dossier_id for row in rows if row.moved_at is None]


def test_agenda_is_what_is_undecided(sitting: World) -> None:
    assert on_agenda(sitting, 1) == [1, 2, 3]


def test_adjourned_meeting_is_to_be_convened_again(sitting: World) -> None:
    playing.attend(sitting, "chair")
    adjourn(sitting)
    assert (states(sitting), [duty.kind for duty in sitting.owed("convene_meeting")]) == (
        ["adjourned"],
        ["convene_meeting"],
    )


def test_members_hear_of_an_adjourned_meeting(sitting: World) -> None:
    adjourn(sitting)
    assert told(sitting, "meeting_adjourned") == [*VOTERS, "secretary"]


def test_nobody_votes_at_an_adjourned_meeting(sitting: World) -> None:
    playing.attend(sitting, *VOTERS)
    adjourn(sitting)
    with refused(sitting, "meeting"):
        open_(sitting)


def test_second_meeting_takes_the_agenda_over(sitting: World) -> None:
    playing.decide(sitting, "HS-DV-1-01")
    adjourn(sitting, "Hết giờ")
    playing.convene(sitting)
    tomorrow(sitting)
    assert (on_agenda(sitting, 1), on_agenda(sitting, 2)) == ([1], [2, 3])
    assert playing.decide(sitting, "HS-DV-2-01") == "passed"


def test_meeting_with_an_open_ballot_is_not_adjourned(sitting: World) -> None:
    playing.attend(sitting, *VOTERS)
    open_(sitting)
    with refused(sitting, "ballot_open"):
        adjourn(sitting)


@pytest.mark.parametrize("reason", ["", "  "])
def test_adjourning_needs_a_reason(sitting: World, reason: str) -> None:
    with refused(sitting, "reason_missing"):
        adjourn(sitting, reason)


def test_no_meeting_is_no_meeting_to_adjourn(store: Engine) -> None:
    world = campaign_at(store, OPEN, units=3)
    with refused(world, "meeting"):
        adjourn(world)


def test_split_agenda_leaves_the_rest(sitting: World) -> None:
    split(sitting, "HS-DV-2-01")
    assert (on_agenda(sitting, 1), on_agenda(sitting, 2)) == ([1, 3], [2])
    assert playing.decide(sitting, "HS-DV-1-01") == "passed"


def test_split_dossier_waits_for_its_meeting(sitting: World) -> None:
    split(sitting, "HS-DV-2-01")
    playing.attend(sitting, *VOTERS)
    with refused(sitting, "meeting_not_begun"):
        open_(sitting, "HS-DV-2-01")


def test_ballot_is_owed_on_the_day_of_its_own_meeting(sitting: World) -> None:
    split(sitting, "HS-DV-2-01")
    due = {duty.dossier: duty.due for duty in sitting.owed("hold_ballot")}
    assert due["HS-DV-2-01"] == sitting.today + timedelta(days=2)
    assert due["HS-DV-1-01"] == sitting.today


def test_both_halves_lead_to_one_conclusion(sitting: World) -> None:
    split(sitting, "HS-DV-2-01")
    playing.decide(sitting, "HS-DV-1-01", yes=5)
    playing.decide(sitting, "HS-DV-3-01", yes=3)
    sitting.go(sitting.today + timedelta(days=2))
    playing.decide(sitting, "HS-DV-2-01", yes=4)
    assert playing.conclude(sitting) == ("HS-DV-1-01", "HS-DV-2-01")


@pytest.mark.parametrize(("codes", "code"), [((), "agenda_missing"), (("HS-0009",), "undecided_dossier")])
def test_impossible_split_is_refused(sitting: World, codes: tuple[str, ...], code: str) -> None:
    with refused(sitting, code):
        split(sitting, *codes)


def test_dossier_under_vote_is_not_moved(sitting: World) -> None:
    playing.attend(sitting, *VOTERS)
    open_(sitting, "HS-DV-2-01")
    with refused(sitting, "ballot_open"):
        split(sitting, "HS-DV-2-01")


def test_part_of_the_dossiers_is_put_on_the_agenda(store: Engine) -> None:
    world = campaign_at(store, OPEN, units=3)
    starts, place = world.now + timedelta(hours=2), "Phòng họp"
    world.do(council.convene, "final", starts_at=starts, place=place, dossiers=["HS-DV-3-01"], by="secretary")
    playing.attend(world, *VOTERS)
    with refused(world, "not_on_agenda"):
        open_(world, "HS-DV-1-01")


def in_office(store: Engine, first: date | None, last: date | None) -> World:
    world = campaign_at(store, "dossier_intake@final", units=1)
    told_: dict[str, Any] = {"name": "Hội đồng", "document": "12/QĐ", "established_on": world.today, "members": SEATS}
    world.do(council.establish, **told_, valid_from=first, valid_to=last)
    world.do(council.adopt_rule, factories.council_rule(), by="officer")
    return world.play_until(OPEN)


def test_council_does_not_meet_before_its_time(store: Engine) -> None:
    world = in_office(store, date(2021, 12, 1), None)
    with refused(world, "council_not_in_office"):
        playing.convene(world, by="officer")


def test_council_may_be_convened_after_its_time(store: Engine) -> None:
    world = in_office(store, None, date(2021, 9, 30))
    playing.convene(world, by="officer")
    assert states(world) == ["convened"]


def test_time_of_a_council_does_not_end_before_it_begins(store: Engine) -> None:
    world = campaign_at(store, "dossier_intake@final", units=1)
    told_: dict[str, Any] = {"name": "Hội đồng", "document": "12/QĐ", "established_on": world.today, "members": SEATS}
    with refused(world, "ends_before_begins"):
        world.do(council.establish, **told_, valid_from=date(2022, 1, 1), valid_to=date(2021, 1, 1))


def test_rule_stays_after_a_meeting_that_was_put_off(sitting: World) -> None:
    playing.attend(sitting, "chair")
    adjourn(sitting)
    with refused(sitting, "ballot_has_begun"):
        sitting.do(council.adopt_rule, factories.council_rule(threshold="9/10"), by="secretary")


def test_stage_that_steps_back_calls_every_meeting_off(sitting: World) -> None:
    split(sitting, "HS-DV-2-01")
    due = sitting.today + timedelta(days=5)
    key = StageKey(StageKind.COUNCIL_APPRAISAL, "final")
    sitting.do(step_back_stage, key, due, reason="Thẩm định lại", by="leader")
    assert states(sitting) == ["cancelled", "cancelled"]

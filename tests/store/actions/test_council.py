"""The council: established, its rule adopted, convened, attended."""

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Engine

from actions import council
from domain.steps import OFFICE_ZONE
from models.council import Meeting
from models.people import RoleGrant
from tests.store import factories, playing
from tests.store.checks import refused, told
from tests.store.meeting import OPEN, on_day
from tests.store.scenario import SEATS, VOTERS, World, campaign_at


@pytest.fixture
def world(store: Engine) -> World:
    return campaign_at(store, OPEN, units=3)


@pytest.fixture
def sitting(store: Engine) -> World:
    """The day of the meeting; nobody is noted yet."""
    return on_day(store)


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
    assert "HS-DV-3-01: Tập thể DV-3" in world.notices("council_convened")[0]


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


def test_members_attend_by_themselves(sitting: World) -> None:
    assert sitting.do(council.attend, "final", people=["member1"], by="member1") == (1, 6)
    assert sitting.rows(Meeting)[0].state == "held"


def test_only_the_secretary_notes_others(sitting: World) -> None:
    with refused(sitting, "role_missing"):
        sitting.do(council.attend, "final", people=["member2"], by="member1")


def test_stranger_does_not_attend(sitting: World) -> None:
    with refused(sitting, "member"):
        playing.attend(sitting, "officer")


def test_rule_is_not_changed_once_the_council_has_met(sitting: World) -> None:
    playing.attend(sitting, *VOTERS)
    with refused(sitting, "ballot_has_begun"):
        sitting.do(council.adopt_rule, factories.council_rule(threshold="9/10"), by="secretary")


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

"""What the doctor says of a council's seats, and of corrected entries, that somebody has put a hand to."""

from typing import Any

import pytest
from sqlalchemy import Engine, text

from actions import outside_awards
from models.engine import reading, writing
from queries.doctor_seats import of_seats
from tests.store.asides import AWARD
from tests.store.scenario import World, campaign_at

pytestmark = pytest.mark.unsound


@pytest.fixture
def world(store: Engine) -> World:
    return campaign_at(store, "council_appraisal@final", units=1)


def change(world: World, *statements: str) -> set[str]:
    """Behind the service's back; the faults that follow."""
    with world.engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    with reading(world.engine) as session:
        return {one.code for one in of_seats(session)}


def test_council_as_it_was_established_is_sound(world: World) -> None:
    assert change(world) == set()


def test_person_who_sits_twice_is_told(world: World) -> None:
    again = "INSERT INTO council_member (council_id, person_id, seat, turn) VALUES (1, {}, 'member', 2)"
    member = world.who("member1").person_id
    assert change(world, again.format(member)) == {"sits_twice"}


@pytest.mark.parametrize("seat", ["chair", "secretary"])
def test_council_without_head_is_told(world: World, seat: str) -> None:
    assert change(world, f"UPDATE council_member SET seat = 'member' WHERE seat = '{seat}'") == {"council_without_head"}  # noqa: S608  # our own words


def test_corrected_entry_that_still_counts_is_told(world: World) -> None:
    with writing(world.engine) as session:
        known: dict[str, Any] = {"by": world.who("officer"), "at": world.now}
        outside_awards.enter(session, entry=AWARD, **known)
        other = AWARD.model_copy(update={"number": "78/QĐ"})
        outside_awards.correct(session, 1, entry=other, reason="vì", **known)
    ended = "UPDATE outside_award SET ended_at = NULL, ended_by = NULL, ended_reason = NULL"
    assert change(world, ended) == {"award_corrected_and_counted"}

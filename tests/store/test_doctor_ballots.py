"""What the doctor says of secret ballots that somebody has put a hand to."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from actions import ballots
from models import ballot_keys
from tests.store import playing
from tests.store.conftest import faults
from tests.store.meeting import on_day
from tests.store.scenario import VOTERS, World

pytestmark = pytest.mark.unsound


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    return tmp_path / ballot_keys.DIRECTORY


@pytest.fixture
def voted(store: Engine, keys: Path) -> World:
    """Four have voted in an open ballot."""
    world = on_day(store, method="secret")
    playing.attend(world, *VOTERS)
    world.do(ballots.open_ballot, "final", "HS-DV-1-01", keys=keys, by="secretary")
    for person in VOTERS[:4]:
        world.do(ballots.vote, "final", "HS-DV-1-01", "yes", keys=keys, by=person)
    return world


def change(world: World, statement: str) -> set[str]:
    """Behind the service's back; the faults that follow."""
    with world.engine.begin() as connection:
        connection.execute(text(statement))
    return {one.code for one in faults(world.engine)}


def close(world: World, keys: Path) -> None:
    world.do(ballots.close_ballot, "final", "HS-DV-1-01", keys=keys, by="secretary")


def test_missing_sealed_paper_is_told(voted: World) -> None:
    assert "sealed_papers_missing" in change(voted, "DELETE FROM sealed_paper WHERE id = 1")


def test_sealed_paper_of_a_closed_ballot_is_told(voted: World, keys: Path) -> None:
    close(voted, keys)
    paper = "zeroblob(36)" if voted.engine.dialect.name == "sqlite" else f"'\\x{'00' * 36}'"
    left = f"INSERT INTO sealed_paper (ballot_id, person_id, sealed) VALUES (1, 1, {paper})"  # noqa: S608  # our own words
    assert change(voted, left) == {"sealed_paper_left"}


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM ballot_paper WHERE number = 1",
        "UPDATE ballot SET no = 1",
        "DELETE FROM ballot_voter WHERE id = (SELECT MIN(id) FROM ballot_voter)",
    ],
)
def test_papers_that_differ_are_told(voted: World, keys: Path, statement: str) -> None:
    close(voted, keys)
    assert change(voted, statement) == {"papers_differ"}

"""What a recused member sees is the same whatever the others do: lists, counts, order, mail, and how much is asked.

Not the wall clock but the number of statements stands for the time of an answer, because a test must not measure time.
"""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from actions import ballots, people, revotes
from domain.people import Role
from models import ballot_keys
from models.engine import reading, writing
from queries import council
from queries.history import events
from tests.store import playing
from tests.store.meeting import on_day
from tests.store.scenario import VOTERS, World
from tests.store.seeing import DOSSIER, view
from tests.store.sitting_acts import declare, recuse

ME = "member4"
OTHERS = VOTERS[:4]


def opened(world: World, keys: Path) -> None:
    world.do(ballots.open_ballot, "final", DOSSIER, keys=keys, by="secretary")


def voted(world: World, keys: Path, *choices: str) -> None:
    opened(world, keys)
    for person, choice in zip(OTHERS, choices, strict=False):
        world.do(ballots.vote, "final", DOSSIER, choice, keys=keys, by=person)


def closed(world: World, keys: Path, *choices: str) -> None:
    voted(world, keys, *choices)
    world.do(ballots.close_ballot, "final", DOSSIER, keys=keys, by="secretary")


def void(world: World, keys: Path) -> None:
    voted(world, keys, "yes")
    world.do(revotes.void_ballot, "final", DOSSIER, reason="Mất điện", keys=keys, by="secretary")


WHAT_OTHERS_DO: dict[str, Any] = {
    "open": opened,
    "one vote": lambda w, k: voted(w, k, "yes"),
    "all vote": lambda w, k: voted(w, k, "yes", "no", "yes", "no"),
    "passed": lambda w, k: closed(w, k, "yes", "yes", "yes", "yes"),
    "failed": lambda w, k: closed(w, k, "no", "no", "no", "no"),
    "tie": lambda w, k: closed(w, k, "yes", "yes", "no", "no"),
    "blank": lambda w, k: closed(w, k, "blank", "blank", "blank"),
    "void": void,
}


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    return tmp_path / ballot_keys.DIRECTORY


def sitting(store: Engine, method: str) -> World:
    """Everybody is there; one of them is recused from the first dossier."""
    world = on_day(store, method=method, tie="revote")
    declare(world, ME)
    recuse(world, ME)
    playing.attend(world, *VOTERS)
    return world


@pytest.mark.parametrize("method", ["show_of_hands", "secret"])
@pytest.mark.parametrize("done", WHAT_OTHERS_DO)
def test_recused_member_sees_the_same(store: Engine, keys: Path, method: str, done: str) -> None:
    world = sitting(store, method)
    before = view(world, ME)
    WHAT_OTHERS_DO[done](world, keys)
    after = view(world, ME)
    assert [name for name in before if before[name] != after[name]] == []


@pytest.mark.parametrize("done", ["open", "passed"])
def test_other_members_see_what_goes_on(store: Engine, keys: Path, done: str) -> None:
    world = sitting(store, "secret")
    before = view(world, "member1")
    WHAT_OTHERS_DO[done](world, keys)
    assert view(world, "member1")["meeting"] != before["meeting"]


def test_she_sees_her_own_part_and_why(store: Engine) -> None:
    world = sitting(store, "secret")
    with reading(store) as session:
        line = council.meeting(session, world.who(ME), 1).agenda[0]
    assert (line.kept_out, line.own.why, [one.ground for one in line.conflicts]) == (True, "kept_out", ["declared"])


def test_result_is_everybodys_once_the_council_has_concluded(store: Engine, keys: Path) -> None:
    world = sitting(store, "show_of_hands")
    closed(world, keys, "yes", "yes", "yes", "yes")
    for dossier in ("HS-DV-2-01", "HS-DV-3-01"):
        playing.decide(world, dossier, yes=2)
    playing.conclude(world)
    with reading(store) as session:
        assert council.ballot_result(session, world.who(ME), world.code, DOSSIER).outcome == "passed"


def test_trail_does_not_tell_her_either(store: Engine, keys: Path) -> None:
    world = sitting(store, "secret")
    with writing(store) as session:
        people.grant_role(session, ME, Role.AUDITOR, by=world.who("admin"), at=world.now)
    closed(world, keys, "yes", "yes", "yes", "yes")
    with reading(store) as session:
        kinds = {one.kind for one in events(session, world.who(ME), campaign=world.code, limit=500).events}
    assert ("recusal:decided" in kinds, {kind for kind in kinds if kind.startswith("ballot:")}) == (True, set())

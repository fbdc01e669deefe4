"""Nobody learns how an open ballot stands: whatever was voted, views, trail and previews are the same for everybody."""

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from actions import ballots
from actions.previews import Effect, preview
from domain.errors import Refused
from models import ballot_keys
from models.audit import AuditEvent
from models.engine import writing
from tests.store import playing
from tests.store.meeting import on_day
from tests.store.scenario import VOTERS, World
from tests.store.seeing import DOSSIER, view

LEANINGS = (("yes",) * 4, ("no",) * 4, ("yes", "no", "blank", "yes"))


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    return tmp_path / ballot_keys.DIRECTORY


def voting(store: Engine, keys: Path, method: str, choices: tuple[str, ...]) -> World:
    """Four of five have voted, and the ballot is open."""
    world = on_day(store, method=method)
    playing.attend(world, *VOTERS)
    world.do(ballots.open_ballot, "final", DOSSIER, keys=keys, by="secretary")
    for person, choice in zip(VOTERS, choices, strict=False):
        world.do(ballots.vote, "final", DOSSIER, choice, keys=keys, by=person)
    return world


@pytest.mark.parametrize("method", ["show_of_hands", "secret", "written"])
@pytest.mark.parametrize("viewer", ["secretary", "officer", "leader", "auditor", "member4", "chair", "admin"])
def test_every_view_is_the_same_whatever_was_voted(store: Engine, keys: Path, method: str, viewer: str) -> None:
    views = [view(voting(store, keys, method, choices), viewer) for choices in LEANINGS]
    assert [name for name in views[0] if not views[0][name] == views[1][name] == views[2][name]] == []


@pytest.mark.parametrize("method", ["show_of_hands", "secret"])
def test_trail_holds_no_choice_while_a_ballot_is_open(store: Engine, keys: Path, method: str) -> None:
    facts = [told(voting(store, keys, method, choices)) for choices in LEANINGS]
    assert facts[0] == facts[1] == facts[2]


def told(world: World) -> list[Any]:
    """What the events of voting say in the clear."""
    return [json.loads(row.text)["facts"] for row in world.rows(AuditEvent, kind="ballot:voted")]


@pytest.mark.parametrize("method", ["show_of_hands", "secret"])
def test_preview_of_a_vote_tells_nothing_of_the_others(store: Engine, keys: Path, method: str) -> None:
    effects = [previewed(voting(store, keys, method, choices), keys) for choices in LEANINGS]
    assert effects[0] == effects[1] == effects[2]


def previewed(world: World, keys: Path) -> Effect:
    member = world.who("member4")
    known: dict[str, Any] = {"keys": keys, "by": member, "at": world.now}
    with writing(world.engine) as session:
        return preview(session, lambda: ballots.vote(session, world.code, "final", DOSSIER, "yes", **known))


@pytest.mark.parametrize("method", ["show_of_hands", "secret", "written"])
def test_closing_is_never_previewed(store: Engine, keys: Path, method: str) -> None:
    world = voting(store, keys, method, LEANINGS[0])
    known: dict[str, Any] = {"keys": keys, "by": world.who("secretary"), "at": world.now}
    with writing(store) as session, pytest.raises(Refused, match="preview_would_tell"):
        preview(session, lambda: ballots.close_ballot(session, world.code, "final", DOSSIER, **known))

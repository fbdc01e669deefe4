"""What a recused member sees is the same whatever the others do: lists, counts, order, mail, and how much is asked.

Not the wall clock but the number of statements stands for the time of an answer, because a test must not measure time.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from actions import ballots, people, revotes
from domain.errors import Refused
from models import ballot_keys
from models.engine import reading, writing
from models.mail import Notice
from queries import campaigns, council, dossiers, duties, intake, overview, search, stuck
from queries.duties import of_person
from queries.history import events
from tests.store import playing
from tests.store.meeting import on_day
from tests.store.scenario import VOTERS, World
from tests.store.sitting_acts import declare, recuse

DOSSIER, ME = "HS-DV-1-01", "member4"
OTHERS = VOTERS[:4]


def view(world: World, viewer: str = ME) -> dict[str, Any]:
    """Everything that this person can ask for."""
    who, on = world.who(viewer), world.today
    with reading(world.engine) as session, counting(session.get_bind()) as asked:
        lines = council.meetings(session, who)
        seen: dict[str, Any] = {
            "meetings": lines,
            "meeting": [council.meeting(session, who, line.id) for line in lines],
            "result": answer(lambda: council.ballot_result(session, who, world.code, DOSSIER)),
            "dossiers": dossiers.listing(session, who, world.code),
            "dossier": dossiers.detail(session, who, world.code, DOSSIER),
            "intake": intake.listing(session, who, on=on, wanted=intake.Wanted(over=True)),
            "moves": intake.counts(session, who, wanted=intake.Wanted(over=True)),
            "duties": [of_person(session, who, code, on=on) for code in (*VOTERS, "secretary", "officer")],
            "mine": duties.mine(session, who, on=on),
            "waits": stuck.waits(session, who, on=on),
            "counts": stuck.counts(session, who, on=on),
            "overview": overview.overview(session, who, on=on),
            "campaign": campaigns.detail(session, who, world.code),
            "search": search.search(session, who, "DV-1", on=on),
        }
    seen["mail"] = [row.content for row in world.rows(Notice) if row.address.startswith(f"{viewer}@")]
    seen["statements"] = asked
    return seen


def answer(ask: Any) -> object:
    try:
        return ask()
    except Refused as refusal:
        return str(refusal)


@contextmanager
def counting(bind: Any) -> Iterator[list[str]]:
    """The statements in the order in which they were asked."""
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        asked.append(statement)

    event.listen(bind, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(bind, "before_cursor_execute", note)


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
    before = view(world)
    WHAT_OTHERS_DO[done](world, keys)
    after = view(world)
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
        people.grant_role(session, ME, people.Role.AUDITOR, by=world.who("admin"), at=world.now)
    closed(world, keys, "yes", "yes", "yes", "yes")
    with reading(store) as session:
        kinds = {one.kind for one in events(session, world.who(ME), campaign=world.code, limit=500).events}
    assert ("recusal:decided" in kinds, {kind for kind in kinds if kind.startswith("ballot:")}) == (True, set())

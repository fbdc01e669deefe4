"""What belongs to another unit answers as what does not exist: by its words, and by the work it takes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine, event

from domain.people import Role
from tests.store.playing import propose
from tests.store.scenario import World, campaign_at
from tests.web.routes import SAMPLES, Place, places
from tests.web.test_matrix import may_enter
from tests.web.visitor import House, Visitor

HERS, THEIRS, NOWHERE = "cb-dv-1", "DV-2", "DV-99"
Answer = tuple[int, int]


def open_to_units(parameter: str) -> tuple[Place, ...]:
    """Pages with such a parameter that a unit's officer may ask for."""
    return tuple(
        place
        for place in places()
        if place.method == "GET" and parameter in place.parameters and may_enter(Role.UNIT_OFFICER, place)
    )


@contextmanager
def statements(engine: Engine) -> Iterator[list[str]]:
    """What the database is asked meanwhile."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield sent
    event.remove(engine, "before_cursor_execute", note)


def answer(world: World, visitor: Visitor, address: str) -> Answer:
    """The status, and how many statements it took."""
    with statements(world.engine) as sent:
        status = visitor.get(address).status_code
    return status, len(sent)


@pytest.fixture
def world(store: Engine) -> World:
    """Another unit has proposed somebody, ours nobody."""
    world = campaign_at(store, "dossier_intake@final")
    propose(world, THEIRS, nominee="Nguyễn Văn Hai")
    return world


@pytest.mark.parametrize("place", open_to_units("dossier"), ids=str)
def test_a_foreign_dossier_answers_as_none(world: World, house: Callable[..., House], place: Place) -> None:
    visitor, there = house(world).visit(HERS), place.address(world)
    ours = SAMPLES["dossier"](world)
    theirs, none = (there.replace(ours, code) for code in (f"HS-{THEIRS}-01", f"HS-{THEIRS}-02"))
    visitor.get(none)
    assert answer(world, visitor, theirs) == answer(world, visitor, none)
    assert visitor.get(theirs).status_code in {403, 404}


@pytest.mark.parametrize("place", open_to_units("unit"), ids=str)
def test_a_foreign_unit_answers_as_none(world: World, house: Callable[..., House], place: Place) -> None:
    visitor, there = house(world).visit(HERS), place.address(world)
    theirs, none = (there.replace(f"/{world.units[0]}", f"/{code}", 1) for code in (THEIRS, NOWHERE))
    visitor.get(none)
    assert answer(world, visitor, theirs) == answer(world, visitor, none)
    assert visitor.get(theirs).status_code in {403, 404}

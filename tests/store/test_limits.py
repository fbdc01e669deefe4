"""A text that does not fit its column is refused with a sentence on both databases, and nothing of it is kept."""

from datetime import date

import pytest
from sqlalchemy import Engine

from actions.people_edits import change_unit
from domain.errors import Invalid
from models.calendar import Workday
from models.engine import writing
from models.places import Unit
from tests.store.scenario import World, office
from wording.errors import sentence

MOST = 300
"""Letters of a unit's name."""


def rename(world: World, name: str) -> None:
    with writing(world.engine) as session:
        change_unit(session, "DV-1", name=name, group=None, by=world.who("admin"), at=world.now)


def test_text_longer_than_its_column_is_refused(store: Engine) -> None:
    with pytest.raises(Invalid) as refused:
        rename(office(store, 1), "Đ" * (MOST + 1))
    assert f"dài {MOST + 1} ký tự, ô này nhận nhiều nhất {MOST} ký tự" in sentence(refused.value)


def test_text_that_just_fits_is_kept(store: Engine) -> None:
    world = office(store, 1)
    rename(world, "Đ" * MOST)
    assert world.rows(Unit)[0].name == "Đ" * MOST


def test_number_larger_than_its_column_is_refused(store: Engine) -> None:
    with pytest.raises(Invalid, match="number_too_large"), writing(store) as session:
        session.add(Workday(day=date(2030, 1, 1), worked=True, ordinal=2**31))

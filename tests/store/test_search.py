"""History over all campaigns, without accents, only what the viewer may see; and what is expected ahead."""

from datetime import date

import pytest
from sqlalchemy import Engine

from actions.steps import take_steps
from actions.successions import dissolve
from domain.errors import Incomplete, NotFound
from domain.people import SYSTEM, Grant, Principal, Role
from models.engine import reading, writing
from queries.due import due_stages
from queries.forecast import outlook
from queries.search import Hit, search
from tests.scenario import BEGINNING, OFFICER, PLAN, at, launched, office

TODAY = date(2021, 1, 5)
FIRST = Principal(code="canbo-01", name="Cán bộ 1", person_id=4, unit_id=1, grants=(Grant(Role.UNIT_OFFICER, 1),))
SECOND = Principal(code="canbo-02", name="Cán bộ 2", person_id=5, unit_id=2, grants=(Grant(Role.UNIT_OFFICER, 2),))


@pytest.fixture
def world(store: Engine) -> Engine:
    """The campaign is launched and registration is open."""
    office(store, units=3)
    launched(store)
    for _ in range(4):
        with writing(store) as session:
            take_steps(session, [one.id for one in due_stages(session, BEGINNING, 99)], by=SYSTEM, at=BEGINNING)
    return store


def found(engine: Engine, text: str, viewer: Principal = SYSTEM) -> tuple[Hit, ...]:
    with reading(engine) as session:
        return search(session, viewer, text, on=TODAY)


def test_a_unit_is_found_without_accents(world: Engine) -> None:
    assert [(hit.kind, hit.code) for hit in found(world, "DON VI 1")] == [("unit", "DV-01")]


def test_a_unit_shows_its_campaigns(world: Engine) -> None:
    [hit] = found(world, "đơn vị 1")
    assert [(matter.campaign, matter.detail) for matter in hit.matters] == [(PLAN, "Chưa đăng ký")]


def test_a_person_shows_her_roles(world: Engine) -> None:
    [hit] = found(world, "can bo 2")
    assert [(matter.subject, matter.what) for matter in hit.matters] == [("Đơn vị 2", "role")]


def test_another_unit_is_not_found_at_all(world: Engine) -> None:
    assert found(world, "đơn vị 1", SECOND) == ()


def test_a_unit_sees_its_own_matters(world: Engine) -> None:
    [hit] = found(world, "đơn vị 1", FIRST)
    assert len(hit.matters) == 1


def test_people_of_others_are_not_shown(world: Engine) -> None:
    assert [hit.code for hit in found(world, "can bo", SECOND)] == ["canbo-02"]


@pytest.mark.parametrize("text", ["", " ", "đ"])
def test_too_little_is_not_searched(world: Engine, text: str) -> None:
    with pytest.raises(Incomplete):
        found(world, text)


@pytest.mark.parametrize("text", ["%%", "__", "không có ai"])
def test_signs_are_taken_as_they_are(world: Engine, text: str) -> None:
    assert found(world, text) == ()


def test_a_unit_that_ended_names_its_heir(world: Engine) -> None:
    with writing(world) as session:
        day = date(2021, 1, 4)
        dissolve(session, "DV-01", day=day, document="01/NQ", successors=["DV-03"], by=OFFICER, at=at("2021-01-05"))
    [hit] = found(world, "DV-01")
    assert (hit.until, hit.now) == (date(2021, 1, 3), ("Đơn vị 3",))


def test_what_is_expected_stands_beside_the_plan(world: Engine) -> None:
    with reading(world) as session:
        lines = {line.stage: line for line in outlook(session, SYSTEM, PLAN, on=TODAY)}
    assert "launch" not in lines
    assert lines["dossier_intake@final"].planned_due == date(2021, 11, 20)


def test_nothing_is_expected_without_experience(world: Engine) -> None:
    with reading(world) as session:
        lines = outlook(session, SYSTEM, PLAN, on=TODAY)
    assert {line.basis for line in lines} == {0}


def test_nothing_is_expected_for_a_stranger(world: Engine) -> None:
    stranger = Principal(code="ai", name="Ai đó", person_id=99)
    with pytest.raises(NotFound), reading(world) as session:
        outlook(session, stranger, PLAN, on=TODAY)

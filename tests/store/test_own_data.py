"""What a person is shown about herself: all that is hers, nothing that a recused member may not know."""

from typing import Any

import pytest
from sqlalchemy import Engine, text

from actions import ballots
from actions.viewing import note_view
from domain.errors import NotAllowed, NotFound, WrongState
from domain.personal_data import Sensitive
from models.engine import reading, writing
from queries.own_data import OwnData, own_data
from tests.store import playing
from tests.store.scenario import VOTERS, World, campaign_at
from tests.store.sitting_acts import declared, recuse

DOSSIER = "HS-DV-1-01"


def held(world: World, person: str, by: str | None = None) -> OwnData:
    viewer = world.who(by or person)
    with reading(world.engine) as session:
        return own_data(session, viewer, person, at=world.now)


def part(found: OwnData, code: str) -> list[dict[str, Any]]:
    return [dict(line) for section in found.sections if section.code == code for line in section.lines]


@pytest.fixture
def sitting(store: Engine) -> World:
    """A council that sits."""
    world = campaign_at(store, "council_appraisal@final", units=2)
    declared(world)
    playing.attend(world, *VOTERS)
    return world


def nominate(world: World, person: str) -> None:
    """Write her name into the first dossier, past the actions."""
    with world.engine.begin() as connection:
        connection.execute(
            text("UPDATE person SET unit_id = (SELECT unit_id FROM dossier WHERE code = :d) WHERE code = :p"),
            {"d": DOSSIER, "p": person},
        )
        connection.execute(
            text(
                "UPDATE dossier SET nominee_kind = 'individual',"
                " nominee = (SELECT name FROM person WHERE code = :p),"
                " folded = (SELECT folded FROM person WHERE code = :p) WHERE code = :d"
            ),
            {"d": DOSSIER, "p": person},
        )


def read(world: World, by: str) -> None:
    """Somebody opens a document of the dossier."""
    who = world.who(by)
    with writing(world.engine) as session:
        note_view(session, Sensitive.DOCUMENT, f"dossier:{DOSSIER}", campaign=world.code, by=who, at=world.now)


@pytest.mark.unsound
def test_nominee_sees_her_dossier_and_who_read_it(sitting: World) -> None:
    nominate(sitting, "clerk")
    read(sitting, "officer")
    found = held(sitting, "clerk")
    assert [line["dossier"] for line in part(found, "dossiers")] == [DOSSIER]
    assert [line["subject"] for line in part(found, "views")] == [f"dossier:{DOSSIER}"]


@pytest.mark.unsound
def test_recused_nominee_sees_the_same_whatever_others_do(sitting: World) -> None:
    nominate(sitting, "member4")
    recuse(sitting, "member4")
    before = held(sitting, "member4")
    sitting.do(ballots.open_ballot, "final", DOSSIER, by="secretary")
    sitting.do(ballots.vote, "final", DOSSIER, "yes", by="member1")
    read(sitting, "member1")
    assert held(sitting, "member4") == before
    assert part(before, "evidence") == []


def test_voter_sees_that_she_voted_and_not_how(sitting: World) -> None:
    recuse(sitting, "member4")
    sitting.do(ballots.open_ballot, "final", DOSSIER, by="secretary")
    sitting.do(ballots.vote, "final", DOSSIER, "no", by="member1")
    found = held(sitting, "member1")
    assert [set(line) for line in part(found, "votes")] == [{"campaign", "sat_at", "voted"}]
    assert '"no"' not in found.model_dump_json()


@pytest.mark.parametrize("person", ["officer", "cb-dv-1", "auditor", "leader", "chair"])
def test_others_may_not(sitting: World, person: str) -> None:
    with pytest.raises(NotAllowed, match="role_missing"):
        held(sitting, "clerk", by=person)


def test_administrator_needs_a_reason_of_the_same_day(sitting: World) -> None:
    with pytest.raises(WrongState, match="data_not_opened"):
        held(sitting, "clerk", by="admin")
    admin = sitting.who("admin")
    with writing(sitting.engine) as session:
        note_view(session, Sensitive.PERSON, "person:clerk", reason="Đơn", by=admin, at=sitting.now)
    assert held(sitting, "clerk", by="admin").code == "clerk"
    sitting.go("2022-01-10")
    with pytest.raises(WrongState, match="data_not_opened"):
        held(sitting, "clerk", by="admin")


def test_person_that_never_was_is_named(sitting: World) -> None:
    with pytest.raises(NotFound, match="person"):
        held(sitting, "khong-co", by="admin")

"""A person asks that what is wrong about her is put right; somebody else decides; what was issued stays."""

from typing import Any

import pytest
from sqlalchemy import Engine

from actions import dossiers, people_edits
from actions.corrections import ask, decide
from actions.viewing import note_view
from domain.errors import Invalid, NotAllowed, Refused
from domain.nominees import NomineeKind
from domain.personal_data import Field, Sensitive
from models.audit import AuditEvent, AuditValue
from models.dossiers import Dossier
from models.people import Person
from models.personal_data import CorrectionRequest, DataView
from tests.store import factories
from tests.store.checks import refused, unchanged
from tests.store.scenario import World, campaign_at
from tests.store.test_erasure import do


@pytest.fixture
def world(store: Engine) -> World:
    """An office in the days of registration."""
    return campaign_at(store, "registration", units=2)


def want(world: World, field: Field = Field.TITLE, right: str = "Trưởng phòng", **values: Any) -> CorrectionRequest:
    return do(world, ask, field, right=right, **{"reason": "Quyết định bổ nhiệm", "by": "clerk", **values})


def person(world: World, code: str = "clerk") -> Person:
    return world.rows(Person, code=code)[0]


@pytest.mark.parametrize(
    ("field", "right", "column"),
    [
        (Field.TITLE, "Trưởng phòng", "title"),
        (Field.PHONE, "028 3822 0001", "phone"),
        (Field.EMAIL, "moi@so.example", "email"),
        (Field.NAME, "Trần Thị Bích Hạnh", "name"),
    ],
)
def test_agreed_correction_changes_the_live_row(world: World, field: Field, right: str, column: str) -> None:
    asked = want(world, field, right)
    do(world, decide, asked.id, agree=True, by="officer")
    assert getattr(person(world), column) == right


def test_refused_correction_changes_nothing(world: World) -> None:
    asked, before = want(world), person(world).title
    do(world, decide, asked.id, agree=False, answer="Chưa có quyết định", by="admin")
    assert person(world).title == before
    assert "Chưa có quyết định" in world.notices("correction_decided")[0]


def test_new_value_stands_in_the_side_table_only(world: World) -> None:
    asked = want(world, Field.NAME, "Trần Thị Bích Hạnh")
    do(world, decide, asked.id, agree=True, by="admin")
    last = world.rows(AuditEvent, kind="correction:agreed")[0]
    assert "Bích Hạnh" not in last.text
    assert [v.value for v in world.rows(AuditValue, event_id=last.id, name="right")] == ["Trần Thị Bích Hạnh"]


def test_administrators_are_told_without_the_value(world: World) -> None:
    told: dict[str, Any] = {"name": "Quản Trị", "email": "admin@so.example", "phone": None, "title": "", "unit": None}
    do(world, people_edits.change_person, "admin", **told)
    want(world, Field.NAME, "Trần Thị Bích Hạnh")
    said = world.notices("correction_asked")
    assert len(said) == 1
    assert "Bích Hạnh" not in said[0]


def test_nobody_decides_her_own_request(world: World) -> None:
    asked = want(world, by="officer")
    with refused(world, "own_correction"):
        do(world, decide, asked.id, agree=True, by="officer")


@pytest.mark.parametrize("who", ["cb-dv-1", "auditor", "leader", "clerk"])
def test_others_decide_nothing(world: World, who: str) -> None:
    asked = want(world)
    with unchanged(world.engine), pytest.raises(NotAllowed):
        do(world, decide, asked.id, agree=True, by=who)


def test_decided_request_is_decided_once(world: World) -> None:
    asked = want(world)
    do(world, decide, asked.id, agree=True, by="officer")
    with refused(world, "correction"):
        do(world, decide, asked.id, agree=False, answer="x", by="officer")


def test_same_thing_waits_once(world: World) -> None:
    want(world)
    with refused(world, "correction_asked"):
        want(world, right="Phó phòng")


@pytest.mark.parametrize(
    ("field", "right", "code"),
    [
        (Field.TITLE, "x" * 501, "correction_too_long"),
        (Field.PHONE, "không có", "phone_form"),
        (Field.EMAIL, "a@b@c", "mail_address"),
        (Field.NAME, "  ", "name_blank"),
        (Field.NAME, "An\u200bBình", "name_hidden_character"),
        (Field.OTHER, "", "form_field"),
        (Field.OTHER, "Sinh năm 1980", "form_field"),
    ],
)
def test_nonsense_is_refused(world: World, field: Field, right: str, code: str) -> None:
    with refused(world, code):
        want(world, field, right)


def test_what_is_so_already_is_refused(world: World) -> None:
    with refused(world, "correction_same"):
        want(world, Field.NAME, person(world).name)


def test_request_needs_a_reason(world: World) -> None:
    with unchanged(world.engine), pytest.raises(Invalid, match="reason_missing"):
        want(world, reason=" ")


@pytest.mark.parametrize("agree", [True, False])
def test_other_things_need_an_answer(world: World, agree: bool) -> None:
    asked = want(world, Field.OTHER, "Sinh năm 1981", wrong="Lý lịch ghi sinh năm 1980")
    with refused(world, "correction_answer_missing"):
        do(world, decide, asked.id, agree=agree, by="officer")


def nominated(store: Engine) -> World:
    """Somebody whose name the unit wrote into a dossier."""
    world = campaign_at(store, "dossier_intake@final", units=1)
    row = person(world, "cb-dv-1")
    who: dict[str, Any] = {"email": row.email, "phone": None, "title": "", "unit": "DV-1"}
    do(world, people_edits.change_person, "cb-dv-1", name=row.name, **who)
    told = {"round_": "final", "nominee": row.name, "nominee_kind": NomineeKind.INDIVIDUAL, "form": factories.FORM}
    world.do(dossiers.submit, "DV-1", **told, papers=factories.PAPERS, proofs=factories.PROOFS, by="cb-dv-1")
    return world


def test_dossier_of_hers_follows_the_corrected_name(store: Engine) -> None:
    world = nominated(store)
    asked = want(world, Field.NAME, "Lò Thị Ánh", by="cb-dv-1")
    do(world, decide, asked.id, agree=True, by="officer")
    assert [row.nominee for row in world.rows(Dossier)] == ["Lò Thị Ánh"]


def look(world: World, what: Sensitive = Sensitive.CONTACT, subject: str = "person:clerk") -> bool:
    return do(world, note_view, what, subject, by="officer")


def test_view_is_noted_once_a_day(world: World) -> None:
    noted = [look(world), look(world)]
    world.go("2021-04-02")
    noted.append(look(world))
    assert noted == [True, False, True]
    assert len(world.rows(AuditEvent, kind="data:viewed")) == len(world.rows(DataView)) == 2


def test_views_of_other_things_are_noted_apart(world: World) -> None:
    assert [look(world), look(world, Sensitive.PERSON), look(world, subject="person:leader")] == [True] * 3


@pytest.mark.parametrize("error", [Refused])
def test_unknown_request_is_named(world: World, error: type[Refused]) -> None:
    with pytest.raises(error, match="correction"):
        do(world, decide, 99, agree=True, by="officer")

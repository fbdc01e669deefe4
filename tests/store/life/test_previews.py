"""A preview really does the action and leaves no trace of it."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, select

from actions import campaigns
from actions.previews import Effect, preview
from actions.second_person import ask_skip
from domain.errors import NotAllowed
from domain.stages import StageKey
from models.engine import writing
from models.tables import metadata
from tests.store.factories import small_plan
from tests.store.scenario import World, campaign_at

REGISTRATION = StageKey.parse("registration")
LATER = date(2021, 4, 15)


@pytest.fixture
def world(store: Engine) -> World:
    return campaign_at(store, "registration")


def look(world: World, by: str = "officer") -> Effect:
    """What an extension of the registration would do."""
    person = world.who(by)
    values: dict[str, Any] = {"reason": "Dịch bệnh", "extend": True, "by": person, "at": world.now}
    with writing(world.engine) as session:
        return preview(session, lambda: campaigns.set_date(session, world.code, REGISTRATION, LATER, **values))


def everything(world: World) -> dict[str, list[tuple[object, ...]]]:
    with world.engine.connect() as connection:
        return {
            name: [tuple(row) for row in connection.execute(select(table))]
            for name, table in sorted(metadata.tables.items())
        }


def test_preview_changes_nothing(world: World) -> None:
    before = everything(world)
    look(world)
    assert everything(world) == before


def test_dates_are_shown_old_and_new(world: World) -> None:
    moved = {(change.what, change.old, change.new) for change in look(world).dates}
    assert ("due", "2021-03-31", "2021-04-15") in moved


def test_duties_follow_the_date(world: World) -> None:
    duties = [duty for duty in look(world).duties if duty.change == "changed"]
    assert {(duty.holder, duty.due) for duty in duties} == {(f"Đơn vị DV-{n}", LATER) for n in (1, 2, 3)}


def test_mails_name_who_would_get_them(world: World) -> None:
    [mail] = look(world).mails
    assert mail.kind == "date_changed"
    assert {"Cán bộ DV-1", "Người leader"} <= set(mail.recipients)


def test_foreseen_dates_are_those_that_come(world: World) -> None:
    [foreseen] = [change.new for change in look(world).dates if change.what == "due"]
    world.do(campaigns.set_date, REGISTRATION, LATER, reason="Dịch bệnh", extend=True)
    assert str(world.stage("registration").due) == foreseen


def test_refusal_passes_through(world: World) -> None:
    with pytest.raises(NotAllowed):
        look(world, by="cb-dv-1")


def test_amendment_shows_a_stage_that_goes(world: World) -> None:
    person = world.who("officer")
    plan = small_plan(rounds=())
    with writing(world.engine) as session:
        effect = preview(
            session, lambda: campaigns.amend(session, world.code, plan, reason="Bỏ xét", by=person, at=world.now)
        )
    gone = {change.stage for change in effect.dates if change.new == "cancelled"}
    assert "dossier_intake@final" in gone


def test_question_to_a_second_person_is_shown(world: World) -> None:
    person = world.who("officer")
    with writing(world.engine) as session:
        effect = preview(
            session,
            lambda: ask_skip(session, world.code, REGISTRATION, reason="Bão", by=person, at=world.now),
        )
    assert [(duty.change, duty.holder) for duty in effect.duties] == [("added", "leader")]

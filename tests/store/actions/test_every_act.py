"""What holds of every act of a person: who may, what is written, and that nothing is saved without its event."""

import json

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, col, select

from actions.audit import EXEMPT_COLUMNS, OPERATIONAL, row_digest, row_name
from domain.errors import Broken, NotAllowed
from domain.permissions import TABLE, holders
from models.audit import AuditEvent, AuditValue
from models.base import Row
from models.engine import reading, writing
from models.stages import Duty, Stage
from tests.store.acts import ACTS
from tests.store.checks import unchanged
from tests.store.preparing import Act
from tests.store.scenario import campaign_at

NOT_FROM_HERE = {
    *("campaign:view", "award:view", "audit:view", "mail:manage", "calendar:set"),
    *("people:manage", "deputy:appoint", "incident:retry"),
}
NOT_FROM_HERE |= {"awards:publish", "ledger:checkpoint", "ledger:rotate_key"}
NOT_FROM_HERE |= {"data:open", "data:correct", "data:retain", "data:erase"}
NOT_FROM_HERE |= {"decision:sign_for", "delegation:manage", "delegation:view"}
NOT_FROM_HERE |= {"number_book:manage", "number_book:view"}
"""Rights whose acts have tests of their own, or are no acts."""

every_act = pytest.mark.parametrize("act", ACTS, ids=[act.name for act in ACTS])


@every_act
def test_act_is_done_by_whoever_may(store: Engine, act: Act) -> None:
    world = act.world(store)
    before = len(world.rows(AuditEvent))
    act.do(world, act.by)
    assert len(world.rows(AuditEvent)) > before


@every_act
def test_act_of_an_outsider_is_refused(store: Engine, act: Act) -> None:
    world = act.world(store)
    with unchanged(store), pytest.raises(NotAllowed) as found:
        act.do(world, act.outsider)
    assert (found.value.data["action"], found.value.data["roles"]) == (act.right, holders(act.right))


@every_act
def test_act_without_its_event_is_not_saved(store: Engine, act: Act) -> None:
    world = act.world(store)
    break_the_trail(store)
    with unchanged(store), pytest.raises(DBAPIError):
        act.do(world, act.by)


def break_the_trail(engine: Engine) -> None:
    """From now on the database refuses every event."""
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            connection.execute(
                text("CREATE TRIGGER broken BEFORE INSERT ON audit_event BEGIN SELECT RAISE(ABORT, 'full'); END")
            )
        else:
            connection.execute(
                text(
                    "CREATE TRIGGER broken BEFORE INSERT ON audit_event FOR EACH ROW"
                    " EXECUTE FUNCTION thidua_refuse('full')"
                )
            )


@every_act
def test_last_event_of_every_row_tells_its_digest(store: Engine, act: Act) -> None:
    world = act.world(store)
    act.do(world, act.by)
    with reading(store) as session:
        told = told_digests(session)
        wrong = [name for name, row, salt in rows_told(session, told) if row_digest(row, salt) != told[name][0]]
    assert wrong == []


def told_digests(session: Session) -> dict[str, tuple[str, str]]:
    """Row → its digest in the last event that names it, and that event's salt."""
    salts = {
        value.event_id: value.salt for value in session.exec(select(AuditValue).where(col(AuditValue.name) == "salt"))
    }
    told: dict[str, tuple[str, str]] = {}
    for event in session.exec(select(AuditEvent).order_by(col(AuditEvent.id))):
        for name, digest in json.loads(event.text)["rows"].items():
            told[name] = (digest, salts.get(event.id, ""))
    return told


def rows_told(session: Session, told: dict[str, tuple[str, str]]) -> list[tuple[str, Row, str]]:
    """Every audited row that there is; one that no event names is wrong by itself."""
    found = []
    for table in Row.__subclasses__():
        if str(table.__tablename__) not in OPERATIONAL:
            found += [(row_name(row), row, told[row_name(row)][1]) for row in session.exec(select(table))]
    return found


def test_every_right_is_asked_by_some_act() -> None:
    assert {act.right for act in ACTS} == set(TABLE) - NOT_FROM_HERE


def test_change_without_event_is_not_saved(store: Engine) -> None:
    world = campaign_at(store, "registration", units=1)
    with unchanged(store), pytest.raises(Broken, match="change_without_event"), writing(store) as session:
        session.exec(select(Stage).where(col(Stage.kind) == "registration")).one().reason = "lén sửa"
    assert world.stage("registration").reason == ""


def test_audited_row_is_not_deleted(store: Engine) -> None:
    campaign_at(store, "registration", units=1)
    with unchanged(store), pytest.raises(Broken, match="row_deleted"), writing(store) as session:
        session.delete(session.exec(select(Duty)).first())


def test_next_look_needs_no_event(store: Engine) -> None:
    world = campaign_at(store, "registration", units=1)
    assert EXEMPT_COLUMNS["stage"] == {"next_due_at"}
    with writing(store) as session:
        session.get_one(Stage, world.stage("launch").id).next_due_at = world.now


def test_name_of_a_nominee_is_not_in_the_trail(store: Engine) -> None:
    world = campaign_at(store, "council_appraisal@final", units=1)
    assert not [event.id for event in world.rows(AuditEvent) if "Tập thể DV-1" in event.text]
    assert world.rows(AuditValue, name="nominee")[0].value == "Tập thể DV-1"


def test_value_about_a_person_can_be_erased(store: Engine) -> None:
    campaign_at(store, "council_appraisal@final", units=1)
    with store.begin() as connection:
        connection.execute(text("UPDATE audit_value SET value = NULL, salt = '' WHERE name = 'nominee'"))
    with reading(store) as session:
        assert session.exec(select(AuditValue.value).where(col(AuditValue.name) == "nominee")).all() == [None]

"""What the doctor sees when complaints and what is owed because of them fall apart."""

import pytest
from sqlalchemy import Engine, text

from models.engine import writing
from tests.store.conftest import faults
from tests.store.life.test_complaints import file
from tests.store.scenario import World, campaign_at

DECISION = "decision_issuance@final"


@pytest.fixture
def world(store: Engine) -> World:
    """A complaint about somebody approved is open."""
    found = campaign_at(store, DECISION)
    file(found)
    return found


DAMAGE = (
    (
        "complaint_owed_by_nobody",
        "DELETE FROM wait; UPDATE duty SET ended = true, lapsed_at = since WHERE kind = 'handle_complaint'",
    ),
    (
        "complaint_owed_for_nothing",
        "UPDATE complaint SET state = 'withdrawn', ended_at = filed_at, ended_by = filed_by",
    ),
    ("complaint_holds_wrongly", "UPDATE duty SET blocks = false WHERE kind = 'handle_complaint'"),
    ("complaint_due_differs", "UPDATE duty SET due = '2022-01-01' WHERE kind = 'handle_complaint'"),
    ("awarded_under_complaint", "UPDATE dossier SET state = 'awarded' WHERE code = 'HS-DV-1-01'"),
)


@pytest.mark.unsound
@pytest.mark.parametrize(("code", "damage"), DAMAGE, ids=[code for code, _ in DAMAGE])
def test_damage_is_seen(world: World, code: str, damage: str) -> None:
    with writing(world.engine) as session:
        for one in damage.split("; "):
            session.connection().execute(text(one))
    assert code in {one.code for one in faults(world.engine)}


def test_open_complaint_is_no_fault(world: World) -> None:
    assert faults(world.engine) == ()

"""The doctor sees when a later decision and the dossiers do not say the same."""

import pytest
from sqlalchemy import Engine, text

from models.decisions import Decision
from queries.doctor import examine
from tests.store.later_acts import cancel, carried_out, issued, replace
from tests.store.scenario import World, campaign_at

SECOND = """
    INSERT INTO decision (campaign_id, stage_id, round, form, type, authority, state, drafted_at, drafted_by,
        signed_at, signed_by, kind, about_id, ground, reason, document, part)
    SELECT campaign_id, stage_id, round, form, type, authority, 'signed', drafted_at, drafted_by,
        signed_at, signed_by, kind, about_id, ground, reason, document, 2
    FROM decision WHERE id = 2
"""
LINE = (
    "INSERT INTO decision_line (decision_id, position, dossier_id, nominee, nominee_kind, unit_name)"
    " SELECT 3, 1, id, nominee, nominee_kind, unit_name FROM dossier WHERE code = '{}'"
)
NUMBERED = (
    "UPDATE decision SET state = 'issued', number = '99/QĐ', year = 2021, issued_on = '2021-12-01',"
    " issued_at = signed_at, issued_by = 'clerk' WHERE id = 3"
)
DAMAGE = (
    ("ended_award_not_revoked", ("UPDATE dossier SET state = 'awarded' WHERE code = 'HS-DV-1-01'",)),
    ("decided_without_award", ("UPDATE dossier SET state = 'revoked' WHERE code = 'HS-DV-2-01'",)),
    ("revoked_without_decision", ("UPDATE dossier SET state = 'revoked' WHERE code = 'HS-DV-3-01'",)),
    ("recovery_missing", ("DELETE FROM recovery WHERE item = 'money'",)),
    ("cancelled_twice", (SECOND, LINE.format("HS-DV-1-01"), NUMBERED)),
    ("cancelled_unlisted", (SECOND, LINE.format("HS-DV-3-01"), NUMBERED)),
)


@pytest.fixture
def world(store: Engine) -> World:
    """Decision 1 awards units 1 and 2."""
    world = campaign_at(store, "decision_issuance@final", units=3)
    issued(world)
    return world


def codes(world: World) -> set[str]:
    return {found.code for found in examine(world.engine, at=world.now, mail_paused=True)}


def damage(world: World, *statements: str) -> None:
    with world.engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))


@pytest.mark.unsound
@pytest.mark.parametrize(("code", "statements"), DAMAGE)
def test_every_damage_is_seen(world: World, code: str, statements: tuple[str, ...]) -> None:
    carried_out(world, cancel(world))
    damage(world, *statements)
    assert code in codes(world)


@pytest.mark.unsound
def test_two_replacements_are_seen(world: World) -> None:
    carried_out(world, replace(world, "HS-DV-1-01"))
    damage(world, SECOND, LINE.format("HS-DV-2-01"), NUMBERED)
    assert "replaced_twice" in codes(world)


def test_cancelled_award_is_sound(world: World) -> None:
    carried_out(world, cancel(world))
    assert (codes(world), len(world.rows(Decision))) == (set(), 2)

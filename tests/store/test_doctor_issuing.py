"""The doctor looks at numbers and signatures: what the actions wrote is sound, what was changed behind them is not."""

from datetime import date

import pytest
from sqlalchemy import Engine, text

from actions import decisions
from domain.delegations import Signing
from models import triggers
from queries.doctor import examine
from tests.store import factories
from tests.store.scenario import World, campaign_at
from tests.store.signing import delegate, issue_one, open_book, ready, sign_by

OWN = {"book_has_gaps", "book_days_out_of_order", "book_number_differs", "signature_without_delegation"}
NUMBERS: tuple[tuple[str, str], ...] = (
    ("book_has_gaps", "UPDATE decision SET serial = 4, number = '04/QĐ-UBND' WHERE serial = 3"),
    ("book_has_gaps", "UPDATE number_book SET first_number = 2"),
    ("book_days_out_of_order", "UPDATE decision SET issued_on = '2021-10-31' WHERE serial = 3"),
    ("book_number_differs", "UPDATE decision SET number = '99/QĐ-UBND' WHERE serial = 2"),
)
SIGNATURES = (
    "UPDATE delegation SET award_form = 'bang_khen'",
    "UPDATE delegation SET valid_from = '2020-01-01', valid_to = '2020-01-02'",
    "UPDATE delegation SET delegate_title = 'CHUYÊN VIÊN'",
    "UPDATE delegation SET ended_at = '2021-01-01 00:00:00', ended_by = 'admin'",
    "UPDATE decision SET signed_by = 'member2'",
)


@pytest.fixture
def world(store: Engine) -> World:
    """A draft waits for the signature."""
    world = campaign_at(store, "decision_issuance@final", units=2)
    world.do(decisions.draft, "final", factories.FORM)
    return world


def found(world: World) -> set[str]:
    return OWN & {fault.code for fault in examine(world.engine, at=world.now, mail_paused=True)}


def damage(world: World, statement: str) -> None:
    with world.engine.begin() as connection:
        triggers.remove(connection)
        connection.execute(text(statement))


@pytest.fixture
def numbered(world: World) -> World:
    """Three were issued in the authority's own book."""
    world.do(decisions.sign, "final", factories.FORM, signing=Signing(title="CHỦ TỊCH"), by="leader")
    open_book(world, opens_on=date(2021, 1, 4))
    for number, day in zip(ready(world, 3), (1, 2, 3), strict=True):
        issue_one(world, number, date(2021, 11, day))
    return world


@pytest.mark.unsound
def test_a_whole_book_is_sound(numbered: World) -> None:
    assert found(numbered) == set()


@pytest.mark.unsound
@pytest.mark.parametrize(("code", "statement"), NUMBERS)
def test_a_book_changed_by_hand_is_found(numbered: World, code: str, statement: str) -> None:
    damage(numbered, statement)
    assert code in found(numbered)


def test_a_signature_by_delegation_is_sound(world: World) -> None:
    sign_by(world, delegate(world).id)
    assert found(world) == set()


@pytest.mark.unsound
@pytest.mark.parametrize("statement", SIGNATURES)
def test_a_signature_without_its_delegation_is_found(world: World, statement: str) -> None:
    sign_by(world, delegate(world).id)
    damage(world, statement)
    assert found(world) == {"signature_without_delegation"}

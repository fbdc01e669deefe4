"""The signed file that comes back is kept by its digest; a second one stands beside the first and says why."""

import json
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError

from actions import decisions, signed_copies
from domain.delegations import Signing
from models.audit import AuditEvent
from models.issuing import SignedCopy
from tests.store import factories
from tests.store.checks import refused
from tests.store.scenario import World, campaign_at
from tests.store.signing import OTHER_SCAN, SCAN, of_service


@pytest.fixture
def signed(store: Engine) -> World:
    world = campaign_at(store, "decision_issuance@final", units=2)
    world.do(decisions.draft, "final", factories.FORM)
    world.do(decisions.sign, "final", factories.FORM, signing=Signing(title="CHỦ TỊCH"), by="leader")
    return world


@pytest.fixture
def issued(signed: World) -> World:
    issue(signed)
    return signed


def issue(world: World, **values: object) -> None:
    told = {"number": "45/QĐ-UBND", "issued_on": world.today, **values}
    world.do(decisions.issue, "final", factories.FORM, **told, by="clerk")


def attach(world: World, scan: object = SCAN, by: str = "clerk", **values: str) -> SignedCopy:
    return of_service(world, signed_copies.attach, 1, scan, **values, by=by)


def copies(world: World) -> list[tuple[int, str, str | None]]:
    return [(row.number, row.digest, row.reason) for row in world.rows(SignedCopy)]


def test_the_signed_file_comes_with_the_issue(signed: World) -> None:
    issue(signed, scan=SCAN)
    assert copies(signed) == [(1, SCAN.digest, None)]


def test_the_signed_file_comes_later(issued: World) -> None:
    attach(issued)
    assert copies(issued) == [(1, SCAN.digest, None)]


@pytest.mark.parametrize("kind", ["decision:issued", "decision:copied"])
def test_the_trail_keeps_the_digest(signed: World, kind: str) -> None:
    issue(signed, **({"scan": SCAN} if kind == "decision:issued" else {}))
    if kind == "decision:copied":
        attach(signed)
    [event] = signed.rows(AuditEvent, kind=kind)
    assert json.loads(event.text)["facts"]["digest"] == SCAN.digest


def test_a_second_file_needs_a_reason(issued: World) -> None:
    attach(issued)
    with refused(issued, "copy_again"):
        attach(issued, OTHER_SCAN)


def test_a_second_file_stands_beside_the_first(issued: World) -> None:
    attach(issued)
    attach(issued, OTHER_SCAN, reason="Bản quét đầu thiếu trang 2")
    assert copies(issued) == [(1, SCAN.digest, None), (2, OTHER_SCAN.digest, "Bản quét đầu thiếu trang 2")]


def test_the_same_file_is_kept_once(issued: World) -> None:
    attach(issued)
    with refused(issued, "copy_same"):
        attach(issued, reason="lần nữa")


def test_before_it_is_issued_nothing_comes_back(signed: World) -> None:
    with refused(signed, "decision_state"):
        attach(signed)


def test_who_issues_nothing_keeps_no_file(issued: World) -> None:
    with refused(issued, "role_missing"):
        attach(issued, by="leader")


def test_a_decision_that_is_not_there_takes_no_file(signed: World) -> None:
    with refused(signed, "decision_gone"):
        of_service(signed, signed_copies.attach, 99, SCAN, by="clerk")


def statements() -> Iterator[str]:
    yield "UPDATE signed_copy SET digest = 'c'"
    yield "DELETE FROM signed_copy"


@pytest.mark.parametrize("statement", statements())
def test_the_database_keeps_the_first_file(issued: World, statement: str) -> None:
    attach(issued)
    with issued.engine.begin() as connection, pytest.raises(IntegrityError, match="never rewritten"):
        connection.execute(text(statement))


@pytest.mark.only("sqlite")
def test_no_file_takes_the_place_of_another(issued: World) -> None:
    attach(issued)
    query = (
        "INSERT OR REPLACE INTO signed_copy (decision_id, number, file_name, size, digest, received_at, received_by)"
        " SELECT decision_id, number, file_name, size, 'c', received_at, received_by FROM signed_copy"
    )
    with issued.engine.begin() as connection, pytest.raises(IntegrityError, match="never rewritten"):
        connection.execute(text(query))

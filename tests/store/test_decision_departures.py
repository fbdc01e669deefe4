"""What is told of decisions beside their plain way, and which dossier is proven first."""

import pytest
from sqlalchemy import Engine

from actions import decisions, number_books
from domain.delegations import Signing
from domain.later_decisions import DecisionKind
from models.engine import reading
from queries.departures import departures
from queries.told_most import dossier_told_most
from tests.store import factories, playing
from tests.store.later_acts import cancel, carried_out, correct, issued, replace
from tests.store.scenario import CODE, World, campaign_at
from tests.store.signing import delegate, of_service, sign_by

BOOK = ("UBND phường Minh Họa", "QĐ-UBND")


@pytest.fixture
def world(store: Engine) -> World:
    """The decision stage has opened."""
    return campaign_at(store, "decision_issuance@final", units=3)


def told(world: World) -> dict[str, str]:
    with reading(world.engine) as session:
        kinds = {*DecisionKind, "supplement", "delegated", "own_book"}
        return {one.kind: one.sentence for one in departures(session) if one.kind in kinds}


def test_plain_decision_is_no_departure(world: World) -> None:
    issued(world)
    assert told(world) == {}


@pytest.mark.parametrize(
    ("later", "kind", "sentence"),
    [
        (cancel, "cancellation", "Quyết định hủy bỏ khen thưởng 61/QĐ-UBND đối với Quyết định 45/QĐ-UBND"),
        (correct, "correction", "Quyết định đính chính 61/QĐ-UBND đối với Quyết định 45/QĐ-UBND"),
        (lambda w: replace(w, "HS-DV-1-01"), "replacement", "Quyết định thay thế 61/QĐ-UBND"),
    ],
    ids=["cancelled", "corrected", "replaced"],
)
def test_later_decision_is_told_once_issued(world: World, later: object, kind: str, sentence: str) -> None:
    issued(world)
    row = later(world)  # type: ignore[operator]  # one of three helpers
    assert told(world) == {}
    carried_out(world, row)
    assert told(world)[kind].startswith(sentence)


def test_signature_in_anothers_place_is_told(world: World) -> None:
    world.do(decisions.draft, "final", factories.FORM)
    sign_by(world, delegate(world).id)
    playing.issue(world, number="45/QĐ-UBND", by="clerk")
    assert "KT. CHỦ TỊCH, PHÓ CHỦ TỊCH" in told(world)["delegated"]


def test_number_of_an_own_book_is_told(world: World) -> None:
    of_service(world, number_books.open_own, *BOOK)
    world.do(decisions.draft, "final", factories.FORM)
    world.do(decisions.sign, "final", factories.FORM, signing=Signing(title="CHỦ TỊCH"), by="leader")
    world.do(decisions.issue, "final", factories.FORM, number=None, issued_on=world.today, by="clerk")
    assert told(world) == {"own_book": "Quyết định 01/QĐ-UBND lấy số từ sổ văn bản của UBND phường Minh Họa."}


def test_cancelled_award_is_proven_first(world: World) -> None:
    issued(world)
    with reading(world.engine) as session:
        assert dossier_told_most(session) == (CODE, "HS-DV-1-01")
    carried_out(world, cancel(world, "HS-DV-2-01"))
    with reading(world.engine) as session:
        assert dossier_told_most(session) == (CODE, "HS-DV-2-01")


def test_where_nothing_came_in_nothing_is_proven(store: Engine) -> None:
    world = campaign_at(store, "registration")
    with reading(world.engine) as session:
        assert dossier_told_most(session) is None

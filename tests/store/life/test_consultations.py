"""An outside body is asked about a dossier: the clock stops, and nothing is decided before it answers."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from actions import dossiers
from actions.consultations import ask_body, record_opinion
from domain.errors import Incomplete, Invalid, NotAllowed, NotFound, Refused, WrongState
from models.dossiers import Consultation
from models.stages import Wait
from tests.store.playing import propose
from tests.store.scenario import World, campaign_at

POLICE, TAX = "Công an phường", "Chi cục Thuế"


@pytest.fixture
def world(store: Engine) -> World:
    """One dossier waits for its appraisal."""
    world = campaign_at(store, "dossier_intake@final")
    propose(world, "DV-1")
    return world


def ask(world: World, body: str = POLICE, by: str = "officer") -> Consultation:
    due = world.today + timedelta(days=5)
    return world.do(ask_body, "HS-DV-1-01", body=body, document="12/UBND-VP", due=due, by=by)


def test_asking_stops_the_clock(world: World) -> None:
    ask(world)
    clocks = {wait.cause: wait.clock for wait in world.rows(Wait) if wait.cause in ("get_opinion", "appraise_dossier")}
    assert clocks == {"get_opinion": "stopped"}


def test_acceptance_waits_for_the_opinion(world: World) -> None:
    ask(world)
    with pytest.raises(WrongState, match="consultation_open"):
        world.do(dossiers.accept, "HS-DV-1-01", opinion="Đủ điều kiện")


def test_answer_gives_the_office_its_duty_back(world: World) -> None:
    ask(world)
    world.do(record_opinion, "HS-DV-1-01", answer="agrees", opinion="Không có ý kiến khác", document="7/CAP")
    assert [duty.dossier for duty in world.owed("appraise_dossier")] == ["HS-DV-1-01"]
    world.do(dossiers.accept, "HS-DV-1-01", opinion="Đủ điều kiện")


def test_second_body_is_still_waited_for(world: World) -> None:
    ask(world)
    ask(world, TAX)
    world.do(record_opinion, "HS-DV-1-01", answer="agrees", body="cong an phuong")
    assert not world.owed("appraise_dossier")
    assert len(world.owed("get_opinion")) == 1


def test_answer_of_one_among_two_names_it(world: World) -> None:
    ask(world)
    ask(world, TAX)
    with pytest.raises(NotFound, match="consultation"):
        world.do(record_opinion, "HS-DV-1-01", answer="agrees")


def test_supplement_and_opinion_may_be_waited_for_together(world: World) -> None:
    ask(world)
    world.do(
        dossiers.return_for_supplement,
        "HS-DV-1-01",
        reasons={"to_trinh": "Thiếu dấu"},
        due=world.today + timedelta(days=3),
    )
    world.do(record_opinion, "HS-DV-1-01", answer="no_opinion")
    assert not world.owed("appraise_dossier")


def test_withdrawal_drops_what_was_asked(world: World) -> None:
    ask(world)
    world.do(dossiers.withdraw, "HS-DV-1-01", reason="Thôi đề nghị")
    [asked] = world.rows(Consultation)
    assert (asked.answer, world.owed("get_opinion")) == ("dropped", [])


def test_ineligible_needs_no_opinion(world: World) -> None:
    ask(world)
    world.do(dossiers.judge_ineligible, "HS-DV-1-01", reasons=["Không đạt"])
    assert not world.owed("get_opinion")


@pytest.mark.parametrize(
    ("body", "document", "days", "error"),
    [(POLICE, " ", 5, Incomplete), (" ", "12", 5, Invalid), (POLICE, "12", -1, Invalid)],
)
def test_request_without_its_parts_is_refused(
    world: World, body: str, document: str, days: int, error: type[Refused]
) -> None:
    with pytest.raises(error):
        world.do(ask_body, "HS-DV-1-01", body=body, document=document, due=world.today + timedelta(days=days))
    assert not world.rows(Consultation)


def test_unit_cannot_ask_a_body(world: World) -> None:
    with pytest.raises(NotAllowed):
        ask(world, by="cb-dv-1")


def test_unknown_opinion_is_refused(world: World) -> None:
    ask(world)
    with pytest.raises(Invalid, match="opinion"):
        world.do(record_opinion, "HS-DV-1-01", answer="maybe")

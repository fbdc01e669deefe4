"""What the desks of units and of intake ask, on both databases."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Engine, event
from sqlmodel import Session

from actions import consultations, dossiers
from domain.errors import NotFound
from domain.stages import StageKey, StageKind
from models.engine import reading
from queries import dossier_desk, duties, handed_in, history, intake, unit_desk, units_served
from queries.intake import Wanted
from tests.store import factories
from tests.store.playing import propose
from tests.store.scenario import World, campaign_at

CODE = "NH-2021-01"


@pytest.fixture
def world(store: Engine) -> World:
    """Four dossiers: one waits for the office, one for its unit, one for a body, one for the council."""
    world = campaign_at(store, "dossier_intake@final")
    for unit, nominee in (("DV-1", None), ("DV-1", "Tổ Một cửa"), ("DV-2", None), ("DV-3", None)):
        propose(world, unit, nominee=nominee)
    due = factories.SUBMIT_BY
    world.do(dossiers.return_for_supplement, "HS-DV-1-02", reasons={"to_trinh": "Thiếu"}, due=due)
    world.do(consultations.ask_body, "HS-DV-2-01", body="Công an phường", document="1/CV", due=due)
    world.do(dossiers.accept, "HS-DV-3-01", opinion="Đủ")
    return world


def asked(world: World, ask: Callable[..., Any], *arguments: Any, by: str = "officer", **values: Any) -> Any:
    """A query asked for a person."""
    with reading(world.engine) as session:
        return ask(session, world.who(by), *arguments, **values)


@contextmanager
def counted(session: Session) -> Iterator[list[str]]:
    """The questions that are sent meanwhile."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("SELECT"):
            sent.append(statement)

    event.listen(session.get_bind(), "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(session.get_bind(), "before_cursor_execute", note)


def test_everybody_who_has_the_move_is_counted(world: World) -> None:
    expected = {"office": 1, "unit": 1, "body": 1, "council": 1, "decision": 0, "nobody": 0}
    assert asked(world, intake.counts, wanted=Wanted(waiting="office")) == expected


@pytest.mark.parametrize("waiting", intake.WAITING)
def test_a_count_and_its_list_agree(world: World, waiting: str) -> None:
    wanted = Wanted(waiting=waiting)
    lines = asked(world, intake.listing, on=world.today, wanted=wanted)
    assert len(lines) == asked(world, intake.counts, wanted=wanted)[waiting]


def test_the_menu_counts_what_the_office_has_to_judge(world: World) -> None:
    assert asked(world, intake.count_waiting) == 1


@pytest.mark.parametrize(
    ("narrow", "codes"),
    [
        ({"text": "to mot cua"}, ["HS-DV-1-02"]),
        ({"text": "don vi dv-3"}, ["HS-DV-3-01"]),
        ({"text": "50%_"}, []),
        ({"unit": "DV-2"}, ["HS-DV-2-01"]),
        ({"state": "returned"}, ["HS-DV-1-02"]),
        ({"round": "2025"}, []),
        ({"form": "bang_khen"}, []),
        ({"campaign": "KHONG-CO"}, []),
    ],
)
def test_filters_narrow_the_list(world: World, narrow: dict[str, str], codes: list[str]) -> None:
    lines = asked(world, intake.listing, on=world.today, wanted=Wanted(**narrow))
    assert [line.code for line in lines] == codes


def test_a_unit_sees_its_own_in_lists_counts_and_choices(world: World) -> None:
    lines = asked(world, intake.listing, on=world.today, wanted=Wanted(), by="cb-dv-2")
    choices = asked(world, intake.choices, wanted=Wanted(), by="cb-dv-2")
    assert [line.code for line in lines] == ["HS-DV-2-01"]
    assert choices.units == (("DV-2", "Đơn vị DV-2"),)


def test_a_dossier_that_left_the_list_still_has_neighbours(world: World) -> None:
    wanted = Wanted(text="tap the")
    found = asked(world, intake.neighbours, wanted=wanted, campaign=CODE, code="HS-DV-1-02")
    assert (found.previous.code, found.next.code) == ("HS-DV-1-01", "HS-DV-2-01")


def test_a_list_costs_the_same_however_long_it_is(world: World) -> None:
    officer, costs = world.who("officer"), []
    for limit in (1, 50):
        with reading(world.engine) as session, counted(session) as sent:
            intake.listing(session, officer, on=world.today, wanted=Wanted(), limit=limit)
        costs.append(len(sent))
    assert costs[0] == costs[1]


def test_a_criterion_without_evidence_leaves_the_outcome_open(world: World) -> None:
    world.do(dossiers.return_for_supplement, "HS-DV-1-01", reasons={"to_trinh": "x"}, due=factories.SUBMIT_BY)
    found = asked(world, dossier_desk.on_desk, CODE, "HS-DV-1-01", on=world.today)
    assert (found.outcome, [line.finding for line in found.criteria]) == ("eligible", ["met"])


def test_what_is_shown_changes_what_was_seen(world: World) -> None:
    before = asked(world, dossier_desk.on_desk, CODE, "HS-DV-1-01", on=world.today).seen
    world.do(dossiers.accept, "HS-DV-1-01", opinion="Đủ")
    assert asked(world, dossier_desk.on_desk, CODE, "HS-DV-1-01", on=world.today).seen != before


def test_another_units_dossier_and_papers_are_not_found(world: World) -> None:
    for ask in (dossier_desk.paper, history.of_dossier):
        arguments = (CODE, "HS-DV-1-01", 1) if ask is dossier_desk.paper else (CODE, "HS-DV-1-01")
        with pytest.raises(NotFound):
            asked(world, ask, *arguments, by="cb-dv-2")


def test_a_dossiers_story_tells_nothing_of_ballots(world: World) -> None:
    kinds = {one.kind for one in asked(world, history.of_dossier, CODE, "HS-DV-3-01", by="cb-dv-3").events}
    assert kinds == {"dossier:submitted", "dossier:accepted"}


def test_units_that_owe_most_stand_first(world: World) -> None:
    lines = asked(world, units_served.units, on=world.today)
    assert [(line.code, line.owed) for line in lines] == [("DV-1", 1), ("DV-2", 0), ("DV-3", 0)]


def test_an_officer_of_one_campaign_serves_its_units_only(world: World) -> None:
    assert asked(world, units_served.count_units, by="cb-dv-1") == 1
    assert asked(world, units_served.count_units, by="auditor") == 0


def test_a_desk_costs_the_same_however_many_dossiers(world: World) -> None:
    officer = world.who("cb-dv-1")

    def questions() -> int:
        with reading(world.engine) as session, counted(session) as sent:
            unit_desk.desk(session, officer, "DV-1", on=world.today)
        return len(sent)

    before = questions()
    for number in range(3):
        propose(world, "DV-1", nominee=f"Tập thể {number}")
    assert questions() == before


def test_what_is_mine_is_counted_as_it_is_listed(world: World) -> None:
    for person in ("officer", "cb-dv-1", "auditor"):
        lines = asked(world, duties.mine, on=world.today, by=person)
        assert asked(world, duties.count_mine, on=world.today, by=person) == len(lines)


def test_counting_what_is_mine_stops_where_it_is_told(world: World) -> None:
    everything = asked(world, duties.count_mine, on=world.today)
    assert everything > 1
    assert asked(world, duties.count_mine, on=world.today, most=1) == 1


def test_a_registration_is_read_with_what_the_plan_asks(world: World) -> None:
    found = asked(world, handed_in.at_unit, CODE, "DV-1", StageKey(StageKind.REGISTRATION))
    assert found.registration.pledges == ("Giải quyết đúng hạn",)
    assert found.window.wording == "chậm nhất ngày 31/3/2021"

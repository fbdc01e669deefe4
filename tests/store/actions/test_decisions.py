"""Decisions and the summary: one list from the council to the issued paper, numbers used once."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, text

from actions import decisions
from actions.summaries import write_summary
from domain.delegations import Signing
from domain.nominees import NomineeKind
from domain.plan import AwardForm
from models.awards import lines_of
from models.decisions import Decision
from models.dossiers import Dossier
from models.engine import reading
from tests.store import factories
from tests.store.checks import refused, told
from tests.store.scenario import World, campaign_at, launched

NUMBER = "45/QĐ-UBND"


@pytest.fixture
def world(store: Engine) -> World:
    world = campaign_at(store, "decision_issuance@final", units=3)
    world.go(world.today, 9)
    return world


@pytest.fixture
def signed(world: World) -> World:
    draft(world)
    sign(world)
    return world


def draft(world: World, form: str = factories.FORM) -> None:
    world.do(decisions.draft, "final", form)


def sign(world: World, title: str = "CHỦ TỊCH") -> None:
    world.do(decisions.sign, "final", factories.FORM, signing=Signing(title=title), by="leader")


def issue(world: World, number: str = NUMBER, on: date | None = None) -> None:
    world.do(decisions.issue, "final", factories.FORM, number=number, issued_on=on or world.today, by="clerk")


def test_draft_lists_whom_the_council_chose(world: World) -> None:
    draft(world)
    with reading(world.engine) as session:
        assert [line.nominee for line in lines_of(session, 1)] == ["Tập thể DV-1", "Tập thể DV-2"]


def test_duty_goes_from_hand_to_hand(world: World) -> None:
    held = []
    for act in (draft, sign, issue):
        held += [(duty.kind, duty.role) for duty in world.owed() if duty.kind.endswith("_decision")]
        act(world)
    assert held == [("draft_decision", "officer"), ("sign_decision", "leader"), ("issue_decision", "clerk")]


def test_decision_is_drafted_once(world: World) -> None:
    draft(world)
    with refused(world, "decision_drafted"):
        draft(world)


def test_form_without_winner_has_no_draft(world: World) -> None:
    with refused(world, "approved_list"):
        draft(world, "bang_khen")


def test_nothing_is_signed_before_it_is_drafted(world: World) -> None:
    with refused(world, "decision"):
        sign(world)


def test_signature_needs_its_title(world: World) -> None:
    draft(world)
    with refused(world, "signer_title_missing"):
        sign(world, " ")


def test_decision_is_signed_once(signed: World) -> None:
    with refused(signed, "decision_state"):
        sign(signed)


def test_unsigned_decision_is_not_issued(world: World) -> None:
    draft(world)
    with refused(world, "decision_state"):
        issue(world)


def test_issued_decision_awards_its_list(signed: World) -> None:
    issue(signed)
    assert [row.state for row in signed.rows(Dossier)] == ["awarded", "awarded", "not_passed"]
    assert told(signed, "decision_issued") == ["cb-dv-1", "cb-dv-2", "cb-dv-3"]


@pytest.mark.parametrize(
    ("number", "days", "code"),
    [
        (" ", 0, "decision_number"),
        ("4" * 41, 0, "decision_number"),
        (NUMBER, 1, "issue_date"),
        (NUMBER, -1, "issue_date"),
    ],
)
def test_impossible_number_or_date_is_refused(signed: World, number: str, days: int, code: str) -> None:
    with refused(signed, code):
        issue(signed, number, signed.today + timedelta(days=days))


def test_day_before_the_draft_is_refused_in_the_small_hours_too(store: Engine) -> None:
    world = campaign_at(store, "decision_issuance@final", units=1)
    world.go(world.today + timedelta(days=1), 0, 30)
    draft(world)
    sign(world)
    with refused(world, "issue_date"):
        issue(world, on=world.today - timedelta(days=1))


def test_number_is_used_once_in_a_year(store: Engine) -> None:
    plan = factories.small_plan(forms=(form("giay_khen"), form("bang_khen")))
    world = campaign_at(store, "decision_issuance@final", units=1, plan=plan)
    for code in ("giay_khen", "bang_khen"):
        world.do(decisions.draft, "final", code)
        world.do(decisions.sign, "final", code, signing=Signing(title="CHỦ TỊCH"), by="leader")
    issue(world)
    with refused(world, "decision_number_used"):
        world.do(decisions.issue, "final", "bang_khen", number=NUMBER, issued_on=world.today, by="clerk")


def form(code: str) -> AwardForm:
    """A form of award for everybody."""
    return AwardForm(code=code, decided_by="Chủ tịch UBND phường", kinds=tuple(NomineeKind))


def test_list_that_differs_from_the_councils_is_not_signed(world: World) -> None:
    draft(world)
    with world.engine.begin() as connection:
        connection.execute(text("UPDATE decision_line SET nominee = 'Người khác' WHERE position = 2"))
    with refused(world, "list_differs"):
        sign(world)


def test_list_that_differs_from_the_councils_is_not_issued(signed: World) -> None:
    with signed.engine.begin() as connection:
        connection.execute(text("DELETE FROM decision_line WHERE position = 2"))
    with refused(signed, "list_differs"):
        issue(signed)


def test_issued_number_and_year_are_kept(signed: World) -> None:
    issue(signed)
    [row] = signed.rows(Decision)
    assert (row.number, row.year, row.issued_by, row.signed_by) == (NUMBER, 2021, "clerk", "leader")


def test_summary_closes_the_campaign(store: Engine) -> None:
    world = campaign_at(store, "final_summary", units=2)
    world.do(write_summary, text="Đạt mục tiêu")
    assert [step.step for step in world.sweep()] == ["close"]
    assert "Quyết định đã ban hành: 1." in world.notices("summary_published")[0]


@pytest.mark.parametrize(("text_", "code"), [(" ", "text_missing")])
def test_blank_summary_is_refused(store: Engine, text_: str, code: str) -> None:
    world = campaign_at(store, "final_summary", units=1)
    with refused(world, code):
        world.do(write_summary, text=text_)


def test_summary_before_its_stage_is_refused(store: Engine) -> None:
    world = launched(store, units=1)
    with refused(world, "stage_not_open"):
        world.do(write_summary, text="Đạt mục tiêu")


def test_summary_is_written_once(store: Engine) -> None:
    world = campaign_at(store, "final_summary", units=1)
    world.do(write_summary, text="Đạt mục tiêu")
    with refused(world, "reviewed_already"):
        world.do(write_summary, text="Đạt mục tiêu")

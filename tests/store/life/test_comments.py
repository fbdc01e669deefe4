"""The public comments on the council's list for some days before a decision is signed."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from actions import decisions
from actions.comments import close_comments, note_comment, open_comments
from domain.delegations import Signing
from domain.errors import AlreadyDone, Incomplete, Invalid, NotAllowed, NotFound, WrongState
from models.audit import AuditEvent
from models.decisions import CommentPeriod, PublicComment
from models.stages import Wait
from tests.store.factories import FORM
from tests.store.scenario import World, campaign_at

BOARD = "Bảng tin UBND phường"


@pytest.fixture
def world(store: Engine) -> World:
    return campaign_at(store, "decision_issuance@final")


def lay_open(world: World, days: int = 5, by: str = "officer") -> CommentPeriod:
    return world.do(open_comments, "final", days=days, place=BOARD, by=by)


def sign(world: World) -> None:
    world.do(decisions.sign, "final", FORM, signing=Signing(title="CHỦ TỊCH"), by="leader")


def clocks(world: World) -> set[str]:
    stage = world.stage("decision_issuance@final").id
    return {wait.clock for wait in world.rows(Wait, stage_id=stage)}


def test_comments_stop_the_office_clock(world: World) -> None:
    lay_open(world)
    assert clocks(world) == {"stopped"}


def test_signature_waits_for_the_last_day(world: World) -> None:
    lay_open(world)
    world.do(decisions.draft, "final", FORM)
    with pytest.raises(WrongState, match="comments_open"):
        sign(world)


def test_period_ends_by_itself_after_its_last_day(world: World) -> None:
    period = lay_open(world)
    world.go(period.ends_on, 23)
    world.sweep()
    assert world.rows(CommentPeriod)[0].closed_at is None
    world.sweep_until(period.ends_on + timedelta(days=1), 1)
    assert world.rows(CommentPeriod)[0].closed_by == "system"


def test_clock_runs_again_from_the_end(world: World) -> None:
    period = lay_open(world)
    world.sweep_until(period.ends_on + timedelta(days=1))
    [draft] = world.rows(Wait, cause="draft_decision")
    assert (draft.clock, draft.since) == ("ours", world.rows(CommentPeriod)[0].closed_at)


def test_person_closes_early_with_reason(world: World) -> None:
    lay_open(world)
    world.do(close_comments, "final", reason="Lãnh đạo yêu cầu")
    world.do(decisions.draft, "final", FORM)
    sign(world)
    assert clocks(world) == {"ours"}


def test_closing_early_needs_a_reason(world: World) -> None:
    lay_open(world)
    with pytest.raises(Incomplete, match="reason_missing"):
        world.do(close_comments, "final", reason=" ")


def test_comment_is_kept_and_its_sender_stays_out_of_the_trail(world: World) -> None:
    lay_open(world)
    world.do(note_comment, "final", sender="Bà Lê Thị Góp Ý", text="Xem lại thành tích", dossier="HS-DV-1-01")
    assert [said.text for said in world.rows(PublicComment)] == ["Xem lại thành tích"]
    [event] = world.rows(AuditEvent, kind="comments:noted")
    assert "Góp Ý" not in event.text


def test_comment_outside_a_period_is_refused(world: World) -> None:
    with pytest.raises(NotFound, match="comment_period"):
        world.do(note_comment, "final", sender="Một người dân", text="Ý kiến")


def test_second_period_at_once_is_refused(world: World) -> None:
    lay_open(world)
    with pytest.raises(AlreadyDone, match="comments_open_already"):
        lay_open(world)


def test_second_period_after_the_first_is_numbered(world: World) -> None:
    lay_open(world)
    world.do(close_comments, "final", reason="Sửa danh sách")
    assert lay_open(world).number == 2


@pytest.mark.parametrize("days", [0, -1, 61])
def test_odd_number_of_days_is_refused(world: World, days: int) -> None:
    with pytest.raises(Invalid, match="comment_days"):
        lay_open(world, days)


def test_signed_decision_takes_no_comments(world: World) -> None:
    world.do(decisions.draft, "final", FORM)
    sign(world)
    with pytest.raises(WrongState, match="signed_already"):
        lay_open(world)


def test_unit_cannot_lay_the_list_open(world: World) -> None:
    with pytest.raises(NotAllowed):
        lay_open(world, by="cb-dv-1")


def test_campaign_ends_after_comments(world: World) -> None:
    period = lay_open(world)
    world.sweep_until(period.ends_on + timedelta(days=1))
    world.play_until("final_summary")
    assert world.stage("decision_issuance@final").state == "closed"

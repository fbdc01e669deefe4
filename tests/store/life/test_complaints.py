"""A complaint holds its nominee back, whatever stage it comes in, and lets go when it is over."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from actions import complaints, decisions, dossiers, recusals, second_person
from actions.cancelling import cancel
from actions.complaint_limits import set_limit
from domain.complaints import ComplaintOutcome, Limit
from domain.delegations import Signing
from domain.errors import AlreadyDone, Incomplete, Invalid, NotAllowed, WrongState
from domain.stages import StageKey
from models.complaints import Complaint
from models.decisions import Decision, DecisionLine
from models.dossiers import Dossier
from models.engine import reading
from models.mail import Notice
from models.stages import Wait
from queries.held_back import held_back
from tests.store import factories, playing
from tests.store.scenario import World, campaign_at

FIRST, SECOND = "HS-DV-1-01", "HS-DV-2-01"
SENDER = "Lò Thị Khiếu Nại"
DECISION = "decision_issuance@final"


def file(world: World, dossier: str = FIRST, *, by: str = "officer", **values: Any) -> str:
    """A complaint comes; its code."""
    told: dict[str, Any] = {"sender": SENDER, "content": "Thành tích không đúng.", "document": "15/ĐKN"}
    row = world.do(complaints.file, dossier, **(told | {"received_on": world.today} | values), by=by)
    return row.code


def accept(world: World, code: str) -> None:
    world.do(complaints.accept, code, document="20/QĐ-TLKN")


def resolve(world: World, code: str, outcome: str = "unfounded", **values: Any) -> None:
    accept(world, code)
    told = {"conclusion": "Đã xác minh.", "document": "25/KL"}
    world.do(complaints.resolve, code, outcome=ComplaintOutcome(outcome), **told, **values)


def withdraw(world: World, code: str) -> None:
    world.do(complaints.withdraw, code, reason="Người khiếu nại rút đơn")


def state(world: World, code: str = FIRST) -> str:
    [row] = world.rows(Dossier, code=code)
    return row.state


def listed(world: World, part: int = 1) -> list[str]:
    """Codes of the dossiers in a part of the decision, in order."""
    [decision] = world.rows(Decision, part=part)
    codes = {row.id: row.code for row in world.rows(Dossier)}
    lines = world.rows(DecisionLine, decision_id=decision.id, struck_at=None)
    return [codes[line.dossier_id] for line in sorted(lines, key=lambda line: line.position)]


def draft(world: World) -> None:
    world.do(decisions.draft, "final", factories.FORM)


def sign(world: World) -> None:
    world.do(decisions.sign, "final", factories.FORM, signing=Signing(title="CHỦ TỊCH"), by="leader")


def moves(world: World) -> list[str]:
    return [duty.kind for duty in world.owed() if duty.kind.endswith("_decision")]


def told(world: World, kind: str) -> set[str]:
    return {row.address.partition("@")[0] for row in world.rows(Notice, kind=kind)}


def test_blocked_nominee_is_not_accepted_as_eligible(store: Engine) -> None:
    world = campaign_at(store, "dossier_intake@final")
    code = playing.propose(world, "DV-1")
    file(world, code)
    with pytest.raises(Incomplete, match="not_eligible") as refused:
        world.do(dossiers.accept, code, opinion="Đủ.")
    assert refused.value.data["outcome"] == "blocked"


def test_blocked_nominee_is_accepted_once_withdrawn(store: Engine) -> None:
    world = campaign_at(store, "dossier_intake@final")
    code = playing.propose(world, "DV-1")
    withdraw(world, file(world, code))
    world.do(dossiers.accept, code, opinion="Đủ.")
    assert state(world, code) == "accepted"


def test_no_ballot_opens_on_the_blocked(store: Engine) -> None:
    world = campaign_at(store, "council_appraisal@final")
    code = file(world)
    playing.convene(world)
    world.go(world.duty("hold_ballot", key=f"hold_ballot:{FIRST}").due or world.today)
    with pytest.raises(WrongState, match="under_complaint"):
        playing.decide(world, FIRST)
    resolve(world, code)
    assert playing.decide(world, FIRST) == "passed"


def test_draft_leaves_the_blocked_out(store: Engine) -> None:
    world = campaign_at(store, DECISION)
    file(world)
    draft(world)
    assert listed(world) == [SECOND]


def test_complaint_after_the_draft_asks_for_a_new_one(store: Engine) -> None:
    world = campaign_at(store, DECISION)
    draft(world)
    file(world)
    with pytest.raises(WrongState, match="list_held_back"):
        sign(world)
    assert moves(world) == ["draft_decision"]


def test_complaint_after_the_signature_stops_the_issue(store: Engine) -> None:
    world = campaign_at(store, DECISION)
    draft(world)
    sign(world)
    file(world)
    with pytest.raises(WrongState, match="list_held_back"):
        playing.issue(world, number="45/QĐ-UBND")
    draft(world)
    [decision] = world.rows(Decision)
    assert (decision.state, decision.signed_at, listed(world)) == ("draft", None, [SECOND])


def test_stage_waits_for_the_approved_who_is_blocked(store: Engine) -> None:
    world = campaign_at(store, DECISION)
    code = file(world)
    draft(world)
    sign(world)
    playing.issue(world, number="45/QĐ-UBND")
    world.sweep_until("2022-03-01")
    assert (world.stage(DECISION).state, [duty.dossier for duty in world.owed()]) == ("open", [FIRST])
    withdraw(world, code)
    assert [duty.kind for duty in world.owed()] == ["draft_decision"]


def test_those_held_back_come_into_a_second_part(store: Engine) -> None:
    world = campaign_at(store, DECISION)
    code = file(world)
    draft(world)
    sign(world)
    playing.issue(world, number="45/QĐ-UBND")
    resolve(world, code)
    draft(world)
    sign(world)
    playing.issue(world, number="46/QĐ-UBND")
    assert (listed(world), listed(world, 2), state(world)) == ([SECOND], [FIRST], "awarded")
    world.play_until("final_summary")


def test_upheld_before_the_decision_ends_the_proposal(store: Engine) -> None:
    world = campaign_at(store, DECISION)
    resolve(world, file(world), "upheld")
    [row] = world.rows(Dossier, code=FIRST)
    assert (row.state, row.opinion, row.rank) == ("ineligible", "Theo kết luận số 25/KL", None)
    draft(world)
    assert listed(world) == [SECOND]


def test_upheld_against_the_only_one_drops_the_draft(store: Engine) -> None:
    world = campaign_at(store, DECISION, units=1)
    draft(world)
    sign(world)
    resolve(world, file(world), "upheld")
    [decision] = world.rows(Decision)
    assert decision.state == "dropped"
    world.sweep()
    assert world.stage(DECISION).state == "closed"


def test_only_the_blocked_left_makes_nobody_draft(store: Engine) -> None:
    world = campaign_at(store, DECISION, units=1)
    code = file(world)
    assert moves(world) == []
    with pytest.raises(WrongState, match="all_held_back"):
        draft(world)
    withdraw(world, code)
    assert moves(world) == ["draft_decision"]


def test_partly_upheld_needs_a_word_about_the_nominee(store: Engine) -> None:
    world = campaign_at(store, DECISION)
    code = file(world)
    with pytest.raises(Invalid, match="exclusion_unclear"):
        resolve(world, code, "partly")


@pytest.mark.parametrize(("excludes", "expected"), [(True, "ineligible"), (False, "passed")])
def test_partly_upheld_ends_the_proposal_or_not(store: Engine, excludes: bool, expected: str) -> None:
    world = campaign_at(store, DECISION)
    resolve(world, file(world), "partly", excludes=excludes)
    assert state(world) == expected


def test_issued_award_under_complaint_stays(store: Engine) -> None:
    world = campaign_at(store, "final_summary")
    code = file(world)
    [found] = world.rows(Complaint)
    assert (state(world), found.about) == ("awarded", "award")
    resolve(world, code, "upheld")
    assert state(world) == "awarded"


def test_complaint_goes_along_from_stage_to_stage(store: Engine) -> None:
    world = campaign_at(store, "council_appraisal@final")
    file(world, SECOND)
    [wait] = world.rows(Wait, cause="handle_complaint")
    assert (wait.role, wait.clock) == ("officer", "ours")


def test_two_complaints_hold_until_both_are_over(store: Engine) -> None:
    world = campaign_at(store, DECISION)
    one, other = file(world), file(world)
    withdraw(world, one)
    draft(world)
    assert listed(world) == [SECOND]
    withdraw(world, other)
    draft(world)
    assert set(listed(world)) == {FIRST, SECOND}


def test_not_accepted_lets_the_nominee_go(store: Engine) -> None:
    world = campaign_at(store, DECISION)
    world.do(complaints.refuse, file(world), reason="Đơn không ký tên")
    draft(world)
    assert set(listed(world)) == {FIRST, SECOND}


def test_nobody_else_files_or_handles(store: Engine) -> None:
    world = campaign_at(store, DECISION)
    code = file(world)
    for person in ("clerk", "secretary", "chair", "auditor", "cb-dv-1"):
        with pytest.raises(NotAllowed, match="role_missing"):
            world.do(complaints.accept, code, document="20/QĐ", by=person)


def test_sender_is_in_no_letter(store: Engine) -> None:
    world = campaign_at(store, "council_appraisal@final")
    resolve(world, file(world))
    assert not [row for row in world.rows(Notice) if SENDER in row.content or "không đúng" in row.content]
    assert (told(world, "complaint_received"), told(world, "dossier_held_back")) == (
        {"officer", "leader"},
        {"cb-dv-1", "secretary"},
    )


def test_without_a_limit_there_is_no_deadline(store: Engine) -> None:
    world = campaign_at(store, DECISION)
    accept(world, file(world))
    assert world.duty("handle_complaint").due is None


def test_limit_counts_working_days_from_acceptance(store: Engine) -> None:
    world = campaign_at(store, DECISION)
    limited(world, Limit(days=10, unit="working", counted_from="accepted", source="Quy chế số 1"))
    code = file(world)
    assert world.duty("handle_complaint").due is None
    accept(world, code)
    assert world.duty("handle_complaint").due == world.rows(Complaint)[0].due is not None


def test_limit_is_extended_once(store: Engine) -> None:
    world = campaign_at(store, DECISION)
    limited(world, Limit(days=10, unit="calendar", counted_from="received", source="Quy chế số 1"))
    code = file(world)
    due = world.rows(Complaint)[0].due or date.max
    world.do(complaints.extend, code, due.replace(year=due.year + 1), reason="Vụ việc phức tạp")
    assert world.duty("handle_complaint").due == due.replace(year=due.year + 1)
    with pytest.raises(AlreadyDone, match="extended_already"):
        world.do(complaints.extend, code, due.replace(year=due.year + 2), reason="Nữa")


def limited(world: World, limit: Limit) -> None:
    def set_(session: Any, _code: str, *, by: Any, at: Any) -> None:
        set_limit(session, limit, by=by, at=at)

    world.do(set_, by="leader")


def test_cancelled_campaign_leaves_the_complaint_open(store: Engine) -> None:
    world = campaign_at(store, DECISION)
    code = file(world)
    world.do(cancel, reason="Thôi tổ chức", by="leader")
    assert world.owed() == []
    resolve(world, code)
    assert [row.state for row in world.rows(Complaint)] == ["resolved"]


def nothing(_world: World) -> None:
    """Nobody has drafted yet."""


def drafted(world: World) -> None:
    draft(world)


def signed(world: World) -> None:
    draft(world)
    sign(world)


@pytest.mark.parametrize(
    ("stage", "before"),
    [("council_appraisal@final", nothing), (DECISION, nothing), (DECISION, drafted), (DECISION, signed)],
)
@pytest.mark.parametrize("redraft", [False, True])
def test_withdrawn_complaint_changes_no_outcome(
    store: Engine, stage: str, before: Callable[[World], None], redraft: bool
) -> None:
    world = campaign_at(store, stage)
    before(world)
    code = file(world)
    if redraft and stage == DECISION:
        draft(world)
    withdraw(world, code)
    world.play_until("final_summary")
    outcome = {row.code: row.state for row in world.rows(Dossier)}
    assert outcome == {FIRST: "awarded", SECOND: "awarded", "HS-DV-3-01": "not_passed"}
    assert listed(world) == [FIRST, SECOND]


def test_stopped_clock_moves_the_deadline(store: Engine) -> None:
    world = campaign_at(store, DECISION)
    limited(world, Limit(days=20, unit="calendar", counted_from="received", source="Quy chế số 1"))
    code, first = file(world), world.today
    world.do(complaints.pause, code, reason="Chờ cơ quan khác trả lời")
    stopped = world.duty("handle_complaint")
    assert (stopped.clock, stopped.due) == ("stopped", None)
    world.go(first + timedelta(days=7))
    world.do(complaints.resume, code)
    assert world.duty("handle_complaint").due == first + timedelta(days=27)


def test_handlers_are_reminded_before_the_limit(store: Engine) -> None:
    world = campaign_at(store, DECISION)
    limited(world, Limit(days=10, unit="working", counted_from="received", source="Quy chế số 1"))
    file(world)
    world.sweep_until(world.duty("handle_complaint").due or world.today)
    assert [row for row in world.rows(Notice, kind="duty_reminder") if "khiếu nại KN-0001" in row.content]


def test_skipped_stage_lets_the_complaint_go_along(store: Engine) -> None:
    world = campaign_at(store, "council_appraisal@final")
    file(world)
    world.do(second_person.ask_skip, StageKey.parse("council_appraisal@final"), reason="Không họp", by="officer")
    world.do(second_person.decide_skip, StageKey.parse("council_appraisal@final"), agree=True, by="leader")
    world.sweep()
    assert [duty.stage for duty in world.owed("handle_complaint")] == ["final_summary"]


def test_recused_member_knows_nothing_of_it(store: Engine) -> None:
    world = campaign_at(store, "council_appraisal@final")
    world.do(recusals.declare, "final", FIRST, reason="Người nhà", by="member1")
    file(world)
    with reading(store) as session:
        ids = [row.id for row in world.rows(Dossier)]
        assert held_back(session, world.who("member1"), ids) == {}
        assert len(held_back(session, world.who("member2"), ids)) == 1

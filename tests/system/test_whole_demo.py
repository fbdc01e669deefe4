"""`thidua demo` without options: five campaigns closed, every quota kept, life as it is, a sixth that stays stuck."""

import json
from collections import Counter
from typing import Any

import pytest
from rich.table import Table

from deployments.demo.casting import SCENES
from deployments.demo.showing import tables
from domain.quotas import Pick, check
from models.engine import open_engine, reading
from models.finders import campaign_by_code, latest_plan
from plans.catalogue import shipped
from plans.writing import from_json
from tests.system.desk import Office
from tests.system.played import LONGEST, Played

# The first test waits for the demonstration itself.
pytestmark = [pytest.mark.slow, pytest.mark.timeout(LONGEST + 60)]
REAL = [plan.code for plan in shipped()]
STUCK = "MS-2026-01"
SITUATIONS = (
    ("second_meeting", "LP-2021-01", "không đủ số người dự"),
    ("edge_tie", "NH-2021-01", "cùng tỷ lệ phiếu"),
    ("edge_tie", "BT-2019-01", "Chủ tịch Hội đồng quyết định"),
    ("date_set", "BT-2019-01", "Ấn định hạn của “Sơ kết” là 17/05/2019"),
    ("extension", "LP-2021-01", "Kéo dài “Tiếp nhận hồ sơ (năm 2022)”"),
    ("hand_over", "BTM-2023-01", "Giao việc “Tổng hợp, viết nhận xét sơ kết”"),
    ("returned", "HY-2024-01", "để bổ sung"),
    ("silent_unit", "NH-2021-01", "Tổ dân phố 9, phường Ninh Hải không làm việc “Gửi đăng ký thi đua”"),
    ("late", "HY-2024-01", "Nhận muộn đăng ký của đơn vị HY-STC"),
    ("withdrawal", "BT-2019-01", "Rút hồ sơ"),
    ("amendment", "BTM-2023-01", "Thay kế hoạch"),
    ("voted_secret", "NH-2021-01", "Bỏ phiếu kín"),
    ("voted_paper", "BT-2019-01", "có bản quét biên bản kiểm phiếu"),
    ("voted_show_of_hands", "BTM-2023-01", "Biểu quyết giơ tay"),
    ("voted_written", "HY-2024-01", "Lấy ý kiến bằng văn bản"),
    ("recusal", "NH-2021-01", "(tự khai báo)"),
    ("recusal", "BT-2019-01", "(thuộc đơn vị đề nghị)"),
    ("complaint", "HY-2024-01", "Khiếu nại sai"),
    ("supplement", "HY-2024-01", "(phần 2)"),
    ("delegated", "HY-2024-01", "KT. CHỦ TỊCH, PHÓ CHỦ TỊCH"),
    ("own_book", "HY-2024-01", "Quyết định 01/QĐ-UBND lấy số từ sổ văn bản"),
    ("complaint", "LP-2021-01", "Khiếu nại đúng"),
    ("cancellation", "LP-2021-01", "quyết định cũ giữ nguyên"),
    ("correction", "BT-2019-01", "Quyết định đính chính"),
    ("opinion", STUCK, "Xin ý kiến Cục Thuế tỉnh"),
    ("incident", STUCK, "Bước “mở giai đoạn” của “Sơ kết” bị lỗi"),
)
CAUSES = (
    ("incident", "midterm_review"),
    ("confirm_skip", "midterm_review"),
    ("answer_question", "dossier_intake@2025"),
    ("submit_dossier", "dossier_intake@final"),
    ("appraise_dossier", "dossier_intake@final"),
    ("supplement_dossier", "dossier_intake@final"),
    ("get_opinion", "dossier_intake@final"),
    ("hold_ballot", "council_appraisal@2026"),
    ("vote", "council_appraisal@2026"),
    ("conclude_council", "council_appraisal@2026"),
    ("sign_decision", "decision_issuance@midterm"),
    ("name_successor", "decision_issuance@midterm"),
)
"""People of the office, of units and of the council, documents, a date, a meeting, a signature, a higher level."""


@pytest.fixture(scope="module")
def stuck(demonstration: Played) -> dict[str, Any]:
    """What `thidua stuck` says of the sixth campaign."""
    return dict(json.loads(Office(demonstration.where).do(f"stuck {STUCK} --json")))


def test_six_campaigns_were_played(demonstration: Played) -> None:
    assert {campaign["code"] for campaign in demonstration.result["campaigns"]} == {*REAL, STUCK}


@pytest.mark.parametrize("code", REAL)
def test_real_campaign_is_closed(demonstration: Played, code: str) -> None:
    states = {stage["state"] for stage in demonstration.of(code)["stages"]}
    assert states <= {"closed", "skipped", "cancelled"}
    assert demonstration.ask("SELECT state FROM campaign WHERE code = ?", code) == [("closed",)]


@pytest.mark.parametrize("code", REAL)
def test_what_was_not_held_says_why(demonstration: Played, code: str) -> None:
    silent = [s for s in demonstration.of(code)["stages"] if s["state"] != "closed" and not s["reason"]]
    assert not silent


@pytest.mark.parametrize("code", REAL)
def test_somebody_was_awarded_by_decision(demonstration: Played, code: str) -> None:
    campaign = demonstration.of(code)
    assert campaign["decisions"] >= 1
    assert sum(award["count"] for award in campaign["awards"]) > 0


def test_total_quotas_are_kept(demonstration: Played) -> None:
    awards = [award for campaign in demonstration.result["campaigns"] for award in campaign["awards"]]
    bound = [award for award in awards if award["quota"] is not None and award["scope"] == "total"]
    assert len(bound) >= 11
    assert not [award for award in bound if award["count"] > award["quota"]]


@pytest.mark.parametrize("code", REAL)
def test_quotas_hold_under_the_confirmed_reading(demonstration: Played, code: str) -> None:
    with reading(open_engine(f"sqlite:///{demonstration.where}/thidua.db")) as session:
        plan = from_json(latest_plan(session, campaign_by_code(session, code)).plan)
    assert not [quota for quota in plan.quotas if quota.ambiguous]
    picks = awarded(demonstration, code)
    rounds = {pick.round for pick in picks}
    broken = [one for round_ in rounds for one in check(plan.quotas, picks, round_=round_) if one.kind != "under"]
    assert (broken, bool(picks)) == ([], True)


def awarded(demonstration: Played, code: str) -> list[Pick]:
    """Everybody in an issued decision."""
    found = demonstration.ask(
        'SELECT dossier.code, line.nominee_kind, decision.round, decision.form, unit.code, dossier."group"'
        " FROM decision_line line JOIN decision ON decision.id = line.decision_id"
        " JOIN dossier ON dossier.id = line.dossier_id JOIN unit ON unit.id = dossier.unit_id"
        " JOIN campaign ON campaign.id = decision.campaign_id"
        " WHERE decision.state = 'issued' AND decision.kind = 'award' AND line.struck_at IS NULL"
        " AND dossier.state = 'awarded' AND campaign.code = ?",
        code,
    )
    names = ("nominee", "kind", "round", "form", "unit", "group")
    return [Pick.model_validate(dict(zip(names, row, strict=True))) for row in found]


def test_every_group_has_its_own_places(demonstration: Played) -> None:
    groups = Counter((pick.group, pick.kind) for pick in awarded(demonstration, "BTM-2023-01"))
    assert {group for group, _ in groups} == {"Nhóm 1", "Nhóm 2", "Nhóm 3"}
    assert all(count <= {"collective": 2, "individual": 3}[kind] for (_, kind), count in groups.items())


@pytest.mark.parametrize(("kind", "code", "words"), SITUATIONS)
def test_life_is_as_it_is(demonstration: Played, kind: str, code: str, words: str) -> None:
    told = [
        one["sentence"] for one in demonstration.result["situations"] if (one["campaign"], one["kind"]) == (code, kind)
    ]
    assert any(words in sentence for sentence in told), told


def test_situations_are_told_in_their_order(demonstration: Played) -> None:
    days = [one["day"] for one in demonstration.result["situations"]]
    assert days == sorted(days)


def test_council_without_quorum_decides_at_its_second_meeting(demonstration: Played) -> None:
    meetings = demonstration.ask(
        "SELECT meeting.number, meeting.state, count(ballot.id) FROM meeting"
        " LEFT JOIN ballot ON ballot.meeting_id = meeting.id JOIN stage ON stage.id = meeting.stage_id"
        " JOIN campaign ON campaign.id = meeting.campaign_id"
        " WHERE campaign.code = 'LP-2021-01' AND stage.round = '2021' GROUP BY 1, 2 ORDER BY 1"
    )
    assert [(number, state, votes > 0) for number, state, votes in meetings] == [
        (1, "adjourned", False),
        (2, "held", True),
    ]


def test_silent_unit_was_reminded_before_it_was_reported(demonstration: Played) -> None:
    steps = demonstration.ask(
        "SELECT step.name FROM step_taken step JOIN stage ON stage.id = step.stage_id"
        " JOIN campaign ON campaign.id = stage.campaign_id WHERE campaign.code = 'NH-2021-01'"
        " AND stage.kind = 'registration' AND step.due = '2021-03-31' ORDER BY step.taken_at"
    )
    assert [name for (name,) in steps if ":" in name] == ["remind:T-5", "remind:T-2", "escalate:T+1"]


def test_handed_over_duty_was_done_by_the_colleague(demonstration: Played) -> None:
    done = demonstration.ask(
        "SELECT done_by FROM duty JOIN campaign ON campaign.id = duty.campaign_id"
        " WHERE duty.kind = 'write_review' AND campaign.code = 'BTM-2023-01'"
    )
    assert done == [("btm-uyvien2",)]


def test_cancelled_award_keeps_its_decision(demonstration: Played) -> None:
    [(number, signed, state)] = demonstration.ask(
        "SELECT decision.number, decision.signed_by, dossier.state FROM decision_line line"
        " JOIN decision ON decision.id = line.decision_id JOIN dossier ON dossier.id = line.dossier_id"
        " WHERE decision.kind = 'award' AND dossier.state = 'revoked'"
    )
    assert (bool(number), signed, state) == (True, "lp-chutich", "revoked")


def test_own_book_has_no_gap(demonstration: Played) -> None:
    serials = [serial for (serial,) in demonstration.ask("SELECT serial FROM decision WHERE serial > 0 ORDER BY 1")]
    assert serials == list(range(1, len(serials) + 1)) != []


def test_proof_follows_the_cancelled_award_to_its_end(demonstration: Played) -> None:
    proof = demonstration.result["proof"]
    said = (demonstration.where / proof["directory"] / "events.jsonl").read_text("utf-8")
    assert (proof["campaign"], proof["holds"]) == ("LP-2021-01", True)
    assert all(kind in said for kind in ("ballot:closed", "decision:issued", "complaint:resolved", "later_decision"))


def test_summary_prints_every_campaign_and_situation(demonstration: Played) -> None:
    shown: list[Any] = []
    tables(demonstration.result, shown.append)
    titles = [item.title for item in shown if isinstance(item, Table)]
    assert len(titles) == len(SCENES) + 1
    assert titles[-1] == "Những tình huống đã diễn ra"


@pytest.mark.parametrize(("cause", "stage"), CAUSES)
def test_sixth_campaign_waits_for_everything(stuck: dict[str, Any], cause: str, stage: str) -> None:
    assert (cause, stage) in {(wait["cause"], wait["stage"]) for wait in stuck["waits"]}


def test_failed_step_says_what_to_mend(stuck: dict[str, Any]) -> None:
    [incident] = stuck["incidents"]
    assert (incident["attempts"], incident["next_try_at"]) == (3, None)
    assert "15/07/2062" in incident["cause"]


def test_letters_that_came_back_are_shown(stuck: dict[str, Any]) -> None:
    addresses = {mail["address"] for mail in stuck["undeliverable"]}
    assert addresses == {"cb-ms-xa03-moi@khong-ton-tai.invalid"}


def test_only_those_letters_failed(demonstration: Played) -> None:
    failed = demonstration.ask("SELECT DISTINCT address FROM mail WHERE state <> 'sent'")
    assert failed == [("cb-ms-xa03-moi@khong-ton-tai.invalid",)]


def test_ledger_was_signed_on_the_way_and_at_the_end(demonstration: Played) -> None:
    sizes = [size for (size,) in demonstration.ask("SELECT size FROM checkpoint ORDER BY at")]
    assert len(sizes) > 5
    assert (sizes, sizes[-1]) == (sorted(sizes), demonstration.result["audit"]["events"])


def test_last_check_of_the_ledger_found_nothing(demonstration: Played) -> None:
    assert demonstration.ask("SELECT findings FROM ledger_check ORDER BY id DESC LIMIT 1") == [("[]",)]


def test_store_of_the_whole_demo_is_sound(demonstration: Played) -> None:
    answer = Office(demonstration.where).ask("doctor")
    assert answer.code == 0, answer.out

"""What each person of the demonstration does about a duty: always an action of the service, never a row."""

from collections.abc import Callable, Mapping

from sqlmodel import Session

from actions import campaigns, council, decisions, planned, registrations, reviews
from actions import questions as asking
from actions.successions import name_successors
from actions.summaries import write_summary
from deployments.demo import complaining, recusing
from deployments.demo.moment import Moment
from deployments.demo.proposing import appraise, submit, supplement
from deployments.demo.signing import form_of, issue, sign
from deployments.demo.sitting import conclude, convene, establish, hold
from deployments.demo.voting import vote
from domain.ballots import CouncilRule
from domain.stages import StageKey, StageKind
from queries.owed import questions_asked

NOT_YET = (
    *("answer_first", "council", "rule_missing", "meeting", "meeting_not_begun", "no_quorum"),
    "conflicts_undecided",
)
"""Refusals that pass by themselves once somebody else has acted."""

REASONS = {
    "": "Không cần quy định trong phong trào này",
    "không": "Kế hoạch không nêu; lãnh đạo cơ quan quyết định không tổ chức",
}

PLEDGES = (
    "Giải quyết đúng hạn toàn bộ hồ sơ thủ tục hành chính thuộc phạm vi phụ trách",
    "Có ít nhất một sáng kiến cải cách hành chính được áp dụng",
    "Vận động người dân nộp hồ sơ trực tuyến",
    "Niêm yết công khai đầy đủ thủ tục hành chính",
)
REVIEW = "Các đơn vị triển khai nghiêm túc; cần đẩy mạnh hồ sơ trực tuyến trong nửa cuối đợt thi đua."
SUMMARY = "Phong trào đạt mục tiêu đề ra; các tập thể, cá nhân tiêu biểu đã được khen thưởng kịp thời."


def act(session: Session, moment: Moment) -> bool:
    """Do what the duty asks; False where it has to wait for others.

    Raises:
        Refused: with a code in NOT_YET when it has to wait too, and what was begun must be undone.
    """
    return ACTS[moment.duty.kind](session, moment) is not False


def _answer(session: Session, m: Moment) -> None:
    key = m.duty.question or ""
    if key.startswith("council.rule"):
        council.adopt_rule(session, m.scene.code, CouncilRule.model_validate(m.scene.rule), by=m.by, at=m.at)
        return
    value = m.scene.answers[key]
    reason = REASONS.get(value or "", "Lãnh đạo cơ quan quyết định")
    asking.answer(session, m.scene.code, key, value, reason=reason, by=m.by, at=m.at)


def _launch(session: Session, m: Moment) -> bool:
    if questions_asked(session, m.scene.code, StageKind.LAUNCH):
        return False
    campaigns.launch(session, m.scene.code, by=m.by, at=m.at)
    return True


def _register(session: Session, m: Moment) -> None:
    count = 1 + m.chance(3, "pledges")
    chosen = [PLEDGES[(m.chance(4, "first") + n) % len(PLEDGES)] for n in range(count)]
    registrations.register(session, m.scene.code, m.duty.unit or "", pledges=chosen, by=m.by, at=m.at)


def _confirm(session: Session, m: Moment) -> None:
    registrations.confirm(session, m.scene.code, m.duty.key.split(":")[1], by=m.by, at=m.at)


def _report(session: Session, m: Moment) -> None:
    indicators = {"hồ sơ đúng hạn": f"{95 + m.chance(6, 'rate')}%", "sáng kiến": str(m.chance(3, "ideas"))}
    text = "Đơn vị đã triển khai đầy đủ nội dung đăng ký thi đua."
    reviews.file_report(session, m.scene.code, m.duty.unit or "", text=text, indicators=indicators, by=m.by, at=m.at)


def _review(session: Session, m: Moment) -> None:
    reviews.write_review(session, m.scene.code, text=REVIEW, by=m.by, at=m.at)


def _draft(session: Session, m: Moment) -> None:
    decisions.draft(session, m.scene.code, m.duty.round, form_of(m), by=m.by, at=m.at)


def _summarise(session: Session, m: Moment) -> None:
    write_summary(session, m.scene.code, text=SUMMARY, by=m.by, at=m.at)


def _planned(session: Session, m: Moment) -> None:
    code = m.duty.key.split(":")[1]
    text = "Đã thực hiện và báo cáo theo kế hoạch."
    key = StageKey.parse(m.duty.stage if m.duty.round == "main" else f"{m.duty.stage}@{m.duty.round}")
    planned.fulfil(session, m.scene.code, key, code, unit_code=m.duty.unit, text=text, by=m.by, at=m.at)


def _name_successor(session: Session, m: Moment) -> None:
    old = m.duty.key.rpartition(":")[2]
    heir = old.replace("-H", "-XM")
    document = "Quyết định sắp xếp đơn vị (minh họa)"
    name_successors(session, old, (heir,), document=document, by=m.by, at=m.at)


ACTS: Mapping[str, Callable[[Session, Moment], bool | None]] = {
    "answer_question": _answer,
    "launch_campaign": _launch,
    "register": _register,
    "confirm_registration": _confirm,
    "file_report": _report,
    "write_review": _review,
    "submit_dossier": submit,
    "appraise_dossier": appraise,
    "supplement_dossier": supplement,
    "establish_council": establish,
    "convene_meeting": convene,
    "decide_recusal": recusing.decide,
    "hold_ballot": hold,
    "vote": vote,
    "conclude_council": conclude,
    "draft_decision": _draft,
    "sign_decision": sign,
    "issue_decision": issue,
    "write_summary": _summarise,
    "planned": _planned,
    "name_successor": _name_successor,
    "handle_complaint": complaining.handle,
}

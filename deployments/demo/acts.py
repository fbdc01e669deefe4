"""What each person of the demonstration does about a duty: always an action of the service, never a row."""

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import cast

from sqlalchemy import Engine
from sqlmodel import Session

from actions import ballots, campaigns, conclusions, council, decisions, dossiers, planned, registrations, reviews
from actions import questions as asking
from actions.dossier_parts import Paper, Proof
from actions.successions import name_successors
from actions.summaries import write_summary
from deployments.demo.chance import below, one_of
from deployments.demo.names import person_name
from deployments.demo.scenery import code_of
from deployments.demo.scenes import Scene
from domain.ballots import CouncilRule
from domain.dossiers import components_of
from domain.eligibility import Criterion
from domain.errors import Incomplete, WrongState
from domain.nominees import NomineeKind
from domain.people import Principal
from domain.plan import Plan
from domain.stages import StageKey, StageKind
from domain.steps import OFFICE_ZONE, local_day
from domain.workdays import WorkCalendar
from models.blobs import put
from models.finders import campaign_by_code, dossier_by_code, unit_by_code
from models.handed_in import count_dossiers
from queries.council import ballots_missing, open_ballots, votes_owed
from queries.owed import Owed, questions_asked


@dataclass(frozen=True)
class Moment:
    """Who acts about what, and when."""

    engine: Engine
    scene: Scene
    plan: Plan
    calendar: WorkCalendar
    duty: Owed
    by: Principal
    at: datetime
    seed: str
    files: Path

    def chance(self, limit: int, *words: str) -> int:
        """A choice of this campaign and person."""
        return below(limit, self.seed, self.scene.code, self.by.code, *words)


NOT_YET = ("answer_first", "council", "rule_missing", "meeting", "meeting_not_begun", "no_quorum")
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


def _submit(session: Session, m: Moment) -> None:
    unit = m.duty.unit or ""
    if m.chance(6, "declines", m.duty.round) == 0:
        reason = "Đơn vị không có trường hợp đủ tiêu chuẩn"
        dossiers.decline(session, m.scene.code, unit, round_=m.duty.round, reason=reason, by=m.by, at=m.at)
        return
    for form in m.plan.forms_of(m.duty.round):
        for kind in _kinds(m, form.kinds or tuple(NomineeKind)):
            _submit_one(session, m, form.code, kind)


def _kinds(m: Moment, allowed: tuple[NomineeKind, ...]) -> tuple[NomineeKind, ...]:
    wanted = one_of(
        (
            (NomineeKind.COLLECTIVE, NomineeKind.INDIVIDUAL),
            (NomineeKind.INDIVIDUAL,),
            (NomineeKind.COLLECTIVE, NomineeKind.INDIVIDUAL, NomineeKind.INDIVIDUAL),
            (NomineeKind.INDIVIDUAL, NomineeKind.HOUSEHOLD),
        ),
        m.seed,
        m.by.code,
        m.duty.round,
    )
    return tuple(kind for kind in wanted if kind in allowed) or allowed[:1]


def _submit_one(session: Session, m: Moment, form: str, kind: NomineeKind) -> None:
    turn = _proposed(session, m)
    name = _nominee(session, m, kind, turn)
    lacking = m.chance(5, "lacking", m.duty.round, str(turn)) == 0
    dossiers.submit(
        session,
        m.scene.code,
        m.duty.unit or "",
        round_=m.duty.round,
        nominee=name,
        nominee_kind=kind,
        form=form,
        papers=_papers(m, name),
        proofs=_proofs(m, kind, skip_last=lacking),
        achievement="Hoàn thành xuất sắc nội dung thi đua đã đăng ký.",
        by=m.by,
        at=m.at,
    )


def _proposed(session: Session, m: Moment) -> int:
    return count_dossiers(session, campaign_by_code(session, m.scene.code).id)


def _nominee(session: Session, m: Moment, kind: NomineeKind, turn: int) -> str:
    if kind is NomineeKind.COLLECTIVE:
        return unit_by_code(session, m.duty.unit or "").name
    return person_name(m.seed, m.by.code, m.duty.round, str(turn))


def _papers(m: Moment, name: str) -> tuple[Paper, ...]:
    papers = []
    for part in components_of(m.plan):
        content = f"{part.wording}\n{name}\n{m.scene.place}\n".encode()
        put(m.files, content)
        papers.append(Paper(part.code, f"{part.code}.txt", len(content), hashlib.sha256(content).hexdigest()))
    return tuple(papers)


def _proofs(m: Moment, kind: NomineeKind, *, skip_last: bool) -> tuple[Proof, ...]:
    asked = [c for c in m.plan.criteria if c.subject in ("any", kind.value) and c.applies_to is None]
    shown = asked[:-1] if skip_last else asked
    return tuple(proof(criterion, local_day(m.at)) for criterion in shown)


def proof(criterion: Criterion, on: date) -> Proof:
    """Evidence that just meets a criterion."""
    value = criterion.value[0] if isinstance(criterion.value, tuple) else criterion.value
    if criterion.comparator in ("boolean", "qualitative"):
        text = "không" if value is False else "có"
    elif criterion.comparator == ">":
        text = "100"
    elif criterion.comparator == "<":
        text = "0"
    else:
        text = str(value)
    return Proof(criterion.id, text, "Báo cáo thành tích", criterion.attested_by or "Thủ trưởng đơn vị", on)


def _appraise(session: Session, m: Moment) -> None:
    code, dossier = m.scene.code, m.duty.dossier or ""
    try:
        dossiers.accept(session, code, dossier, opinion="Đủ thành phần, đủ tiêu chuẩn.", by=m.by, at=m.at)
    except Incomplete as refusal:
        if refusal.code != "not_eligible":
            raise
        due = m.calendar.add(local_day(m.at), 5)
        reasons = {"bao_cao_thanh_tich": "Chưa có minh chứng cho đủ các tiêu chuẩn"}
        dossiers.return_for_supplement(session, code, dossier, reasons=reasons, due=due, by=m.by, at=m.at)


def _supplement(session: Session, m: Moment) -> None:
    row = dossier_by_code(session, campaign_by_code(session, m.scene.code).id, m.duty.dossier or "")
    proofs = _proofs(m, NomineeKind(row.nominee_kind), skip_last=False)
    dossiers.supplement(session, m.scene.code, row.code, proofs=proofs, by=m.by, at=m.at)


def _establish(session: Session, m: Moment) -> None:
    members = [(code_of(m.scene, "chutich"), "chair"), (code_of(m.scene, "thuky"), "secretary")]
    members += [(code_of(m.scene, f"uyvien{n}"), "member") for n in range(1, m.scene.members)]
    council.establish(
        session,
        m.scene.code,
        name=f"Hội đồng Thi đua – Khen thưởng {m.scene.place}",
        document="Quyết định thành lập Hội đồng (minh họa)",
        established_on=local_day(m.at),
        members=members,
        by=m.by,
        at=m.at,
    )


def _convene(session: Session, m: Moment) -> None:
    day = m.calendar.add(local_day(m.at), 3)
    starts = datetime(day.year, day.month, day.day, 8, 30, tzinfo=OFFICE_ZONE)
    council.convene(
        session, m.scene.code, m.duty.round, starts_at=starts, place=m.scene.meeting_place, by=m.by, at=m.at
    )


def _hold(session: Session, m: Moment) -> bool:
    """The secretary: notes who is there, opens the ballot, and closes it once everybody has voted."""
    code, round_, dossier = m.scene.code, m.duty.round, m.duty.dossier or ""
    if m.scene.rule["method"] == "paper":
        return _count_papers(session, m)
    if dossier in open_ballots(session, code, round_):
        if votes_owed(session, code, dossier):
            return False
        ballots.close_ballot(session, code, round_, dossier, by=m.by, at=m.at)
        return True
    council.attend(session, code, round_, people=_present(m), by=m.by, at=m.at)
    ballots.open_ballot(session, code, round_, dossier, by=m.by, at=m.at)
    return True


def _count_papers(session: Session, m: Moment) -> bool:
    """The counting team's result: each paper is a choice of the member who put it in."""
    code, round_, dossier = m.scene.code, m.duty.round, m.duty.dossier or ""
    there = _present(m)
    council.attend(session, code, round_, people=there, by=m.by, at=m.at)
    papers = Counter(_choice(m, person) for person in there)
    ballots.enter_count(
        session,
        code,
        round_,
        dossier,
        yes=papers["yes"],
        no=papers["no"],
        blank=papers["blank"],
        document=f"Biên bản kiểm phiếu {dossier}",
        by=m.by,
        at=m.at,
    )
    return True


def _present(m: Moment) -> list[str]:
    """Who comes that day; the day counts, so that a meeting without quorum finds one later."""
    members = [code_of(m.scene, "chutich"), *(code_of(m.scene, f"uyvien{n}") for n in range(1, m.scene.members))]
    day = local_day(m.at).isoformat()
    return [person for person in members if below(12, m.seed, m.scene.code, person, day, "absent") != 0]


def _choice(m: Moment, person: str) -> str:
    return one_of(("yes",) * 7 + ("no", "blank"), m.seed, person, m.scene.code, m.duty.dossier or "", "vote")


def _vote(session: Session, m: Moment) -> None:
    dossier = m.duty.dossier or ""
    ballots.vote(session, m.scene.code, m.duty.round, dossier, _choice(m, m.by.code), by=m.by, at=m.at)


def _conclude(session: Session, m: Moment) -> bool:
    code, round_ = m.scene.code, m.duty.round
    if ballots_missing(session, code, round_):
        return False
    values = {"minutes": "Hội đồng thống nhất kết quả bỏ phiếu.", "document": f"Biên bản họp Hội đồng {code}"}
    try:
        conclusions.conclude(session, code, round_, **values, by=m.by, at=m.at)
    except WrongState as refusal:
        if refusal.code != "edge_tie":
            raise
        # The chair settles a tie at the quota's edge; here by the code, which stands for her judgement.
        tied = cast("tuple[str, ...]", refusal.data["dossiers"])
        conclusions.conclude(session, code, round_, order=sorted(tied), **values, by=m.by, at=m.at)
    return True


def _draft(session: Session, m: Moment) -> None:
    decisions.draft(session, m.scene.code, m.duty.round, _form(m), by=m.by, at=m.at)


def _sign(session: Session, m: Moment) -> None:
    decisions.sign(session, m.scene.code, m.duty.round, _form(m), signer_title=m.scene.signer_title, by=m.by, at=m.at)


def _issue(session: Session, m: Moment) -> None:
    number = f"{100 + below(800, m.scene.code, m.duty.round, _form(m))}/QĐ-UBND"
    day = local_day(m.at)
    decisions.issue(session, m.scene.code, m.duty.round, _form(m), number=number, issued_on=day, by=m.by, at=m.at)


def _form(m: Moment) -> str:
    return m.duty.key.split(":")[1]


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
    "submit_dossier": _submit,
    "appraise_dossier": _appraise,
    "supplement_dossier": _supplement,
    "establish_council": _establish,
    "convene_meeting": _convene,
    "hold_ballot": _hold,
    "vote": _vote,
    "conclude_council": _conclude,
    "draft_decision": _draft,
    "sign_decision": _sign,
    "issue_decision": _issue,
    "write_summary": _summarise,
    "planned": _planned,
    "name_successor": _name_successor,
}

"""Dossiers of the demonstration: what units propose and show, and how the officer appraises it."""

import hashlib
from datetime import date

from sqlmodel import Session

from actions import dossiers
from actions.dossier_parts import Paper, Proof
from deployments.demo.chance import one_of
from deployments.demo.moment import Moment
from deployments.demo.names import person_name
from domain.dossiers import components_of
from domain.eligibility import Criterion
from domain.errors import Incomplete
from domain.nominees import NomineeKind
from domain.steps import local_day
from models.blobs import put
from models.finders import campaign_by_code, dossier_by_code, unit_by_code
from models.handed_in import count_dossiers

ACHIEVEMENTS = (
    "Hoàn thành xuất sắc nội dung thi đua đã đăng ký.",
    "Giải quyết đúng hạn toàn bộ hồ sơ, không để người dân phải đi lại nhiều lần.",
    "Rút ngắn thời gian giải quyết thủ tục, được người dân đánh giá hài lòng.",
    "Vận động được phần lớn hộ dân trên địa bàn nộp hồ sơ trực tuyến.",
    "Sắp xếp lại bộ phận một cửa, niêm yết đầy đủ và kịp thời mọi thủ tục.",
    "Có sáng kiến số hóa hồ sơ được áp dụng ở nhiều nơi.",
)


def submit(session: Session, m: Moment) -> None:
    """A unit proposes somebody, or says that it proposes nobody."""
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
        achievement=one_of(ACHIEVEMENTS, m.seed, m.by.code, m.duty.round, str(turn)),
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


def appraise(session: Session, m: Moment) -> None:
    """The officer accepts what is complete and returns what is not."""
    code, dossier = m.scene.code, m.duty.dossier or ""
    try:
        dossiers.accept(session, code, dossier, opinion="Đủ thành phần, đủ tiêu chuẩn.", by=m.by, at=m.at)
    except Incomplete as refusal:
        if refusal.code != "not_eligible":
            raise
        due = m.calendar.add(local_day(m.at), 5)
        reasons = {"bao_cao_thanh_tich": "Chưa có minh chứng cho đủ các tiêu chuẩn"}
        dossiers.return_for_supplement(session, code, dossier, reasons=reasons, due=due, by=m.by, at=m.at)


def supplement(session: Session, m: Moment) -> None:
    """The unit shows what was missing."""
    row = dossier_by_code(session, campaign_by_code(session, m.scene.code).id, m.duty.dossier or "")
    proofs = _proofs(m, NomineeKind(row.nominee_kind), skip_last=False)
    dossiers.supplement(session, m.scene.code, row.code, proofs=proofs, by=m.by, at=m.at)

"""What happens in the demonstration besides duties: an extension, a withdrawal. Each sees whether it is done."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta

from sqlmodel import Session

from actions import campaigns, dossiers
from actions.cases import plan_of
from actions.consultations import ask_body
from actions.entering import Late
from actions.helping import hand_over
from actions.lateness import accept_registration
from actions.second_person import ask_skip
from deployments.demo import complaining, later, signing, upheavals
from deployments.demo.scenery import ADMIN, code_of
from deployments.demo.scenes import Event, Scene
from domain.dossiers import DossierState
from domain.duties import DutyKind
from domain.people import Principal
from domain.stages import StageKey
from domain.steps import local_day
from models.aside_rows import open_skip_request
from models.dossiers import Dossier
from models.duties import owed
from models.finders import campaign_by_code, stage_of, unit_by_code
from models.handed_in import dossiers_of, open_consultations, registration_of
from models.stages import Stage

ACTORS: Mapping[str, str] = {
    **dict.fromkeys(("extend", "set_date", "amend_known_from", "sign_later"), "chutich"),
    "issue_later": "vanthu",
}
"""Whose it is in the office; what is not named is the officer's."""
OF_ADMIN = ("dissolve", "end_unit", "lose_mailbox", "delegate", "keep_own_book")


def actor(scene: Scene, event: Event) -> str:
    """Who does it: the administrator what concerns units, people and books, else somebody of the scene's office."""
    return ADMIN if event.kind in OF_ADMIN else code_of(scene, ACTORS.get(event.kind, "vanphong"))


def happen(session: Session, scene: Scene, event: Event, *, by: Principal, at: datetime) -> bool:
    """Let the event happen; False when it has happened before."""
    return EVENTS[event.kind](session, scene, event.data, by, at)


def _extend(session: Session, scene: Scene, data: Mapping[str, str], by: Principal, at: datetime) -> bool:
    return _move(session, scene, data, by, at, extend=True)


def _set_date(session: Session, scene: Scene, data: Mapping[str, str], by: Principal, at: datetime) -> bool:
    return _move(session, scene, data, by, at, extend=False)


def _move(
    session: Session, scene: Scene, data: Mapping[str, str], by: Principal, at: datetime, *, extend: bool
) -> bool:
    day = date.fromisoformat(data["day"])
    if _stage(session, scene, data).due == day:
        return False
    key = StageKey.parse(data["stage"])
    campaigns.set_date(session, scene.code, key, day, reason=data["reason"], extend=extend, by=by, at=at)
    return True


def _amend_known_from(session: Session, scene: Scene, data: Mapping[str, str], by: Principal, at: datetime) -> bool:
    plan = plan_of(session, campaign_by_code(session, scene.code))
    late = [c for c in plan.criteria if c.id == data["criterion"] and c.known_from is not None]
    if not late:
        return False
    criteria = tuple(c.model_copy(update={"known_from": None}) if c in late else c for c in plan.criteria)
    amended = plan.model_copy(update={"criteria": criteria})
    reason = "Dùng kết quả xếp loại dự kiến năm 2024, vì kết quả chính thức chưa có khi bình xét"
    campaigns.amend(session, scene.code, amended, reason=reason, by=by, at=at)
    return True


def _hand_over(session: Session, scene: Scene, data: Mapping[str, str], by: Principal, at: datetime) -> bool:
    """What somebody of the office owes goes to a colleague."""
    mine = [duty for duty in owed(session, _stage(session, scene, data).id, DutyKind(data["duty"])) if duty.role]
    if not mine:
        return False
    key, person = StageKey.parse(data["stage"]), code_of(scene, data["to"])
    hand_over(session, scene.code, key, mine[0].id, person, reason=data["reason"], by=by, at=at)
    return True


def _accept_late(session: Session, scene: Scene, data: Mapping[str, str], by: Principal, at: datetime) -> bool:
    """A unit registers after the deadline, with the leader's leave."""
    unit = unit_by_code(session, data["unit"])
    if registration_of(session, campaign_by_code(session, scene.code).id, unit.id) is not None:
        return False
    late = Late("Chủ tịch UBND", "Công văn đồng ý nhận muộn (minh họa)", "Văn thư của đơn vị chuyển nhầm nơi nhận")
    pledges = ["Trả lời mọi phản ánh, kiến nghị của người dân đúng hạn"]
    accept_registration(
        session, scene.code, unit.code, pledges=pledges, late=late, incoming_number=data["number"], by=by, at=at
    )
    return True


def _withdraw(session: Session, scene: Scene, data: Mapping[str, str], by: Principal, at: datetime) -> bool:
    """A unit takes a proposal back by letter, which the officer enters."""
    rows = _dossiers(session, scene, data)
    before_council = [row for row in rows if row.state == DossierState.ACCEPTED]
    if not before_council or any(row.state == DossierState.WITHDRAWN for row in rows):
        return False
    reason = "Đơn vị có công văn xin rút vì người được đề nghị đã chuyển công tác"
    dossiers.withdraw(session, scene.code, before_council[0].code, reason=reason, by=by, at=at)
    return True


def _ask_skip(session: Session, scene: Scene, data: Mapping[str, str], by: Principal, at: datetime) -> bool:
    if open_skip_request(session, _stage(session, scene, data).id) is not None:
        return False
    reason = "Nhiều đơn vị đề nghị bỏ qua sơ kết năm nay"
    ask_skip(session, scene.code, StageKey.parse(data["stage"]), reason=reason, by=by, at=at)
    return True


def _return(session: Session, scene: Scene, data: Mapping[str, str], by: Principal, at: datetime) -> bool:
    rows = _dossiers(session, scene, data)
    waiting = [row for row in rows if row.state == DossierState.SUBMITTED]
    if not waiting or any(row.state == DossierState.RETURNED for row in rows):
        return False
    reasons = {"bao_cao_thanh_tich": "Chưa có số liệu của sáu tháng đầu năm"}
    due = local_day(at) + timedelta(days=14)
    dossiers.return_for_supplement(session, scene.code, waiting[0].code, reasons=reasons, due=due, by=by, at=at)
    return True


def _ask_body(session: Session, scene: Scene, data: Mapping[str, str], by: Principal, at: datetime) -> bool:
    rows = _dossiers(session, scene, data)
    waiting = [row for row in rows if row.state == DossierState.SUBMITTED]
    if not waiting or any(open_consultations(session, row.id) for row in rows):
        return False
    ask_body(
        session,
        scene.code,
        waiting[0].code,
        body="Cục Thuế tỉnh",
        document="Công văn xin ý kiến (minh họa)",
        due=local_day(at) + timedelta(days=10),
        by=by,
        at=at,
    )
    return True


def _stage(session: Session, scene: Scene, data: Mapping[str, str]) -> Stage:
    return stage_of(session, campaign_by_code(session, scene.code).id, StageKey.parse(data["stage"]))


def _dossiers(session: Session, scene: Scene, data: Mapping[str, str]) -> list[Dossier]:
    return dossiers_of(session, campaign_by_code(session, scene.code).id, data["round"])


EVENTS: Mapping[str, Callable[[Session, Scene, Mapping[str, str], Principal, datetime], bool]] = {
    "extend": _extend,
    "set_date": _set_date,
    "amend_known_from": _amend_known_from,
    "hand_over": _hand_over,
    "accept_late": _accept_late,
    "withdraw": _withdraw,
    "ask_skip": _ask_skip,
    "return": _return,
    "ask_body": _ask_body,
    "complain": complaining.about_award,
    "correct": later.correct,
    "cancel": later.cancel,
    "sign_later": later.sign,
    "issue_later": later.issue,
    "delegate": signing.delegate,
    "keep_own_book": signing.keep_own_book,
    "dissolve": upheavals.dissolve_units,
    "end_unit": upheavals.end_unit,
    "lose_mailbox": upheavals.lose_mailbox,
}

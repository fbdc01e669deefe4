"""What happens in the demonstration besides duties: an extension, an amendment. Each sees whether it is done."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta

from sqlmodel import Session

from actions import campaigns
from actions.cases import plan_of
from actions.consultations import ask_body
from actions.people import add_person, add_unit, grant_role
from actions.second_person import ask_skip
from actions.successions import dissolve
from deployments.demo.names import person_name
from deployments.demo.scenery import ADMIN, code_of, officer_code
from deployments.demo.scenes import Event, Scene
from domain.dossiers import DossierState
from domain.people import Principal, Role
from domain.stages import StageKey
from domain.steps import local_day
from models.aside_rows import open_skip_request
from models.finders import campaign_by_code, stage_of, unit_by_code
from models.handed_in import dossiers_of
from models.people_rows import person_exists


def actor(scene: Scene, event: Event) -> str:
    """Who does it: the administrator what concerns units and people, the officer what is hers, else the leader."""
    if event.kind in ("dissolve", "end_unit", "lose_mailbox"):
        return ADMIN
    return code_of(scene, "vanphong" if event.kind in ("ask_body", "ask_skip") else "chutich")


def happen(session: Session, scene: Scene, event: Event, *, by: Principal, at: datetime) -> bool:
    """Let the event happen; False when it has happened before."""
    return EVENTS[event.kind](session, scene, event.data, by, at)


def _extend(session: Session, scene: Scene, data: Mapping[str, str], by: Principal, at: datetime) -> bool:
    key, day = StageKey.parse(data["stage"]), date.fromisoformat(data["day"])
    campaign = campaign_by_code(session, scene.code)
    if stage_of(session, campaign.id, key).due == day:
        return False
    reason = "Nhiều đơn vị đề nghị thêm thời gian hoàn thiện hồ sơ"
    campaigns.set_date(session, scene.code, key, day, reason=reason, extend=True, by=by, at=at)
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


def _dissolve(session: Session, scene: Scene, data: Mapping[str, str], by: Principal, at: datetime) -> bool:
    """Units end by law on this day; a new unit follows each, but for one that the officer is asked about."""
    if unit_by_code(session, data["first"]).valid_to is not None:
        return False
    document = "Luật Tổ chức chính quyền địa phương (minh họa)"
    for number, old in enumerate(data["units"].split(","), 1):
        new = f"{data['prefix']}{number:02d}"
        add_unit(
            session,
            new,
            name=f"UBND xã mới số {number}, {scene.place}",
            level="commune",
            group=data["group"],
            valid_from=local_day(at),
            by=by,
            at=at,
        )
        _officer(session, scene, new, by, at)
        heirs = () if old == data["orphan"] else (new,)
        dissolve(session, old, day=local_day(at), document=document, successors=heirs, by=by, at=at)
    return True


def _officer(session: Session, scene: Scene, unit: str, by: Principal, at: datetime) -> None:
    person = officer_code(unit)
    add_person(
        session,
        person,
        name=person_name("", person),
        title="Cán bộ phụ trách",
        email=f"{person}@{scene.domain}",
        phone="0200 555 0102",
        unit=unit,
        by=by,
        at=at,
    )
    grant_role(session, person, Role.UNIT_OFFICER, unit=unit, by=by, at=at)


def _lose_mailbox(session: Session, scene: Scene, data: Mapping[str, str], by: Principal, at: datetime) -> bool:
    """A unit's new officer gives an address in a domain that can never exist, so that her letters come back."""
    person = f"{officer_code(data['unit'])}-moi"
    if person_exists(session, person):
        return False
    add_person(
        session,
        person,
        name=person_name("", person),
        title="Cán bộ mới nhận việc",
        email=f"{person}@khong-ton-tai.invalid",
        unit=data["unit"],
        by=by,
        at=at,
    )
    grant_role(session, person, Role.UNIT_OFFICER, unit=data["unit"], campaign=scene.code, by=by, at=at)
    return True


def _ask_skip(session: Session, scene: Scene, data: Mapping[str, str], by: Principal, at: datetime) -> bool:
    key = StageKey.parse(data["stage"])
    stage = stage_of(session, campaign_by_code(session, scene.code).id, key)
    if open_skip_request(session, stage.id) is not None:
        return False
    ask_skip(session, scene.code, key, reason="Nhiều đơn vị đề nghị bỏ qua sơ kết năm nay", by=by, at=at)
    return True


def _end_unit(session: Session, _scene: Scene, data: Mapping[str, str], by: Principal, at: datetime) -> bool:
    if unit_by_code(session, data["unit"]).valid_to is not None:
        return False
    document = "Nghị quyết sắp xếp đơn vị hành chính (minh họa)"
    dissolve(session, data["unit"], day=local_day(at), document=document, by=by, at=at)
    return True


def _ask_body(session: Session, scene: Scene, data: Mapping[str, str], by: Principal, at: datetime) -> bool:
    rows = dossiers_of(session, campaign_by_code(session, scene.code).id, data["round"])
    waiting = [row for row in rows if row.state == DossierState.SUBMITTED]
    if not waiting:
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


EVENTS: Mapping[str, Callable[[Session, Scene, Mapping[str, str], Principal, datetime], bool]] = {
    "extend": _extend,
    "dissolve": _dissolve,
    "lose_mailbox": _lose_mailbox,
    "ask_skip": _ask_skip,
    "end_unit": _end_unit,
    "ask_body": _ask_body,
    "amend_known_from": _amend_known_from,
}

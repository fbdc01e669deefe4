"""What happens in the demonstration besides duties: an extension, an amendment. Each sees whether it is done."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from sqlmodel import Session

from actions import campaigns
from actions.cases import plan_of
from actions.people import add_person, add_unit, grant_role
from actions.successions import dissolve
from deployments.demo.names import person_name
from deployments.demo.scenery import ADMIN, code_of, officer_code
from deployments.demo.scenes import Event, Scene
from domain.people import Principal, Role
from domain.stages import StageKey
from domain.steps import local_day
from models.finders import campaign_by_code, stage_of, unit_by_code


def actor(scene: Scene, event: Event) -> str:
    """Who does it: the administrator what concerns units, the leader everything else."""
    return ADMIN if event.kind == "dissolve" else code_of(scene, "chutich")


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


EVENTS: Mapping[str, Callable[[Session, Scene, Mapping[str, str], Principal, datetime], bool]] = {
    "extend": _extend,
    "dissolve": _dissolve,
    "amend_known_from": _amend_known_from,
}

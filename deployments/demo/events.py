"""What happens in the demonstration besides duties: an extension, an amendment. Each sees whether it is done."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from sqlmodel import Session

from actions import campaigns
from actions.cases import plan_of
from deployments.demo.scenes import Event, Scene
from domain.people import Principal
from domain.stages import StageKey
from models.finders import campaign_by_code, stage_of


def happen(session: Session, scene: Scene, event: Event, *, by: Principal, at: datetime) -> bool:
    """Let the event happen, by the campaign's leader; False when it has happened before."""
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


EVENTS: Mapping[str, Callable[[Session, Scene, Mapping[str, str], Principal, datetime], bool]] = {
    "extend": _extend,
    "amend_known_from": _amend_known_from,
}

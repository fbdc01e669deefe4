"""Examples of the acts about a complaint, one ready for each."""

from datetime import timedelta
from typing import Any

from sqlmodel import Session

from actions import complaints
from actions.complaint_limits import lift_limit, set_limit
from domain.complaints import ComplaintOutcome, Limit
from domain.people import Principal
from tests.store.preparing import DECISION, Act
from tests.store.scenario import World

RIGHT, CODE = "complaint:handle", "KN-0001"
LIMIT = Limit(days=30, unit="calendar", counted_from="received", source="Quy chế số 1")


def file(world: World, by: str) -> None:
    told = {"sender": "Người gửi", "content": "Không đúng", "document": "15/ĐKN", "received_on": world.today}
    world.do(complaints.file, "HS-DV-1-01", **told, by=by)


def filed(world: World) -> None:
    limit(world, "leader")
    file(world, "officer")


def accepted(world: World) -> None:
    filed(world)
    world.do(complaints.accept, CODE, document="20/QĐ")


def paused(world: World) -> None:
    filed(world)
    world.do(complaints.pause, CODE, reason="Chờ cơ quan khác")


def limited(world: World) -> None:
    limit(world, "leader")


def limit(world: World, by: str) -> None:
    world.do(_without_campaign(set_limit), LIMIT, by=by)


def lift(world: World, by: str) -> None:
    world.do(_without_campaign(lift_limit), by=by, reason="Hết hiệu lực")


def resolve(world: World, by: str) -> None:
    told = {"outcome": ComplaintOutcome.UPHELD, "conclusion": "Đúng", "document": "25/KL"}
    world.do(complaints.resolve, CODE, **told, by=by)


def _without_campaign(action: Any) -> Any:
    def done(session: Session, _code: str, *arguments: Any, by: Principal, **values: Any) -> None:
        action(session, *arguments, by=by, **values)

    return done


COMPLAINT_ACTS = (
    Act("file_complaint", DECISION, RIGHT, file),
    Act(
        "accept_complaint",
        DECISION,
        RIGHT,
        lambda w, by: w.do(complaints.accept, CODE, document="20/QĐ", by=by),
        ready=filed,
    ),
    Act(
        "refuse_complaint",
        DECISION,
        RIGHT,
        lambda w, by: w.do(complaints.refuse, CODE, reason="Không ký tên", by=by),
        ready=filed,
    ),
    Act(
        "withdraw_complaint",
        DECISION,
        RIGHT,
        lambda w, by: w.do(complaints.withdraw, CODE, reason="Rút đơn", by=by),
        ready=filed,
    ),
    Act("resolve_complaint", DECISION, RIGHT, resolve, outsider="secretary", ready=accepted),
    Act(
        "extend_complaint",
        DECISION,
        RIGHT,
        lambda w, by: w.do(complaints.extend, CODE, w.today + timedelta(days=60), reason="Phức tạp", by=by),
        ready=filed,
    ),
    Act(
        "pause_complaint",
        DECISION,
        RIGHT,
        lambda w, by: w.do(complaints.pause, CODE, reason="Chờ", by=by),
        ready=filed,
    ),
    Act("resume_complaint", DECISION, RIGHT, lambda w, by: w.do(complaints.resume, CODE, by=by), ready=paused),
    Act("limit_complaints", DECISION, "complaint:limit", limit, by="leader", outsider="officer"),
    Act("lift_limit", DECISION, "complaint:limit", lift, by="leader", outsider="officer", ready=limited),
)

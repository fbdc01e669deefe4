"""Decision issuance (ban hành quyết định): draft, sign, number, publish."""

from datetime import datetime
from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State

from domain.stages import StageKind
from flows.procedure import Procedure, follow, run_name
from flows.requests import StageRequest
from tasks.stages import Progress

PROCEDURE = Procedure(
    kind=StageKind.DECISION_ISSUANCE,
    asks="Hỏi hình thức khen và thẩm quyền nếu kế hoạch không nêu.",
    opens="Mở ban hành: mỗi hình thức khen có một quyết định cần dự thảo từ danh sách đã thông qua.",
    reminds="Nhắc người dự thảo, người ký, văn thư còn việc, trước hạn 5 và 2 ngày làm việc.",
    escalates="Quá hạn 1 ngày làm việc: báo lãnh đạo quyết định nào chưa xong.",
    closes="Mọi quyết định đã ban hành: kết thúc, báo danh sách được khen.",
)


@flow(name="decision_issuance", description=PROCEDURE.text, flow_run_name=run_name, persist_result=False)
async def decision_issuance(
    request: StageRequest | None = None, stage_ids: list[int] | None = None, as_of: datetime | None = None
) -> Progress | State[Any]:
    """Follow the procedure for one stage on request, or for the stages that a sweep found due."""
    return await follow(PROCEDURE.kind, request, stage_ids, as_of)

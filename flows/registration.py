"""Registration (đăng ký thi đua): units pledge, the office confirms (Law 06/2022/QH15 art. 17)."""

from datetime import datetime
from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State

from domain.stages import StageKind
from flows.procedure import Procedure, follow, run_name
from flows.requests import StageRequest
from tasks.stages import Progress

PROCEDURE = Procedure(
    kind=StageKind.REGISTRATION,
    asks="Hỏi hạn đăng ký nếu kế hoạch không nêu.",
    opens="Mở đăng ký: mỗi đơn vị nhận việc gửi đăng ký; chuyên viên nhận việc xác nhận.",
    reminds="Nhắc đơn vị chưa gửi đăng ký, trước hạn 5 và 2 ngày làm việc.",
    escalates="Quá hạn 1 ngày làm việc: báo chuyên viên đơn vị nào chưa gửi, kèm số liên hệ.",
    closes="Hết hạn và đã xác nhận xong: khóa đăng ký, lập kết quả đăng ký.",
)


@flow(name="registration", description=PROCEDURE.text, flow_run_name=run_name, persist_result=False)
async def registration(
    request: StageRequest | None = None, stage_ids: list[int] | None = None, as_of: datetime | None = None
) -> Progress | State[Any]:
    """Follow the procedure for one stage on request, or for the stages that a sweep found due."""
    return await follow(PROCEDURE.kind, request, stage_ids, as_of)

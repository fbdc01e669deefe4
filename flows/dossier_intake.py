"""Dossier intake (tiếp nhận hồ sơ): units nominate, the office checks each dossier (art. 83, 84)."""

from datetime import datetime
from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State

from domain.stages import StageKind
from flows.procedure import Procedure, follow, run_name
from flows.requests import StageRequest
from tasks.stages import Progress

PROCEDURE = Procedure(
    kind=StageKind.DOSSIER_INTAKE,
    asks="Hỏi thành phần hồ sơ, chỉ tiêu và hạn nộp nếu kế hoạch không nêu.",
    opens="Mở nhận hồ sơ: mỗi đơn vị nhận việc gửi hồ sơ hoặc báo không đề nghị.",
    reminds="Nhắc đơn vị chưa gửi và hồ sơ chưa bổ sung, trước hạn 5 và 2 ngày làm việc.",
    escalates="Quá hạn 1 ngày làm việc: báo chuyên viên hồ sơ nào còn thiếu.",
    closes="Hết hạn và đã thẩm định xong: khóa danh sách hồ sơ trình Hội đồng.",
)


@flow(name="dossier_intake", description=PROCEDURE.text, flow_run_name=run_name, persist_result=False)
async def dossier_intake(
    request: StageRequest | None = None, stage_ids: list[int] | None = None, as_of: datetime | None = None
) -> Progress | State[Any]:
    """Follow the procedure for one stage on request, or for the stages that a sweep found due."""
    return await follow(PROCEDURE.kind, request, stage_ids, as_of)

"""Launching (phát động): the authority's plan reaches everybody who takes part."""

from datetime import datetime
from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State

from domain.stages import StageKind
from flows.procedure import Procedure, follow, run_name
from flows.requests import StageRequest
from tasks.stages import Progress

PROCEDURE = Procedure(
    kind=StageKind.LAUNCH,
    asks="Hỏi chuyên viên số, ngày ban hành kế hoạch và những nội dung kế hoạch còn để ngỏ.",
    opens="Đến ngày phát động: gửi kế hoạch và các mốc thời gian tới từng đơn vị tham gia.",
    reminds="Nhắc người còn việc chưa làm, trước hạn 5 và 2 ngày làm việc.",
    escalates="Quá hạn 1 ngày làm việc: báo chuyên viên, hoặc báo lãnh đạo nếu là việc của cơ quan.",
    closes="Kết thúc phát động; các giai đoạn sau được mở khi đến ngày.",
)


@flow(name="launch", description=PROCEDURE.text, flow_run_name=run_name, persist_result=False)
async def launch(
    request: StageRequest | None = None, stage_ids: list[int] | None = None, as_of: datetime | None = None
) -> Progress | State[Any]:
    """Follow the procedure for one stage on request, or for the stages that a sweep found due."""
    return await follow(PROCEDURE.kind, request, stage_ids, as_of)

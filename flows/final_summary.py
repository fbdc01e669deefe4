"""Final summary (tổng kết): the report, and the end of the campaign."""

from datetime import datetime
from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State

from domain.stages import StageKind
from flows.procedure import Procedure, follow, run_name
from flows.requests import StageRequest
from tasks.stages import Progress

PROCEDURE = Procedure(
    kind=StageKind.FINAL_SUMMARY,
    asks="Hỏi thời điểm tổng kết nếu kế hoạch không nêu.",
    opens="Mở tổng kết: chuyên viên nhận việc viết báo cáo tổng kết.",
    reminds="Nhắc người viết báo cáo, trước hạn 5 và 2 ngày làm việc.",
    escalates="Quá hạn 1 ngày làm việc: báo lãnh đạo báo cáo tổng kết còn chậm.",
    closes="Đã có báo cáo tổng kết: công bố, kết thúc phong trào.",
)


@flow(name="final_summary", description=PROCEDURE.text, flow_run_name=run_name, persist_result=False)
async def final_summary(
    request: StageRequest | None = None, stage_ids: list[int] | None = None, as_of: datetime | None = None
) -> Progress | State[Any]:
    """Follow the procedure for one stage on request, or for the stages that a sweep found due."""
    return await follow(PROCEDURE.kind, request, stage_ids, as_of)

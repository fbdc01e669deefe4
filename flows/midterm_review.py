"""Midterm review (sơ kết): units report, the office writes its remarks."""

from datetime import datetime
from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State

from domain.stages import StageKind
from flows.procedure import Procedure, follow, run_name
from flows.requests import StageRequest
from tasks.stages import Progress

PROCEDURE = Procedure(
    kind=StageKind.MIDTERM_REVIEW,
    asks="Hỏi thời điểm sơ kết nếu kế hoạch không nêu.",
    opens="Mở sơ kết: mỗi đơn vị nhận việc gửi báo cáo; chuyên viên nhận việc viết nhận xét.",
    reminds="Nhắc đơn vị chưa gửi báo cáo, trước hạn 5 và 2 ngày làm việc.",
    escalates="Quá hạn 1 ngày làm việc: báo chuyên viên báo cáo nào chưa có.",
    closes="Đã có nhận xét sơ kết và hết hạn: kết thúc, báo kết quả.",
)


@flow(name="midterm_review", description=PROCEDURE.text, flow_run_name=run_name, persist_result=False)
async def midterm_review(
    request: StageRequest | None = None, stage_ids: list[int] | None = None, as_of: datetime | None = None
) -> Progress | State[Any]:
    """Follow the procedure for one stage on request, or for the stages that a sweep found due."""
    return await follow(PROCEDURE.kind, request, stage_ids, as_of)

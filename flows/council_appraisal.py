"""Council appraisal (xét duyệt tại Hội đồng): convene, vote, conclude."""

from datetime import datetime
from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State

from domain.stages import StageKind
from flows.procedure import Procedure, follow, run_name
from flows.requests import StageRequest
from tasks.stages import Progress

PROCEDURE = Procedure(
    kind=StageKind.COUNCIL_APPRAISAL,
    asks="Hỏi quy chế, ngày họp và những nội dung Hội đồng cần mà kế hoạch không nêu.",
    opens="Mở xét duyệt: thư ký nhận việc triệu tập phiên họp; mỗi hồ sơ chờ bỏ phiếu.",
    reminds="Nhắc thư ký và ủy viên còn việc, trước hạn 5 và 2 ngày làm việc.",
    escalates="Quá hạn 1 ngày làm việc: báo lãnh đạo việc nào của Hội đồng còn chậm.",
    closes="Đã kết luận phiên họp: chốt danh sách được Hội đồng thông qua.",
)


@flow(name="council_appraisal", description=PROCEDURE.text, flow_run_name=run_name, persist_result=False)
async def council_appraisal(
    request: StageRequest | None = None, stage_ids: list[int] | None = None, as_of: datetime | None = None
) -> Progress | State[Any]:
    """Follow the procedure for one stage on request, or for the stages that a sweep found due."""
    return await follow(PROCEDURE.kind, request, stage_ids, as_of)

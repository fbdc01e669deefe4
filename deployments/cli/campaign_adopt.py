"""`thidua campaign adopt`: take over a campaign that already runs, without mailing anybody about its past."""

from datetime import date
from typing import Annotated

import typer

from actions.adopting import adopt as take_over
from deployments.cli.campaign import PlanPath, app
from deployments.cli.context import acting
from deployments.cli.options import As, Reason, day, pairs, stage_key
from domain.errors import Incomplete
from domain.stages import StageKey
from plans.loading import load_file

__all__ = ["app"]


@app.command()
def adopt(
    file: PlanPath,
    at_stage: Annotated[
        StageKey, typer.Option("--at", metavar="GIAI_ĐOẠN", parser=stage_key, help="Phong trào đang đứng trước đâu.")
    ],
    as_: As,
    reason: Reason,
    unit: Annotated[list[str], typer.Option("--unit", metavar="ĐƠN_VỊ", help="Đơn vị tham gia; ghi nhiều lần.")],
    registered: Annotated[
        list[str] | None, typer.Option("--registered", metavar="ĐƠN_VỊ", help="Đơn vị đã đăng ký; ghi nhiều lần.")
    ] = None,
    closed: Annotated[
        list[str] | None,
        typer.Option("--closed", metavar="GIAI_ĐOẠN=NGÀY", help="Giai đoạn trước kết thúc ngày nào; ghi nhiều lần."),
    ] = None,
    due: Annotated[
        date | None, typer.Option("--due", metavar="NGÀY", parser=day, help="Hạn của giai đoạn đang đứng.")
    ] = None,
    number: Annotated[
        str | None, typer.Option("--number", metavar="SỐ", help="Số kế hoạch, khi tệp không ghi.")
    ] = None,
    issued: Annotated[
        date | None, typer.Option("--issued", metavar="NGÀY", parser=day, help="Ngày kế hoạch, khi tệp không ghi.")
    ] = None,
    code: Annotated[
        str | None, typer.Option("--code", metavar="MÃ", help="Mã phong trào; không ghi thì theo tệp.")
    ] = None,
) -> None:
    """Tiếp nhận một phong trào đang diễn ra; không gửi thư về những việc đã qua."""
    loaded = load_file(file)
    wanted = code or loaded.code
    if wanted is None:
        raise Incomplete("campaign_code_missing")
    days = {stage_key(stage): day(when) for stage, when in pairs(closed or (), "--closed").items()}
    with acting(as_) as desk:
        take_over(
            desk.session,
            wanted,
            loaded.plan,
            at_stage,
            units=unit,
            closed_on=days,
            registered=registered or (),
            due=due,
            number=number,
            issued=issued,
            reason=reason,
            by=desk.by,
            at=desk.at,
        )
    typer.echo(f"Đã tiếp nhận phong trào {wanted}, từ {at_stage}.")

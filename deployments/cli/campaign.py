"""`thidua campaign`: create, launch, look at, change."""

from pathlib import Path
from typing import Annotated

import typer

from actions import campaigns, questions, successions
from actions.cancelling import cancel as cancel_campaign
from deployments.cli.campaign_show import print_campaign, print_overview
from deployments.cli.context import acting, looking
from deployments.cli.options import As, Code, Day, Document, Json, Reason, Stage, Viewer
from deployments.cli.tables import as_json
from domain.errors import Incomplete, Invalid
from domain.stages import StageKey
from plans.loading import load_file
from queries import campaigns as asked
from queries.overview import Wanted, overview
from wording.dates import short_date
from wording.labels import stage_label
from wording.states import CAMPAIGN_STATES

app = typer.Typer(no_args_is_help=True)

PlanPath = Annotated[Path, typer.Argument(metavar="TỆP", help="Tệp kế hoạch (YAML).")]


@app.callback()
def campaign() -> None:
    """Tạo, phát động, xem, thay đổi phong trào thi đua."""


@app.command()
def create(
    file: PlanPath,
    as_: As,
    code: Annotated[
        str | None, typer.Option("--code", metavar="MÃ", help="Mã phong trào; không ghi thì theo tệp.")
    ] = None,
    unit: Annotated[
        list[str] | None, typer.Option("--unit", metavar="ĐƠN_VỊ", help="Đơn vị tham gia; ghi nhiều lần.")
    ] = None,
) -> None:
    """Tạo phong trào từ một tệp kế hoạch; chưa gửi gì cho đơn vị."""
    loaded = load_file(file)
    wanted = code or loaded.code
    if wanted is None:
        raise Incomplete("campaign_code_missing")
    with acting(as_) as desk:
        campaigns.create(desk.session, wanted, loaded.plan, units=unit or (), by=desk.by, at=desk.at)
        left = campaigns.prepare_launch(desk.session, wanted, by=desk.by, at=desk.at)
    rest = f" Còn {left} nội dung cần trả lời trước khi phát động." if left else ""
    typer.echo(f"Đã tạo phong trào {wanted}.{rest}")


@app.command("list")
def list_(
    as_: Viewer = None,
    text: Annotated[str, typer.Option("--text", metavar="CHỮ", help="Tìm trong mã và tên, không cần dấu.")] = "",
    state: Annotated[
        list[str] | None, typer.Option("--state", metavar="TRẠNG_THÁI", help="draft, running, closed hoặc cancelled.")
    ] = None,
    after: Annotated[str, typer.Option("--after", metavar="MÃ", help="Xem tiếp sau mã này.")] = "",
    json: Json = False,
) -> None:
    """Liệt kê phong trào và trạng thái từng giai đoạn."""
    for one in state or ():
        if one not in CAMPAIGN_STATES:
            raise Invalid("campaign_state", found=one, allowed=tuple(CAMPAIGN_STATES))
    with looking(as_) as desk:
        wanted = Wanted(text=text, states=tuple(state or ()))
        found = overview(desk.session, desk.by, on=desk.today, wanted=wanted, after=after)
    as_json(found.lines) if json else print_overview(found.lines)


@app.command()
def show(code: Code, as_: Viewer = None, json: Json = False) -> None:
    """Xem một phong trào: giai đoạn, ngày, nội dung còn để ngỏ, chỉ tiêu khen thưởng."""
    with looking(as_) as desk:
        found = asked.detail(desk.session, desk.by, code)
    as_json(found) if json else print_campaign(found)


@app.command()
def launch(code: Code, as_: As) -> None:
    """Phát động: từ đây các giai đoạn tự chạy theo kế hoạch."""
    with acting(as_) as desk:
        campaigns.launch(desk.session, code, by=desk.by, at=desk.at)
    typer.echo(f"Đã phát động phong trào {code}.")


@app.command()
def answer(
    code: Code,
    key: Annotated[str, typer.Argument(metavar="NỘI_DUNG", help="Mã nội dung để ngỏ, xem ở campaign show.")],
    as_: As,
    value: Annotated[str | None, typer.Argument(metavar="TRẢ_LỜI", help="Câu trả lời.")] = None,
    waive: Annotated[bool, typer.Option("--waive", help="Không cần trả lời; phải nêu lý do.")] = False,
    reason: Reason = "",
    document: Document = None,
) -> None:
    """Trả lời một nội dung mà kế hoạch để ngỏ."""
    if waive == (value is not None):
        raise Incomplete("answer_missing", key=key)
    if waive and not reason.strip():
        raise Invalid("reason_missing")
    with acting(as_) as desk:
        questions.answer(desk.session, code, key, value, reason=reason, document=document, by=desk.by, at=desk.at)
    typer.echo(f"Đã ghi trả lời cho “{key}”.")


@app.command("set-date")
def set_date(code: Code, stage: Stage, day: Day, as_: As, reason: Reason, document: Document = None) -> None:
    """Ấn định hoặc đổi hạn của một giai đoạn."""
    with acting(as_) as desk:
        campaigns.set_date(desk.session, code, stage, day, reason=reason, document=document, by=desk.by, at=desk.at)
    typer.echo(f"Đã ấn định hạn của “{_name(stage)}” là {short_date(day)}.")


@app.command()
def extend(code: Code, stage: Stage, day: Day, as_: As, reason: Reason, document: Document = None) -> None:
    """Kéo dài hạn của một giai đoạn."""
    with acting(as_) as desk:
        campaigns.set_date(
            desk.session, code, stage, day, reason=reason, document=document, extend=True, by=desk.by, at=desk.at
        )
    typer.echo(f"Đã kéo dài “{_name(stage)}” đến {short_date(day)}.")


@app.command()
def amend(code: Code, file: PlanPath, as_: As, reason: Reason, document: Document = None) -> None:
    """Thay kế hoạch bằng một tệp mới; những gì đã làm giữ nguyên."""
    loaded = load_file(file)
    with acting(as_) as desk:
        campaigns.amend(desk.session, code, loaded.plan, reason=reason, document=document, by=desk.by, at=desk.at)
    typer.echo(f"Đã thay kế hoạch của phong trào {code}.")


@app.command()
def suspend(code: Code, as_: As, reason: Reason) -> None:
    """Tạm dừng: không gì tự chạy cho đến khi tiếp tục."""
    with acting(as_) as desk:
        campaigns.suspend(desk.session, code, reason=reason, by=desk.by, at=desk.at)
    typer.echo(f"Đã tạm dừng phong trào {code}.")


@app.command()
def resume(code: Code, as_: As, reason: Reason) -> None:
    """Tiếp tục một phong trào đang tạm dừng."""
    with acting(as_) as desk:
        campaigns.resume(desk.session, code, reason=reason, by=desk.by, at=desk.at)
    typer.echo(f"Phong trào {code} tiếp tục.")


@app.command()
def cancel(code: Code, as_: As, reason: Reason, document: Document = None) -> None:
    """Hủy phong trào: mọi việc còn lại thôi không phải làm; quyết định đã ban hành vẫn giữ."""
    with acting(as_) as desk:
        cancel_campaign(desk.session, code, reason=reason, document=document, by=desk.by, at=desk.at)
    typer.echo(f"Đã hủy phong trào {code}.")


@app.command("add-unit")
def add_unit(
    code: Code,
    unit: Annotated[str, typer.Argument(metavar="ĐƠN_VỊ", help="Mã đơn vị.")],
    as_: As,
    group: Annotated[str | None, typer.Option("--group", metavar="KHỐI", help="Khối, cụm thi đua.")] = None,
) -> None:
    """Thêm một đơn vị tham gia; việc đang giao cho các đơn vị cũng giao cho đơn vị này."""
    with acting(as_) as desk:
        campaigns.add_unit(desk.session, code, unit, group=group, by=desk.by, at=desk.at)
    typer.echo(f"Đơn vị {unit} tham gia phong trào {code}.")


@app.command("hand-over-authority")
def hand_over_authority(
    code: Code,
    authority: Annotated[str, typer.Argument(metavar="CƠ_QUAN", help="Cơ quan chủ trì từ nay.")],
    as_: As,
    reason: Reason,
    document: Annotated[str, typer.Option("--document", metavar="SỐ", help="Số, ký hiệu văn bản bàn giao.")],
) -> None:
    """Chuyển phong trào cho cơ quan khác chủ trì; quyết định đã ký giữ nguyên."""
    with acting(as_) as desk:
        successions.hand_over_authority(
            desk.session, code, authority, document=document, reason=reason, by=desk.by, at=desk.at
        )
    typer.echo(f"Từ nay {authority} chủ trì phong trào {code}.")


def _name(key: StageKey) -> str:
    return stage_label(key.kind.value, key.round)

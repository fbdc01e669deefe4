"""`thidua report`: midterm reports of units, the office's finding, and what the plan itself asks for."""

from typing import Annotated

import typer

from actions import planned, reviews
from deployments.cli.context import acting
from deployments.cli.options import As, Code, Document, File, Incoming, Received, Stage, Text, Unit, pairs, text_of
from domain.stages import MAIN

app = typer.Typer(no_args_is_help=True)


@app.callback()
def report() -> None:
    """Báo cáo sơ kết, nhận xét sơ kết, việc mà kế hoạch nêu riêng."""


@app.command("file")
def file_(
    code: Code,
    unit: Unit,
    as_: As,
    text: Text = None,
    file: File = None,
    indicator: Annotated[
        list[str] | None, typer.Option("--indicator", metavar="TÊN=SỐ", help="Chỉ tiêu đạt được; ghi nhiều lần.")
    ] = None,
    incoming_number: Incoming = None,
    received_on: Received = None,
) -> None:
    """Gửi báo cáo sơ kết của một đơn vị, hoặc nhập thay đơn vị từ bản giấy."""
    with acting(as_) as desk:
        reviews.file_report(
            desk.session,
            code,
            unit,
            text=text_of(text, file),
            indicators=pairs(indicator or (), "--indicator"),
            round_=MAIN,
            incoming_number=incoming_number,
            received_on=received_on,
            by=desk.by,
            at=desk.at,
        )
    typer.echo(f"Đã nhận báo cáo sơ kết của đơn vị {unit}.")


@app.command()
def review(code: Code, as_: As, text: Text = None, file: File = None, document: Document = None) -> None:
    """Viết nhận xét sơ kết của cơ quan."""
    with acting(as_) as desk:
        reviews.write_review(desk.session, code, text=text_of(text, file), document=document, by=desk.by, at=desk.at)
    typer.echo(f"Đã ghi nhận xét sơ kết của phong trào {code}.")


@app.command()
def duty(
    code: Code,
    stage: Stage,
    duty_code: Annotated[str, typer.Argument(metavar="VIỆC", help="Mã việc trong kế hoạch.")],
    as_: As,
    unit: Annotated[str | None, typer.Option("--unit", metavar="ĐƠN_VỊ", help="Đơn vị làm việc ấy.")] = None,
    text: Text = None,
    file: File = None,
    document: Document = None,
) -> None:
    """Ghi rằng một việc mà kế hoạch nêu riêng đã làm xong."""
    with acting(as_) as desk:
        planned.fulfil(
            desk.session,
            code,
            stage,
            duty_code,
            unit_code=unit,
            text=text_of(text, file),
            document=document,
            by=desk.by,
            at=desk.at,
        )
    typer.echo(f"Đã ghi xong việc “{duty_code}”.")

"""`thidua unit dissolve` and `unit successor`: units that end, beside the verbs of units that begin."""

from datetime import date
from typing import Annotated

import typer

from actions import successions
from deployments.cli.context import acting
from deployments.cli.options import As, day
from deployments.cli.unit import app

__all__ = ["app"]

Unit = Annotated[str, typer.Argument(metavar="ĐƠN_VỊ", help="Mã đơn vị kết thúc hoạt động.")]
Successors = Annotated[
    list[str] | None,
    typer.Option("--successor", metavar="ĐƠN_VỊ", help="Đơn vị kế thừa; nêu nhiều lần, đơn vị đầu nhận việc còn nợ."),
]
Document = Annotated[str, typer.Option("--document", metavar="VĂN_BẢN", help="Số, ngày văn bản sắp xếp.")]


@app.command()
def dissolve(
    unit: Unit,
    on: Annotated[date, typer.Option("--on", metavar="NGÀY", parser=day, help="Từ ngày này không còn đơn vị.")],
    document: Document,
    as_: As,
    successors: Successors = None,
) -> None:
    """Ghi nhận một đơn vị kết thúc hoạt động và đơn vị kế thừa."""
    with acting(as_) as desk:
        successions.dissolve(
            desk.session, unit, day=on, document=document, successors=successors or (), by=desk.by, at=desk.at
        )
    after = "Hỏi đơn vị kế thừa ở từng phong trào." if not successors else f"Kế thừa: {', '.join(successors)}."
    typer.echo(f"Đã ghi nhận {unit} kết thúc hoạt động. {after}")


@app.command()
def successor(
    unit: Unit,
    document: Document,
    as_: As,
    successors: Successors = None,
    reason: Annotated[str, typer.Option("--reason", metavar="LÝ_DO", help="Cần khi không có đơn vị kế thừa.")] = "",
) -> None:
    """Nêu đơn vị kế thừa của đơn vị đã kết thúc; không nêu ai thì việc còn nợ thôi không đòi nữa."""
    with acting(as_) as desk:
        successions.name_successors(
            desk.session, unit, successors or (), document=document, reason=reason, by=desk.by, at=desk.at
        )
    typer.echo(f"Đã ghi nhận đơn vị kế thừa của {unit}: {', '.join(successors or ()) or 'không có'}.")

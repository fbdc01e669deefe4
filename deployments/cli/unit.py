"""`thidua unit`: units that may take part."""

from datetime import date
from typing import Annotated

import typer

from actions import people
from deployments.cli.context import acting, looking
from deployments.cli.options import As, Json, day
from deployments.cli.tables import as_json, table
from queries import people as asked
from wording.dates import short_date

app = typer.Typer(no_args_is_help=True)


@app.callback()
def unit_() -> None:
    """Đơn vị tham gia thi đua."""


@app.command()
def add(
    unit: Annotated[str, typer.Argument(metavar="ĐƠN_VỊ", help="Mã đơn vị, như TDP-01.")],
    name: Annotated[str, typer.Option("--name", metavar="TÊN", help="Tên đơn vị.")],
    as_: As,
    level: Annotated[str, typer.Option("--level", metavar="CẤP", help="Cấp của đơn vị, như commune.")] = "commune",
    group: Annotated[str | None, typer.Option("--group", metavar="KHỐI", help="Khối, cụm thi đua.")] = None,
    parent: Annotated[str | None, typer.Option("--parent", metavar="ĐƠN_VỊ", help="Đơn vị cấp trên.")] = None,
    valid_from: Annotated[date | None, typer.Option("--from", metavar="NGÀY", parser=day, help="Từ ngày.")] = None,
) -> None:
    """Thêm một đơn vị."""
    with acting(as_) as desk:
        people.add_unit(
            desk.session,
            unit,
            name=name,
            level=level,
            group=group,
            parent=parent,
            valid_from=valid_from,
            by=desk.by,
            at=desk.at,
        )
    typer.echo(f"Đã thêm đơn vị {unit}.")


@app.command("list")
def list_(
    text: Annotated[str, typer.Option("--text", metavar="CHỮ", help="Tìm theo tên, không cần dấu.")] = "",
    json: Json = False,
) -> None:
    """Liệt kê đơn vị."""
    with looking(None) as desk:
        found = asked.units(desk.session, text=text)
    if json:
        as_json(found)
        return
    rows = ((u.code, u.name, u.level, u.group, u.parent, short_date(u.valid_to) if u.valid_to else None) for u in found)
    table(("Mã", "Tên", "Cấp", "Khối, cụm", "Cấp trên", "Đến ngày"), rows, empty="Chưa có đơn vị nào.")

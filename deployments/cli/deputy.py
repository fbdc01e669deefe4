"""`thidua deputy`: who acts in place of whom."""

from datetime import date
from typing import Annotated

import typer

from actions import deputies
from deployments.cli.context import acting, looking
from deployments.cli.options import As, Json, Reason, Viewer, day, role
from deployments.cli.tables import as_json, table
from domain.people import Role
from domain.steps import local_day
from queries import deputies as asked
from queries.deputies import DeputyLine
from wording.dates import short_date
from wording.deputies import reach_phrase

app = typer.Typer(no_args_is_help=True)

Away = Annotated[str, typer.Argument(metavar="NGƯỜI_VẮNG", help="Mã người vắng mặt.")]
Other = Annotated[str, typer.Argument(metavar="NGƯỜI_THAY", help="Mã người làm thay.")]


@app.callback()
def deputy_() -> None:
    """Người làm thay, theo văn bản, trong một thời gian."""


@app.command()
def appoint(
    person: Away,
    deputy: Other,
    as_: As,
    valid_from: Annotated[date, typer.Option("--from", metavar="NGÀY", parser=day, help="Từ ngày.")],
    valid_to: Annotated[date, typer.Option("--to", metavar="NGÀY", parser=day, help="Đến hết ngày.")],
    document: Annotated[str, typer.Option("--document", metavar="SỐ", help="Số, ký hiệu văn bản.")],
    document_date: Annotated[date, typer.Option("--document-date", metavar="NGÀY", parser=day, help="Ngày văn bản.")],
    role_: Annotated[
        Role | None, typer.Option("--role", metavar="VAI_TRÒ", parser=role, help="Chỉ trong một vai trò.")
    ] = None,
    unit: Annotated[str | None, typer.Option("--unit", metavar="ĐƠN_VỊ", help="Chỉ cho một đơn vị.")] = None,
    campaign: Annotated[str | None, typer.Option("--campaign", metavar="MÃ", help="Chỉ trong một phong trào.")] = None,
    json: Json = False,
) -> None:
    """Cử người làm thay: được làm những gì người vắng mặt được làm, trừ bỏ phiếu và cử người thay."""
    with acting(as_) as desk:
        made = deputies.appoint(
            desk.session,
            person,
            deputy,
            role=role_,
            unit=unit,
            campaign=campaign,
            valid_from=valid_from,
            valid_to=valid_to,
            document=document,
            document_date=document_date,
            by=desk.by,
            at=desk.at,
        )
    if json:
        as_json({"number": made.id, "person": person, "deputy": deputy})
        return
    typer.echo(f"Đã cử {deputy} thay {person} (giấy số {made.id}).")


@app.command("list")
def list_(
    as_: Viewer = None,
    person: Annotated[str | None, typer.Option("--person", metavar="NGƯỜI", help="Chỉ của một người.")] = None,
    over: Annotated[bool, typer.Option("--over", help="Kể cả những lần đã kết thúc.")] = False,
    json: Json = False,
) -> None:
    """Liệt kê ai thay ai."""
    with looking(as_) as desk:
        found = asked.deputies(desk.session, desk.by, on=desk.today, person=person, over=over)
    if json:
        as_json(found)
        return
    columns = ("Số", "Người vắng mặt", "Người thay", "Phạm vi", "Từ ngày", "Đến hết ngày", "Văn bản", "Kết thúc")
    table(columns, map(_row, found), empty="Không có ai làm thay ai.")


@app.command()
def end(
    number: Annotated[int, typer.Argument(metavar="SỐ", help="Số trong thidua deputy list.")], as_: As, reason: Reason
) -> None:
    """Kết thúc việc làm thay trước hạn."""
    with acting(as_) as desk:
        deputies.end(desk.session, number, reason=reason, by=desk.by, at=desk.at)
    typer.echo(f"Đã kết thúc việc làm thay số {number}.")


def _row(line: DeputyLine) -> tuple[object, ...]:
    return (
        line.id,
        line.person_name,
        line.deputy_name,
        reach_phrase(line.role, line.unit, line.campaign),
        short_date(line.valid_from),
        short_date(line.valid_to),
        f"{line.document} ngày {short_date(line.document_date)}",
        short_date(local_day(line.ended_at)) if line.ended_at else None,
    )

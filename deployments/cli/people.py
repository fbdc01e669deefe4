"""`thidua people` and `thidua unit`: who there is, and who may do what."""

from datetime import date
from typing import Annotated

import typer

from actions import people as acts
from deployments.cli.context import acting, looking, opening
from deployments.cli.options import As, Document, Json, Reason, Viewer, day, role
from deployments.cli.tables import as_json, table
from domain.people import Role
from queries import people as asked
from queries.people import PersonLine, RoleLine
from wording.labels import ROLES

app = typer.Typer(no_args_is_help=True)

PersonCode = Annotated[str, typer.Argument(metavar="NGƯỜI", help="Mã người, như lan.tdp01.")]
RoleCode = Annotated[Role, typer.Argument(metavar="VAI_TRÒ", parser=role, help="Như officer, leader, unit_officer.")]
Name = Annotated[str, typer.Option("--name", metavar="TÊN", help="Họ và tên.")]
Email = Annotated[str | None, typer.Option("--email", metavar="THƯ", help="Địa chỉ thư.")]
OfUnit = Annotated[str | None, typer.Option("--unit", metavar="ĐƠN_VỊ", help="Mã đơn vị.")]
OfCampaign = Annotated[str | None, typer.Option("--campaign", metavar="MÃ", help="Chỉ trong một phong trào.")]


@app.callback()
def people() -> None:
    """Người dùng và vai trò."""


@app.command()
def first(person: PersonCode, name: Name, email: Email = None) -> None:
    """Thêm người quản trị đầu tiên của một kho dữ liệu mới."""
    with opening() as (session, at):
        acts.first_administrator(session, person, name=name, email=email, at=at)
    typer.echo(f"{person} là quản trị hệ thống.")


@app.command()
def add(
    person: PersonCode,
    name: Name,
    as_: As,
    title: Annotated[str, typer.Option("--title", metavar="CHỨC_VỤ", help="Chức vụ.")] = "",
    email: Email = None,
    phone: Annotated[str | None, typer.Option("--phone", metavar="SỐ", help="Số điện thoại.")] = None,
    unit: OfUnit = None,
) -> None:
    """Thêm một người; vai trò giao sau bằng people grant."""
    with acting(as_) as desk:
        acts.add_person(
            desk.session, person, name=name, title=title, email=email, phone=phone, unit=unit, by=desk.by, at=desk.at
        )
    typer.echo(f"Đã thêm {person}.")


@app.command()
def grant(
    person: PersonCode,
    role: RoleCode,
    as_: As,
    unit: OfUnit = None,
    campaign: OfCampaign = None,
    valid_from: Annotated[date | None, typer.Option("--from", metavar="NGÀY", parser=day, help="Từ ngày.")] = None,
    valid_to: Annotated[date | None, typer.Option("--to", metavar="NGÀY", parser=day, help="Đến hết ngày.")] = None,
    document: Document = None,
) -> None:
    """Giao một vai trò."""
    with acting(as_) as desk:
        acts.grant_role(
            desk.session,
            person,
            role,
            unit=unit,
            campaign=campaign,
            valid_from=valid_from,
            valid_to=valid_to,
            document=document,
            by=desk.by,
            at=desk.at,
        )
    typer.echo(f"Đã giao vai trò {ROLES[role.value]} cho {person}.")


@app.command()
def revoke(
    person: PersonCode, role: RoleCode, as_: As, reason: Reason, unit: OfUnit = None, campaign: OfCampaign = None
) -> None:
    """Thôi giao một vai trò."""
    with acting(as_) as desk:
        acts.revoke_role(
            desk.session, person, role, unit=unit, campaign=campaign, reason=reason, by=desk.by, at=desk.at
        )
    typer.echo(f"{person} thôi giữ vai trò {ROLES[role.value]}.")


@app.command("list")
def list_(
    as_: Viewer = None,
    text: Annotated[str, typer.Option("--text", metavar="CHỮ", help="Tìm theo tên, không cần dấu.")] = "",
    json: Json = False,
) -> None:
    """Liệt kê người dùng và vai trò."""
    with looking(as_) as desk:
        found = asked.roles(desk.session, desk.by, on=desk.today, text=text)
    if json:
        as_json(found)
        return
    columns = ("Mã", "Họ và tên", "Chức vụ", "Đơn vị", "Điện thoại", "Thư", "Vai trò")
    table(columns, (_row(line) for line in found), empty="Chưa có người nào.")


def _row(line: PersonLine) -> tuple[object, ...]:
    held = ", ".join(_role(one) for one in line.roles)
    return line.code, line.name, line.title, line.unit, line.phone, line.email, held


def _role(line: RoleLine) -> str:
    scope = ", ".join(part for part in (line.unit, line.campaign) if part)
    return f"{ROLES[line.role]} ({scope})" if scope else ROLES[line.role]

"""`thidua account`: who may sign in at the pages."""

from typing import Annotated

import typer

import settings
from actions import accounts, resets, signing
from deployments.cli.context import acting, looking
from deployments.cli.options import As, Json, Reason, Viewer
from deployments.cli.tables import as_json, table
from domain.errors import Incomplete
from queries import accounts as asked
from wording.accounts import ACCOUNT_STATES
from wording.agents import browser
from wording.dates import moment

app = typer.Typer(no_args_is_help=True)

PersonCode = Annotated[str, typer.Argument(metavar="NGƯỜI", help="Mã người, như lan.tdp01.")]
ByMail = Annotated[bool, typer.Option("--mail", help="Gửi thư có địa chỉ đặt mật khẩu, thay cho mật khẩu tạm.")]


@app.callback()
def account() -> None:
    """Tài khoản đăng nhập các trang web."""


@app.command("open")
def open_(person: PersonCode, as_: As, mail: ByMail = False, json: Json = False) -> None:
    """Mở tài khoản; mật khẩu tạm chỉ hiện một lần."""
    address = _address() if mail else None
    with acting(as_) as desk:
        opened = accounts.open_account(desk.session, person, address=address, by=desk.by, at=desk.at)
    _say(person, opened.password, json=json)


@app.command()
def reset(person: PersonCode, as_: As, mail: ByMail = False, json: Json = False) -> None:
    """Cấp lại mật khẩu; mật khẩu tạm chỉ hiện một lần."""
    address = _address() if mail else None
    password = None
    with acting(as_) as desk:
        if address is None:
            password = accounts.set_password(desk.session, person, by=desk.by, at=desk.at)
        else:
            resets.mail_reset(desk.session, person, address=address, by=desk.by, at=desk.at)
    _say(person, password, json=json)


@app.command()
def disable(person: PersonCode, as_: As, reason: Reason) -> None:
    """Khóa tài khoản và kết thúc mọi phiên đăng nhập."""
    with acting(as_) as desk:
        accounts.disable(desk.session, person, reason=reason, by=desk.by, at=desk.at)
    typer.echo(f"Đã khóa tài khoản của {person}.")


@app.command()
def enable(person: PersonCode, as_: As) -> None:
    """Mở lại tài khoản đã khóa."""
    with acting(as_) as desk:
        accounts.enable(desk.session, person, by=desk.by, at=desk.at)
    typer.echo(f"Đã mở lại tài khoản của {person}.")


@app.command("list")
def list_(
    as_: Viewer = None,
    text: Annotated[str, typer.Option("--text", metavar="CHỮ", help="Tìm theo tên, không cần dấu.")] = "",
    json: Json = False,
) -> None:
    """Liệt kê tài khoản."""
    with looking(as_) as desk:
        found = asked.accounts(desk.session, desk.by, at=desk.at, text=text)
    if json:
        as_json(found)
        return
    columns = ("Mã", "Họ và tên", "Đơn vị", "Thư", "Trạng thái", "Phiên", "Dùng lần cuối")
    rows = (
        (
            line.code,
            line.name,
            line.unit,
            line.email,
            ACCOUNT_STATES[line.state],
            line.sessions,
            moment(line.last_seen_at) if line.last_seen_at else None,
        )
        for line in found
    )
    table(columns, rows, empty="Chưa có tài khoản nào.")


@app.command()
def sessions(person: PersonCode, as_: Viewer = None, json: Json = False) -> None:
    """Liệt kê các phiên đăng nhập đang mở của một người."""
    with looking(as_) as desk:
        found = asked.sessions_of(desk.session, desk.by, person, at=desk.at)
    if json:
        as_json(found)
        return
    rows = ((moment(s.created_at), moment(s.last_seen_at), moment(s.expires_at), browser(s.agent)) for s in found)
    table(("Đăng nhập", "Dùng lần cuối", "Hết hạn", "Trình duyệt"), rows, empty="Không có phiên nào đang mở.")


@app.command("end-sessions")
def end_sessions(person: PersonCode, as_: As) -> None:
    """Kết thúc mọi phiên đăng nhập của một người."""
    with acting(as_) as desk:
        ended = signing.end_sessions(desk.session, person, by=desk.by, at=desk.at)
    typer.echo(f"Đã kết thúc {ended} phiên đăng nhập của {person}.")


def _address() -> str:
    """Below which address a link leads; raises Incomplete `public_address_missing`."""
    found = settings.load().public_address
    if found is None:
        raise Incomplete("public_address_missing")
    return found


def _say(person: str, password: str | None, *, json: bool) -> None:
    if json:
        as_json({"person": person, "password": password})
    elif password is None:
        typer.echo(f"Đã gửi thư cho {person}, kèm địa chỉ để đặt mật khẩu.")
    else:
        typer.echo(f"Mật khẩu tạm của {person}, phải đổi khi đăng nhập lần đầu: {password}")

"""`thidua mail`: what was sent, to whom, and what became of it."""

from typing import Annotated

import typer

from actions import mail_brake
from deployments.cli.context import acting, looking
from deployments.cli.options import As, Json, Reason, Viewer
from deployments.cli.tables import as_json, table
from domain.errors import Invalid
from queries import mails
from queries.mails import MailLine
from wording.dates import moment
from wording.labels import MAIL_STATES

app = typer.Typer(no_args_is_help=True)


@app.callback()
def mail() -> None:
    """Thư đã gửi, đang chờ gửi, không gửi được."""


@app.command("list")
def list_(
    as_: Viewer = None,
    campaign: Annotated[str | None, typer.Option("--campaign", metavar="MÃ", help="Chỉ một phong trào.")] = None,
    state: Annotated[
        list[str] | None, typer.Option("--state", metavar="TRẠNG_THÁI", help=f"Một trong: {', '.join(MAIL_STATES)}.")
    ] = None,
    before: Annotated[int | None, typer.Option("--before", metavar="SỐ", help="Xem tiếp từ trước số này.")] = None,
    limit: Annotated[int, typer.Option("--limit", metavar="SỐ", min=1, max=1000, help="Số dòng.")] = 50,
    json: Json = False,
) -> None:
    """Liệt kê thư, mới nhất trước."""
    for one in state or ():
        if one not in MAIL_STATES:
            raise Invalid("mail_state", found=one, allowed=tuple(MAIL_STATES))
    with looking(as_) as desk:
        found = mails.log(desk.session, desk.by, campaign=campaign, states=state or (), before=before, limit=limit)
    if json:
        as_json(found)
        return
    columns = ("Số", "Phong trào", "Địa chỉ", "Thư", "Trạng thái", "Lúc", "Máy chủ trả lời")
    table(columns, map(_row, found), empty="Chưa có thư nào.")


def _row(line: MailLine) -> tuple[object, ...]:
    state = MAIL_STATES[line.state] + (" (có thể đến hai lần)" if line.maybe_twice else "")
    at = moment(line.sent_at or line.queued_at)
    return line.id, line.campaign, line.address, line.subject, state, at, line.reply


@app.command()
def pause(reason: Reason, as_: As) -> None:
    """Dừng mọi thư của mọi phong trào, cả thư bắt buộc; thư vào hàng chờ."""
    with acting(as_) as desk:
        mail_brake.pause(desk.session, reason=reason, by=desk.by, at=desk.at)
    typer.echo("Đã dừng mọi thư.")


@app.command()
def resume(reason: Reason, as_: As) -> None:
    """Gửi thư trở lại."""
    with acting(as_) as desk:
        mail_brake.resume(desk.session, reason=reason, by=desk.by, at=desk.at)
    typer.echo("Thư được gửi lại từ lần gửi tới.")


@app.command()
def redirect(
    reason: Reason,
    as_: As,
    address: Annotated[
        str | None, typer.Option("--to", metavar="ĐỊA_CHỈ", help="Bỏ trống thì thư lại tới từng người nhận.")
    ] = None,
) -> None:
    """Chuyển mọi thư về một địa chỉ khi chạy thử."""
    with acting(as_) as desk:
        mail_brake.redirect(desk.session, address, reason=reason, by=desk.by, at=desk.at)
    typer.echo(f"Mọi thư được chuyển tới {address}." if address else "Thư lại tới từng người nhận.")

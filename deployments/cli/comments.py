"""`thidua comments`: the public comments on the council's list before a decision is signed."""

from typing import Annotated

import typer

from actions import comments as acts
from deployments.cli.context import acting
from deployments.cli.options import As, Code, Document, Reason, Received, Round
from domain.stages import FINAL
from wording.dates import short_date

app = typer.Typer(no_args_is_help=True)


@app.callback()
def comments() -> None:
    """Lấy ý kiến công khai về danh sách đề nghị khen thưởng."""


@app.command("open")
def open_(
    code: Code,
    days: Annotated[int, typer.Argument(metavar="SỐ_NGÀY", help="Số ngày lấy ý kiến, không tính hôm nay.")],
    as_: As,
    place: Annotated[str, typer.Option("--place", metavar="NƠI", help="Nơi niêm yết hoặc trang thông tin.")],
    document: Document = None,
    round_: Round = FINAL,
) -> None:
    """Bắt đầu lấy ý kiến; trong lúc ấy thời gian của cơ quan ngừng tính và chưa ký quyết định."""
    with acting(as_) as desk:
        period = acts.open_comments(
            desk.session, code, round_, days=days, place=place, document=document, by=desk.by, at=desk.at
        )
    typer.echo(f"Lấy ý kiến công khai đến hết ngày {short_date(period.ends_on)}.")


@app.command()
def note(
    code: Code,
    as_: As,
    sender: Annotated[str, typer.Option("--sender", metavar="NGƯỜI", help="Ai góp ý.")],
    text: Annotated[str, typer.Option("--text", metavar="CHỮ", help="Nội dung góp ý.")],
    dossier: Annotated[str | None, typer.Option("--dossier", metavar="HỒ_SƠ", help="Về hồ sơ nào.")] = None,
    received_on: Received = None,
    round_: Round = FINAL,
) -> None:
    """Ghi nhận một ý kiến."""
    with acting(as_) as desk:
        acts.note_comment(
            desk.session,
            code,
            round_,
            sender=sender,
            text=text,
            dossier=dossier,
            received_on=received_on,
            by=desk.by,
            at=desk.at,
        )
    typer.echo("Đã ghi nhận ý kiến.")


@app.command()
def close(code: Code, as_: As, reason: Reason, round_: Round = FINAL) -> None:
    """Kết thúc sớm; không làm gì thì tự kết thúc sau ngày cuối."""
    with acting(as_) as desk:
        acts.close_comments(desk.session, code, round_, reason=reason, by=desk.by, at=desk.at)
    typer.echo("Đã kết thúc lấy ý kiến công khai.")

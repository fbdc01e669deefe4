"""`thidua complaint`: enter, handle, list and show complaints, and the limit within which to handle them."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from actions import complaint_limits, complaints
from actions.complaints import Scan
from actions.viewing import note_view
from deployments.cli.context import acting, looking
from deployments.cli.options import As, Code, File, Json, Reason, Text, Viewer, content_of, day, text_of
from deployments.cli.tables import as_json, heading, table
from domain.complaints import ComplaintOutcome, limit_of
from domain.errors import Invalid
from domain.personal_data import Sensitive
from models import blobs
from queries import complaints as asked
from queries.complaints import ComplaintDetail, ComplaintLine, Wanted
from wording.complaints import COMPLAINT_ABOUT, COMPLAINT_OUTCOMES, COMPLAINT_STATES, LIMIT_UNITS
from wording.dates import moment, short_date
from wording.states import DOSSIER_STATES

app = typer.Typer(no_args_is_help=True)

Number = Annotated[str, typer.Argument(metavar="KHIẾU_NẠI", help="Mã khiếu nại, như KN-0001.")]
Paper = Annotated[str, typer.Option("--document", metavar="SỐ", help="Số, ký hiệu văn bản.")]


@app.callback()
def complaint() -> None:
    """Khiếu nại về trường hợp được đề nghị hoặc về khen thưởng đã ban hành."""


@app.command()
def file(
    code: Code,
    dossier: Annotated[str, typer.Argument(metavar="HỒ_SƠ", help="Mã hồ sơ, như HS-TDP-01-01.")],
    sender: Annotated[str, typer.Option("--sender", metavar="TÊN", help="Người khiếu nại; chỉ người giải quyết xem.")],
    document: Paper,
    received_on: Annotated[date, typer.Option("--received-on", metavar="NGÀY", parser=day, help="Ngày nhận đơn.")],
    as_: As,
    text: Text = None,
    content: File = None,
    scan: Annotated[Path | None, typer.Option("--scan", metavar="TỆP", help="Bản quét đơn.")] = None,
) -> None:
    """Tiếp nhận khiếu nại; trường hợp được đề nghị tạm dừng xét từ lúc này."""
    with acting(as_) as desk:
        found = complaints.file(
            desk.session,
            code,
            dossier,
            sender=sender,
            content=text_of(text, content),
            document=document,
            received_on=received_on,
            scan=None if scan is None else _scan(desk.files, scan),
            by=desk.by,
            at=desk.at,
        )
        number = found.code
    typer.echo(f"Đã tiếp nhận khiếu nại {number} về hồ sơ {dossier}.")


@app.command()
def accept(code: Code, number: Number, document: Paper, as_: As) -> None:
    """Thụ lý khiếu nại."""
    with acting(as_) as desk:
        complaints.accept(desk.session, code, number, document=document, by=desk.by, at=desk.at)
    typer.echo(f"Đã thụ lý khiếu nại {number}.")


@app.command()
def refuse(code: Code, number: Number, reason: Reason, as_: As) -> None:
    """Không thụ lý khiếu nại; hồ sơ được xét tiếp."""
    with acting(as_) as desk:
        complaints.refuse(desk.session, code, number, reason=reason, by=desk.by, at=desk.at)
    typer.echo(f"Đã ghi việc không thụ lý khiếu nại {number}.")


@app.command()
def resolve(
    code: Code,
    number: Number,
    outcome: Annotated[str, typer.Option("--outcome", metavar="KẾT_QUẢ", help="upheld, partly hoặc unfounded.")],
    document: Paper,
    as_: As,
    text: Text = None,
    conclusion: File = None,
    exclude: Annotated[
        bool | None, typer.Option("--exclude/--keep", help="Đúng một phần: không xét nữa, hoặc vẫn xét.")
    ] = None,
) -> None:
    """Kết luận khiếu nại."""
    if outcome not in set(ComplaintOutcome):
        raise Invalid("complaint_outcome", found=outcome, allowed=tuple(ComplaintOutcome))
    with acting(as_) as desk:
        complaints.resolve(
            desk.session,
            code,
            number,
            outcome=ComplaintOutcome(outcome),
            conclusion=text_of(text, conclusion),
            document=document,
            excludes=exclude,
            by=desk.by,
            at=desk.at,
        )
    typer.echo(f"Đã ghi kết luận khiếu nại {number}: {COMPLAINT_OUTCOMES[outcome].lower()}.")


@app.command()
def withdraw(code: Code, number: Number, reason: Reason, as_: As) -> None:
    """Ghi việc người khiếu nại rút đơn; hồ sơ được xét tiếp."""
    with acting(as_) as desk:
        complaints.withdraw(desk.session, code, number, reason=reason, by=desk.by, at=desk.at)
    typer.echo(f"Đã ghi việc rút khiếu nại {number}.")


@app.command()
def extend(
    code: Code,
    number: Number,
    due: Annotated[date, typer.Argument(metavar="NGÀY", parser=day, help="Hạn mới, như 2021-11-20.")],
    reason: Reason,
    as_: As,
) -> None:
    """Gia hạn giải quyết, một lần."""
    with acting(as_) as desk:
        complaints.extend(desk.session, code, number, due, reason=reason, by=desk.by, at=desk.at)
    typer.echo(f"Đã gia hạn khiếu nại {number} đến {short_date(due)}.")


@app.command()
def pause(code: Code, number: Number, reason: Reason, as_: As) -> None:
    """Tạm ngừng tính thời hạn, một lần."""
    with acting(as_) as desk:
        complaints.pause(desk.session, code, number, reason=reason, by=desk.by, at=desk.at)
    typer.echo(f"Đã tạm ngừng tính thời hạn của khiếu nại {number}.")


@app.command()
def resume(code: Code, number: Number, as_: As) -> None:
    """Tính tiếp thời hạn đã tạm ngừng."""
    with acting(as_) as desk:
        complaints.resume(desk.session, code, number, by=desk.by, at=desk.at)
    typer.echo(f"Thời hạn của khiếu nại {number} được tính tiếp.")


@app.command()
def limit(
    as_: As,
    days: Annotated[int | None, typer.Option("--days", metavar="SỐ", help="Số ngày; bỏ trống để bỏ thời hạn.")] = None,
    unit: Annotated[str, typer.Option("--unit", metavar="ĐƠN_VỊ", help="calendar hoặc working.")] = "working",
    counted_from: Annotated[str, typer.Option("--from", metavar="MỐC", help="received hoặc accepted.")] = "accepted",
    source: Annotated[str, typer.Option("--source", metavar="VĂN_BẢN", help="Văn bản quy định thời hạn.")] = "",
    reason: Annotated[str, typer.Option("--reason", metavar="LÝ_DO", help="Lý do bỏ thời hạn.")] = "",
) -> None:
    """Đặt, hoặc bỏ, thời hạn giải quyết khiếu nại nhận từ nay."""
    with acting(as_) as desk:
        if days is None:
            complaint_limits.lift_limit(desk.session, reason=reason, by=desk.by, at=desk.at)
        else:
            told = limit_of(days, unit, counted_from, source)
            complaint_limits.set_limit(desk.session, told, by=desk.by, at=desk.at)
    typer.echo("Đã bỏ thời hạn." if days is None else f"Đã đặt thời hạn: {days} {LIMIT_UNITS[unit]}.")


@app.command("list")
def list_(
    as_: Viewer = None,
    json: Json = False,
    campaign: Annotated[str | None, typer.Argument(metavar="MÃ", help="Chỉ của phong trào này.")] = None,
    over: Annotated[bool, typer.Option("--over", help="Cả khiếu nại đã xong.")] = False,
) -> None:
    """Liệt kê khiếu nại, hạn gần trước."""
    wanted = Wanted(campaign=campaign, which=None if over else asked.OPEN)
    with looking(as_) as desk:
        found = asked.listing(desk.session, desk.by, on=desk.today, wanted=wanted, limit=500)
    if json:
        as_json(found)
        return
    table(("Mã", "Về", "Hồ sơ", "Trạng thái", "Nhận", "Hạn"), map(_row, found), empty="Không có khiếu nại nào.")


@app.command()
def show(code: Code, number: Number, as_: Viewer = None, json: Json = False) -> None:
    """Xem một khiếu nại, kể cả người gửi và nội dung; việc xem được ghi lại."""
    with acting(as_) if as_ else looking(None) as desk:
        found = asked.show(desk.session, desk.by, code, number, on=desk.today)
        if as_:
            note_view(desk.session, Sensitive.EVIDENCE, f"complaint:{number}", campaign=code, by=desk.by, at=desk.at)
    if json:
        as_json(found)
    else:
        _print(found)


def _row(one: ComplaintLine) -> tuple[str, ...]:
    due = short_date(one.due) if one.due else "chưa có hạn"
    where = f"{one.campaign} {one.dossier}"
    return one.code, one.nominee, where, COMPLAINT_STATES[one.state], short_date(one.received_on), due


def _print(one: ComplaintDetail) -> None:
    heading(f"Khiếu nại {one.code} về {one.nominee}, hồ sơ {one.dossier}: {COMPLAINT_STATES[one.state]}")
    typer.echo(f"{COMPLAINT_ABOUT[one.about]} ({DOSSIER_STATES[one.dossier_state]})")
    typer.echo(f"Đơn {one.document}, nhận ngày {short_date(one.received_on)}, của {one.sender}")
    typer.echo(one.content)
    typer.echo(f"Hạn: {short_date(one.due)}" if one.due else "Chưa có hạn.")
    if one.outcome:
        typer.echo(f"{COMPLAINT_OUTCOMES[one.outcome]}, theo {one.conclusion_document}: {one.conclusion}")
    for event in reversed(one.events):
        typer.echo(f"  {moment(event.at)} {event.actor_name}: {event.sentence}")


def _scan(files: Path, scan: Path) -> Scan:
    content = content_of(scan)
    return Scan(scan.name, len(content), blobs.put(files, content))

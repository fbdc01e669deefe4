"""`thidua stuck`: what everything waits for, who has the move, and what happens next by itself."""

from typing import Annotated

import typer

from deployments.cli.context import looking
from deployments.cli.options import Json, Viewer
from deployments.cli.tables import as_json, heading, table
from queries import failures
from queries import stuck as asked
from queries.contacts import Contact
from queries.engine import engine
from queries.failures import IncidentLine, UndeliverableLine
from queries.stuck import WaitLine
from queries.wanted import Wanted
from wording.dates import moment, short_date, working_days
from wording.labels import MAIL_STATES
from wording.waits import CLOCKS


def stuck(
    code: Annotated[str | None, typer.Argument(metavar="MÃ", help="Chỉ một phong trào.")] = None,
    as_: Viewer = None,
    overdue: Annotated[bool, typer.Option("--overdue", help="Chỉ những việc quá hạn.")] = False,
    all_: Annotated[bool, typer.Option("--all", help="Cả những giai đoạn chỉ chờ đến ngày.")] = False,
    json: Json = False,
) -> None:
    """Đang chờ gì, ai đang giữ việc, từ bao giờ, tự chạy tiếp lúc nào."""
    with looking(as_) as desk:
        wanted = Wanted(campaign=code, overdue=overdue, planned=all_)
        waits = asked.waits(desk.session, desk.by, on=desk.today, wanted=wanted)
        incidents = failures.incidents(desk.session, desk.by, campaign=code)
        mails = failures.undeliverable(desk.session, desk.by, campaign=code)
        service = engine(desk.session, at=desk.at)
    if json:
        told = {"waits": waits, "incidents": incidents, "undeliverable": mails}
        lists = {name: [line.model_dump(mode="json") for line in lines] for name, lines in told.items()}
        as_json({**lists, "engine": service.model_dump(mode="json")})
        return
    for said in service.sentences:
        typer.echo(said)
    columns = ("Phong trào", "Giai đoạn", "Số", "Việc đang chờ", "Ai đang giữ", "Đã chờ", "Hạn", "Tự chạy tiếp lúc")
    table(columns, (_wait(line) for line in waits), empty="Không có việc gì đang chờ.")
    if code is not None:
        _print_remedies(waits)
    _print_incidents(incidents)
    _print_mails(mails)


def _print_remedies(lines: tuple[WaitLine, ...]) -> None:
    """Once for each stage: what helps, and for the rest why not."""
    for stage, line in {line.stage: line for line in reversed(lines)}.items():
        heading(f"Có thể làm gì với “{line.stage_name}” ({stage})")
        if line.later:
            typer.echo(f"Giai đoạn phải chờ theo: {', '.join(line.later)}.")
        rows = ((one.label, one.why_not or one.command) for one in line.remedies)
        table(("Việc", "Lệnh, hoặc vì sao không"), rows, empty="")


def _print_incidents(lines: tuple[IncidentLine, ...]) -> None:
    if lines:
        heading("Bước bị lỗi")
        columns = ("Phong trào", "Giai đoạn", "Bước", "Nguyên nhân", "Số lần", "Thử lại lúc")
        rows = (
            (
                x.campaign,
                x.stage_name,
                x.step,
                x.cause,
                x.attempts,
                moment(x.next_try_at) if x.next_try_at else "chờ người",
            )
            for x in lines
        )
        table(columns, rows, empty="")


def _print_mails(lines: tuple[UndeliverableLine, ...]) -> None:
    if lines:
        heading("Thư không tới nơi")
        rows = ((x.campaign, x.recipient, x.address, x.subject, MAIL_STATES[x.state], x.reply) for x in lines)
        table(("Phong trào", "Người nhận", "Địa chỉ", "Thư", "Trạng thái", "Máy chủ trả lời"), rows, empty="")


def _wait(line: WaitLine) -> tuple[object, ...]:
    who = "; ".join((line.holder, *(_reach(one) for one in line.contacts if _reach(one) != line.holder)))
    waited = "" if line.waited_days is None else f"{working_days(line.waited_days)} ({CLOCKS[line.clock]})"
    due = short_date(line.due) if line.due else "chưa có hạn"
    late = f", quá {working_days(line.overdue_days)}" if line.overdue_days else ""
    following = "đang tạm dừng" if line.suspended else moment(line.next_at) if line.next_at else "chờ người"
    return line.campaign, line.stage_name, line.duty_id, line.what, who, waited, due + late, following


def _reach(one: Contact) -> str:
    return ", ".join(part for part in (one.name, one.phone, one.email) if part)

"""Verbs that help when something is stuck: remind, hand over, skip, step back, reopen, let in late."""

from typing import Annotated

import typer

from actions import helping, lateness, reopening, second_person
from actions.entering import Late
from deployments.cli.context import acting
from deployments.cli.options import As, Code, Day, Document, Incoming, Reason, Received, Stage
from domain.stages import StageKey
from wording.dates import short_date
from wording.labels import stage_label

Authority = Annotated[str, typer.Option("--authority", metavar="NGƯỜI_CHO_PHÉP", help="Ai cho phép nhận muộn.")]
Leave = Annotated[str, typer.Option("--document", metavar="SỐ", help="Số văn bản cho phép.")]


def remind(
    code: Code,
    stage: Stage,
    as_: As,
    unit: Annotated[str | None, typer.Option("--unit", metavar="ĐƠN_VỊ", help="Chỉ nhắc một đơn vị.")] = None,
) -> None:
    """Nhắc ngay những ai còn nợ việc trong một giai đoạn; mỗi việc một lần trong ngày."""
    with acting(as_) as desk:
        told = helping.remind_now(desk.session, code, stage, unit=unit, by=desk.by, at=desk.at)
    typer.echo(f"Đã nhắc: {told} thư.")


def hand_over(
    code: Code,
    stage: Stage,
    duty: Annotated[int, typer.Argument(metavar="SỐ_VIỆC", help="Số việc, xem ở: thidua stuck.")],
    person: Annotated[str, typer.Argument(metavar="NGƯỜI_NHẬN", help="Mã người nhận việc.")],
    as_: As,
    reason: Reason,
    document: Document = None,
) -> None:
    """Giao một việc cho người khác; người ấy có vai trò cần cho việc, chỉ trong phong trào này."""
    with acting(as_) as desk:
        given = helping.hand_over(
            desk.session, code, stage, duty, person, reason=reason, document=document, by=desk.by, at=desk.at
        )
    typer.echo(f"Đã giao “{given.what}” cho {person}.")


def skip(
    code: Code,
    stage: Stage,
    as_: As,
    reason: Annotated[str, typer.Option("--reason", metavar="LÝ_DO", help="Vì sao đề nghị hoặc không đồng ý.")] = "",
    agree: Annotated[bool | None, typer.Option("--agree/--refuse", help="Người thứ hai đồng ý hoặc không.")] = None,
) -> None:
    """Đề nghị bỏ qua một giai đoạn; người thứ hai đồng ý (--agree) hoặc không (--refuse)."""
    with acting(as_) as desk:
        if agree is None:
            second_person.ask_skip(desk.session, code, stage, reason=reason, by=desk.by, at=desk.at)
        else:
            second_person.decide_skip(desk.session, code, stage, agree=agree, reason=reason, by=desk.by, at=desk.at)
    said = {None: "Đã đề nghị, chờ người thứ hai đồng ý", True: "Không tổ chức", False: "Không đồng ý bỏ qua"}
    typer.echo(f"{said[agree]}: “{_name(stage)}”.")


def step_back(
    code: Code,
    stage: Stage,
    due: Day,
    as_: As,
    reason: Reason,
) -> None:
    """Lùi một giai đoạn chưa bỏ phiếu hoặc chưa ký; giai đoạn trước mở lại đến hạn mới."""
    with acting(as_) as desk:
        helping.step_back_stage(desk.session, code, stage, due, reason=reason, by=desk.by, at=desk.at)
    typer.echo(f"Đã lùi “{_name(stage)}”; giai đoạn trước mở lại đến {short_date(due)}.")


def reopen(code: Code, stage: Stage, due: Day, as_: As, reason: Reason, document: Document = None) -> None:
    """Mở lại một giai đoạn đã kết thúc, với hạn mới; việc chưa làm lại phải làm."""
    with acting(as_) as desk:
        reopening.reopen(desk.session, code, stage, due, reason=reason, document=document, by=desk.by, at=desk.at)
    typer.echo(f"Đã mở lại “{_name(stage)}” đến {short_date(due)}.")


def register_late(
    code: Code,
    unit: Annotated[str, typer.Argument(metavar="ĐƠN_VỊ", help="Mã đơn vị.")],
    as_: As,
    pledge: Annotated[list[str], typer.Option("--pledge", metavar="CHỮ", help="Nội dung đăng ký; ghi nhiều lần.")],
    authority: Authority,
    document: Leave,
    reason: Reason,
    incoming_number: Incoming = None,
    received_on: Received = None,
) -> None:
    """Nhận đăng ký đến sau hạn; được xác nhận ngay và ghi rõ là nhận muộn."""
    with acting(as_) as desk:
        lateness.accept_registration(
            desk.session,
            code,
            unit,
            pledges=pledge,
            late=Late(authority, document, reason),
            incoming_number=incoming_number,
            received_on=received_on,
            by=desk.by,
            at=desk.at,
        )
    typer.echo(f"Đã nhận muộn đăng ký của đơn vị {unit}.")


def _name(key: StageKey) -> str:
    return stage_label(key.kind.value, key.round)

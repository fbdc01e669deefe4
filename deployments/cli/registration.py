"""`thidua register`, `confirm`, `unregister`: what units pledge."""

from typing import Annotated

import typer

from actions import registrations
from deployments.cli.context import acting
from deployments.cli.options import As, Code, Incoming, Reason, Received, Unit


def register(
    code: Code,
    unit: Unit,
    as_: As,
    pledge: Annotated[
        list[str] | None, typer.Option("--pledge", metavar="CHỮ", help="Nội dung đăng ký; ghi nhiều lần.")
    ] = None,
    incoming_number: Incoming = None,
    received_on: Received = None,
) -> None:
    """Gửi đăng ký thi đua của một đơn vị, hoặc nhập thay đơn vị từ bản giấy."""
    with acting(as_) as desk:
        registrations.register(
            desk.session,
            code,
            unit,
            pledges=pledge or (),
            incoming_number=incoming_number,
            received_on=received_on,
            by=desk.by,
            at=desk.at,
        )
    typer.echo(f"Đã nhận đăng ký thi đua của đơn vị {unit}.")


def confirm(code: Code, unit: Unit, as_: As) -> None:
    """Xác nhận đăng ký thi đua của một đơn vị."""
    with acting(as_) as desk:
        registrations.confirm(desk.session, code, unit, by=desk.by, at=desk.at)
    typer.echo(f"Đã xác nhận đăng ký của đơn vị {unit}.")


def unregister(code: Code, unit: Unit, as_: As, reason: Reason) -> None:
    """Rút đăng ký thi đua của một đơn vị."""
    with acting(as_) as desk:
        registrations.withdraw(desk.session, code, unit, reason=reason, by=desk.by, at=desk.at)
    typer.echo(f"Đã rút đăng ký của đơn vị {unit}.")

"""`thidua council`: a member's conflict with a dossier, declared and decided."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any

import typer

from actions import recusals
from deployments.cli.context import acting
from deployments.cli.options import As, Code, Reason, Round
from domain.stages import FINAL

Dossier = Annotated[str, typer.Argument(metavar="HỒ_SƠ", help="Mã hồ sơ, như HS-TDP-01-01.")]


def recuse(
    code: Code,
    dossier: Dossier,
    reason: Reason,
    as_: As,
    person: Annotated[
        str | None, typer.Option("--person", metavar="NGƯỜI", help="Thư ký nhập cho thành viên này.")
    ] = None,
    round_: Round = FINAL,
) -> None:
    """Khai báo mình có liên quan đến một hồ sơ; Chủ tịch Hội đồng quyết định."""
    with acting(as_) as desk:
        recusals.declare(desk.session, code, round_, dossier, reason=reason, person=person, by=desk.by, at=desk.at)
    typer.echo(f"Đã ghi nhận khai báo về hồ sơ {dossier}, chờ Chủ tịch Hội đồng quyết định.")


def decide_recusal(
    code: Code,
    dossier: Dossier,
    person: Annotated[str, typer.Argument(metavar="NGƯỜI", help="Mã thành viên có liên quan.")],
    agreed: Annotated[bool, typer.Option("--agree/--refuse", help="Không tham gia xét hồ sơ này, hay vẫn tham gia.")],
    reason: Reason,
    as_: As,
    round_: Round = FINAL,
) -> None:
    """Quyết định một thành viên có liên quan có tham gia xét hồ sơ hay không."""
    with acting(as_) as desk:
        recusals.decide(
            desk.session, code, round_, dossier, person, agreed=agreed, reason=reason, by=desk.by, at=desk.at
        )
    typer.echo(f"Đã quyết định: {person} {'không' if agreed else 'vẫn'} tham gia xét hồ sơ {dossier}.")


VERBS: Mapping[str, Callable[..., Any]] = {"recuse": recuse, "decide-recusal": decide_recusal}

"""`thidua council ballot`: open ballots by name, and paper ballots counted by a counting team."""

from typing import Annotated

import typer

from actions import ballots
from deployments.cli.context import acting
from deployments.cli.options import As, Code, Round
from domain.ballots import Tally
from domain.stages import FINAL
from wording.states import OUTCOMES

app = typer.Typer(no_args_is_help=True)

DossierCode = Annotated[str, typer.Argument(metavar="HỒ_SƠ", help="Mã hồ sơ, như HS-TDP-01-01.")]


@app.callback()
def ballot() -> None:
    """Bỏ phiếu từng hồ sơ."""


@app.command("open")
def open_(code: Code, dossier: DossierCode, as_: As, round_: Round = FINAL) -> None:
    """Mở bỏ phiếu một hồ sơ."""
    with acting(as_) as desk:
        row = ballots.open_ballot(desk.session, code, round_, dossier, by=desk.by, at=desk.at)
    typer.echo(f"Đã mở bỏ phiếu hồ sơ {dossier}, lượt {row.turn}.")


@app.command()
def vote(
    code: Code,
    dossier: DossierCode,
    choice: Annotated[str, typer.Argument(metavar="PHIẾU", help="yes, no hoặc blank.")],
    as_: As,
    written_by: Annotated[
        str | None, typer.Option("--written-by", metavar="NGƯỜI", help="Nhập ý kiến bằng văn bản của người vắng mặt.")
    ] = None,
    round_: Round = FINAL,
) -> None:
    """Bỏ một phiếu công khai."""
    with acting(as_) as desk:
        ballots.vote(desk.session, code, round_, dossier, choice, written_by=written_by, by=desk.by, at=desk.at)
    typer.echo(f"Đã ghi nhận phiếu cho hồ sơ {dossier}.")


@app.command()
def count(
    code: Code,
    dossier: DossierCode,
    yes: Annotated[int, typer.Option("--yes", metavar="SỐ", help="Phiếu đồng ý.")],
    no: Annotated[int, typer.Option("--no", metavar="SỐ", help="Phiếu không đồng ý.")],
    document: Annotated[str, typer.Option("--document", metavar="SỐ", help="Biên bản kiểm phiếu.")],
    as_: As,
    blank: Annotated[int, typer.Option("--blank", metavar="SỐ", help="Phiếu trắng.")] = 0,
    invalid: Annotated[int, typer.Option("--invalid", metavar="SỐ", help="Phiếu không hợp lệ.")] = 0,
    round_: Round = FINAL,
) -> None:
    """Nhập kết quả bỏ phiếu giấy theo biên bản của tổ kiểm phiếu."""
    with acting(as_) as desk:
        result = ballots.enter_count(
            desk.session,
            code,
            round_,
            dossier,
            yes=yes,
            no=no,
            blank=blank,
            invalid=invalid,
            document=document,
            by=desk.by,
            at=desk.at,
        )
    _tell(dossier, result)


@app.command()
def close(code: Code, dossier: DossierCode, as_: As, round_: Round = FINAL) -> None:
    """Kết thúc lượt bỏ phiếu công khai và tính kết quả theo quy chế."""
    with acting(as_) as desk:
        result = ballots.close_ballot(desk.session, code, round_, dossier, by=desk.by, at=desk.at)
    _tell(dossier, result)


def _tell(dossier: str, result: Tally) -> None:
    counted = f"{result.got} phiếu đồng ý, cần {result.needed} trên {result.base}"
    typer.echo(f"Hồ sơ {dossier}: {OUTCOMES[result.outcome].lower()} ({counted}).")

"""`thidua council ballot`: votes by name, secret papers on screen, papers counted by a team; and the result."""

from pathlib import Path
from typing import Annotated

import typer

from actions import ballots, revotes
from deployments.cli.ballot_result import print_result
from deployments.cli.context import acting, looking
from deployments.cli.options import As, Code, Json, Reason, Round, Viewer, content_of
from deployments.cli.tables import as_json
from domain.ballots import Tally
from domain.stages import FINAL
from models import blobs
from queries.council import ballot_result
from wording.states import OUTCOMES

app = typer.Typer(no_args_is_help=True)

DossierCode = Annotated[str, typer.Argument(metavar="HỒ_SƠ", help="Mã hồ sơ, như HS-TDP-01-01.")]


@app.callback()
def ballot() -> None:
    """Bỏ phiếu từng hồ sơ."""


@app.command("open")
def open_(
    code: Code,
    dossier: DossierCode,
    as_: As,
    paper: Annotated[bool, typer.Option("--paper", help="Bỏ phiếu giấy, dù quy chế cho bỏ trên máy.")] = False,
    round_: Round = FINAL,
) -> None:
    """Mở bỏ phiếu một hồ sơ, theo cách quy chế quy định."""
    with acting(as_) as desk:
        row = ballots.open_ballot(
            desk.session, code, round_, dossier, keys=desk.keys, on_paper=paper, by=desk.by, at=desk.at
        )
    typer.echo(f"Đã mở bỏ phiếu hồ sơ {dossier}, lượt {row.turn}.")


@app.command()
def vote(
    code: Code,
    dossier: DossierCode,
    as_: As,
    choice: Annotated[
        str | None,
        typer.Argument(metavar="PHIẾU", help="yes, no hoặc blank; bỏ trống để gõ mà không hiện ra màn hình."),
    ] = None,
    written_by: Annotated[
        str | None, typer.Option("--written-by", metavar="NGƯỜI", help="Nhập ý kiến bằng văn bản của người vắng mặt.")
    ] = None,
    round_: Round = FINAL,
) -> None:
    """Bỏ một phiếu. Bỏ phiếu kín thì đừng ghi phiếu vào dòng lệnh, vì máy nhớ các lệnh đã gõ."""
    # Asked for before the transaction begins, because nobody else could write while somebody thinks.
    told = choice or typer.prompt("Phiếu (yes, no, blank)", hide_input=True)
    with acting(as_) as desk:
        ballots.vote(
            desk.session,
            code,
            round_,
            dossier,
            told,
            written_by=written_by,
            keys=desk.keys,
            by=desk.by,
            at=desk.at,
        )
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
    issued: Annotated[int | None, typer.Option("--issued", metavar="SỐ", help="Phiếu phát ra.")] = None,
    returned: Annotated[int | None, typer.Option("--returned", metavar="SỐ", help="Phiếu thu về.")] = None,
    written: Annotated[
        int, typer.Option("--written", metavar="SỐ", help="Trong đó ý kiến bằng văn bản của người vắng mặt.")
    ] = 0,
    teller: Annotated[
        list[str] | None, typer.Option("--teller", metavar="HỌ_TÊN", help="Người của tổ kiểm phiếu; ghi nhiều lần.")
    ] = None,
    minutes: Annotated[
        Path | None, typer.Option("--minutes", metavar="TỆP", help="Bản quét biên bản kiểm phiếu đã ký.")
    ] = None,
    round_: Round = FINAL,
) -> None:
    """Nhập kết quả bỏ phiếu giấy theo biên bản của tổ kiểm phiếu."""
    with acting(as_) as desk:
        scan = None if minutes is None else _scan(desk.files, minutes)
        found = ballots.enter_count(
            desk.session,
            code,
            round_,
            dossier,
            yes=yes,
            no=no,
            blank=blank,
            invalid=invalid,
            document=document,
            counted=ballots.Papers(issued, returned, written, tuple(teller or ()), scan),
            by=desk.by,
            at=desk.at,
        )
    _tell(dossier, found)


@app.command()
def close(code: Code, dossier: DossierCode, as_: As, round_: Round = FINAL) -> None:
    """Kết thúc lượt bỏ phiếu và tính kết quả theo quy chế."""
    with acting(as_) as desk:
        found = ballots.close_ballot(desk.session, code, round_, dossier, keys=desk.keys, by=desk.by, at=desk.at)
    _tell(dossier, found)


@app.command()
def void(code: Code, dossier: DossierCode, reason: Reason, as_: As, round_: Round = FINAL) -> None:
    """Tuyên bố lượt đang mở vô hiệu, để bỏ phiếu lại; không phiếu nào của lượt ấy được mở."""
    with acting(as_) as desk:
        revotes.void_ballot(desk.session, code, round_, dossier, reason=reason, keys=desk.keys, by=desk.by, at=desk.at)
    typer.echo(f"Lượt bỏ phiếu hồ sơ {dossier} vô hiệu. Mở lượt mới khi sẵn sàng.")


@app.command()
def settle(
    code: Code,
    dossier: DossierCode,
    choice: Annotated[str, typer.Argument(metavar="Ý_KIẾN", help="yes hoặc no.")],
    as_: As,
    round_: Round = FINAL,
) -> None:
    """Chủ tịch quyết định khi ngang phiếu, nếu quy chế cho phép."""
    with acting(as_) as desk:
        found = revotes.settle_tie(desk.session, code, round_, dossier, choice, by=desk.by, at=desk.at)
    _tell(dossier, found)


@app.command()
def again(
    code: Code,
    dossier: DossierCode,
    reason: Reason,
    document: Annotated[str, typer.Option("--document", metavar="SỐ", help="Biên bản quyết định bỏ phiếu lại.")],
    as_: As,
    round_: Round = FINAL,
) -> None:
    """Hội đồng bỏ phiếu lại một hồ sơ đã có kết quả, trước khi kết luận."""
    with acting(as_) as desk:
        revotes.vote_again(
            desk.session, code, round_, dossier, reason=reason, document=document, by=desk.by, at=desk.at
        )
    typer.echo(f"Hồ sơ {dossier} sẽ được bỏ phiếu lại; kết quả cũ vẫn xem được.")


@app.command()
def result(
    code: Code,
    dossier: DossierCode,
    as_: Viewer = None,
    turn: Annotated[int | None, typer.Option("--turn", metavar="LƯỢT", help="Lượt nào; mặc định là lượt cuối.")] = None,
    json: Json = False,
) -> None:
    """Xem kết quả một lượt đã kết thúc, kèm cách tính."""
    with looking(as_) as desk:
        found = ballot_result(desk.session, desk.by, code, dossier, turn=turn)
    as_json(found) if json else print_result(found)


def _scan(files: Path, minutes: Path) -> ballots.Scan:
    content = content_of(minutes)
    return ballots.Scan(minutes.name, len(content), blobs.put(files, content))


def _tell(dossier: str, found: Tally) -> None:
    counted = f"{found.got} phiếu đồng ý, cần {found.needed} trên {found.base}"
    typer.echo(f"Hồ sơ {dossier}: {OUTCOMES[found.outcome].lower()} ({counted}).")

"""`thidua backup` and `thidua restore`: one file that holds the installation, and the way back."""

from pathlib import Path
from typing import Annotated

import typer

import settings
from deployments.cli.audit_ledger import outside_of
from deployments.cli.context import looking
from deployments.cli.options import Reason
from deployments.keeping.making import make
from deployments.keeping.placing import occupied
from deployments.keeping.restoring import Restored, Wish, restore
from domain.errors import WrongState
from models.ledger_keys import DIRECTORY as LEDGER_KEYS
from wording.dates import moment
from wording.ledger import finding_sentence
from wording.numbers import grouped

Tools = Annotated[
    Path | None,
    typer.Option("--pg-bin", metavar="THƯ_MỤC", help="Nơi có pg_dump, pg_restore; mặc định: PATH."),
]
CONFIRMATION = "cất sang một bên"


def backup(
    file: Annotated[Path, typer.Argument(metavar="TỆP", help="Tệp mới, như thidua-2021-12-01.tar.gz.")],
    with_key: Annotated[
        bool, typer.Option("--with-key", help="Kèm khóa ký điểm neo. Ai có tệp này sẽ ký được thay hệ thống.")
    ] = False,
    pg_bin: Tools = None,
) -> None:
    """Sao lưu toàn bộ cơ quan vào một tệp, trong lúc hệ thống vẫn chạy."""
    with looking(None) as desk:
        at = desk.at
    current = settings.load()
    made = make(current, file.absolute(), at=at, with_keys=with_key, tools=pg_bin)
    megabytes = grouped(max(round(made.size / 1_000_000), 1))
    typer.echo(f"Đã sao lưu vào {file}: {megabytes} MB, {grouped(made.files)} tệp tài liệu. Tệp có dữ liệu cá nhân.")
    typer.echo("Không có trong tệp: mật khẩu trong cài đặt, khóa và phiếu kín của các lượt đang bỏ phiếu.")
    if not with_key:
        where = current.data_directory / LEDGER_KEYS
        typer.echo(f"Cũng không có khóa ký điểm neo: sao lưu riêng thư mục {where}.")
    for name in made.damaged:
        typer.echo(f"Tệp tài liệu {name} đã hỏng từ trước, được sao lưu như đang có.", err=True)
    if made.damaged:
        raise typer.Exit(1)


def restore_(
    file: Annotated[Path, typer.Argument(metavar="TỆP", help="Bản sao lưu.")],
    reason: Reason,
    checkpoint: Annotated[
        Path | None,
        typer.Option("--checkpoint", metavar="TỆP", help="Điểm neo giữ ở ngoài, để biết đã mất những gì."),
    ] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Cất những gì đang có, không xóa gì.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Không hỏi lại khi dùng --replace.")] = False,
    unsound: Annotated[bool, typer.Option("--unsound", help="Để điều tra: nhận cả kho không khớp nhật ký.")] = False,
    pg_bin: Tools = None,
) -> None:
    """Khôi phục từ bản sao lưu vào nơi trống; mọi thư bị giữ lại cho tới khi có người mở."""
    outside = () if checkpoint is None else outside_of(checkpoint).checkpoints
    current = settings.load()
    if replace and not yes:
        _confirm(occupied(current))
    wish = Wish(reason=reason, replace=replace, unsound=unsound, outside=outside, tools=pg_bin)
    _tell(restore(current, file.absolute(), wish))


def _confirm(taken: tuple[str, ...]) -> None:
    if taken:
        typer.echo(f"Sẽ cất sang một bên: {', '.join(taken)}.")
        if typer.prompt(f"Gõ “{CONFIRMATION}” để tiếp tục").strip() != CONFIRMATION:
            raise WrongState("replacing_not_confirmed")


def _tell(found: Restored) -> None:
    typer.echo(f"Đã khôi phục kho dữ liệu như lúc {moment(found.made_at)}.")
    for one in found.findings:
        typer.echo(f"• {finding_sentence(one.code, one.data)}")
    _tell_lost(found)
    for dossier in found.begun.voided:
        typer.echo(f"Phiếu kín về hồ sơ {dossier} không mở được nữa, đã tuyên bố không có giá trị: bỏ phiếu lại.")
    typer.echo(
        f"Mọi thư đang bị giữ ({grouped(found.begun.held_mails)} thư và thông báo chờ, có thể đã gửi trước khi hỏng)."
        " Xem bằng: thidua mail list; gửi tiếp bằng: thidua mail resume."
    )
    for name, value in found.settings:
        typer.echo(f"Cài đặt lúc sao lưu khác bây giờ: {name}={value}")
    if found.aside is not None:
        typer.echo(f"Những gì có trước đó nằm ở {found.aside}.")
    typer.echo("Bước tiếp: thidua doctor, thidua audit verify --checkpoint TỆP, rồi thidua up.")


def _tell_lost(found: Restored) -> None:
    lost = found.lost
    if lost is None:
        typer.echo("Chưa biết đã mất gì sau lúc sao lưu: không có điểm neo nào giữ ở ngoài mới hơn bản sao lưu.")
        return
    since = moment(lost.last_at) if lost.last_at else "đầu"
    typer.echo(
        f"Đã mất ít nhất {grouped(lost.count)} sự kiện, xảy ra từ {since} đến điểm neo lúc {moment(lost.signed_at)}"
        f" (kho còn {grouped(lost.left)} sự kiện). Nhập lại theo giấy tờ, thư đã gửi."
    )

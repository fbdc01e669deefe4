"""`thidua audit verify`, `reconcile`, `checkpoint`, `rotate-key`, `prove`: the ledger under the trail."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer

import settings
from actions.checkpoints import add_key, record_check, sign_checkpoint, signing_key
from actions.sealing import CHUNK, seal
from deployments.cli.audit import app
from deployments.cli.context import acting, looking, opening
from deployments.cli.options import As, Json, Reason, Viewer, content_of
from deployments.cli.tables import as_json
from documents.evidence import bundle, page, zipped
from domain.checkpoints import Anchors, anchors_in
from domain.errors import AlreadyDone, Invalid
from domain.ledger import Finding
from domain.people import Principal
from domain.proven import Evidence
from models.engine import open_engine, reading
from models.ledger_file import keep, kept
from models.ledger_keys import new_key, open_key
from models.ledger_rows import checkpoints, keys, last_key
from queries.ledger import evidence
from queries.ledger_check import Report, check
from queries.reconciling import reconcile
from wording.ledger import ANCHORED, NOTHING_FOUND, UNANCHORED, finding_name, finding_sentence
from wording.numbers import grouped

Kept = Annotated[
    Path | None,
    typer.Option("--checkpoint", metavar="TỆP", help="Điểm neo giữ ở ngoài: thư đã lưu, tệp chữ, tệp checkpoints.txt."),
]
Target = Annotated[
    Path, typer.Option("--output", "-o", metavar="TÊN", help="Thư mục mới; tệp .zip; hoặc tệp .html chỉ để đọc, in.")
]


@app.command()
def verify(file: Kept = None, as_: Viewer = None, json: Json = False) -> None:
    """Kiểm tra toàn bộ nhật ký và các bản ghi, nêu mọi điều không khớp; có điều không khớp thì mã thoát là 1."""
    outside = None if file is None else outside_of(file)
    with looking(as_) as desk:
        report = check(desk.session, desk.by, outside=outside, kept=kept(settings.load().data_directory))
        rows = reconcile(desk.session, desk.by)
        by = desk.by
    findings = (*report.findings, *rows.findings)
    _remember(report, findings, by)
    if json:
        told = report.model_dump(mode="json", exclude={"findings"})
        as_json({**told, "state": _state(report), "rows": rows.rows, "findings": _plain(findings)})
    else:
        typer.echo(f"Đã niêm phong {grouped(report.sealed)} sự kiện, đang chờ {grouped(report.unsealed)}.")
        typer.echo(f"Đã so {grouped(rows.rows)} bản ghi với nhật ký.")
        _say(findings)
        size = grouped(report.anchored or 0)
        typer.echo(ANCHORED.format(size=size) if _state(report) == "anchored" else UNANCHORED)
    if findings:
        raise typer.Exit(1)


@app.command(name="reconcile")
def reconcile_rows(as_: Viewer = None, json: Json = False) -> None:
    """So mọi bản ghi với lần ghi cuối trong nhật ký: tìm những gì bị sửa sau lưng hệ thống."""
    with looking(as_) as desk:
        found = reconcile(desk.session, desk.by)
    if json:
        as_json({**found.model_dump(mode="json", exclude={"findings"}), "findings": _plain(found.findings)})
    else:
        typer.echo(
            f"Đã so {grouped(found.rows)} bản ghi; {grouped(found.erased)} không so được vì đã xóa dữ liệu cá nhân."
        )
        typer.echo(f"Không so các bảng suy ra từ bảng khác: {', '.join(found.exempt)}.")
        _say(found.findings)
    if found.findings:
        raise typer.Exit(1)


@app.command()
def checkpoint(as_: As, json: Json = False) -> None:
    """Niêm phong những gì đang chờ, ký điểm neo, ghi vào tệp và gửi cho kiểm toán viên."""
    directory = settings.load().data_directory
    with acting(as_) as desk:
        while seal(desk.session).added == CHUNK:
            pass
        with signing_key(desk.session, directory, at=desk.at) as key:
            signed = sign_checkpoint(desk.session, key, by=desk.by, at=desk.at)
    _keep(directory)
    if json:
        as_json({"size": signed.size, "root": signed.root, "at": signed.at.isoformat(), "line": signed.line})
        return
    typer.echo(f"Đã ký điểm neo của {grouped(signed.size)} sự kiện. Giữ dòng sau ở ngoài hệ thống:")
    typer.echo(signed.line)


@app.command(name="rotate-key")
def rotate_key(
    as_: As,
    reason: Reason,
    lost: Annotated[bool, typer.Option("--lost", help="Khóa cũ không còn nên không giới thiệu được khóa mới.")] = False,
) -> None:
    """Thay khóa ký điểm neo: khóa cũ ký để giới thiệu khóa mới."""
    directory = settings.load().data_directory
    with new_key(directory) as new, acting(as_) as desk:
        last = last_key(desk.session)
        old = None if lost or last is None else open_key(directory, last.id)
        public = add_key(desk.session, new, old=old, reason=reason, by=desk.by, at=desk.at)
    _keep(directory)
    typer.echo(f"Từ nay khóa {public.id} ký điểm neo. Giữ dòng sau ở ngoài hệ thống:")
    typer.echo(public.line)


@app.command()
def prove(
    subject: Annotated[str, typer.Argument(metavar="ĐỐI_TƯỢNG", help="Như dossier:HS-0001, unit:TDP-01, số sự kiện.")],
    output: Target,
    campaign: Annotated[str | None, typer.Option("--campaign", metavar="MÃ", help="Phong trào của đối tượng.")] = None,
    as_: Viewer = None,
) -> None:
    """Xuất bằng chứng về lịch sử của một hồ sơ, đơn vị, sự kiện; kiểm tra được mà không cần hệ thống này."""
    if output.exists():
        raise AlreadyDone("bundle_exists", path=str(output))
    with looking(as_) as desk:
        found = evidence(desk.session, desk.by, subject, campaign=campaign, at=desk.at)
    _write(output, found, settings.load().office_name)
    size = grouped(found.checkpoint.size)
    typer.echo(f"Đã xuất {len(found.events)} sự kiện, chứng minh theo điểm neo của {size} sự kiện.")
    if found.waiting:
        typer.echo(f"Còn {found.waiting} sự kiện xảy ra sau điểm neo nên chưa có trong bằng chứng.")


def outside_of(file: Path) -> Anchors:
    """What an auditor kept; raises NotFound `text_file`, Invalid `no_checkpoint_in_file`."""
    found = anchors_in(content_of(file))
    if not found.checkpoints:
        raise Invalid("no_checkpoint_in_file", path=str(file))
    return found


def _write(output: Path, found: Evidence, office: str) -> None:
    output.parent.mkdir(parents=True, exist_ok=True)
    if output.suffix == ".html":
        output.write_text(page(found, office=office), encoding="utf-8")
    elif output.suffix == ".zip":
        output.write_bytes(zipped(bundle(found, office=office)))
    else:
        output.mkdir()
        for name, content in bundle(found, office=office).items():
            (output / name).write_bytes(content)


def _remember(report: Report, findings: tuple[Finding, ...], by: Principal) -> None:
    with opening() as (session, at):
        numbers: dict[str, Any] = {"sealed": report.sealed, "unsealed": report.unsealed, "anchored": report.anchored}
        record_check(session, **numbers, findings=findings, by=by, at=at)


def _keep(directory: Path) -> None:
    with reading(open_engine(settings.load().database_url)) as session:
        keep(directory, keys(session), checkpoints(session))


def _state(report: Report) -> str:
    """`anchored` only where something that was kept outside confirms it."""
    return "anchored" if report.anchored else "unanchored"


def _say(findings: Iterable[Finding]) -> None:
    lines = [f"• {finding_sentence(one.code, one.data)}" for one in findings]
    typer.echo("\n".join(lines) if lines else NOTHING_FOUND)


def _plain(findings: Iterable[Finding]) -> list[dict[str, object]]:
    return [
        {
            "code": one.code,
            "name": finding_name(one.code),
            "sentence": finding_sentence(one.code, one.data),
            "data": {key: value if isinstance(value, int) else str(value) for key, value in one.data.items()},
        }
        for one in findings
    ]

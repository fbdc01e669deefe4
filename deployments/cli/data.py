"""`thidua data`: what is held about a person, what of it is wrong, how long it is kept, and its end."""

import json as json_
from pathlib import Path
from typing import Annotated

import typer

from actions import corrections as acts
from actions import erasing, retention
from actions.viewing import note_view
from deployments.cli.context import Desk, acting, looking
from deployments.cli.options import As, Document, Json, Reason, Viewer
from deployments.cli.tables import as_json, heading, table
from domain.errors import Invalid
from domain.personal_data import Field, Kept, Sensitive
from domain.steps import local_day
from queries import retention as asked
from queries.own_data import own_data
from wording.dates import short_date
from wording.personal_data import COUNTED_FROM, FIELDS, KEPT

app = typer.Typer(no_args_is_help=True)


def _kept(text: str) -> Kept:
    if text not in tuple(Kept):
        shown = ", ".join(f"{kept} ({KEPT[kept]})" for kept in Kept)
        raise typer.BadParameter(f"“{text}” chưa đúng, chọn: {shown}")
    return Kept(text)


def _field(text: str) -> Field:
    if text not in tuple(Field):
        shown = ", ".join(f"{field} ({FIELDS[field]})" for field in Field)
        raise typer.BadParameter(f"“{text}” chưa đúng, chọn: {shown}")
    return Field(text)


Person = Annotated[str, typer.Argument(metavar="NGƯỜI", help="Mã người.")]
Class = Annotated[Kept, typer.Argument(metavar="LOẠI", parser=_kept, help="Như mail_bodies, documents, evidence.")]
Number = Annotated[int, typer.Argument(metavar="SỐ", help="Số của yêu cầu.")]
Agree = Annotated[bool, typer.Option("--agree/--refuse", help="Đồng ý hay không.")]
Answer = Annotated[str, typer.Option("--answer", metavar="CHỮ", help="Câu trả lời; cần khi không đồng ý.")]


@app.callback()
def data() -> None:
    """Dữ liệu cá nhân: xem, sửa, thời hạn lưu giữ, xóa."""


@app.command()
def export(
    person: Person,
    as_: As,
    reason: Annotated[str, typer.Option("--reason", metavar="LÝ_DO", help="Cần khi xem dữ liệu của người khác.")] = "",
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="TỆP", help="Ghi ra tệp này.")] = None,
) -> None:
    """Lấy mọi dữ liệu hệ thống đang lưu về một người, dạng JSON. Xem của người khác được ghi lại."""
    if person == as_:
        with looking(as_) as desk:
            found = own_data(desk.session, desk.by, person, at=desk.at)
    else:
        with acting(as_) as desk:
            _open(desk, person, reason)
            found = own_data(desk.session, desk.by, person, at=desk.at)
    text = found.model_dump_json(indent=2)
    if output is None:
        typer.echo(text)
        return
    output.write_text(f"{text}\n", encoding="utf-8")
    typer.echo(f"Đã ghi vào {output}.")


def _open(desk: Desk, person: str, reason: str) -> None:
    if not reason.strip():
        raise Invalid("reason_missing")
    note_view(desk.session, Sensitive.PERSON, f"person:{person}", reason=reason, by=desk.by, at=desk.at)
    desk.session.flush()


@app.command()
def correct(
    field: Annotated[
        Field, typer.Argument(metavar="NỘI_DUNG", parser=_field, help="name, title, phone, email, other.")
    ],
    right: Annotated[str, typer.Argument(metavar="ĐÚNG_LÀ", help="Nội dung đúng.")],
    as_: As,
    reason: Reason,
    wrong: Annotated[str, typer.Option("--wrong", metavar="CHỮ", help="Với other: đang ghi sai thế nào, ở đâu.")] = "",
) -> None:
    """Yêu cầu sửa điều ghi sai về mình."""
    with acting(as_) as desk:
        row = acts.ask(desk.session, field, right=right, wrong=wrong, reason=reason, by=desk.by, at=desk.at)
        number = row.id
    typer.echo(f"Đã gửi yêu cầu sửa số {number}.")


@app.command()
def corrections(as_: Viewer = None, json: Json = False) -> None:
    """Xem các yêu cầu sửa, đang chờ trước."""
    with looking(as_) as desk:
        found = asked.corrections(desk.session, desk.by)
    if json:
        as_json(found)
        return
    rows = (
        (one.number, one.person_name, FIELDS[one.field], one.wrong, one.right, one.reason, _fate(one.agreed, "sửa"))
        for one in found
    )
    table(("Số", "Người", "Nội dung", "Đang ghi", "Đúng là", "Lý do", "Trả lời"), rows, empty="Chưa có yêu cầu nào.")


@app.command("decide-correction")
def decide_correction(number: Number, agree: Agree, as_: As, answer: Answer = "") -> None:
    """Trả lời một yêu cầu sửa."""
    with acting(as_) as desk:
        said = acts.decide(desk.session, number, agree=agree, answer=answer, by=desk.by, at=desk.at).answer
    typer.echo(f"Đã trả lời yêu cầu sửa số {number}. {said}".strip())


@app.command("retention")
def retention_(
    kept: Class,
    as_: As,
    years: Annotated[int | None, typer.Option("--years", metavar="NĂM", help="Số năm; bỏ trống là không hạn.")] = None,
    source: Annotated[str, typer.Option("--source", metavar="VĂN_BẢN", help="Văn bản quy định thời hạn.")] = "",
    reason: Annotated[str, typer.Option("--reason", metavar="LÝ_DO", help="Cần khi thay thời hạn đã đặt.")] = "",
) -> None:
    """Đặt thời hạn lưu giữ một loại dữ liệu. Không có gì tự xóa."""
    with acting(as_) as desk:
        retention.set_period(desk.session, kept, years=years, source=source, reason=reason, by=desk.by, at=desk.at)
    typer.echo(f"{KEPT[kept]}: {f'{years} năm, theo {source}' if years else 'không có hạn'}.")


@app.command()
def due(as_: Viewer = None, json: Json = False) -> None:
    """Xem thời hạn của từng loại dữ liệu, những gì đến hạn, và các yêu cầu xóa."""
    with looking(as_) as desk:
        periods = asked.periods(desk.session, desk.by, at=desk.at)
        erasures = asked.erasures(desk.session, desk.by)
    if json:
        both = {"periods": periods, "erasures": erasures}
        told = {name: [one.model_dump(mode="json") for one in many] for name, many in both.items()}
        typer.echo(json_.dumps(told, ensure_ascii=False, indent=2))
        return
    rows = ((p.kept, KEPT[p.kept], p.years, COUNTED_FROM[p.kept], p.source, p.due) for p in periods)
    table(("Mã", "Loại dữ liệu", "Năm", "Tính từ", "Căn cứ", "Đến hạn"), rows, empty="")
    heading("Yêu cầu xóa")
    lines = (
        (e.number, _part(e), e.reason, e.asked_by_name, _counts(e.counts), _fate(e.agreed, "xóa")) for e in erasures
    )
    table(("Số", "Phần", "Lý do", "Người lập", "Số dòng", "Trả lời"), lines, empty="Chưa có yêu cầu nào.")


@app.command()
def erase(
    as_: As,
    reason: Reason,
    kept: Annotated[
        Kept | None, typer.Argument(metavar="LOẠI", parser=_kept, help="Xóa những gì đến hạn của loại này.")
    ] = None,
    person: Annotated[str | None, typer.Option("--person", metavar="NGƯỜI", help="Người đã ngừng làm việc.")] = None,
    document: Document = None,
) -> None:
    """Lập yêu cầu xóa; người thứ hai đồng ý bằng decide-erasure thì mới xóa."""
    if (kept is None) == (person is None):
        raise typer.BadParameter("nêu một loại dữ liệu, hoặc --person")
    with acting(as_) as desk:
        session, by, at = desk.session, desk.by, desk.at
        if kept is not None:
            row = erasing.ask_due(session, kept, reason=reason, document=document, by=by, at=at)
        else:
            row = erasing.ask_person(session, person or "", reason=reason, document=document, by=by, at=at)
        number = row.id
    typer.echo(f"Đã lập yêu cầu xóa số {number}, chờ người thứ hai.")


@app.command("decide-erasure")
def decide_erasure(number: Number, agree: Agree, as_: As, answer: Answer = "") -> None:
    """Đồng ý thì xóa ngay, không khôi phục được."""
    with acting(as_) as desk:
        counts = erasing.decide(
            desk.session, number, agree=agree, answer=answer, files=desk.files, by=desk.by, at=desk.at
        )
    typer.echo(f"Đã xóa: {_counts(counts)}." if agree else f"Không xóa theo yêu cầu số {number}.")


def _part(line: asked.ErasureLine) -> str:
    if line.person_name is not None:
        return f"dữ liệu của {line.person_name}"
    return f"{KEPT[line.kept or '']}, trước {short_date(local_day(line.before)) if line.before else ''}"


def _counts(counts: dict[str, int]) -> str:
    return "; ".join(f"{KEPT[kept].lower()}: {count}" for kept, count in counts.items()) or "không có gì"


def _fate(agreed: bool | None, act: str) -> str:
    if agreed is None:
        return "đang chờ"
    return f"đã {act}" if agreed else f"không {act}"

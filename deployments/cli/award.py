"""`thidua award`: awards that were decided elsewhere, and what the office answers where a dossier resembles one."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from actions import award_answers
from actions import outside_awards as acts
from deployments.cli.context import acting, looking
from deployments.cli.options import As, Code, Json, Reason, Viewer, content_of, day, nominee_kind
from deployments.cli.tables import as_json, table
from domain.earlier_awards import Answer, OutsideEntry
from domain.errors import Invalid
from domain.nominees import NomineeKind
from domain.plan import Level
from plans import award_files
from queries import outside_awards as asked
from wording.dates import short_date
from wording.earlier_awards import ANSWERS, form_code
from wording.labels import AWARD_FORMS, NOMINEE_KINDS

app = typer.Typer(no_args_is_help=True)
Number = Annotated[int, typer.Argument(metavar="SỐ", help="Số của mục, xem bằng: thidua award list.", min=1)]


@app.callback()
def award() -> None:
    """Khen thưởng quyết định nơi khác: nhập, sửa, hủy, liệt kê; kết luận về cảnh báo trùng."""


@app.command()
def add(
    nominee: Annotated[str, typer.Option("--nominee", metavar="TÊN", help="Tập thể, cá nhân hoặc chủ hộ.")],
    kind: Annotated[
        NomineeKind,
        typer.Option("--kind", metavar="LOẠI", parser=nominee_kind, help="collective, individual hoặc household."),
    ],
    form: Annotated[str, typer.Option("--form", metavar="HÌNH_THỨC", help="Như giay_khen, hoặc ghi bằng chữ.")],
    authority: Annotated[str, typer.Option("--authority", metavar="CƠ_QUAN", help="Cơ quan quyết định.")],
    level: Annotated[Level, typer.Option("--level", help="Cấp của cơ quan quyết định.")],
    number: Annotated[str, typer.Option("--number", metavar="SỐ", help="Số quyết định.")],
    decided_on: Annotated[date, typer.Option("--on", metavar="NGÀY", parser=day, help="Ngày quyết định.")],
    as_: As,
    unit: Annotated[str | None, typer.Option("--unit", metavar="MÃ", help="Mã đơn vị, nếu có.")] = None,
    unit_name: Annotated[str, typer.Option("--unit-name", metavar="TÊN", help="Tên đơn vị trong quyết định.")] = "",
    achievement: Annotated[str, typer.Option("--achievement", metavar="CHỮ", help="Thành tích.")] = "",
    initiative: Annotated[str, typer.Option("--initiative", metavar="TÊN", help="Tên sáng kiến, nếu có.")] = "",
    period_from: Annotated[
        date | None, typer.Option("--from", metavar="NGÀY", parser=day, help="Thành tích từ ngày.")
    ] = None,
    period_to: Annotated[date | None, typer.Option("--to", metavar="NGÀY", parser=day, help="Đến ngày.")] = None,
    supersedes: Annotated[
        int | None, typer.Option("--supersedes", metavar="SỐ", min=1, help="Thay mục nhập sai này; cần --reason.")
    ] = None,
    reason: Annotated[str, typer.Option("--reason", metavar="LÝ_DO", help="Vì sao thay mục cũ.")] = "",
) -> None:
    """Nhập một khen thưởng quyết định nơi khác, hoặc thay một mục nhập sai."""
    entry = OutsideEntry(
        nominee=nominee,
        nominee_kind=kind,
        unit=unit,
        unit_name=unit_name,
        form=form_code(form),
        authority=authority,
        level=level,
        number=number,
        decided_on=decided_on,
        achievement=achievement,
        initiative=initiative,
        period_from=period_from,
        period_to=period_to,
    )
    with acting(as_) as desk:
        if supersedes is None:
            row = acts.enter(desk.session, entry=entry, by=desk.by, at=desk.at)
        else:
            row = acts.correct(desk.session, supersedes, entry=entry, reason=reason, by=desk.by, at=desk.at)
        typer.echo(f"Đã nhập khen thưởng số {row.id}: {row.nominee}, {row.number}.")


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(metavar="TỆP", help="Tệp CSV mã UTF-8; cột như tệp mẫu trên trang.")],
    as_: As,
) -> None:
    """Nhập mọi khen thưởng trong một tệp; có dòng sai thì không nhập dòng nào."""
    content = content_of(file)
    with acting(as_) as desk:
        lines = award_files.read(content, today=desk.today)
        wrong = [line for line in asked.looked_at(desk.session, lines) if line.state == "wrong"]
        for line in wrong:
            typer.echo(f"Dòng {line.number} ({line.nominee or 'chưa có tên'}): {'. '.join(line.faults)}.", err=True)
        if wrong:
            raise Invalid("award_file_faults", lines=len(wrong))
        entries = [line.entry for line in lines if line.entry is not None]
        new, known = acts.enter_many(desk.session, entries=entries, by=desk.by, at=desk.at)
    typer.echo(f"Đã nhập {new} khen thưởng, bỏ qua {known} đã có.")


@app.command("list")
def list_(
    text: Annotated[str, typer.Argument(metavar="CHỮ", help="Tên, đơn vị, số quyết định; không cần dấu.")] = "",
    everything: Annotated[bool, typer.Option("--all", help="Cả mục đã sửa, đã hủy.")] = False,
    as_: Viewer = None,
    json: Json = False,
) -> None:
    """Liệt kê khen thưởng quyết định nơi khác, quyết định mới nhất trước; nhiều nhất 500."""
    with looking(as_) as desk:
        state = "all" if everything else "standing"
        found = asked.listing(desk.session, desk.by, text=text, state=state, limit=500)
    if json:
        as_json(found)
        return
    rows = (
        (
            line.number,
            line.nominee,
            NOMINEE_KINDS[line.nominee_kind],
            line.unit_name,
            AWARD_FORMS.get(line.form, line.form),
            line.decision,
            short_date(line.decided_on),
            line.ended_reason,
        )
        for line in found
    )
    columns = ("Số", "Được khen", "Loại", "Đơn vị", "Hình thức", "Quyết định", "Ngày", "Thôi tính vì")
    table(columns, rows, empty="Chưa nhập khen thưởng nào như vậy.")


@app.command()
def cancel(number: Number, reason: Reason, as_: As) -> None:
    """Hủy một mục nhập nhầm, hoặc một khen thưởng đã bị thu hồi."""
    with acting(as_) as desk:
        acts.cancel(desk.session, number, reason=reason, by=desk.by, at=desk.at)
    typer.echo(f"Đã hủy mục số {number}; mục ấy vẫn xem được bằng --all.")


@app.command()
def answer(
    code: Code,
    dossier: Annotated[str, typer.Argument(metavar="HỒ_SƠ", help="Mã hồ sơ bị cảnh báo.")],
    other: Annotated[str, typer.Argument(metavar="VỚI", help="Số của khen thưởng nơi khác, hoặc MÃ_PHONG_TRÀO/HỒ_SƠ.")],
    found: Annotated[Answer, typer.Argument(metavar="KẾT_LUẬN", help="different: khác thành tích; same: trùng, dừng.")],
    reason: Reason,
    as_: As,
) -> None:
    """Kết luận về một cảnh báo trùng; xem cảnh báo bằng: thidua dossier show."""
    with acting(as_) as desk:
        award_answers.answer(desk.session, code, dossier, other, found=found, reason=reason, by=desk.by, at=desk.at)
    typer.echo(f"Đã ghi kết luận cho hồ sơ {dossier}: {ANSWERS[found.value].lower()}.")

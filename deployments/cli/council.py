"""`thidua council`: the council, its rule, its meetings, its ballots and its conclusion."""

from datetime import date, datetime
from typing import Annotated

import typer

from actions import conclusions, council
from deployments.cli import ballot, council_meetings, council_recusals
from deployments.cli.context import acting
from deployments.cli.council_rule import rule_from
from deployments.cli.options import As, Code, File, Json, Round, Text, day, moment, pairs, text_of
from deployments.cli.tables import as_json, table
from domain.council import PRESETS
from domain.stages import FINAL
from domain.steps import local_day
from queries.council_desk import council_sheet
from wording.council import past_term
from wording.dates import moment as moment_words
from wording.states import METHODS

app = typer.Typer(no_args_is_help=True)
app.add_typer(ballot.app, name="ballot", help="Bỏ phiếu từng hồ sơ.")


@app.callback()
def council_() -> None:
    """Hội đồng: thành lập, quy chế, họp, bỏ phiếu, kết luận."""


@app.command()
def establish(
    code: Code,
    name: Annotated[str, typer.Option("--name", metavar="TÊN", help="Tên Hội đồng.")],
    document: Annotated[str, typer.Option("--document", metavar="SỐ", help="Quyết định thành lập.")],
    on: Annotated[date, typer.Option("--on", metavar="NGÀY", parser=day, help="Ngày thành lập.")],
    member: Annotated[
        list[str],
        typer.Option(
            "--member", metavar="NGƯỜI=CHỨC_DANH", help="chair, vice_chair, member, secretary; ghi nhiều lần."
        ),
    ],
    as_: As,
    valid_from: Annotated[
        date | None, typer.Option("--from", metavar="NGÀY", parser=day, help="Ngày bắt đầu nhiệm kỳ.")
    ] = None,
    valid_to: Annotated[
        date | None, typer.Option("--to", metavar="NGÀY", parser=day, help="Ngày kết thúc nhiệm kỳ.")
    ] = None,
) -> None:
    """Thành lập Hội đồng của phong trào."""
    members = tuple(pairs(member, "--member").items())
    with acting(as_) as desk:
        council.establish(
            desk.session,
            code,
            name=name,
            document=document,
            established_on=on,
            members=members,
            valid_from=valid_from,
            valid_to=valid_to,
            by=desk.by,
            at=desk.at,
        )
    typer.echo(f"Đã thành lập Hội đồng của phong trào {code}: {len(members)} thành viên.")


@app.command()
def rule(
    code: Code,
    as_: As,
    preset: Annotated[
        str | None,
        typer.Option("--preset", metavar="MẪU", help=f"Quy chế có sẵn: {', '.join(p.code for p in PRESETS)}."),
    ] = None,
    setting: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="MỤC=GIÁ_TRỊ", help="Từng mục của quy chế, xem docs/command.md; ghi nhiều lần."),
    ] = None,
) -> None:
    """Nhập quy chế bỏ phiếu của Hội đồng, kèm nguồn."""
    adopted = rule_from(preset, pairs(setting or (), "--set"))
    with acting(as_) as desk:
        council.adopt_rule(desk.session, code, adopted, by=desk.by, at=desk.at)
    typer.echo(f"Đã nhập quy chế bỏ phiếu: {adopted.source}.")


@app.command()
def presets(json: Json = False) -> None:
    """Liệt kê các quy chế bỏ phiếu có sẵn, kèm nguồn."""
    if json:
        as_json(PRESETS)
        return
    rows = (
        (p.code, METHODS[p.rule.method], p.rule.comparator + " " + str(p.rule.threshold), p.source.text)
        for p in PRESETS
    )
    table(("Mẫu", "Cách bỏ phiếu", "Ngưỡng", "Nguồn"), rows, empty="Không có mẫu nào.")


@app.command()
def convene(
    code: Code,
    starts_at: Annotated[
        datetime, typer.Option("--at", metavar="GIỜ", parser=moment, help="Như 2021-11-25T08:00, giờ Việt Nam.")
    ],
    place: Annotated[str, typer.Option("--place", metavar="NƠI", help="Nơi họp.")],
    as_: As,
    dossier: Annotated[
        list[str] | None,
        typer.Option("--dossier", metavar="HỒ_SƠ", help="Chỉ đưa hồ sơ này vào chương trình; ghi nhiều lần."),
    ] = None,
    round_: Round = FINAL,
) -> None:
    """Triệu tập phiên họp; mọi thành viên nhận giấy mời kèm danh sách hồ sơ."""
    with acting(as_) as desk:
        council.convene(
            desk.session,
            code,
            round_,
            starts_at=starts_at,
            place=place,
            dossiers=dossier or (),
            by=desk.by,
            at=desk.at,
        )
        last = council_sheet(desk.session, desk.by, code).valid_to
    typer.echo(f"Đã triệu tập phiên họp lúc {moment_words(starts_at)}, tại {place}.")
    if warning := past_term(local_day(starts_at), last):
        typer.echo(warning)


@app.command()
def attend(
    code: Code,
    as_: As,
    person: Annotated[
        list[str] | None, typer.Option("--person", metavar="NGƯỜI", help="Người dự; mặc định là mình.")
    ] = None,
    round_: Round = FINAL,
) -> None:
    """Ghi nhận thành viên có mặt tại phiên họp."""
    with acting(as_) as desk:
        present, seats = council.attend(desk.session, code, round_, people=person or (as_,), by=desk.by, at=desk.at)
    typer.echo(f"Có mặt {present}/{seats} thành viên.")


@app.command()
def conclude(
    code: Code,
    document: Annotated[str, typer.Option("--document", metavar="SỐ", help="Số biên bản.")],
    as_: As,
    minutes: Text = None,
    file: File = None,
    order: Annotated[
        str, typer.Option("--order", metavar="HỒ_SƠ,…", help="Thứ tự các hồ sơ ngang nhau, đã được quyết định.")
    ] = "",
    round_: Round = FINAL,
) -> None:
    """Kết luận phiên họp: chọn trong số đạt yêu cầu theo chỉ tiêu."""
    with acting(as_) as desk:
        chosen = conclusions.conclude(
            desk.session,
            code,
            round_,
            minutes=text_of(minutes, file),
            document=document,
            order=tuple(part.strip() for part in order.split(",") if part.strip()),
            by=desk.by,
            at=desk.at,
        )
    typer.echo(f"Hội đồng đề nghị khen thưởng {len(chosen)} hồ sơ: {', '.join(chosen) or 'không có'}.")


for name, verb in {**council_meetings.VERBS, **council_recusals.VERBS}.items():
    app.command(name)(verb)

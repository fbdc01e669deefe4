"""`thidua decision`: draft, sign, issue, the signed file, list."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from actions import decisions, signed_copies
from deployments.cli import decision_later
from deployments.cli.context import acting, looking
from deployments.cli.issuing_options import (
    ByDelegation,
    RegisterNumber,
    Signed,
    Title,
    scan_from,
    scan_of,
    signing_of,
)
from deployments.cli.options import As, Code, Json, Round, Viewer, day
from deployments.cli.tables import as_json, heading, table
from domain.stages import FINAL
from queries import decisions as asked
from queries.decisions import DecisionRow
from wording.dates import short_date
from wording.labels import AWARD_FORMS, NOMINEE_KINDS
from wording.later_decisions import DECISION_KINDS
from wording.states import DECISION_STATES

app = typer.Typer(no_args_is_help=True)

Form = Annotated[str, typer.Option("--form", metavar="HÌNH_THỨC", help="Như giay_khen, bang_khen.")]


@app.callback()
def decision() -> None:
    """Dự thảo, ký, ban hành, xem quyết định khen thưởng."""


@app.command()
def draft(code: Code, as_: As, form: Form = "giay_khen", round_: Round = FINAL) -> None:
    """Dự thảo quyết định theo danh sách Hội đồng đề nghị."""
    with acting(as_) as desk:
        decisions.draft(desk.session, code, round_, form, by=desk.by, at=desk.at)
    typer.echo(f"Đã dự thảo quyết định tặng {_form(form)}.")


@app.command()
def sign(
    code: Code,
    as_: As,
    title: Title = "",
    delegation: ByDelegation = None,
    form: Form = "giay_khen",
    round_: Round = FINAL,
) -> None:
    """Ký quyết định, theo chức vụ của mình hoặc ký thay theo giấy giao."""
    signing = signing_of(title, delegation)
    with acting(as_) as desk:
        decisions.sign(desk.session, code, round_, form, signing=signing, by=desk.by, at=desk.at)
    typer.echo(f"Đã ký quyết định tặng {_form(form)}.")


@app.command()
def issue(
    code: Code,
    on: Annotated[date, typer.Option("--on", metavar="NGÀY", parser=day, help="Ngày ban hành.")],
    as_: As,
    number: RegisterNumber = None,
    file: Signed = None,
    form: Form = "giay_khen",
    round_: Round = FINAL,
) -> None:
    """Vào số, ban hành quyết định; mọi đơn vị tham gia được thông báo."""
    with acting(as_) as desk:
        scan = scan_of(desk.files, file)
        row = decisions.issue(
            desk.session, code, round_, form, number=number, issued_on=on, scan=scan, by=desk.by, at=desk.at
        )
    typer.echo(f"Đã ban hành Quyết định {row.number} ngày {short_date(on)}.")


@app.command()
def attach(
    number: Annotated[int, typer.Argument(metavar="THỨ", help="Quyết định thứ mấy trong thidua decision list.")],
    file: Annotated[Path, typer.Argument(metavar="TỆP", help="PDF ký số hoặc bản quét.")],
    as_: As,
    reason: Annotated[str, typer.Option("--reason", metavar="LÝ_DO", help="Vì sao lưu thêm một bản.")] = "",
) -> None:
    """Lưu bản đã ký của một quyết định đã ban hành; bản lưu trước vẫn còn."""
    with acting(as_) as desk:
        row = signed_copies.attach(
            desk.session, number, scan_from(desk.files, file), reason=reason, by=desk.by, at=desk.at
        )
    typer.echo(f"Đã lưu bản ký số {row.number}, dấu {row.digest}.")


@app.command("list")
def list_(code: Code, as_: Viewer = None, json: Json = False) -> None:
    """Liệt kê quyết định và danh sách được khen."""
    with looking(as_) as desk:
        found = asked.listing(desk.session, desk.by, code)
    if json:
        as_json(found)
        return
    if not found:
        typer.echo("Chưa có quyết định nào.")
    for one in found:
        _print(one)


def _print(row: DecisionRow) -> None:
    about = f" (đối với {row.about})" if row.about else ""
    issued = f" {row.number} ngày {short_date(row.issued_on)}" if row.number and row.issued_on else ""
    heading(f"{row.id}. {DECISION_KINDS[row.kind]}{issued}{about}, {_form(row.form)}: {DECISION_STATES[row.state]}")
    rows = ((a.position, a.nominee, NOMINEE_KINDS[a.nominee_kind], a.unit_name) for a in row.awards)
    if row.awards:
        table(("TT", "Được khen", "Loại", "Đơn vị"), rows, empty="")


def _form(code: str) -> str:
    return AWARD_FORMS.get(code, code)


for name, verb in decision_later.VERBS.items():
    app.command(name)(verb)

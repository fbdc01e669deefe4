"""`thidua audit`: what happened, the newest first."""

from typing import Annotated

import typer

from deployments.cli.context import looking
from deployments.cli.options import Json, Viewer
from deployments.cli.tables import as_json, table
from queries.history import events
from wording.dates import moment

app = typer.Typer(no_args_is_help=True)


@app.callback()
def audit() -> None:
    """Nhật ký: ai đã làm gì, lúc nào, vì sao."""


@app.command()
def log(
    code: Annotated[str | None, typer.Argument(metavar="MÃ", help="Chỉ một phong trào.")] = None,
    as_: Viewer = None,
    subject: Annotated[
        str | None, typer.Option("--subject", metavar="ĐỐI_TƯỢNG", help="Như dossier:HS-TDP-01-01, unit:TDP-01.")
    ] = None,
    actor: Annotated[str | None, typer.Option("--actor", metavar="NGƯỜI", help="Chỉ việc của một người.")] = None,
    before: Annotated[int | None, typer.Option("--before", metavar="SỐ", help="Xem tiếp từ trước số này.")] = None,
    limit: Annotated[int, typer.Option("--limit", metavar="SỐ", min=1, max=1000, help="Số dòng.")] = 50,
    json: Json = False,
) -> None:
    """Xem nhật ký, mới nhất trước."""
    with looking(as_) as desk:
        page = events(desk.session, desk.by, campaign=code, subject=subject, actor=actor, before=before, limit=limit)
    if json:
        as_json(page)
        return
    rows = ((e.id, moment(e.at), e.actor_name, e.campaign, e.sentence) for e in page.events)
    table(("Số", "Lúc", "Ai", "Phong trào", "Việc"), rows, empty="Nhật ký chưa có gì.")
    if page.before is not None:
        typer.echo(f"Còn nữa, xem tiếp: --before {page.before}")

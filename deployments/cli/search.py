"""`thidua search`: anybody's and anything's history, without accents."""

from typing import Annotated

import typer

from deployments.cli.context import looking
from deployments.cli.options import Json, Viewer
from deployments.cli.tables import as_json, heading, table
from queries.search import Hit
from queries.search import search as ask
from wording.dates import short_date

KINDS = {"unit": "Đơn vị", "person": "Người", "nominee": "Được đề nghị"}


def search(
    text: Annotated[str, typer.Argument(metavar="CHỮ", help="Tên hoặc mã, không cần dấu.")],
    as_: Viewer = None,
    json: Json = False,
) -> None:
    """Tìm đơn vị, người, người được đề nghị: đã làm gì, được gì trong mọi phong trào."""
    with looking(as_) as desk:
        found = ask(desk.session, desk.by, text, on=desk.today)
    if json:
        as_json(found)
        return
    for hit in found:
        heading(_title(hit))
        rows = ((m.campaign, m.subject, m.detail, short_date(m.on) if m.on else None) for m in hit.matters)
        table(("Phong trào", "Việc", "Kết quả", "Ngày"), rows, empty="Chưa có gì được xem.")
    if not found:
        typer.echo(f"Không tìm thấy “{text}”.")


def _title(hit: Hit) -> str:
    ended = f" (đến {short_date(hit.until)})" if hit.until else ""
    now = f", nay là {', '.join(hit.now)}" if hit.now else ""
    return f"{KINDS[hit.kind]} {hit.code} {hit.name}{ended}{now}".replace("  ", " ")

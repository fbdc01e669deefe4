"""`thidua forecast`: when the stages ahead will probably end, beside what is planned."""

from datetime import date
from typing import Annotated

import typer

from deployments.cli.context import looking
from deployments.cli.options import Json, Viewer
from deployments.cli.tables import as_json, table
from queries.forecast import outlook
from wording.dates import short_date
from wording.labels import STAGE_STATES


def forecast(
    code: Annotated[str, typer.Argument(metavar="MÃ", help="Mã phong trào.")],
    as_: Viewer = None,
    json: Json = False,
) -> None:
    """Dự kiến ngày mở, ngày xong của các giai đoạn còn lại, bên cạnh ngày trong kế hoạch."""
    with looking(as_) as desk:
        lines = outlook(desk.session, desk.by, code, on=desk.today)
    if json:
        as_json(lines)
        return
    columns = ("Giai đoạn", "Trạng thái", "Kế hoạch", "Dự kiến mở", "Dự kiến xong", "Sớm – muộn", "Dựa trên")
    rows = (
        (
            line.name,
            STAGE_STATES[line.state],
            _day(line.planned_due),
            _day(line.expected_opens),
            _day(line.expected_closes),
            f"{_day(line.earliest)} – {_day(line.latest)}",
            f"{line.basis} giai đoạn đã xong",
        )
        for line in lines
    )
    table(columns, rows, empty="Không còn giai đoạn nào.")


def _day(day: date | None) -> str:
    return short_date(day) if day else "chưa rõ"

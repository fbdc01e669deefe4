"""`thidua duties`: what a person or a unit owes."""

from datetime import date
from typing import Annotated

import typer
from sqlmodel import Session

from deployments.cli.context import looking
from deployments.cli.options import Json, Viewer
from deployments.cli.tables import as_json, table
from domain.errors import NotFound
from domain.people import Principal
from queries.duties import DutyLine, of_person, of_unit
from wording.dates import relative_days, short_date


def duties(
    code: Annotated[str, typer.Argument(metavar="NGƯỜI|ĐƠN_VỊ", help="Mã người hoặc mã đơn vị.")],
    as_: Viewer = None,
    json: Json = False,
) -> None:
    """Một người hoặc một đơn vị còn phải làm gì, hạn gần nhất trước."""
    with looking(as_) as desk:
        found = _owed(desk.session, desk.by, code, desk.today)
    if json:
        as_json(found)
        return
    columns = ("Số", "Phong trào", "Giai đoạn", "Việc", "Đơn vị", "Hạn", "Còn lại")
    table(columns, map(_row, found), empty="Không còn việc nào phải làm.")


def _owed(session: Session, by: Principal, code: str, on: date) -> tuple[DutyLine, ...]:
    """Of the person with this code, or else of the unit.

    Raises:
        NotFound: `person_or_unit`.
    """
    for asked in (of_person, of_unit):
        try:
            return asked(session, by, code, on=on)
        except NotFound:
            continue
    raise NotFound("person_or_unit", code=code)


def _row(line: DutyLine) -> tuple[object, ...]:
    due = short_date(line.due) if line.due else "chưa có hạn"
    left = None if line.left_days is None else relative_days(line.left_days)
    return line.id, line.campaign, line.stage_name, line.what, line.unit, due, left

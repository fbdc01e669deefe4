"""`thidua calendar`: days off and days worked by order."""

from datetime import date
from typing import Annotated

import typer

from actions.calendar import set_days
from deployments.cli.context import acting, looking
from deployments.cli.options import As, day
from deployments.cli.tables import table
from domain.sources import Source
from domain.workdays import DayOverride, WorkCalendar
from models.workdays import load_calendar
from wording.dates import short_date, weekday

app = typer.Typer(no_args_is_help=True)

WEEKEND = 5


@app.callback()
def calendar() -> None:
    """Lịch ngày làm việc."""


@app.command()
def show(
    year: Annotated[int | None, typer.Argument(metavar="NĂM", help="Mặc định là năm nay.")] = None,
) -> None:
    """Xem ngày nghỉ trong tuần và ngày làm bù của một năm."""
    with looking(None) as desk:
        known = load_calendar(desk.session)
        wanted = year or desk.today.year
    # Asked first, because a year the store does not know must be refused and not shown as a year without holidays.
    known.ordinal(date(wanted, 1, 1))
    table(("Ngày", "Thứ", "", "Vì sao"), _odd_days(known, wanted), empty="Không có.")
    typer.echo(f"Lịch có từ {short_date(known.first)} đến {short_date(known.last)}.")


@app.command("set")
def set_(
    days: Annotated[list[str], typer.Argument(metavar="NGÀY…", help="Một hay nhiều ngày, như 2026-01-02.")],
    document: Annotated[str, typer.Option("--document", metavar="SỐ", help="Văn bản quy định.")],
    as_: As,
    worked: Annotated[bool, typer.Option("--worked/--off", help="Làm việc hay nghỉ.")] = False,
    note: Annotated[str, typer.Option("--note", metavar="CHỮ", help="Ghi chú.")] = "",
) -> None:
    """Đặt những ngày nghỉ hoặc làm việc theo văn bản; hạn và số ngày làm việc tính lại theo đó."""
    source = Source(text=document, certainty="primary")
    wanted = tuple(DayOverride(day=day(d), worked=worked, document=document, note=note, source=source) for d in days)
    with acting(as_) as desk:
        set_days(desk.session, wanted, by=desk.by, at=desk.at)
    typer.echo(f"Đã đặt {len(wanted)} ngày {'làm việc' if worked else 'nghỉ'}.")


def _odd_days(known: WorkCalendar, year: int) -> list[tuple[str, str, str, str]]:
    """Weekdays off and weekend days worked."""
    rows = []
    for ordinal in range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1):
        one = date.fromordinal(ordinal)
        if known.is_working(one) is (one.weekday() >= WEEKEND):
            reason = known.reason(one)
            worked = "làm việc" if known.is_working(one) else "nghỉ"
            rows.append((short_date(one), weekday(one), worked, reason.name or reason.document))
    return rows

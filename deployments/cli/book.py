"""`thidua book`: numbers of decisions, and the books in which an authority gives them itself."""

from datetime import date
from typing import Annotated

import typer

from actions import number_books
from deployments.cli.context import acting, looking
from deployments.cli.options import As, Json, Reason, Viewer, day
from deployments.cli.tables import as_json, heading, table
from domain.errors import NotFound
from queries import number_books as asked
from queries.number_books import BookLine, RegisterLine
from wording.dates import short_date
from wording.issuing import block_line
from wording.labels import form_label
from wording.later_decisions import DECISION_KINDS

app = typer.Typer(no_args_is_help=True)

Authority = Annotated[str, typer.Argument(metavar="CƠ_QUAN", help="Đúng như trong quyết định.")]
Type = Annotated[str, typer.Option("--type", metavar="LOẠI", help="Loại văn bản, viết tắt.")]


@app.callback()
def book_() -> None:
    """Sổ văn bản: số đã cấp, và cơ quan nào tự cấp số."""


@app.command("open")
def open_(
    authority: Authority,
    symbol: Annotated[str, typer.Argument(metavar="KÝ_HIỆU", help="Như QĐ-UBND.")],
    as_: As,
    first: Annotated[int, typer.Option("--first", metavar="SỐ", help="Số bắt đầu.")] = 1,
    type_: Type = "QĐ",
    since: Annotated[date | None, typer.Option("--from", metavar="NGÀY", parser=day, help="Từ ngày.")] = None,
) -> None:
    """Từ nay cơ quan tự cấp số: liền nhau, theo thứ tự ngày, sang năm mới bắt đầu lại từ 01."""
    with acting(as_) as desk:
        made = number_books.open_own(
            desk.session,
            authority,
            symbol,
            type_=type_,
            first_number=first,
            opens_on=since,
            by=desk.by,
            at=desk.at,
        )
    typer.echo(f"Đã mở sổ số {made.id}.")


@app.command()
def close(
    number: Annotated[int, typer.Argument(metavar="SỔ", help="Số trong thidua book list.")], as_: As, reason: Reason
) -> None:
    """Thôi tự cấp số; số lại nhập theo sổ của văn thư."""
    with acting(as_) as desk:
        number_books.close(desk.session, number, reason=reason, by=desk.by, at=desk.at)
    typer.echo(f"Đã đóng sổ số {number}.")


@app.command("list")
def list_(
    as_: Viewer = None,
    closed: Annotated[bool, typer.Option("--closed", help="Kể cả sổ đã đóng.")] = False,
    json: Json = False,
) -> None:
    """Liệt kê các sổ tự cấp số và số kế tiếp."""
    with looking(as_) as desk:
        found = asked.books(desk.session, desk.by, on=desk.today, closed=closed)
    if json:
        as_json(found)
        return
    columns = ("Sổ", "Cơ quan", "Loại", "Ký hiệu", "Từ ngày", "Số kế tiếp", "Nhận ngày từ")
    table(columns, map(_book, found), empty="Mọi cơ quan lấy số từ sổ của văn thư.")


@app.command()
def show(
    authority: Authority,
    year: Annotated[int, typer.Argument(metavar="NĂM", help="Năm của sổ.")],
    as_: Viewer = None,
    type_: Type = "QĐ",
    json: Json = False,
) -> None:
    """Xem sổ một năm: số, ngày, quyết định, người ký."""
    with looking(as_) as desk:
        every = asked.registers(desk.session, desk.by)
        of = next((one for one in every if (one.authority, one.type, one.year) == (authority, type_, year)), None)
        if of is None:
            raise NotFound("register", authority=authority, year=year)
        found = asked.register(desk.session, desk.by, of, limit=of.decisions)
    if json:
        as_json(found)
        return
    heading(f"Sổ {type_} năm {year} của {authority}: {of.decisions} quyết định")
    table(("Số", "Ngày", "Quyết định", "Phong trào", "Người ký", "Bản ký"), map(_line, found), empty="")


def _book(line: BookLine) -> tuple[object, ...]:
    ahead = (line.next.number, short_date(line.next.first)) if line.next else ("đã đóng", "")
    return (line.number, line.authority, line.type, line.symbol, short_date(line.opens_on), *ahead)


def _line(line: RegisterLine) -> tuple[object, ...]:
    what = f"{DECISION_KINDS[line.kind]}, {form_label(line.form)}"
    signer = ", ".join(part for part in (line.signer_name, block_line(line.signer_title or "")) if part)
    return (line.number, short_date(line.issued_on), what, line.campaign, signer, line.copies or "chưa")

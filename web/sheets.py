"""Sheets to take away: plain values, so that nothing typed by a unit can act as a formula on an officer's machine."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from io import BytesIO

from starlette.responses import Response
from xlsxwriter import Workbook

KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDEST = 60
MADE = datetime(2000, 1, 1, tzinfo=UTC)


def sheet(name: str, title: str, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> Response:
    """A workbook of one sheet, `name` with its ending; numbers stay numbers, days days, everything else is text."""
    held = BytesIO()
    # In memory, because a server's temporary directory is no place for what only one person may see.
    with Workbook(held, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        # The same rows make the same file, whenever it is made.
        book.set_properties({"created": MADE})
        page = book.add_worksheet(title[:31])
        bold = book.add_format({"bold": True, "bottom": 1})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        day = book.add_format({"num_format": "dd/mm/yyyy", "valign": "top"})
        page.freeze_panes(1, 0)
        widths = [len(head) for head in heads]
        for column, head in enumerate(heads):
            page.write_string(0, column, head, bold)
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                widths[column] = max(widths[column], len(str(value)))
                if isinstance(value, date):
                    page.write_datetime(number, column, value, day)
                elif isinstance(value, int | float) and not isinstance(value, bool):
                    page.write_number(number, column, value, wrapped)
                else:
                    page.write_string(number, column, "" if value is None else str(value), wrapped)
        for column, width in enumerate(widths):
            page.set_column(column, column, min(width + 2, WIDEST))
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(held.getvalue(), media_type=KIND, headers=headers)

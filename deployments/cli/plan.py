"""`thidua plan`: what a plan file says, what it leaves open, what is odd, what is wrong."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from deployments.cli.context import looking
from deployments.cli.options import Code, Json, Viewer
from domain.errors import PlanRefused
from domain.plan import Plan
from domain.plan_warnings import PlanWarning, calendar_for, plan_warnings
from domain.schedule import Slot, project
from plans.faults import Fault
from plans.loading import PlanFile, load_file
from queries.campaigns import plan_of, visible
from wording.plan_faults import fault_line, fault_sentence
from wording.plans import LEVELS, dated, warning_sentence
from wording.questions import question
from wording.timetable import Row, date_cell, duty_rows, stage_rows

app = typer.Typer(no_args_is_help=True)
PLAIN_WIDTH = 160


@app.callback()
def plan() -> None:
    """Kiểm tra, xem kế hoạch phong trào thi đua."""


@app.command()
def check(
    file: Annotated[Path, typer.Argument(metavar="TỆP", help="Tệp kế hoạch (YAML).")],
    as_json: Annotated[bool, typer.Option("--json", help="In dạng JSON cho máy đọc.")] = False,
) -> None:
    """Kiểm tra một tệp kế hoạch: lịch, nội dung còn để ngỏ, điểm cần xem lại; lỗi thì mã thoát là 1."""
    try:
        loaded = load_file(file)
    except PlanRefused as error:
        _tell_faults(file.name, error.data["faults"], as_json=as_json)
        raise typer.Exit(1) from None
    if as_json:
        typer.echo(json.dumps(_as_data(file.name, loaded), ensure_ascii=False, indent=2, default=str))
    else:
        _print(loaded)


@app.command()
def show(code: Code, as_: Viewer = None, as_json: Json = False) -> None:
    """Xem kế hoạch đang thực hiện của một phong trào, sau mọi lần thay đổi."""
    with looking(as_) as desk:
        row = visible(desk.session, desk.by, code)
        loaded = PlanFile(plan=plan_of(desk.session, row), code=row.code)
    if as_json:
        typer.echo(json.dumps(_as_data(code, loaded), ensure_ascii=False, indent=2, default=str))
    else:
        _print(loaded)


def _tell_faults(file: str, faults: Any, *, as_json: bool) -> None:
    """All faults: as lines on stderr, or as one JSON object on stdout."""
    if as_json:
        told = {"file": file, "ok": False, "faults": [_fault_data(fault) for fault in faults]}
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    typer.echo(f"{file}: {len(faults)} lỗi, chưa thể dùng kế hoạch này.", err=True)
    for fault in faults:
        typer.echo(f"  {fault_line(fault)}", err=True)


def _fault_data(fault: Fault) -> dict[str, Any]:
    return {
        "code": fault.code,
        "path": list(fault.path),
        "line": fault.line,
        "column": fault.column,
        "found": fault.found,
        "allowed": list(fault.allowed),
        "sentence": fault_sentence(fault.code, fault.found, fault.allowed),
    }


def _as_data(file: str, loaded: PlanFile) -> dict[str, Any]:
    plan, timetable = loaded.plan, project(loaded.plan)
    return {
        "file": file,
        "ok": True,
        "code": loaded.code,
        "name": plan.name,
        "authority": plan.authority,
        "level": plan.level.value,
        "document": plan.document.model_dump(mode="json"),
        "period": plan.period.model_dump(mode="json"),
        "timetable": [_slot_data(slot) for slot in timetable.slots],
        "duties": [duty.model_dump(mode="json") for duty in plan.duties],
        "open_items": [
            {**item.model_dump(mode="json"), "question": question(item.key)} for item in timetable.open_items
        ],
        "notes": [note.what for note in plan.notes],
        "open_notes": [note.what for note in plan.open_notes],
        "warnings": [_warning_data(warning) for warning in _warnings(plan)],
    }


def _slot_data(slot: Slot) -> dict[str, Any]:
    data = slot.model_dump(
        mode="json", include={"opens", "remind_by", "due", "planned_opens", "planned_due", "skipped"}
    )
    return {"stage": str(slot.key), "after": [str(key) for key in slot.after], **data}


def _warning_data(warning: PlanWarning) -> dict[str, Any]:
    data = {"code": warning.code, "where": warning.where, "data": dict(warning.data)}
    return {**data, "sentence": warning_sentence(warning)}


def _warnings(plan: Plan) -> tuple[PlanWarning, ...]:
    return plan_warnings(plan, calendar_for(plan))


def _print(loaded: PlanFile) -> None:
    plan = loaded.plan
    console = Console(highlight=False, width=None if sys.stdout.isatty() else PLAIN_WIDTH)
    _print_head(console, loaded)
    console.print(_table((*stage_rows(plan, calendar_for(plan)), *duty_rows(plan))))
    _print_list(console, "Còn để ngỏ, sẽ hỏi khi đến lúc", (question(item.key) for item in project(plan).open_items))
    _print_list(console, "Người nhập ghi chú", (note.what for note in (*plan.notes, *plan.open_notes)))
    _print_list(console, "Cần xem lại", (warning_sentence(warning) for warning in _warnings(plan)))


def _print_head(console: Console, loaded: PlanFile) -> None:
    plan, document = loaded.plan, loaded.plan.document
    number = document.number or "chưa có số"
    issued = dated(document.issued) if document.issued else "chưa rõ ngày ban hành"
    extendable = "; có thể kéo dài" if plan.period.extendable else ""
    console.print(Text(plan.name, style="bold"))
    lines = (
        f"Cơ quan: {plan.authority} ({LEVELS[plan.level.value]})",
        f"Văn bản: {document.type} {number}, {issued}",
        f"Thời gian: {date_cell(plan.period.start)} – {date_cell(plan.period.end)}{extendable}",
        f"Mã gợi ý: {loaded.code or 'chưa có'}",
    )
    for line in lines:
        console.print(Text(line))


def _table(rows: Iterable[Row]) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for name, share in (("Giai đoạn", 3), ("Mở", 4), ("Hạn", 5), ("Ghi chú", 4)):
        table.add_column(name, ratio=share, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    return table


def _print_list(console: Console, title: str, sentences: Iterable[str]) -> None:
    shown = tuple(sentences)
    console.print(Text(f"{title}: {len(shown) or 'không có'}", style="bold"))
    for sentence in shown:
        console.print(Text(f"  • {sentence}"), soft_wrap=not console.is_terminal)
    console.print()

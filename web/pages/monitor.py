"""The first page: what is stuck, who holds it, why, what to do; and every campaign by its stages."""

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from fastapi import APIRouter, Request
from starlette.responses import Response

from domain.stages import StageKind
from domain.steps import REMIND_BEFORE
from queries.hold_ups import HoldUp, hold_ups
from queries.monitor import choices, figures
from queries.overview import CampaignLine, Overview, StageCell, Wanted, overview
from queries.sight import sight
from queries.wanted import Wanted as WantedWaits
from web.access import SIGNED_IN, holds, needs, of_units_only
from web.addresses import year_of
from web.desk import Desk, looking
from web.rendering import page
from web.sheets import sheet
from wording.labels import STAGE_KINDS, round_label
from wording.monitor import margin_words, stage_look
from wording.states import CAMPAIGN_STATES

router = APIRouter()

URGENT = 6
"""Hold-ups on the first screen; the rest is one click away."""

ROWS = 25
EXPORTED = 2_000
OVER = ("closed", "cancelled")


class CellView(NamedTuple):
    """A stage of the matrix: what it looks like, the words for it, and the lines below."""

    cell: StageCell
    kind: str
    words: str
    round: str
    margin: str


class RowView(NamedTuple):
    """A campaign of the matrix: its stages by their kind, several rounds in one place."""

    line: CampaignLine
    cells: Mapping[str, tuple[CellView, ...]]


@router.get("/", **needs(SIGNED_IN))
def show(request: Request) -> Response:
    """The overview of everything that the viewer may see; somebody without any role is told whom to ask."""
    with looking(request) as desk:
        if not holds(desk.by, "campaign:view"):
            return page(desk, "monitor/nothing.html")
        found = _overview(desk, ROWS, request.query_params.get("sau", ""))
        counted = figures(desk.session, desk.by, on=desk.today)
        desk.counted["/"] = counted.stuck
        return page(
            desk,
            "monitor/index.html",
            figures=counted,
            urgent=_urgent(desk),
            mine=of_units_only(desk.by),
            # What is under way comes first on its page; beyond a page the order is that of the codes.
            rows=sorted((row_view(line) for line in found.lines), key=lambda row: row.line.state in OVER),
            found=found,
            choices=choices(desk.session, desk.by, on=desk.today),
            # How much mail waits follows from what others do, so a unit is not told.
            sight=None if of_units_only(desk.by) else sight(desk.session, at=desk.at),
            runs=request.app.state.runs.look(),
            kinds=tuple(kind.value for kind in StageKind),
        )


@router.get("/tong-quan.xlsx", **needs("campaign:view"))
def export(request: Request) -> Response:
    """The same matrix as a sheet, with the same filters."""
    with looking(request) as desk:
        found = _overview(desk, EXPORTED, "")
        heads = ("Mã", "Phong trào", "Cơ quan", "Trạng thái", "Đang vướng", "Quá hạn", *STAGE_KINDS.values())
        return sheet("tong-quan.xlsx", "Tổng quan", heads, (_plain(row_view(line)) for line in found.lines))


def row_view(line: CampaignLine) -> RowView:
    """A campaign as a row of the matrix."""
    cells: defaultdict[str, list[CellView]] = defaultdict(list)
    for cell in line.stages:
        kind, _, held = cell.stage.partition("@")
        look, words = stage_look(
            cell.state,
            overdue=cell.overdue,
            stuck=cell.stuck,
            incidents=cell.incidents,
            margin=cell.margin_days,
            near=max(REMIND_BEFORE),
        )
        live = cell.state == "open" or cell.waiting > 0
        margin = margin_words(cell.margin_days, cell.deadline) if live else ""
        cells[kind].append(CellView(cell, look, words, round_label(held or "main"), margin))
    return RowView(line, {kind: tuple(found) for kind, found in cells.items()})


def _overview(desk: Desk, limit: int, after: str) -> Overview:
    told = desk.request.query_params
    state, year = told.get("trang-thai", ""), told.get("nam", "")
    wanted = Wanted(
        text=told.get("tim", "").strip(),
        states=(state,) if state in CAMPAIGN_STATES else (),
        authority=told.get("co-quan", ""),
        year=year_of(year),
        stuck=bool(told.get("vuong")),
    )
    return overview(desk.session, desk.by, on=desk.today, wanted=wanted, after=after, limit=limit)


def _urgent(desk: Desk) -> tuple[HoldUp, ...]:
    return hold_ups(desk.session, desk.by, on=desk.today, wanted=WantedWaits(stuck=True), limit=URGENT)


def _plain(row: RowView) -> tuple[object, ...]:
    line = row.line
    state = "Tạm dừng" if line.suspended else CAMPAIGN_STATES[line.state]
    stages = (" / ".join(_cell_text(view) for view in row.cells.get(kind, ())) for kind in STAGE_KINDS)
    return (line.code, line.name, line.authority, state, line.stuck, line.overdue, *stages)


def _cell_text(view: CellView) -> str:
    said = [view.words, view.margin]
    if view.cell.waiting:
        said.append(f"{view.cell.waiting} việc")
    text = ", ".join(part for part in said if part)
    return f"{view.round}: {text}" if view.round else text

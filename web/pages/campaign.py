"""One campaign at a glance: figures, the chart of its time, what comes next, what happened last."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from queries.campaign_events import latest
from queries.campaign_figures import figures
from queries.timeline import TimeRow, days_off, timeline
from web import gantt
from web.access import needs
from web.campaign_frame import campaign_page, framed
from web.desk import Desk, looking

router = APIRouter()
RECENT = 8
NEXT = 4


@router.get("/phong-trao/{code}", **needs("campaign:view"))
def show(request: Request, code: str) -> Response:
    """The overview."""
    with looking(request) as desk:
        frame = framed(desk, code)
        time = timeline(desk.session, desk.by, frame.campaign, on=desk.today)
        return campaign_page(
            frame,
            "show.html",
            figures=figures(desk.session, desk.by, frame.campaign, on=desk.today),
            rows=time.rows,
            chart=drawn(desk, time.rows, code),
            ahead=[row for row in time.rows if row.state in ("open", "planned")][:NEXT],
            ends=_expected_end(time.rows),
            events=latest(desk.session, desk.by, frame.campaign, limit=RECENT),
        )


def drawn(desk: Desk, rows: tuple[TimeRow, ...], code: str) -> gantt.Chart | None:
    """The chart, or None for a campaign of which no day is known yet."""
    ends = gantt.span(rows, desk.today)
    if ends is None:
        return None
    return gantt.chart(rows, ends, days_off(desk.session, *ends), code=code, today=desk.today)


def _expected_end(rows: tuple[TimeRow, ...]) -> TimeRow | None:
    return rows[-1] if rows and rows[-1].state in ("open", "planned") else None

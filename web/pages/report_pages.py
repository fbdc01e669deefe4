"""Midterm reports of units, the office's finding on them, and the final summary that closes a campaign."""

from collections.abc import Iterator
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from actions import reviews, summaries
from domain.errors import NotFound
from domain.plan import Plan
from domain.stages import StageKey, StageKind
from queries import handed_in
from queries.handed_in import AtUnit
from web.access import needs
from web.acts import perform
from web.desk import Desk, looking
from web.forms import Form, Submitted
from web.rendering import page

router = APIRouter()

KEY = StageKey(StageKind.MIDTERM_REVIEW)
PLACE = "/don-vi-toi/{unit}/{code}/bao-cao"
MANY = 200
"""Indicators of one report; no plan has as many targets."""


@router.get(PLACE, **needs("campaign:view"))
def show(request: Request, unit: str, code: str) -> Response:
    """The report that was sent, or the form for it: an indicator for each pledge and each target of the plan."""
    with looking(request) as desk:
        found = _at(desk, unit, code)
        window = found.window
        return page(
            desk,
            "reports/show.html",
            at=found,
            window=window,
            asked=tuple(_asked(found)),
            late=window is not None
            and window.state in ("open", "closed")
            and window.due is not None
            and desk.today > window.due,
            entering="registration:confirm" in found.may,
        )


@router.post(PLACE, **needs("report:file"))
def file_report(request: Request, unit: str, code: str, form: Submitted) -> Response:
    """Send it."""

    def act(desk: Desk) -> None:
        found = _at(desk, unit, code)
        reviews.file_report(
            desk.session,
            code,
            found.unit,
            text=form.needed("text"),
            indicators=_indicators(form, found),
            incoming_number=form.optional("incoming_number"),
            received_on=form.optional_day("received_on"),
            by=desk.by,
            at=desk.at,
        )

    return perform(request, form, act, to=PLACE.format(unit=unit, code=code), said="Đã gửi báo cáo sơ kết.")


@router.get("/phong-trao/{code}/so-ket", **needs("campaign:view"))
def midterm(request: Request, code: str) -> Response:
    """Who reported what, and the office's finding or the form for it."""
    return _overview(request, code, StageKind.MIDTERM_REVIEW)


@router.post("/phong-trao/{code}/so-ket", **needs("review:write"))
def write_review(request: Request, code: str, form: Submitted) -> Response:
    """The office's finding of the midterm review."""

    def act(desk: Desk) -> None:
        reviews.write_review(desk.session, code, **_written(form, desk))

    return perform(request, form, act, to=f"/phong-trao/{code}/so-ket", said="Đã ghi nhận xét sơ kết.")


@router.get("/phong-trao/{code}/tong-ket", **needs("campaign:view"))
def final(request: Request, code: str) -> Response:
    """The final summary, or the form for it."""
    return _overview(request, code, StageKind.FINAL_SUMMARY)


@router.post("/phong-trao/{code}/tong-ket", **needs("summary:write"))
def write_summary(request: Request, code: str, form: Submitted) -> Response:
    """The final summary: everybody who took part gets it."""

    def act(desk: Desk) -> None:
        summaries.write_summary(desk.session, code, **_written(form, desk))

    return perform(request, form, act, to=f"/phong-trao/{code}/tong-ket", said="Đã ghi báo cáo tổng kết.")


def _overview(request: Request, code: str, kind: StageKind) -> Response:
    with looking(request) as desk:
        found = handed_in.overview(desk.session, desk.by, code, kind)
        right = "review:write" if kind is StageKind.MIDTERM_REVIEW else "summary:write"
        return page(desk, "reports/overview.html", at=found, midterm=kind is StageKind.MIDTERM_REVIEW, right=right)


def _written(form: Form, desk: Desk) -> dict[str, Any]:
    return {"text": form.needed("text"), "document": form.optional("document"), "by": desk.by, "at": desk.at}


def _at(desk: Desk, unit: str, code: str) -> AtUnit:
    found = handed_in.at_unit(desk.session, desk.by, code, unit, KEY)
    if found.window is None:
        raise NotFound("stage", stage=KEY.kind.value)
    return found


def _asked(found: AtUnit) -> Iterator[str]:
    """What the report is asked to measure: what the unit pledged, then what the plan aims at."""
    pledges = found.registration.pledges if found.registration else ()
    yield from dict.fromkeys((*pledges, *_targets(found.plan)))


def _targets(plan: Plan) -> Iterator[str]:
    yield from (target.wording for target in plan.targets[:MANY])


def _indicators(form: Form, found: AtUnit) -> dict[str, str]:
    told = ((name, form.text(f"indicator-{number}")) for number, name in enumerate(_asked(found), start=1))
    return {name: value for name, value in told if value}

"""A stage from the monitor, as a page or as a drawer beside it: what it waits for and what helps."""

from collections.abc import Iterable
from itertools import groupby
from urllib.parse import urlsplit

from fastapi import APIRouter, Request
from starlette.responses import Response

from actions import helping
from domain.dossiers import DossierState
from domain.permissions import allowed, holders
from domain.stages import StageKey
from models.finders import campaign_by_code
from queries import history
from queries.dossier_waits import dossier_waits
from queries.history import Event
from queries.stage_view import stage_view
from queries.substitutes import candidates
from web.access import needs, of_units_only
from web.acts import perform
from web.desk import Desk, looking
from web.forms import Submitted
from web.rendering import page
from wording.labels import ROLES
from wording.monitor import CAUSES, waits_for

router = APIRouter()


@router.get("/phong-trao/{code}/giai-doan/{stage}", **needs("campaign:view"))
def show(request: Request, code: str, stage: str) -> Response:
    """One stage; `viec` narrows it to one cause, `lam` opens one of the acts."""
    cause = request.query_params.get("viec", "")
    with looking(request) as desk:
        view = stage_view(
            desk.session,
            desk.by,
            code,
            StageKey.parse(stage),
            on=desk.today,
            at=desk.at,
            cause=cause if cause in CAUSES else None,
        )
        lines = [line for hold in view.holds for line in hold.lines]
        units = [line.unit for line in lines if line.unit]
        campaign = campaign_by_code(desk.session, code)
        offered = any(one.remedy == "hand_over" and one.why_not is None for one in view.remedies)
        return page(
            desk,
            "stage/index.html",
            view=view,
            sentence=waits_for(tuple((hold.first.cause, hold.count, hold.first.holder) for hold in view.holds)),
            people=candidates(desk.session, campaign.id, units, desk.today) if offered else (),
            duties=[line for line in lines if line.duty_id is not None],
            events=_together(view.events),
            cause=cause,
            back=back_to(request),
            mine=of_units_only(desk.by),
        )


def _together(events: Iterable[Event]) -> tuple[tuple[Event, int], ...]:
    """The same thing said several times in a row as one line with how often."""
    runs = groupby(events, key=lambda event: (event.actor, event.sentence))
    return tuple((found[0], len(found)) for _, run in runs if (found := tuple(run)))


def back_to(request: Request) -> str:
    """Where an act leads afterwards: to the page on which the drawer was opened, else to this page itself."""
    opened_on = request.headers.get("hx-current-url", "")
    parts = urlsplit(opened_on)
    if opened_on and parts.netloc == request.headers.get("host"):
        return parts.path + (f"?{parts.query}" if parts.query else "")
    return request.url.path


@router.get("/phong-trao/{code}/ho-so/{dossier}/vuong", **needs("campaign:view"))
def show_dossier(request: Request, code: str, dossier: str) -> Response:
    """What one dossier waits for; a unit sees its own only."""
    with looking(request) as desk:
        found = dossier_waits(desk.session, desk.by, code, dossier, on=desk.today)
        trail = history.of_dossier(desk.session, desk.by, code, dossier, limit=20)
        return page(
            desk,
            "stage/dossier.html",
            found=found,
            sentence=waits_for(tuple((hold.first.cause, hold.count, hold.first.holder) for hold in found.holds)),
            events=_together(trail.events),
            no_step_back=_why_no_step_back(desk, code, found.state),
            back=back_to(request),
            mine=of_units_only(desk.by),
        )


@router.post("/phong-trao/{code}/ho-so/{dossier}/lui", **needs("stage:step_back"))
def step_back(request: Request, code: str, dossier: str, form: Submitted) -> Response:
    """A dossier before the council goes back to be judged anew."""
    return perform(
        request,
        form,
        lambda desk: helping.step_back_dossier(
            desk.session, code, dossier, reason=form.needed("reason"), by=desk.by, at=desk.at
        ),
        to=f"/phong-trao/{code}/ho-so/{dossier}/vuong",
        said=f"Đã lùi hồ sơ {dossier} về bước thẩm định.",
    )


def _why_no_step_back(desk: Desk, code: str, state: str) -> str:
    """Why the dossier cannot go back to the office; empty where it can."""
    if not allowed("stage:step_back", desk.by, campaign_id=campaign_by_code(desk.session, code).id):
        return "cần vai trò: " + ", ".join(ROLES[role] for role in holders("stage:step_back"))
    return "" if state == DossierState.ACCEPTED else "chỉ lùi được hồ sơ đang chờ Hội đồng"

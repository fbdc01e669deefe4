"""The unit's desk: what we owe and until when, what was returned and why, what was decided."""

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from actions import dossiers
from domain.stages import StageKind
from queries import unit_desk, units_served
from queries.held_back import held_at
from web.access import SIGNED_IN, needs, require_held
from web.acts import perform
from web.desk import looking
from web.duty_places import place_of
from web.forms import Submitted
from web.paging import paged
from web.rendering import page

router = APIRouter()

RIGHT = "registration:submit"
INTAKE = StageKind.DOSSIER_INTAKE.value


@router.get("/don-vi-toi", **needs(SIGNED_IN))
def choose(request: Request) -> Response:
    """The only unit at once; several to choose from; none: whom to ask."""
    text = request.query_params.get("q", "").strip()
    with looking(request) as desk:
        total = units_served.count_units(desk.session, desk.by, text=text)
        pages = paged(request, total)
        units = units_served.units(
            desk.session, desk.by, on=desk.today, text=text, limit=pages.limit, offset=pages.offset
        )
        if total == 1 and not text:
            return RedirectResponse(f"/don-vi-toi/{units[0].code}", status_code=303)
        return page(desk, "unit_desk/choose.html", units=units, text=text, pages=pages)


@router.get("/don-vi-toi/{unit}", **needs(RIGHT))
def show(request: Request, unit: str) -> Response:
    """One unit's desk."""
    with looking(request) as desk:
        found = unit_desk.desk(desk.session, desk.by, unit, on=desk.today)
        several = units_served.count_units(desk.session, desk.by) > 1
        return page(
            desk,
            "unit_desk/desk.html",
            unit=found,
            held=held_at(desk.session, desk.by, ((c.code, d.code) for c in found.campaigns for d in c.dossiers)),
            several=several,
            own=desk.by.unit_id is not None,
            duties=[(line, place_of(line)) for line in found.duties],
        )


@router.get("/don-vi-toi/{unit}/{code}/khong-de-nghi/{dot}", **needs("nomination:decline"))
def ask_decline(request: Request, unit: str, code: str, dot: str) -> Response:
    """The form in which a unit says that it proposes nobody in a round."""
    with looking(request) as desk:
        found = unit_desk.desk(desk.session, desk.by, unit, on=desk.today)
        campaign = found.campaign(code)
        require_held(desk.by, "nomination:decline", campaign.may)
        stage = campaign.stage(INTAKE, dot)
        return page(desk, "unit_desk/decline.html", unit=found, campaign=campaign, stage=stage)


@router.post("/don-vi-toi/{unit}/{code}/khong-de-nghi/{dot}", **needs("nomination:decline"))
def decline(request: Request, unit: str, code: str, dot: str, form: Submitted) -> Response:
    """It proposes nobody."""
    with looking(request) as desk:
        stage = unit_desk.desk(desk.session, desk.by, unit, on=desk.today).campaign(code).stage(INTAKE, dot)
    return perform(
        request,
        form,
        lambda desk: dossiers.decline(
            desk.session, code, unit, round_=dot, reason=form.needed("reason"), by=desk.by, at=desk.at
        ),
        to=f"/don-vi-toi/{unit}",
        said=f"Đã báo không đề nghị khen thưởng trong “{stage.name}”.",
    )

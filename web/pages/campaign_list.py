"""All campaigns that the viewer sees, found by name, state, year."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from domain.permissions import allowed
from queries.monitor import choices
from queries.overview import Wanted, overview
from web.access import needs
from web.addresses import year_of
from web.desk import looking
from web.rendering import page
from wording.states import CAMPAIGN_STATES

router = APIRouter()


@router.get("/phong-trao", **needs("campaign:view"))
def show(request: Request) -> Response:
    """The list; its filters are in the address."""
    asked = request.query_params
    state, year = asked.get("trang-thai", ""), asked.get("nam", "")
    wanted = Wanted(
        text=asked.get("tim", "").strip(),
        states=(state,) if state in CAMPAIGN_STATES else (),
        year=year_of(year),
    )
    with looking(request) as desk:
        return page(
            desk,
            "campaign/list.html",
            found=overview(desk.session, desk.by, on=desk.today, wanted=wanted, after=asked.get("sau", "")),
            choices=choices(desk.session, desk.by, on=desk.today),
            may_create=allowed("campaign:create", desk.by),
            may_adopt=allowed("campaign:launch", desk.by),
        )

"""One box for people, units and nominees: what happened to them in everything that the viewer may see."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from queries.overview import Wanted, overview
from queries.search import LIMIT, SHORTEST, search
from web.access import SIGNED_IN, needs
from web.desk import looking
from web.rendering import page
from wording.names import fold

router = APIRouter()

CAMPAIGNS = 10


@router.get("/tim", **needs(SIGNED_IN))
def show(request: Request) -> Response:
    """Campaigns, units, people and nominees that fit; too few letters find nothing and say so."""
    text = request.query_params.get("q", "").strip()
    enough = len(fold(text).strip()) >= SHORTEST
    with looking(request) as desk:
        wanted = Wanted(text=text)
        found = overview(desk.session, desk.by, on=desk.today, wanted=wanted, limit=CAMPAIGNS) if enough else None
        hits = search(desk.session, desk.by, text, on=desk.today) if enough else ()
        groups = [(kind, [hit for hit in hits if hit.kind == kind]) for kind in ("unit", "person", "nominee")]
        return page(
            desk,
            "search/index.html",
            text=text,
            enough=enough,
            campaigns=found.lines if found else (),
            groups=[(kind, some) for kind, some in groups if some],
            limit=LIMIT,
        )

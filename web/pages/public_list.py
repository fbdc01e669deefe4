"""The list of awards for everybody, where an administrator has opened it; and as a sheet for officers."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from actions import publication
from models.engine import reading
from queries import public_list
from queries.campaigns import visible
from web.access import OPEN, needs
from web.acts import perform
from web.admin_frame import admin_page
from web.desk import looking, store_of
from web.forms import Submitted
from web.paging import paged
from web.rates import address_of, rates_of
from web.rendering import bare_page, page

router = APIRouter()
HOME = "/cong-khai"
SETTING = "/quan-tri/cong-khai"
NO_ROBOTS = "noindex, nofollow, noarchive"
"""People may look a name up here; a search engine that keeps it would show a cancelled award for ever."""


@router.get(HOME, **needs(OPEN))
def everybody(request: Request) -> Response:
    """The list, a page of it, for whoever asks; or that there is none."""
    rates_of(request).read(address_of(request))
    campaign = request.query_params.get("phong-trao") or None
    with reading(store_of(request)) as session:
        if public_list.public_since(session) is None:
            return _unseen(bare_page(request, "public/closed.html"))
        pages = paged(request, public_list.count(session, campaign=campaign))
        answer = bare_page(
            request,
            "public/list.html",
            awards=public_list.awards(session, campaign=campaign, offset=pages.offset, limit=pages.limit),
            campaigns=[(one.code, one.name) for one in public_list.campaigns(session)],
            campaign=campaign or "",
            pages=pages,
        )
    return _unseen(answer)


@router.get("/quyet-dinh/cong-khai/{code}", **needs("campaign:view"))
def sheet(request: Request, code: str) -> Response:
    """The same of one campaign, to print and to put up."""
    with looking(request) as desk:
        campaign = visible(desk.session, desk.by, code)
        return page(
            desk, "public/sheet.html", campaign=campaign, awards=public_list.awards(desk.session, campaign=code)
        )


@router.get(SETTING, **needs("awards:publish"))
def setting(request: Request) -> Response:
    """Whether it is open, and since when."""
    with looking(request) as desk:
        return admin_page(desk, "public.html", since=public_list.public_since(desk.session))


@router.post(f"{SETTING}/mo", **needs("awards:publish"))
def publish(request: Request, form: Submitted) -> Response:
    """Open it to everybody."""
    return perform(
        request,
        form,
        lambda desk: publication.publish(desk.session, reason=form.needed("reason"), by=desk.by, at=desk.at),
        to=SETTING,
        said="Danh sách khen thưởng đã mở cho mọi người xem.",
    )


@router.post(f"{SETTING}/dong", **needs("awards:publish"))
def withdraw(request: Request, form: Submitted) -> Response:
    """Close it again."""
    return perform(
        request,
        form,
        lambda desk: publication.withdraw(desk.session, reason=form.needed("reason"), by=desk.by, at=desk.at),
        to=SETTING,
        said="Đã thôi công khai danh sách khen thưởng.",
    )


def _unseen(answer: Response) -> Response:
    answer.headers["X-Robots-Tag"] = NO_ROBOTS
    return answer

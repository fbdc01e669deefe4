"""The mail of all campaigns: what became of it. What is done to a mail is done at its campaign."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from domain.personal_data import Sensitive
from models.mail_rows import brake_of
from queries import mails
from web.access import needs
from web.admin_frame import admin_page
from web.desk import looking, settings_of
from web.viewing import noted
from wording.labels import MAIL_STATES

router = APIRouter()
A_PAGE = 50


@router.get("/quan-tri/thu", **needs("mail:manage"))
def index(request: Request) -> Response:
    """Mails, the newest first, by state and campaign; the text of one stands at its campaign."""
    state, campaign, before = (request.query_params.get(name, "").strip() for name in ("trang-thai", "ma", "truoc"))
    with looking(request) as desk:
        found = mails.log(
            desk.session,
            desk.by,
            campaign=campaign or None,
            states=(state,) if state in MAIL_STATES else (),
            before=int(before) if before.isascii() and before.isdecimal() and len(before) < len(str(2**63)) else None,
            limit=A_PAGE + 1,
        )
        current, brake = settings_of(request), brake_of(desk.session)
        shown = admin_page(
            desk,
            "mails.html",
            found=found[:A_PAGE],
            more=len(found) > A_PAGE,
            counts=mails.states_of(desk.session, desk.by),
            state=state,
            campaign=campaign,
            states=tuple(MAIL_STATES.items()),
            paused=current.mail_paused or brake.paused_since is not None,
            redirect=current.mail_redirect or brake.redirect,
            mailbox=current.local_mailbox,
        )
    noted(desk, Sensitive.ADDRESSES, "mails:all", found[0].campaign if campaign and found else None)
    return shown

"""The mail of one campaign: what waits, what left, the text as it was sent; hold back, recall, try again."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from actions import mail_desk
from domain.errors import Invalid
from domain.personal_data import Sensitive
from models.mail_rows import brake_of
from queries import letters, mails
from web.access import needs
from web.acts import perform
from web.campaign_frame import campaign_page, framed
from web.desk import looking, settings_of
from web.forms import Form, Submitted
from web.viewing import noted
from wording.labels import MAIL_STATES

router = APIRouter()
HOME = "/phong-trao/{code}/thu"


@router.get(HOME, **needs("mail:manage"))
def show(request: Request, code: str) -> Response:
    """The queue first, then what left, the newest first."""
    asked = request.query_params
    state, before = asked.get("trang-thai", ""), asked.get("truoc", "")
    with looking(request) as desk:
        frame = framed(desk, code)
        found = mails.log(
            desk.session,
            desk.by,
            campaign=code,
            states=(state,) if state in MAIL_STATES else (),
            before=int(before) if before.isascii() and before.isdecimal() and len(before) < 19 else None,
        )
        current = settings_of(request)
        shown = campaign_page(
            frame,
            "mails.html",
            waiting=letters.waiting(desk.session, desk.by, frame.campaign),
            found=found,
            counts=letters.states(desk.session, desk.by, frame.campaign),
            brake=brake_of(desk.session),
            paused=current.mail_paused,
            redirect=current.mail_redirect,
        )
    noted(desk, Sensitive.ADDRESSES, "mails:all", code)
    return shown


@router.get(HOME + "/{number}", **needs("mail:manage"))
def one(request: Request, code: str, number: int) -> Response:
    """One mail with its text."""
    with looking(request) as desk:
        frame = framed(desk, code)
        letter = letters.letter(desk.session, desk.by, frame.campaign, number)
        shown = campaign_page(frame, "letter.html", letter=letter)
    noted(desk, Sensitive.ADDRESSES, f"mail:{number}", code)
    return shown


@router.post(HOME + "/giu", **needs("mail:manage"))
def hold(request: Request, code: str, form: Submitted) -> Response:
    """Hold back what waits now."""
    minutes = form.number("minutes")
    return perform(
        request,
        form,
        lambda desk: mail_desk.hold_back(
            desk.session, code, minutes=minutes, reason=form.needed("reason"), by=desk.by, at=desk.at
        ),
        to=f"/phong-trao/{code}/thu",
        said=lambda count: f"Đã giữ {count} thư chờ gửi thêm {minutes} phút.",
    )


@router.post(HOME + "/cho-gui", **needs("mail:manage"))
def release(request: Request, code: str, form: Submitted) -> Response:
    """Let what is held leave at once."""
    return perform(
        request,
        form,
        lambda desk: mail_desk.release(desk.session, code, reason=form.needed("reason"), by=desk.by, at=desk.at),
        to=f"/phong-trao/{code}/thu",
        said=lambda count: f"{count} thư được gửi trong lần gửi tới.",
    )


@router.post(HOME + "/thu-hoi", **needs("mail:manage"))
def recall(request: Request, code: str, form: Submitted) -> Response:
    """Take notices out of the queue for good."""
    chosen = _chosen(form)
    return perform(
        request,
        form,
        lambda desk: mail_desk.recall(desk.session, code, chosen, reason=form.needed("reason"), by=desk.by, at=desk.at),
        to=f"/phong-trao/{code}/thu",
        said=lambda count: f"Đã thu hồi {count} thư chưa gửi.",
    )


@router.post(HOME + "/{number}/gui-lai", **needs("mail:manage"))
def send_again(request: Request, code: str, number: int, form: Submitted) -> Response:
    """Try one mail again."""
    return perform(
        request,
        form,
        lambda desk: mail_desk.send_again(
            desk.session, code, number, reason=form.needed("reason"), by=desk.by, at=desk.at
        ),
        to=f"/phong-trao/{code}/thu",
        said="Thư được gửi lại trong lần gửi tới.",
    )


def _chosen(form: Form) -> tuple[int, ...]:
    ticked = form.many("notice") or (form.needed("notice"),)
    if not all(one.isascii() and one.isdecimal() and len(one) < 19 for one in ticked):
        raise Invalid("form_choice", field="notice", found=", ".join(ticked)[:80])
    return tuple(int(one) for one in ticked)

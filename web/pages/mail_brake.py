"""The brake over all mail of the installation."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from actions import mail_brake
from models.mail_rows import brake_of
from web.access import needs
from web.acts import perform
from web.desk import looking, settings_of
from web.forms import Submitted
from web.rendering import page

router = APIRouter(prefix="/quan-tri/phanh-thu")
HOME = "/quan-tri/phanh-thu"


@router.get("", **needs("mail:manage"))
def show(request: Request) -> Response:
    """How the brake stands, by hand and by the settings."""
    with looking(request) as desk:
        return page(desk, "mail_brake.html", brake=brake_of(desk.session), fixed=settings_of(request))


@router.post("/dung", **needs("mail:manage"))
def pause(request: Request, form: Submitted) -> Response:
    """Stop all mail."""
    return perform(
        request,
        form,
        lambda desk: mail_brake.pause(desk.session, reason=form.needed("reason"), by=desk.by, at=desk.at),
        to=HOME,
        said="Đã dừng mọi thư. Thư mới vào hàng chờ, không thư nào rời máy.",
    )


@router.post("/mo", **needs("mail:manage"))
def resume(request: Request, form: Submitted) -> Response:
    """Let it go again."""
    return perform(
        request,
        form,
        lambda desk: mail_brake.resume(desk.session, reason=form.needed("reason"), by=desk.by, at=desk.at),
        to=HOME,
        said="Thư được gửi lại từ lần gửi tới.",
    )


@router.post("/chuyen", **needs("mail:manage"))
def redirect(request: Request, form: Submitted) -> Response:
    """Lead all mail to one address, or to its readers again when the field is left empty."""
    return perform(
        request,
        form,
        lambda desk: mail_brake.redirect(
            desk.session, form.optional("address"), reason=form.needed("reason"), by=desk.by, at=desk.at
        ),
        to=HOME,
        said="Đã đổi nơi nhận thư.",
    )

"""What a person may do and how she gets in: roles, the account with its passwords, and who acts in her place."""

from collections.abc import Callable

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from actions import accounts, deputies, people, resets, signing
from actions.previews import preview
from domain.errors import Incomplete
from domain.people import Role
from web.access import needs
from web.acts import PreviewedError, done, perform
from web.admin_frame import admin_page
from web.desk import Desk, acting, settings_of
from web.forms import Form, Submitted
from web.pages.signing import public_address

router = APIRouter(prefix="/quan-tri/nguoi/{person}")
WAYS = ("password", "mail")


@router.post("/vai-tro", **needs("people:manage"))
def grant(request: Request, person: str, form: Submitted) -> Response:
    """A role, for one unit or campaign or everywhere, for a time or for good."""
    return perform(
        request,
        form,
        lambda desk: people.grant_role(
            desk.session,
            person,
            Role(form.choice("role", tuple(Role))),
            unit=form.optional("unit"),
            campaign=form.optional("campaign"),
            valid_from=form.optional_day("from"),
            valid_to=form.optional_day("to"),
            document=form.optional("document"),
            by=desk.by,
            at=desk.at,
        ),
        to=_page(person),
        said="Đã giao vai trò.",
    )


@router.post("/vai-tro/thoi", **needs("people:manage"))
def revoke(request: Request, person: str, form: Submitted) -> Response:
    """A role ends today."""
    return perform(
        request,
        form,
        lambda desk: people.revoke_role(
            desk.session,
            person,
            Role(form.choice("role", tuple(Role))),
            unit=form.optional("unit"),
            campaign=form.optional("campaign"),
            reason=form.needed("reason"),
            by=desk.by,
            at=desk.at,
        ),
        to=_page(person),
        said="Đã thôi giao vai trò.",
    )


@router.post("/tai-khoan", **needs("people:manage"))
def open_account(request: Request, person: str, form: Submitted) -> Response:
    """An account: with a temporary password told once, or with a link by mail."""
    address = _address(request, form)

    def act(desk: Desk) -> str | None:
        return accounts.open_account(desk.session, person, address=address, by=desk.by, at=desk.at).password

    return _given(request, form, person, act, said="Đã mở tài khoản; thư đặt mật khẩu sẽ được gửi trong lần gửi tới.")


@router.post("/mat-khau", **needs("people:manage"))
def reset(request: Request, person: str, form: Submitted) -> Response:
    """A new password: a temporary one told once, or a link by mail."""
    address = _address(request, form)

    def act(desk: Desk) -> str | None:
        if address is None:
            return accounts.set_password(desk.session, person, by=desk.by, at=desk.at)
        resets.mail_reset(desk.session, person, address=address, by=desk.by, at=desk.at)
        return None

    return _given(request, form, person, act, said="Thư đặt lại mật khẩu sẽ được gửi trong lần gửi tới.")


@router.post("/khoa", **needs("people:manage"))
def disable(request: Request, person: str, form: Submitted) -> Response:
    """Nobody gets in by this account."""
    return perform(
        request,
        form,
        lambda desk: accounts.disable(desk.session, person, reason=form.needed("reason"), by=desk.by, at=desk.at),
        to=_page(person),
        said="Đã khóa tài khoản và kết thúc mọi phiên đăng nhập của người này.",
    )


@router.post("/mo-khoa", **needs("people:manage"))
def enable(request: Request, person: str, form: Submitted) -> Response:
    """The account lets its owner in again."""
    return perform(
        request,
        form,
        lambda desk: accounts.enable(desk.session, person, by=desk.by, at=desk.at),
        to=_page(person),
        said="Đã mở khóa tài khoản; mật khẩu cũ còn dùng được.",
    )


@router.post("/phien", **needs("people:manage"))
def end_sessions(request: Request, person: str, form: Submitted) -> Response:
    """She has to sign in again everywhere; who ends her own keeps the session that she is in."""
    return perform(
        request,
        form,
        lambda desk: signing.end_sessions(desk.session, person, but=desk.signed.session_id, by=desk.by, at=desk.at),
        to=_page(person),
        said=lambda ended: f"Đã kết thúc {ended} phiên đăng nhập.",
    )


@router.post("/nguoi-thay", **needs("deputy:appoint"))
def appoint(request: Request, person: str, form: Submitted) -> Response:
    """Somebody acts in her place, by a document and between two days."""
    role = form.optional("role")
    return perform(
        request,
        form,
        lambda desk: deputies.appoint(
            desk.session,
            person,
            form.needed("deputy"),
            role=Role(form.choice("role", tuple(Role))) if role else None,
            campaign=form.optional("campaign"),
            valid_from=form.day("from"),
            valid_to=form.day("to"),
            document=form.needed("document"),
            document_date=form.day("document_date"),
            by=desk.by,
            at=desk.at,
        ),
        to=_page(person),
        said="Đã cử người làm thay; cả hai người được báo bằng thư.",
    )


@router.post("/nguoi-thay/{deputy_number}/thoi", **needs("deputy:appoint"))
def end_deputy(request: Request, person: str, form: Submitted, deputy_number: int) -> Response:
    """A deputy's time ends before its day."""
    return perform(
        request,
        form,
        lambda desk: deputies.end(desk.session, deputy_number, reason=form.needed("reason"), by=desk.by, at=desk.at),
        to=_page(person),
        said="Đã kết thúc việc làm thay.",
    )


def _given(request: Request, form: Form, person: str, act: Callable[[Desk], str | None], *, said: str) -> Response:
    """The temporary password stands on this very answer and nowhere else, because even a cookie would keep it."""
    with acting(request) as desk:
        if form.wants_preview:
            raise PreviewedError(preview(desk.session, lambda: act(desk)))
        password = act(desk)
        if password is not None:
            return admin_page(desk, "secret.html", person=person, password=password)
    return done(request, _page(person), said)


def _address(request: Request, form: Form) -> str | None:
    """Below which address the mailed link leads; None for a temporary password.

    Raises:
        Incomplete: `form_field`, `public_address_missing`. Invalid: `form_choice`.
    """
    if form.choice("way", WAYS) == "password":
        return None
    address = public_address(settings_of(request))
    if address is None:
        raise Incomplete("public_address_missing", field="way")
    return address


def _page(person: str) -> str:
    return f"/quan-tri/nguoi/{person}"

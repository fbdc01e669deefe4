"""Signing in and out, and a new password for who forgot the old one."""

from typing import Any, NamedTuple

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from actions.passwords import prove
from actions.resets import ask_reset, reset_password
from actions.signing import Admitted, sign_out
from actions.signing import sign_in as admit
from domain.accounts import DEMO_PASSWORD
from domain.errors import Incomplete, Invalid, Refused
from domain.steps import local_day
from models.campaign_rows import store_mark
from models.engine import reading
from queries.accounts import credential, demo_accounts, reset_for, signed_in
from settings import Settings
from settings.values import LOOPBACK
from web.access import OPEN, needs
from web.acts import done
from web.desk import COOKIE, PASSWORD_PAGE, changing, lasting_of, now, over_https, settings_of, store_of, token_of
from web.errors import KEPT
from web.forms import Draft, Form, Submitted, local_page
from web.rates import FAILED_NAMES, FAILED_SIGN_INS, RESETS, address_of, rates_of
from web.rendering import bare_page
from web.replay import replay

router = APIRouter()

SENT = (
    "Nếu tên ấy có tài khoản và có địa chỉ thư, thư đặt lại mật khẩu đã được gửi. Địa chỉ trong thư dùng được một giờ."
)
RESTORED = "Đã đăng nhập. Nội dung đã nhập vẫn còn dưới đây nhưng chưa được gửi: kiểm tra rồi gửi lại."


class Kept(NamedTuple):
    """What was typed before a session ended, and on which page."""

    page: str
    draft: Draft


@router.get("/dang-nhap", **needs(OPEN))
def sign_in_page(request: Request) -> Response:
    """Who are you? In a simulated store its ready-made accounts stand beside the form."""
    then = local_page(request.query_params.get("tiep", "/"))
    with reading(store_of(request)) as session:
        at = now(session)
        if signed_in(session, token_of(request), at=at) is not None:
            return RedirectResponse(then, status_code=303)
        accounts = demo_accounts(session, on=local_day(at))
        simulated = store_mark(session).simulated
    values: dict[str, Any] = {"then": then, "kept": "", "error": "", "accounts": accounts}
    return bare_page(
        request, "signing/sign_in.html", simulated=simulated, now=at, demo_password=DEMO_PASSWORD, **values
    )


@router.post("/dang-nhap", **needs(OPEN))
async def sign_in(request: Request, form: Submitted) -> Response:
    """Let in, and go on where the visitor wanted; what was typed before a session ended comes back."""
    admitted = await run_in_threadpool(_admit, request, form)
    kept = _kept(request, form)
    if kept is None or admitted.must_change:
        there = PASSWORD_PAGE if admitted.must_change else local_page(form.text("then"))
        response: Response = RedirectResponse(there, status_code=303)
    else:
        response = await replay(_with_cookie(request, admitted.token), kept.page, kept.draft, status=200)
    _give_cookie(request, response, admitted.token)
    return response


@router.post("/dang-xuat", **needs(OPEN))
def sign_out_(request: Request, _form: Submitted) -> Response:
    """End this session; without one there is nothing to end."""
    with changing(request) as session:
        at = now(session)
        found = signed_in(session, token_of(request), at=at)
        if found is not None:
            sign_out(session, found.session_id, by=found.own, at=at)
    response = done(request, "/dang-nhap", "Đã đăng xuất.")
    response.delete_cookie(COOKIE)
    return response


@router.get("/quen-mat-khau", **needs(OPEN))
def forgotten_page(request: Request) -> Response:
    """Ask for a link by mail."""
    return bare_page(request, "signing/forgotten.html", mails=public_address(settings_of(request)) is not None)


@router.post("/quen-mat-khau", **needs(OPEN))
def forgotten(request: Request, form: Submitted) -> Response:
    """Mail a link where there is somebody to mail; the answer never tells."""
    rates, visitor = rates_of(request), address_of(request)
    rates.check(RESETS, "reset", visitor)
    rates.note(RESETS, "reset", visitor)
    address = public_address(settings_of(request))
    if address is None:
        raise Incomplete("public_address_missing")
    name = form.needed("name")
    with changing(request) as session:
        ask_reset(session, name, address=address, at=now(session))
    return done(request, "/dang-nhap", SENT)


@router.get("/dat-lai-mat-khau/{token}", **needs(OPEN))
def reset_page(request: Request, token: str) -> Response:
    """Choose a password by the link of a letter."""
    with reading(store_of(request)) as session:
        person = reset_for(session, token, at=now(session))
    return bare_page(request, "signing/reset.html", status=200 if person else 404, person=person)


@router.post("/dat-lai-mat-khau/{token}", **needs(OPEN))
def reset(request: Request, token: str, form: Submitted) -> Response:
    """Take the password chosen by a link."""
    chosen = new_password(form)
    with changing(request) as session:
        reset_password(session, token, chosen, at=now(session))
    return done(request, "/dang-nhap", "Đã đặt mật khẩu mới. Hãy đăng nhập bằng mật khẩu ấy.")


def secret(form: Form, name: str) -> str:
    """A password as it was typed, blanks at its ends too; raises Incomplete `form_field`."""
    found = next(iter(form.values.get(name, ())), "")
    if not found:
        raise Incomplete("form_field", field=name)
    return found


def new_password(form: Form) -> str:
    """The password chosen twice alike.

    Raises:
        Incomplete: `form_field`. Invalid: `password_twice`.
    """
    chosen = secret(form, "new_password")
    if chosen != secret(form, "new_password_again"):
        raise Invalid("password_twice", field="new_password_again")
    return chosen


def _admit(request: Request, form: Form) -> Admitted:
    """Try the password, then count and decide in one short transaction. Raises Refused, once the trial is counted."""
    rates, visitor = rates_of(request), address_of(request)
    name, password = form.needed("name"), secret(form, "password")
    with reading(store_of(request)) as session:
        known = credential(session, name)
    rates.check(FAILED_SIGN_INS, "address", visitor)
    rates.check(FAILED_NAMES, "name", known.name_digest)
    proof = prove(known, password)
    agent = request.headers.get("user-agent", "")
    with changing(request) as session:
        answer = admit(session, proof, at=now(session), agent=agent, lasting=lasting_of(settings_of(request)))
    if isinstance(answer, Refused):
        rates.note(FAILED_SIGN_INS, "address", visitor)
        rates.note(FAILED_NAMES, "name", known.name_digest)
        raise answer
    return answer


def _kept(request: Request, form: Form) -> Kept | None:
    packed = request.app.state.tokens.unpack(KEPT, form.text("kept")) if form.text("kept") else None
    if not packed:
        return None
    values = {name: tuple(texts) for name, texts in packed["values"].items()}
    return Kept(packed["page"], Draft(values, name=packed["form"], error=RESTORED))


def _with_cookie(request: Request, token: str) -> Request:
    """The same request as the browser would send it with its new cookie."""
    scope = {**request.scope, "headers": list(request.scope["headers"])}
    cookies = {**request.cookies, COOKIE: token}
    MutableHeaders(scope=scope)["cookie"] = "; ".join(f"{name}={value}" for name, value in cookies.items())
    return Request(scope)


def _give_cookie(request: Request, response: Response, token: str) -> None:
    # Without an age it ends with the browser; when the session ends is known here, not there.
    response.set_cookie(COOKIE, token, httponly=True, samesite="lax", secure=over_https(request))


def public_address(current: Settings) -> str | None:
    """Below which address a link leads; on one machine alone that of the machine itself."""
    if current.public_address is None and current.web_host == LOOPBACK:
        return f"http://{LOOPBACK}:{current.web_port}"
    return current.public_address

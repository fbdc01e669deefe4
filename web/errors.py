"""What becomes of a refusal: the same page with what was typed and a sentence, or a page of its own."""

import logging

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from domain.errors import Broken, NotAllowed, NotFound, Refused, TooLate, WrongState
from web.acts import PreviewedError
from web.desk import PASSWORD_PAGE, NotSignedInError, PasswordDueError
from web.forms import ForgedFormError, Form
from web.rendering import bare_page
from web.replay import replay
from web.security import HEADERS, SAFE
from wording.errors import page_sentence

log = logging.getLogger(__name__)
STATUS: tuple[tuple[type[Refused], int], ...] = (
    (NotFound, 404),
    (NotAllowed, 403),
    (WrongState, 409),
    (TooLate, 409),
    (Refused, 422),
)
EXPIRED = "Phiên làm việc đã hết. Đăng nhập lại: nội dung đã nhập được giữ và hiện lại trên trang, trừ tệp đính kèm."
REFRESHED = (
    "Trang này đã mở từ trước lần đăng nhập vừa rồi. Nội dung đã nhập vẫn còn dưới đây: kiểm tra rồi gửi lại một lần."
)
KEPT = "kept"
SENTENCES = {
    404: "Không có trang này. Có thể địa chỉ đã bị gõ nhầm.",
    405: "Trang này không nhận yêu cầu ấy. Hãy quay lại và dùng các nút trên trang.",
    400: "Yêu cầu không đọc được. Hãy quay lại trang trước và thử lại.",
}
BROKEN = "Hệ thống gặp lỗi. Không có gì bị thay đổi. Hãy thử lại; nếu vẫn lỗi, báo quản trị kèm giờ xảy ra."


def install(app: FastAPI) -> None:
    """Give the application its handlers."""
    for kind, handler in (
        (Refused, refused),
        (Broken, broken),
        (Exception, broken),
        (NotSignedInError, not_signed_in),
        (PasswordDueError, password_due),
        (ForgedFormError, forged),
        (PreviewedError, previewed),
        (HTTPException, plain),
        (RequestValidationError, unreadable),
    ):
        app.add_exception_handler(kind, handler)


async def refused(request: Request, error: Exception) -> Response:
    """A rule says no."""
    if not isinstance(error, Refused):
        raise error
    status = next(code for kind, code in STATUS if isinstance(error, kind))
    sentence = page_sentence(error)
    form = form_of(request)
    if form is None or request.method in SAFE:
        return bare_page(request, "errors/refused.html", status=status, sentence=sentence)
    draft = form.draft(error=sentence, field=str(error.data.get("field", "")))
    return await replay(request, form.page, draft, status=status)


async def previewed(request: Request, error: Exception) -> Response:
    """The form again, with what it would do."""
    form = form_of(request)
    if form is None or not isinstance(error, PreviewedError):
        raise error
    return await replay(request, form.page, form.draft(effect=error.effect), status=200)


async def not_signed_in(request: Request, _error: Exception) -> Response:
    """To the sign-in page; what was typed goes along, signed, and comes back afterwards."""
    form = form_of(request)
    if form is None or request.method in SAFE:
        if request.headers.get("hx-request"):
            # The part of a page cannot become a sign-in page: the whole page has to go there.
            return Response(status_code=401, headers={"HX-Redirect": _sign_in(request.url.path)})
        there = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse(_sign_in(there), status_code=303)
    # Signed values can be read by whoever sees the page, so no password goes along.
    values = {name: typed for name, typed in form.values.items() if "password" not in name}
    packed = request.app.state.tokens.pack(KEPT, {"page": form.page, "form": form.name, "values": values})
    return bare_page(
        request, "signing/sign_in.html", status=401, then=form.page, kept=packed, error=EXPIRED, accounts=()
    )


async def password_due(_request: Request, _error: Exception) -> Response:
    """To the page where the password is changed."""
    return RedirectResponse(PASSWORD_PAGE, status_code=303)


async def forged(request: Request, error: Exception) -> Response:
    """The same page with a fresh token: a person sends it again with one click, another site cannot."""
    form = form_of(request)
    if form is None:
        raise error
    answer = await replay(request, form.page, form.draft(error=REFRESHED), status=403)
    # A browser that dropped its cookie with the session is one that has to sign in, and what was typed is kept.
    return await not_signed_in(request, error) if answer.status_code == 303 else answer


async def broken(request: Request, error: Exception) -> Response:
    """A bug, or a store that was tampered with; told without what is inside."""
    log.error("%s %s", request.method, request.url.path, exc_info=error)
    response = bare_page(request, "errors/refused.html", status=500, sentence=BROKEN)
    # This answer is made outside the middleware that adds them.
    response.headers.update(HEADERS)
    return response


async def plain(request: Request, error: Exception) -> Response:
    """What the framework itself refuses."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    return bare_page(request, "errors/refused.html", status=status, sentence=SENTENCES.get(status, BROKEN))


async def unreadable(request: Request, _error: Exception) -> Response:
    """An address with a word where a number belongs leads nowhere."""
    return bare_page(request, "errors/refused.html", status=404, sentence=SENTENCES[404])


def form_of(request: Request) -> Form | None:
    """The form that this request brought, if it was read."""
    found: Form | None = getattr(request.state, "form", None)
    return found


def _sign_in(then: str) -> str:
    from urllib.parse import urlencode

    return "/dang-nhap?" + urlencode({"tiep": then})

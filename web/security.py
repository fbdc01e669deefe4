"""What holds for every answer and every request, whatever page it is."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.parts import WITH_FILES
from web.rendering import bare_page

# No inline script or style, nothing from another host; Bootstrap draws its ticks as data images.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
STRICT_TRANSPORT = "max-age=31536000"
STRANGE = "Yêu cầu không đến từ trang của hệ thống nên không được nhận. Hãy mở trang của hệ thống rồi làm từ đó."
LARGE = "Nội dung gửi lên quá lớn nên không được nhận. Hãy quay lại trang trước và gửi ít hơn."
FILM = 2_000_000_000
"""Bytes of a form with files that are read. What is beyond the limit is thrown away as it comes, so that whoever
picked a film by mistake gets her page back with what she typed, and not a broken connection."""


class SecureHeaders:
    """Headers of every answer; pages are never kept by the browser, because the next person may use it."""

    def __init__(self, app: ASGIApp, *, https: bool) -> None:
        self.app, self.https = app, https

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, adding headers."""

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    # A document of a dossier brings a policy of its own, stricter than that of a page.
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", "no-store")
                if self.https:
                    headers["Strict-Transport-Security"] = STRICT_TRANSPORT
            await send(message)

        await self.app(scope, receive, answer if scope["type"] == "http" else send)


class SameOrigin:
    """Refuses a form that another site sent. The token in each form is the second lock."""

    def __init__(self, app: ASGIApp, *, public_address: str | None) -> None:
        self.app = app
        self.public = urlsplit(public_address).netloc if public_address else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what comes from our own pages."""
        if scope["type"] == "http" and scope["method"] not in SAFE and not self._ours(Headers(scope=scope)):
            await _answer(scope, receive, send, status=403, sentence=STRANGE)
            return
        await self.app(scope, receive, send)

    def _ours(self, headers: Headers) -> bool:
        site = headers.get("sec-fetch-site")
        if site is not None and site not in {"same-origin", "none"}:
            return False
        origin = headers.get("origin")
        if origin is None:
            return True
        return urlsplit(origin).netloc in {headers.get("host"), self.public} - {None}


class BodyLimit:
    """Refuses what is too large before it is stored anywhere, whether or not its size is told beforehand."""

    def __init__(self, app: ASGIApp, *, most: int) -> None:
        self.app, self.most = app, most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, counting."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        most = FILM if headers.get("content-type", "").startswith(WITH_FILES) else self.most
        told = headers.get("content-length", "0")
        if not told.isdecimal() or int(told) > most:
            await _answer(scope, receive, send, status=413, sentence=LARGE)
            return
        count = 0

        async def counted() -> Message:
            nonlocal count
            message = await receive()
            count += len(message.get("body", b""))
            if count > most:
                raise TooLargeError
            return message

        try:
            await self.app(scope, counted, send)
        except TooLargeError:
            await _answer(scope, receive, send, status=413, sentence=LARGE)


class TooLargeError(Exception):
    """More came than is taken; nothing was kept."""


async def _answer(scope: Scope, receive: Receive, send: Send, *, status: int, sentence: str) -> None:
    page = bare_page(Request(scope), "errors/refused.html", status=status, sentence=sentence)
    await page(scope, receive, send)

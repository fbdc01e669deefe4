"""Show the page that held a form once more, with what was typed: one way for refusals, previews and ended sessions."""

from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Message

from web.forms import Draft

OF_THE_BODY = frozenset({b"content-length", b"content-type", b"transfer-encoding"})


async def replay(request: Request, page: str, draft: Draft, *, status: int, cookie: str | None = None) -> Response:
    """The answer of GET `page` as this person would see it, its forms filled from the draft.

    `cookie` is the whole header for somebody who has signed in just now.
    """
    parts = urlsplit(page)
    scope = {key: value for key, value in request.scope.items() if key not in {"route", "endpoint", "path_params"}}
    scope |= {
        "method": "GET",
        "path": parts.path,
        "raw_path": parts.path.encode(),
        "query_string": parts.query.encode(),
        "headers": _headers(request, cookie),
        "state": {"draft": draft},
    }
    start: Message = {}
    body = bytearray()

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            start.update(message)
        else:
            body.extend(message.get("body", b""))

    await request.app(scope, receive, send)
    found: int = start["status"]
    response = Response(bytes(body), status_code=status if found == 200 else found)
    response.raw_headers = [pair for pair in start["headers"] if pair[0] != b"content-length"]
    response.headers["content-length"] = str(len(body))
    return response


def _headers(request: Request, cookie: str | None) -> list[tuple[bytes, bytes]]:
    kept = [pair for pair in request.scope["headers"] if pair[0] not in OF_THE_BODY]
    if cookie is None:
        return kept
    return [*(pair for pair in kept if pair[0] != b"cookie"), (b"cookie", cookie.encode("ascii"))]

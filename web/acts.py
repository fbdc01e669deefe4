"""Every button that changes something goes through here: show what it would do, or do it and say so."""

from collections.abc import Callable
from typing import TypeVar

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from actions.previews import Effect, preview
from web.desk import Desk, acting, over_https
from web.forms import Form

SAID = "thidua_said"
"""The cookie with the sentence for the next page."""

LONGEST_SAID = 400
"""Letters of such a sentence."""

T = TypeVar("T")


class PreviewedError(Exception):
    """Not a fault: the person asked to see the effect first, so the page comes back with it."""

    def __init__(self, effect: Effect) -> None:
        super().__init__()
        self.effect = effect


def perform(
    request: Request,
    form: Form,
    act: Callable[[Desk], T],
    *,
    to: str | Callable[[T], str],
    said: str | Callable[[T], str],
) -> Response:
    """Do `act` in one transaction and go on to the page `to`, which shows the sentence `said`.

    With the form's preview button the act is really done, its effect noted, and everything undone.
    A refusal passes through; the page that held the form then comes back with what was typed.

    Raises:
        PreviewedError. Refused: whatever the act refuses.
    """
    with acting(request) as desk:
        if form.wants_preview:
            raise PreviewedError(preview(desk.session, lambda: act(desk)))
        result = act(desk)
    return done(request, to(result) if callable(to) else to, said(result) if callable(said) else said)


def done(request: Request, to: str, said: str) -> Response:
    """Go to a page, which shows a sentence once."""
    response = RedirectResponse(to, status_code=303)
    remember(request, response, said)
    return response


def remember(request: Request, response: Response, said: str) -> None:
    """Keep a sentence for the next page."""
    # A browser drops a cookie of more than 4 KB, so a long sentence is cut.
    packed = request.app.state.tokens.pack("said", said[:LONGEST_SAID])
    response.set_cookie(SAID, packed, max_age=60, httponly=True, samesite="lax", secure=over_https(request))


def said_before(request: Request) -> str:
    """The sentence that the last act left, if any."""
    packed = request.cookies.get(SAID, "")
    return str(request.app.state.tokens.unpack("said", packed, age=60) or "") if packed else ""

"""Pages from templates. A template sees plain values; a missing name is an error, never a blank on an official page."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from models.campaign_rows import store_mark
from web.acts import SAID, said_before
from web.desk import Desk, settings_of, token_of
from web.filters import FILTERS, GLOBALS
from web.forms import Draft
from web.navigation import menu
from web.static import asset

TEMPLATES = Path(__file__).parent / "templates"
EMPTY = Draft({})


def environment() -> Environment:
    """The templates with their filters; everything is escaped."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.do"],
    )
    made.filters.update(FILTERS)
    made.globals.update(GLOBALS, asset=asset)
    return made


_TEMPLATES = environment()


def page(desk: Desk, template: str, *, status: int = 200, **values: Any) -> Response:
    """A page of somebody who is signed in, with the menu and what everybody has to know (clock, blindness)."""
    request = desk.request
    mark = store_mark(desk.session)
    shared: Mapping[str, Any] = {
        "viewer": desk.by,
        "signed": desk.signed,
        "menu": menu(desk),
        "now": desk.at,
        "today": desk.today,
        "simulated": mark.simulated,
    }
    return _answer(request, template, status, {**shared, **values})


def part(desk: Desk, template: str, **values: Any) -> Response:
    """A part of a page, for htmx."""
    shared = {"viewer": desk.by, "now": desk.at, "today": desk.today}
    return HTMLResponse(_render(desk.request, template, {**shared, **values}))


def bare_page(request: Request, template: str, *, status: int = 200, **values: Any) -> Response:
    """A page for whoever asks: no menu, nothing from the store."""
    return _answer(request, template, status, {"viewer": None, "menu": (), "simulated": False, **values})


def _answer(request: Request, template: str, status: int, values: Mapping[str, Any]) -> Response:
    response = HTMLResponse(_render(request, template, values), status_code=status)
    if SAID in request.cookies:
        response.delete_cookie(SAID)
    return response


def _render(request: Request, template: str, values: Mapping[str, Any]) -> str:
    current = settings_of(request)
    shared: Mapping[str, Any] = {
        "request": request,
        "path": request.url.path,
        "query": request.query_params,
        "here": _here(request),
        "office": current.office_name,
        "form_token": request.app.state.tokens.form(token_of(request)),
        "draft": getattr(request.state, "draft", EMPTY),
        "said": said_before(request),
        # In a drawer the page comes without its frame.
        "layout": "drawer.html" if request.headers.get("hx-target") == "drawer" else "base.html",
        "with_query": _with_query(request),
    }
    return _TEMPLATES.get_template(template).render({**shared, **values})


def _here(request: Request) -> str:
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


def _with_query(request: Request) -> Callable[..., str]:
    """This page's address with some of its filters changed; None takes one out."""

    def changed(**filters: object) -> str:
        kept = request.url.remove_query_params([name for name in filters if name in request.query_params])
        wanted = {name: value for name, value in filters.items() if value not in {None, ""}}
        url = kept.include_query_params(**wanted)
        return url.path + (f"?{url.query}" if url.query else "")

    return changed

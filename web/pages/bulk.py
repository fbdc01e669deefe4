"""The same act over many waits: what is meant now is shown first, and each thing ends done or refused by itself."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from actions.many import Outcome, each
from actions.previews import preview
from domain.errors import Incomplete, Invalid, WrongState
from queries.stuck import total, waits
from queries.wanted import Wanted
from web.access import needs
from web.acts import PreviewedError, done
from web.desk import Desk, acting, looking
from web.forms import Form, Submitted
from web.many import ANY_RIGHT, CHOICES, MOST, Target, mark_of, targets
from web.pages.waiting import wanted_by
from web.rendering import page
from wording.errors import page_sentence, sentence

router = APIRouter()


@router.get("/vuong/nhieu", **needs(*ANY_RIGHT))
def confirm(request: Request) -> Response:
    """What the act would be done to, counted now, and what it has to be told; without anything, back to the list."""
    with looking(request) as desk:
        if not _chosen(request):
            return done(request, _back(request), sentence(Incomplete("many_none")))
        name = _name(request)
        found = _targets(desk, name)
        return page(
            desk,
            "waiting/confirm.html",
            name=name,
            choice=CHOICES[name],
            targets=found,
            possible=[one for one in found if one.why_not is None],
            mark=mark_of(found),
            back=_back(request),
        )


@router.post("/vuong/nhieu", **needs(*ANY_RIGHT))
def do(request: Request, form: Submitted) -> Response:
    """Do it to what is meant now, if that is what was shown; the answer tells what became of each."""
    with acting(request) as desk:
        name = _name(request)
        found = _targets(desk, name)
        if form.text("seen") != mark_of(found):
            raise WrongState("many_changed", now=len(found))
        _check(name, form)
        if form.wants_preview:
            raise PreviewedError(preview(desk.session, lambda: _do(desk, form, name, found)))
        outcomes = _do(desk, form, name, found)
        return page(
            desk,
            "waiting/result.html",
            choice=CHOICES[name],
            done=[one.item for one in outcomes if one.refused is None],
            refused=[(one.item, page_sentence(one.refused)) for one in outcomes if one.refused is not None],
            back=_back(request),
        )


def _do(desk: Desk, form: Form, name: str, found: tuple[Target, ...]) -> tuple[Outcome[Target], ...]:
    return each(desk.session, found, lambda one: CHOICES[name].do(desk, form, one))


def _check(name: str, form: Form) -> None:
    """What is missing in the form is missing for all of them, so it is said once and nothing is tried."""
    form.needed("reason")
    if "day" in CHOICES[name].fields:
        form.day("day")
    if "person" in CHOICES[name].fields:
        form.needed("person")


def _chosen(request: Request) -> bool:
    told = request.query_params
    return bool(told.get("lam")) and bool(told.get("tat-ca") or told.getlist("viec"))


def _name(request: Request) -> str:
    name = request.query_params.get("lam", "")
    if name not in CHOICES:
        raise Invalid("form_choice", field="lam", found=name)
    return name


def _targets(desk: Desk, name: str) -> tuple[Target, ...]:
    """Ticked waits that still stand, or everything that the filters of the list find now.

    Raises:
        Incomplete: `many_none`. Invalid: `many_too_many`.
    """
    told = desk.request.query_params
    ticked = tuple(int(one) for one in told.getlist("viec") if one.isascii() and one.isdecimal() and len(one) < 16)
    wanted = wanted_by(told) if told.get("tat-ca") else Wanted(ids=ticked)
    count = total(desk.session, desk.by, on=desk.today, wanted=wanted)
    if not count:
        raise Incomplete("many_none")
    if count > MOST:
        raise Invalid("many_too_many", now=count, most=MOST)
    return targets(waits(desk.session, desk.by, on=desk.today, wanted=wanted, limit=MOST), name)


def _back(request: Request) -> str:
    """The list with the filters it had."""
    url = request.url.remove_query_params(["viec", "tat-ca", "lam"]).replace(path="/vuong")
    return url.path + (f"?{url.query}" if url.query else "")

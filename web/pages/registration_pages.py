"""Registration of a unit: what it pledges, entered by itself or by the office; and the office's confirmation."""

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from actions import lateness, registrations
from actions.entering import Late
from domain.errors import Incomplete, NotFound
from domain.stages import StageKey, StageKind
from queries import handed_in
from queries.handed_in import AtUnit
from web.access import needs
from web.acts import perform
from web.desk import Desk, looking
from web.forms import Form, Submitted
from web.rendering import page

router = APIRouter()

KEY = StageKey(StageKind.REGISTRATION)
PLACE = "/don-vi-toi/{unit}/{code}/dang-ky"


@router.get(PLACE, **needs("campaign:view"))
def show(request: Request, unit: str, code: str) -> Response:
    """What was pledged, or the form for it; `tu` takes over what the unit pledged in another campaign."""
    with looking(request) as desk:
        found = _at(desk, unit, code)
        earlier = handed_in.earlier_pledges(desk.session, desk.by, unit, but=code)
        start = next((one.pledges for one in earlier if one.campaign == request.query_params.get("tu")), ())
        window = found.window
        past = window is not None and window.due is not None and desk.today > window.due
        return page(
            desk,
            "registrations/show.html",
            at=found,
            window=window,
            earlier=earlier,
            start="\n".join(start),
            late=window is not None and (window.state == "closed" or (window.state == "open" and past)),
            entering="registration:confirm" in found.may,
        )


@router.post(PLACE, **needs("registration:submit"))
def register(request: Request, unit: str, code: str, form: Submitted) -> Response:
    """Send it; late by leave where the deadline has passed."""

    def act(desk: Desk) -> object:
        found = _at(desk, unit, code)
        told: dict[str, Any] = {
            "pledges": _pledges(form),
            "incoming_number": form.optional("incoming_number"),
            "received_on": form.optional_day("received_on"),
        }
        if form.ticked("late"):
            late = Late(form.needed("authority"), form.needed("leave"), form.needed("reason"))
            return lateness.accept_registration(
                desk.session, code, found.unit, late=late, by=desk.by, at=desk.at, **told
            )
        return registrations.register(desk.session, code, found.unit, by=desk.by, at=desk.at, **told)

    return perform(request, form, act, to=_place(unit, code), said="Đã gửi đăng ký thi đua.")


@router.post(PLACE + "/xac-nhan", **needs("registration:confirm"))
def confirm(request: Request, unit: str, code: str, form: Submitted) -> Response:
    """The office confirms it."""

    def act(desk: Desk) -> None:
        registrations.confirm(desk.session, code, _at(desk, unit, code).unit, by=desk.by, at=desk.at)

    return perform(request, form, act, to=_place(unit, code), said="Đã xác nhận đăng ký.")


@router.post(PLACE + "/rut", **needs("registration:withdraw"))
def withdraw(request: Request, unit: str, code: str, form: Submitted) -> Response:
    """The unit takes it back."""

    def act(desk: Desk) -> None:
        found, reason = _at(desk, unit, code), form.needed("reason")
        registrations.withdraw(desk.session, code, found.unit, reason=reason, by=desk.by, at=desk.at)

    return perform(request, form, act, to=_place(unit, code), said="Đã rút đăng ký.")


@router.get("/ho-so/dang-ky", **needs("registration:confirm"))
def waiting(request: Request) -> Response:
    """Every registration that waits to be confirmed, by campaign."""
    with looking(request) as desk:
        return page(desk, "registrations/waiting.html", waiting=handed_in.waiting_registrations(desk.session, desk.by))


@router.post("/ho-so/dang-ky", **needs("registration:confirm"))
def confirm_many(request: Request, form: Submitted) -> Response:
    """Those that were ticked; one that cannot be confirmed stops all, and the sentence names it."""
    ticked = form.many("one")

    def act(desk: Desk) -> int:
        if not ticked:
            raise Incomplete("nothing_ticked")
        for one in ticked:
            code, _, unit = one.partition("/")
            registrations.confirm(desk.session, code, _at(desk, unit, code).unit, by=desk.by, at=desk.at)
        return len(ticked)

    return perform(request, form, act, to="/ho-so/dang-ky", said=lambda count: f"Đã xác nhận {count} đăng ký.")


def _at(desk: Desk, unit: str, code: str) -> AtUnit:
    # Asked first, so that a unit which is not hers answers as one that does not exist.
    found = handed_in.at_unit(desk.session, desk.by, code, unit, KEY)
    if found.window is None:
        raise NotFound("stage", stage=KEY.kind.value)
    return found


def _pledges(form: Form) -> tuple[str, ...]:
    """One in a line; the dashes that people put before them are no part of what they pledge."""
    lines = (line.strip().lstrip("-–•*+").strip() for line in form.needed("pledges").splitlines())
    return tuple(line for line in lines if line)


def _place(unit: str, code: str) -> str:
    return PLACE.format(unit=unit, code=code)

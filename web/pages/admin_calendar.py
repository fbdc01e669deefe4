"""The office's calendar: a year at a glance, and days made worked or off by a document."""

from datetime import date

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from actions import calendar
from domain.errors import Refused
from domain.permissions import allowed
from domain.sources import Source
from domain.workdays import DayOverride
from queries import office_calendar
from web.access import needs
from web.acts import perform
from web.admin_frame import admin_page
from web.desk import Desk, looking
from web.forms import Draft, Form, Submitted
from wording.dates import short_date

router = APIRouter()
HOME = "/quan-tri/lich"
SPANS = (("off", False), ("worked", True))


@router.get(HOME, **needs("calendar:set"))
def show(request: Request) -> Response:
    """Twelve months, the days that are not as usual, and the form to set some."""
    asked = request.query_params.get("nam", "")
    with looking(request) as desk:
        year = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) == len("2026") else desk.today.year
        return admin_page(
            desk,
            "calendar.html",
            sheet=office_calendar.year_sheet(desk.session, year),
            may_set=allowed("calendar:set", desk.by),
            touched=_touched(desk, getattr(request.state, "draft", Draft({}))),
        )


@router.post(HOME, **needs("calendar:set"))
def set_days(request: Request, form: Submitted) -> Response:
    """Days off and days worked in exchange, by one document."""

    def act(desk: Desk) -> tuple[DayOverride, ...]:
        chosen = _overrides(desk, form)
        calendar.set_days(desk.session, chosen, by=desk.by, at=desk.at)
        return chosen

    return perform(
        request,
        form,
        act,
        to=lambda chosen: f"{HOME}?nam={chosen[0].day.year}",
        said=lambda chosen: f"Đã đặt: {', '.join(short_date(one.day) for one in chosen)}.",
    )


def _overrides(desk: Desk, form: Form) -> tuple[DayOverride, ...]:
    """The days that were typed, with their document; raises Refused, as the form and `days_to_set` do."""
    document = form.needed("document")
    return tuple(
        DayOverride(
            day=day,
            worked=worked,
            document=document,
            note=form.text("note"),
            source=Source(text=document, certainty="primary"),
        )
        for name, worked in SPANS
        for day in _days(desk, form, name, worked)
    )


def _days(desk: Desk, form: Form, name: str, worked: bool) -> tuple[date, ...]:
    first = form.optional_day(f"{name}_from")
    if first is None:
        return ()
    return office_calendar.days_to_set(desk.session, first, form.optional_day(f"{name}_to") or first, worked=worked)


def _touched(desk: Desk, draft: Draft) -> tuple[office_calendar.DueThen, ...]:
    """While the effect is shown: deadlines on new days off, because a plan's date never moves by itself."""
    if draft.effect is None:
        return ()
    try:
        off = _days(desk, Form(draft.values), "off", worked=False)
    except Refused:
        return ()
    return office_calendar.due_on(desk.session, desk.by, off)

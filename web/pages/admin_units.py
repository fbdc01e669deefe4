"""Units: find and add them, change name and group, note that one ended and who follows it."""

from datetime import date

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from actions import people, people_edits, successions
from domain.permissions import allowed
from queries import units
from web.access import needs
from web.acts import perform
from web.admin_frame import admin_page
from web.desk import looking
from web.forms import Form, Submitted
from web.paging import paged
from wording.plans import LEVELS

router = APIRouter()
HOME = "/quan-tri/don-vi"


@router.get(HOME, **needs("unit:dissolve"))
def index(request: Request) -> Response:
    """Units by name, and the form for a new one."""
    text = request.query_params.get("q", "").strip()
    with looking(request) as desk:
        pages = paged(request, units.units_page(desk.session, desk.by, text=text, limit=0).total)
        found = units.units_page(desk.session, desk.by, text=text, offset=pages.offset, limit=pages.limit)
        return admin_page(
            desk,
            "units.html",
            found=found,
            pages=pages,
            text=text,
            units=units.standing_units(desk.session),
            levels=tuple(LEVELS.items()),
            may_add=allowed("people:manage", desk.by),
        )


@router.post(HOME + "-moi", **needs("people:manage"))
def add(request: Request, form: Submitted) -> Response:
    """A new unit."""
    code = form.needed("code")
    return perform(
        request,
        form,
        lambda desk: people.add_unit(
            desk.session,
            code,
            name=form.needed("name"),
            level=form.choice("level", tuple(LEVELS)),
            group=form.optional("group"),
            parent=form.optional("parent"),
            valid_from=form.optional_day("from"),
            by=desk.by,
            at=desk.at,
        ),
        to=f"{HOME}/{code}",
        said="Đã thêm đơn vị.",
    )


@router.get(HOME + "/{unit}", **needs("unit:dissolve"))
def show(request: Request, unit: str) -> Response:
    """Everything about one unit."""
    with looking(request) as desk:
        sheet = units.unit_sheet(desk.session, desk.by, unit)
        return admin_page(
            desk,
            "unit.html",
            unit=sheet,
            home=f"{HOME}/{sheet.code}",
            level=LEVELS.get(sheet.level, ""),
            founded=None if sheet.valid_from == people.FOUNDED else sheet.valid_from,
            may_change=allowed("people:manage", desk.by),
            units=tuple(one for one in units.standing_units(desk.session) if one[0] != sheet.code),
        )


@router.post(HOME + "/{unit}/thong-tin", **needs("people:manage"))
def change(request: Request, unit: str, form: Submitted) -> Response:
    """Another name or group."""
    return perform(
        request,
        form,
        lambda desk: people_edits.change_unit(
            desk.session, unit, name=form.needed("name"), group=form.optional("group"), by=desk.by, at=desk.at
        ),
        to=f"{HOME}/{unit}",
        said="Đã lưu thông tin đơn vị.",
    )


@router.post(HOME + "/{unit}/ket-thuc", **needs("unit:dissolve"))
def dissolve(request: Request, unit: str, form: Submitted) -> Response:
    """The unit is no more from a day on; what it owes passes to the first successor."""
    day: date = form.day("day")
    return perform(
        request,
        form,
        lambda desk: successions.dissolve(
            desk.session,
            unit,
            day=day,
            document=form.needed("document"),
            successors=_successors(form),
            by=desk.by,
            at=desk.at,
        ),
        to=f"{HOME}/{unit}",
        said="Đã ghi nhận đơn vị kết thúc hoạt động.",
    )


@router.post(HOME + "/{unit}/ke-thua", **needs("unit:dissolve"))
def name_successors(request: Request, unit: str, form: Submitted) -> Response:
    """Who follows a unit that has ended; nobody, with a reason."""
    return perform(
        request,
        form,
        lambda desk: successions.name_successors(
            desk.session,
            unit,
            _successors(form),
            document=form.needed("document"),
            reason=form.text("reason"),
            by=desk.by,
            at=desk.at,
        ),
        to=f"{HOME}/{unit}",
        said="Đã ghi nhận đơn vị kế thừa.",
    )


def _successors(form: Form) -> tuple[str, ...]:
    """The one that takes over what is owed first, then the others, a line each."""
    others = (line.strip() for line in form.text("others").splitlines())
    return tuple(code for code in (form.text("successor"), *others) if code)

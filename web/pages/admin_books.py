"""Numbers of decisions: which authority keeps a book of its own, and the register of every year, also to print."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from actions import number_books
from domain.errors import NotFound
from domain.permissions import allowed
from queries import number_books as asked
from queries.delegations import authorities
from queries.number_books import Register
from web.access import needs
from web.acts import perform
from web.admin_frame import admin_page
from web.desk import looking
from web.forms import Submitted
from web.paging import paged

router = APIRouter(prefix="/quan-tri/so-van-ban")
HOME = "/quan-tri/so-van-ban"
A_SHEET = 200
"""Lines of a register on one page, because it is printed."""


@router.get("", **needs("number_book:view"))
def index(request: Request) -> Response:
    """The books that are kept, the registers of all years, and the form for a book of one's own."""
    with looking(request) as desk:
        return admin_page(
            desk,
            "number_books.html",
            books=asked.books(desk.session, desk.by, on=desk.today, closed=True),
            registers=asked.registers(desk.session, desk.by),
            may_manage=allowed("number_book:manage", desk.by),
            authorities=authorities(desk.session),
        )


@router.post("", **needs("number_book:manage"))
def open_own(request: Request, form: Submitted) -> Response:
    """From a day on the authority numbers itself."""
    return perform(
        request,
        form,
        lambda desk: number_books.open_own(
            desk.session,
            form.needed("authority"),
            form.needed("symbol"),
            type_=form.needed("type"),
            first_number=form.number("first"),
            opens_on=form.optional_day("from"),
            by=desk.by,
            at=desk.at,
        ),
        to=HOME,
        said="Đã mở sổ. Từ nay số được cấp tự động khi ban hành.",
    )


@router.post("/{book}/dong", **needs("number_book:manage"))
def close(request: Request, book: int, form: Submitted) -> Response:
    """The clerk enters numbers again."""
    return perform(
        request,
        form,
        lambda desk: number_books.close(desk.session, book, reason=form.needed("reason"), by=desk.by, at=desk.at),
        to=HOME,
        said="Đã đóng sổ. Số văn bản lại nhập theo sổ của văn thư.",
    )


@router.get("/xem", **needs("number_book:view"))
def one_register(request: Request) -> Response:
    """One register: authority, type and year stand in the address; the newest one where nothing is asked."""
    asked_for = {name: request.query_params.get(name, "") for name in ("co-quan", "loai", "nam")}
    with looking(request) as desk:
        found = [one for one in asked.registers(desk.session, desk.by) if _fits(one, asked_for)]
        if any(asked_for.values()) and not found:
            raise NotFound("register", authority=asked_for["co-quan"], year=asked_for["nam"])
        of = found[0] if found else None
        pages = paged(request, of.decisions if of else 0, limit=A_SHEET)
        lines = asked.register(desk.session, desk.by, of, offset=pages.offset, limit=pages.limit) if of else ()
        return admin_page(desk, "register.html", of=of, lines=lines, pages=pages)


def _fits(one: Register, wanted: dict[str, str]) -> bool:
    return all(
        not value or value == str(told)
        for value, told in zip(wanted.values(), (one.authority, one.type, one.year), strict=True)
    )

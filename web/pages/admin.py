"""The first page of the administration: what there is to do, with the figures that matter."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from queries import mails, staff, units
from queries.sight import sight
from web.access import needs
from web.admin_frame import HOME, RIGHTS, admin_page, parts_of
from web.desk import Desk, looking, settings_of
from wording.dates import short_date

router = APIRouter()


@router.get(HOME, **needs(*RIGHTS))
def index(request: Request) -> Response:
    """A card for each part that the viewer may open."""
    with looking(request) as desk:
        figures = _figures(desk)
        cards = [(part, *figures.get(part.path.removeprefix(f"{HOME}/"), ("", ""))) for part in parts_of(desk)]
        return admin_page(desk, "index.html", cards=cards)


def _figures(desk: Desk) -> dict[str, tuple[str, str]]:
    """Last part of the address → a figure in words, and `warn` where somebody should look."""
    mine = {part.path.removeprefix(f"{HOME}/") for part in parts_of(desk)}
    found, seen = {}, sight(desk.session, at=desk.at)
    if "nguoi" in mine:
        people = staff.staff(desk.session, desk.by, on=desk.today, limit=0).total
        found["nguoi"] = (f"{people} người", "")
    if "don-vi" in mine:
        found["don-vi"] = (f"{units.units_page(desk.session, desk.by, limit=0).total} đơn vị", "")
    if "thu" in mine:
        failed = mails.states_of(desk.session, desk.by).get("failed", 0)
        found["thu"] = (f"{failed} thư không gửi được", "warn" if failed else "")
        if settings_of(desk.request).mail_paused or seen.mail_paused_since:
            found["thu"] = ("mọi thư đang tạm dừng", "warn")
    known = f"biết đến hết {short_date(seen.known_until)}" if seen.known_until else "chưa có lịch"
    found["lich"] = (known, "warn" if seen.calendar_ends else "")
    found["tinh-trang"] = ("cần xem", "warn") if seen.blind else ("hoạt động", "")
    return found

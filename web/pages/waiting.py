"""Everything that waits, with its filters in the address: to look through, to take away, and to act on many at once."""

from fastapi import APIRouter, Request
from starlette.datastructures import QueryParams
from starlette.responses import Response

from domain.personal_data import Sensitive
from domain.remedies import RIGHTS, Remedy
from queries.monitor import campaigns_waiting, causes
from queries.stuck import WaitLine, total, waits
from queries.wanted import Wanted
from web.access import holds, needs, of_units_only
from web.desk import looking
from web.many import CHOICES, PARAMETERS
from web.paging import paged
from web.rendering import page
from web.sheets import sheet
from web.viewing import noted
from wording.dates import moment
from wording.monitor import CAUSES, HOLDERS

router = APIRouter()

EXPORTED = 10_000
HEADS = ("Phong trào", "Giai đoạn", "Việc đang chờ", "Người đang giữ", "Điện thoại", "Thư", "Đã chờ từ", "Số ngày chờ")


@router.get("/vuong", **needs("campaign:view"))
def show(request: Request) -> Response:
    """A page of waits, overdue first."""
    wanted = wanted_by(request.query_params)
    with looking(request) as desk:
        many = total(desk.session, desk.by, on=desk.today, wanted=wanted)
        pages = paged(request, many)
        lines = waits(desk.session, desk.by, on=desk.today, wanted=wanted, limit=pages.limit, offset=pages.offset)
        return page(
            desk,
            "waiting/index.html",
            lines=lines,
            pages=pages,
            wanted=wanted,
            causes=causes(desk.session, desk.by, on=desk.today, wanted=wanted),
            campaigns=campaigns_waiting(desk.session, desk.by),
            holders=HOLDERS,
            acts={name: act for name, act in CHOICES.items() if holds(desk.by, RIGHTS[Remedy(name)])},
            kept=[(name, value) for name, value in request.query_params.multi_items() if name in PARAMETERS],
            mine=of_units_only(desk.by),
        )


@router.get("/vuong.xlsx", **needs("campaign:view"))
def export(request: Request) -> Response:
    """The same list as a sheet."""
    with looking(request) as desk:
        wanted = wanted_by(request.query_params)
        lines = waits(desk.session, desk.by, on=desk.today, wanted=wanted, limit=EXPORTED)
        made = sheet("viec-dang-cho.xlsx", "Việc đang chờ", (*HEADS, "Hạn", "Số ngày quá hạn"), map(_plain, lines))
    # One look for the whole sheet, which holds how everybody in it is reached.
    noted(desk, Sensitive.EXPORT, "waiting:export")
    return made


def wanted_by(told: QueryParams) -> Wanted:
    """The filters of an address. An unknown cause or holder is no filter."""
    cause, holder = told.get("loai", ""), told.get("nguoi-giu", "")
    campaign = told.get("phong-trao") or None
    return Wanted(
        campaign=campaign,
        # A stage is addressed in its campaign.
        stage=(told.get("giai-doan") or None) if campaign else None,
        cause=cause if cause in CAUSES else None,
        holder=holder if holder in HOLDERS else "",
        text=told.get("tim", "").strip(),
        overdue=bool(told.get("qua-han")),
        soon=bool(told.get("sap-den-han")),
        stuck=bool(told.get("vuong")),
    )


def _plain(line: WaitLine) -> tuple[object, ...]:
    phones, mails = ([getattr(one, name) or "" for one in line.contacts] for name in ("phone", "email"))
    names = ", ".join(one.name for one in line.contacts)
    holder = line.holder if line.holder == names or not names else f"{line.holder} ({names})"
    since = moment(line.since)
    who = (holder, ", ".join(filter(None, phones)), ", ".join(filter(None, mails)))
    return (line.campaign_name, line.stage_name, line.what, *who, since, line.waited_days, line.due, line.overdue_days)

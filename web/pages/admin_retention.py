"""How long data is kept, what is due, and its erasure by two people."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from actions import erasing, retention
from domain.errors import NotFound
from domain.permissions import allowed
from domain.personal_data import Kept
from queries import retention as asked
from web.access import needs
from web.acts import perform
from web.admin_frame import admin_page
from web.desk import looking
from web.forms import Submitted
from web.paging import A_PAGE, paged

router = APIRouter()
HOME = "/quan-tri/luu-giu"


@router.get(HOME, **needs("data:erase"))
def index(request: Request) -> Response:
    """Every class with its period and what is due, and the requests."""
    with looking(request) as desk:
        return admin_page(
            desk,
            "retention.html",
            periods=asked.periods(desk.session, desk.by, at=desk.at),
            erasures=asked.erasures(desk.session, desk.by),
        )


@router.get(HOME + "/{kept}", **needs("data:erase"))
def one(request: Request, kept: str) -> Response:
    """One class: its period, what is due line by line, and the request to erase it."""
    of = _kept(kept)
    with looking(request) as desk:
        total = asked.due_page(desk.session, desk.by, of, at=desk.at, limit=0).total
        pages = paged(request, total)
        return admin_page(
            desk,
            "retained.html",
            period=next(line for line in asked.periods(desk.session, desk.by, at=desk.at) if line.kept == of),
            found=asked.due_page(desk.session, desk.by, of, at=desk.at, offset=pages.offset, limit=A_PAGE),
            pages=pages,
            may_set=allowed("data:retain", desk.by),
        )


@router.post(HOME + "/{kept}", **needs("data:retain"))
def set_period(request: Request, kept: str, form: Submitted) -> Response:
    """So many years, or none."""
    of = _kept(kept)
    return perform(
        request,
        form,
        lambda desk: retention.set_period(
            desk.session,
            of,
            years=form.optional_number("years"),
            source=form.text("source"),
            reason=form.text("reason"),
            by=desk.by,
            at=desk.at,
        ),
        to=f"{HOME}/{of}",
        said="Đã lưu thời hạn. Không có gì tự xóa.",
    )


@router.post(HOME + "/{kept}/xoa", **needs("data:erase"))
def ask_due(request: Request, kept: str, form: Submitted) -> Response:
    """Ask that what is due goes."""
    of = _kept(kept)
    return perform(
        request,
        form,
        lambda desk: erasing.ask_due(
            desk.session,
            of,
            reason=form.needed("reason"),
            document=form.optional("document"),
            by=desk.by,
            at=desk.at,
        ),
        to=HOME,
        said=lambda made: f"Đã lập yêu cầu xóa số {made.id}. Chờ người thứ hai đồng ý.",
    )


@router.post("/quan-tri/xoa-cua-nguoi", **needs("data:erase"))
def ask_person(request: Request, form: Submitted) -> Response:
    """Ask that the data of somebody who left goes."""
    return perform(
        request,
        form,
        lambda desk: erasing.ask_person(
            desk.session,
            form.needed("person"),
            reason=form.needed("reason"),
            document=form.optional("document"),
            by=desk.by,
            at=desk.at,
        ),
        to=HOME,
        said=lambda made: f"Đã lập yêu cầu xóa số {made.id}. Chờ người thứ hai đồng ý.",
    )


@router.post("/quan-tri/yeu-cau-xoa/{erasure_number}", **needs("data:erase"))
def decide(request: Request, erasure_number: int, form: Submitted) -> Response:
    """A second person agrees or not."""
    agree = form.choice("agree", ("yes", "no")) == "yes"
    return perform(
        request,
        form,
        lambda desk: erasing.decide(
            desk.session,
            erasure_number,
            agree=agree,
            answer=form.text("answer"),
            files=desk.files,
            by=desk.by,
            at=desk.at,
        ),
        to=HOME,
        said=lambda counts: f"Đã xóa nội dung của {sum(counts.values())} dòng." if agree else "Không xóa gì.",
    )


def _kept(word: str) -> Kept:
    if word not in tuple(Kept):
        raise NotFound("retention_class", found=word)
    return Kept(word)

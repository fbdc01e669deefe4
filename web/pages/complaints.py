"""Complaints: what lies on the desk of those who handle them, one with everything about it, and each step of it."""

from collections.abc import Callable, Mapping
from typing import NamedTuple
from urllib.parse import quote

from fastapi import APIRouter, Request
from starlette.responses import Response

from actions import complaint_limits, complaints
from actions.complaints import Scan
from domain.complaints import ComplaintOutcome, limit_of
from domain.errors import NotFound
from domain.personal_data import Sensitive
from models import blobs
from queries import complaints as asked
from queries import dossier_desk
from queries.complaints import ComplaintDetail, Wanted
from web.access import holds, needs, require_held
from web.acts import perform
from web.desk import Desk, looking, settings_of
from web.files import sent
from web.forms import Form, Submitted
from web.paging import paged
from web.rendering import page
from web.uploads import ACCEPT, check
from web.viewing import noted
from wording.complaints import COMPLAINT_OUTCOMES, LIMIT_STARTS, LIMIT_UNITS

router = APIRouter()

HOME = "/khieu-nai"
HERE = HOME + "/{code}/{complaint}"
FILING = "/ho-so/{code}/{dossier}/khieu-nai"
EXCLUDES: Mapping[str, bool] = {"yes": True, "no": False}
Do = Callable[[Desk, Form, str, str], None]


class Act(NamedTuple):
    """An act about one complaint: the last part of its address, what it does, what is said afterwards."""

    path: str
    do: Do
    said: str


@router.get(HOME, **needs("complaint:handle", "complaint:limit"))
def listing(request: Request) -> Response:
    """Open ones first; the limit that new ones get stands beside."""
    query = request.query_params
    which = query.get("trang-thai", "")
    wanted = Wanted(
        campaign=query.get("phong-trao") or None,
        which=which if which in (asked.OPEN, asked.OVER) else None,
        text=query.get("q", "").strip(),
    )
    with looking(request) as desk:
        counts = asked.counts(desk.session, desk.by, wanted=wanted)
        pages = paged(request, counts[wanted.which] if wanted.which else sum(counts.values()))
        lines = asked.listing(
            desk.session, desk.by, on=desk.today, wanted=wanted, limit=pages.limit, offset=pages.offset
        )
        return page(
            desk,
            "complaints/list.html",
            lines=lines,
            counts=counts,
            wanted=wanted,
            pages=pages,
            limit=asked.limit(desk.session),
            may_limit=holds(desk.by, "complaint:limit"),
            units=list(LIMIT_UNITS.items()),
            starts=list(LIMIT_STARTS.items()),
        )


@router.post(HOME + "/thoi-han", **needs("complaint:limit"))
def set_limit(request: Request, form: Submitted) -> Response:
    """Enter the limit with its paper."""

    def act(desk: Desk) -> None:
        told = limit_of(form.number("days"), form.text("unit"), form.text("counted_from"), form.needed("source"))
        complaint_limits.set_limit(desk.session, told, by=desk.by, at=desk.at)

    return perform(request, form, act, to=HOME, said="Đã đặt thời hạn cho các khiếu nại nhận, thụ lý từ nay.")


@router.post(HOME + "/thoi-han/bo", **needs("complaint:limit"))
def lift_limit(request: Request, form: Submitted) -> Response:
    """No limit from now on."""

    def act(desk: Desk) -> None:
        complaint_limits.lift_limit(desk.session, reason=form.needed("reason"), by=desk.by, at=desk.at)

    return perform(request, form, act, to=HOME, said="Đã bỏ thời hạn. Khiếu nại nhận từ nay không có hạn.")


@router.get(FILING, **needs("complaint:handle"))
def filing(request: Request, code: str, dossier: str) -> Response:
    """Enter a complaint about a dossier; those that came before stand above."""
    with looking(request) as desk:
        found = dossier_desk.on_desk(desk.session, desk.by, code, dossier, on=desk.today)
        require_held(desk.by, "complaint:handle", found.may)
        wanted = Wanted(campaign=code, dossier=dossier)
        return page(
            desk,
            "complaints/file.html",
            at=found,
            dossier=found.dossier,
            lines=asked.listing(desk.session, desk.by, on=desk.today, wanted=wanted),
            accept=ACCEPT,
            most=settings_of(request).upload_megabytes,
        )


@router.post(FILING, **needs("complaint:handle"))
def file(request: Request, code: str, dossier: str, form: Submitted) -> Response:
    """Enter it; the nominee is held back from now on."""

    def act(desk: Desk) -> str:
        found = complaints.file(
            desk.session,
            code,
            dossier,
            sender=form.needed("sender"),
            content=form.needed("content"),
            document=form.needed("document"),
            received_on=form.day("received_on"),
            scan=_scan(desk, form),
            by=desk.by,
            at=desk.at,
        )
        return found.code

    return perform(
        request,
        form,
        act,
        to=lambda number: f"{HOME}/{quote(code)}/{quote(number)}",
        said=lambda number: f"Đã tiếp nhận khiếu nại {number}.",
    )


@router.get(HERE, **needs("complaint:handle"))
def show(request: Request, code: str, complaint: str) -> Response:
    """One complaint; that somebody read who sent it is noted."""
    with looking(request) as desk:
        found = asked.show(desk.session, desk.by, code, complaint, on=desk.today)
        answer = page(desk, "complaints/show.html", c=found, outcomes=list(COMPLAINT_OUTCOMES.items()))
    noted(desk, Sensitive.EVIDENCE, f"complaint:{found.code}", found.campaign)
    return answer


@router.get(HERE + "/tep", **needs("complaint:handle"))
def scan(request: Request, code: str, complaint: str) -> Response:
    """The letter as it came."""
    with looking(request) as desk:
        name, content = _letter(desk, asked.show(desk.session, desk.by, code, complaint, on=desk.today))
    noted(desk, Sensitive.EVIDENCE, f"complaint:{complaint}", code)
    return sent(name, content, inline=False)


def _accept(desk: Desk, form: Form, code: str, complaint: str) -> None:
    complaints.accept(desk.session, code, complaint, document=form.needed("document"), by=desk.by, at=desk.at)


def _refuse(desk: Desk, form: Form, code: str, complaint: str) -> None:
    complaints.refuse(desk.session, code, complaint, reason=form.needed("reason"), by=desk.by, at=desk.at)


def _withdraw(desk: Desk, form: Form, code: str, complaint: str) -> None:
    complaints.withdraw(desk.session, code, complaint, reason=form.needed("reason"), by=desk.by, at=desk.at)


def _extend(desk: Desk, form: Form, code: str, complaint: str) -> None:
    due = form.day("due")
    complaints.extend(desk.session, code, complaint, due, reason=form.needed("reason"), by=desk.by, at=desk.at)


def _pause(desk: Desk, form: Form, code: str, complaint: str) -> None:
    complaints.pause(desk.session, code, complaint, reason=form.needed("reason"), by=desk.by, at=desk.at)


def _resume(desk: Desk, _form: Form, code: str, complaint: str) -> None:
    complaints.resume(desk.session, code, complaint, by=desk.by, at=desk.at)


def _resolve(desk: Desk, form: Form, code: str, complaint: str) -> None:
    complaints.resolve(
        desk.session,
        code,
        complaint,
        outcome=ComplaintOutcome(form.choice("outcome", tuple(ComplaintOutcome))),
        conclusion=form.needed("conclusion"),
        document=form.needed("document"),
        excludes=EXCLUDES.get(form.text("excludes")),
        by=desk.by,
        at=desk.at,
    )


ACTS = (
    Act("thu-ly", _accept, "Đã thụ lý khiếu nại {0}."),
    Act("khong-thu-ly", _refuse, "Đã ghi việc không thụ lý khiếu nại {0}. Hồ sơ được xét tiếp."),
    Act("rut", _withdraw, "Đã ghi việc rút khiếu nại {0}. Hồ sơ được xét tiếp."),
    Act("gia-han", _extend, "Đã gia hạn khiếu nại {0}."),
    Act("tam-ngung", _pause, "Đã tạm ngừng tính thời hạn của khiếu nại {0}."),
    Act("tinh-tiep", _resume, "Thời hạn của khiếu nại {0} được tính tiếp."),
    Act("ket-luan", _resolve, "Đã ghi kết luận khiếu nại {0}."),
)


def _route(act: Act) -> None:
    def post(request: Request, code: str, complaint: str, form: Submitted) -> Response:
        to = f"{HOME}/{quote(code)}/{quote(complaint)}"
        said = act.said.format(complaint)
        return perform(request, form, lambda desk: act.do(desk, form, code, complaint), to=to, said=said)

    router.post(f"{HERE}/{act.path}", **needs("complaint:handle"))(post)


for one in ACTS:
    _route(one)


def _scan(desk: Desk, form: Form) -> Scan | None:
    upload = form.optional_file("scan")
    if upload is None:
        return None
    check(upload, field="scan")
    return Scan(upload.name, len(upload.content), blobs.put(desk.files, upload.content))


def _letter(desk: Desk, found: ComplaintDetail) -> tuple[str, bytes]:
    if found.file_name is None or found.digest is None:
        raise NotFound("complaint_scan", code=found.code)
    return found.file_name, blobs.get(desk.files, found.digest)

"""Signed files of decisions, of every kind: handed in as they come back, looked at, kept."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from actions import signed_copies
from models import blobs
from queries import signed_copies as asked
from web.access import needs
from web.acts import perform
from web.desk import looking
from web.files import sent
from web.forms import Submitted
from web.issuing_forms import needed_scan

router = APIRouter(prefix="/quyet-dinh/ban-ky/{decision}")


@router.post("", **needs("decision:issue"))
def attach(request: Request, decision: int, form: Submitted) -> Response:
    """Keep the signed file; a further one with its reason."""
    return perform(
        request,
        form,
        lambda desk: signed_copies.attach(
            desk.session, decision, needed_scan(desk, form), reason=form.text("reason"), by=desk.by, at=desk.at
        ),
        to=form.page,
        said="Đã lưu bản ký. Bản lưu trước, nếu có, vẫn còn.",
    )


@router.get("/{copy}", **needs("campaign:view"))
def download(request: Request, decision: int, copy: int) -> Response:
    """To keep."""
    return _send(request, decision, copy, inline=False)


@router.get("/{copy}/xem", **needs("campaign:view"))
def view(request: Request, decision: int, copy: int) -> Response:
    """To look at."""
    return _send(request, decision, copy, inline=True)


def _send(request: Request, decision: int, copy: int, *, inline: bool) -> Response:
    with looking(request) as desk:
        found = asked.copy(desk.session, desk.by, decision, copy)
        return sent(found.file_name, blobs.get(desk.files, found.digest), inline=inline)

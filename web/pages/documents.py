"""Documents of dossiers: to look at in the browser, or to keep."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from domain.personal_data import Sensitive
from models import blobs
from queries import dossier_desk
from queries.erased import need_bytes
from web.access import needs
from web.desk import looking
from web.files import sent
from web.rendering import page
from web.viewing import noted

router = APIRouter()


@router.get("/ho-so/{code}/{dossier}/minh-chung/{criterion}", **needs("campaign:view"))
def evidence(request: Request, code: str, dossier: str, criterion: str) -> Response:
    """What is known about one criterion; pages fold what concerns discipline and complaints."""
    with looking(request) as desk:
        line = dossier_desk.evidence_for(desk.session, desk.by, code, dossier, criterion, on=desk.today)
        shown = page(desk, "intake/evidence.html", line=line, campaign=code, dossier=dossier)
    noted(desk, Sensitive.EVIDENCE, f"dossier:{dossier}", code)
    return shown


@router.get("/ho-so/{code}/{dossier}/tai-lieu/{number}", **needs("campaign:view"))
def download(request: Request, code: str, dossier: str, number: int) -> Response:
    """To keep: never opened by the browser, whatever is inside."""
    return _send(request, code, dossier, number, inline=False)


@router.get("/ho-so/{code}/{dossier}/tai-lieu/{number}/xem", **needs("campaign:view"))
def view(request: Request, code: str, dossier: str, number: int) -> Response:
    """To look at: a PDF or a picture; anything else is sent to be kept."""
    return _send(request, code, dossier, number, inline=True)


def _send(request: Request, code: str, dossier: str, number: int, *, inline: bool) -> Response:
    with looking(request) as desk:
        found = dossier_desk.paper(desk.session, desk.by, code, dossier, number)
        need_bytes(desk.session, desk.files, found.digest)
        content = blobs.get(desk.files, found.digest)
    noted(desk, Sensitive.DOCUMENT, f"dossier:{dossier}", code)
    return sent(found.file_name, content, inline=inline)

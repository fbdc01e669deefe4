"""Documents of dossiers: to look at in the browser, or to keep."""

from urllib.parse import quote

from fastapi import APIRouter, Request
from starlette.responses import Response

from domain.personal_data import Sensitive
from models import blobs
from queries import dossier_desk
from queries.erased import need_bytes
from web.access import needs
from web.desk import looking
from web.uploads import SHOWN_INLINE, media_type
from web.viewing import noted

router = APIRouter()

# A picture needs nothing at all; a PDF is shown by the browser's own reader, which a sandbox would forbid to run.
PICTURE = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; sandbox"
READER = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"


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
    kind = media_type(found.file_name)
    shown = inline and kind in SHOWN_INLINE
    return Response(
        content,
        media_type=kind if shown else "application/octet-stream",
        headers={
            "Content-Disposition": _disposition(found.file_name, shown=shown),
            "Content-Security-Policy": READER if kind == "application/pdf" else PICTURE,
        },
    )


def _disposition(name: str, *, shown: bool) -> str:
    # RFC 6266: the name in full for browsers of today, bare letters for the rest.
    bare = "".join(c if c.isascii() and (c.isalnum() or c in "._-") else "_" for c in name)
    return f"{'inline' if shown else 'attachment'}; filename=\"{bare}\"; filename*=UTF-8''{quote(name, safe='')}"

"""The auditor's desk: who did what, when and why; where it stands in the ledger; and the proof to take away.

Reading here changes nothing but one thing: that somebody read is written down too.
"""

import csv
import io
from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from documents.evidence import bundle, zipped
from domain.personal_data import Sensitive
from domain.steps import OFFICE_ZONE
from queries import history
from queries.history import Event
from queries.ledger import evidence, state
from web.access import needs
from web.addresses import number_of
from web.desk import looking, settings_of
from web.forms import day_of
from web.rendering import page
from web.viewing import noted
from wording.dates import moment
from wording.events import KINDS, kind_label

router = APIRouter(prefix="/nhat-ky")
HOME = "/nhat-ky"
MOST_ROWS = 20_000
"""Lines of one export; a spreadsheet with more is read by nobody."""


@router.get("", **needs("audit:view"))
def trail(request: Request) -> Response:
    """Events by campaign, person, kind, subject and days, the newest first."""
    with looking(request) as desk:
        asked = _asked(request)
        found = history.events(desk.session, desk.by, **asked, before=number_of(request.query_params.get("truoc", "")))
        shown = page(
            desk,
            "audit/index.html",
            found=found,
            ledger=state(desk.session),
            kinds=[(kind, kind_label(kind)) for kind in KINDS],
        )
    # What was found tells what she saw; a word that leads to nothing is no part of the trail.
    seen = (asked["subject"], asked["campaign"]) if found.events else (None, None)
    noted(desk, Sensitive.TRAIL, seen[0] or "trail:all", seen[1])
    return shown


@router.get("/tai-ve.csv", **needs("audit:view"))
def export(request: Request) -> Response:
    """The same list as a file, at most `MOST_ROWS` lines."""
    with looking(request) as desk:
        asked = _asked(request)
        found = history.events(desk.session, desk.by, **asked, limit=MOST_ROWS)
        content = _csv(found.events)
    noted(desk, Sensitive.EXPORT, "trail:export", asked["campaign"] if found.events else None)
    headers = {"Content-Disposition": 'attachment; filename="nhat-ky.csv"'}
    return Response(content, media_type="text/csv; charset=utf-8", headers=headers)


@router.get("/bang-chung.zip", **needs("audit:view"))
def proof(request: Request) -> Response:
    """The history of one thing with its proof, which a third party verifies without us."""
    subject, campaign = _text(request, "doi_tuong"), _text(request, "phong_trao")
    with looking(request) as desk:
        found = evidence(desk.session, desk.by, subject or "", campaign=campaign, at=desk.at)
        content = zipped(bundle(found, office=settings_of(request).office_name))
    noted(desk, Sensitive.PROOF, f"proof:{subject}", campaign)
    headers = {"Content-Disposition": 'attachment; filename="bang-chung.zip"'}
    return Response(content, media_type="application/zip", headers=headers)


@router.get("/{number}", **needs("audit:view"))
def event(request: Request, number: int) -> Response:
    """One event with everything that the trail holds of it."""
    with looking(request) as desk:
        found = history.original(desk.session, desk.by, number)
        shown = page(desk, "audit/event.html", e=found)
    noted(desk, Sensitive.TRAIL, found.subject, found.campaign)
    return shown


def _asked(request: Request) -> dict[str, Any]:
    """The filters in the address, as the query takes them."""
    since, until = _day(request, "tu"), _day(request, "den")
    return {
        "campaign": _text(request, "phong_trao"),
        "actor": _text(request, "nguoi"),
        "kind": _text(request, "loai"),
        "subject": _text(request, "doi_tuong"),
        "since": since,
        "until": until and until + timedelta(days=1),
    }


def _text(request: Request, name: str) -> str | None:
    return request.query_params.get(name, "").strip() or None


def _day(request: Request, name: str) -> datetime | None:
    """The beginning of a day of the office; raises Invalid `form_day`."""
    found = request.query_params.get(name, "")
    return datetime.combine(day_of(found, field=name), time(), tzinfo=OFFICE_ZONE) if found else None


def _csv(events: Iterable[Event]) -> bytes:
    held = io.StringIO()
    sheet = csv.writer(held)
    sheet.writerow(("Số", "Lúc", "Người", "Phong trào", "Đối tượng", "Loại", "Nội dung"))
    for one in events:
        told = (one.id, moment(one.at), one.actor_name, one.campaign or "", one.subject, one.kind, one.sentence)
        sheet.writerow([_plain(str(value)) for value in told])
    # The mark by which a spreadsheet knows Vietnamese letters.
    return held.getvalue().encode("utf-8-sig")


def _plain(text: str) -> str:
    """A cell that begins like a formula would be run by the spreadsheet of whoever opens the file."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r", "\n"} else text

"""How somebody is reached: shown when asked for, and noted, because lists would show a hundred numbers at once."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from domain.personal_data import Sensitive
from queries.contacts import reachable
from web.access import SIGNED_IN, needs
from web.desk import looking
from web.rendering import page
from web.viewing import noted

router = APIRouter()


@router.get("/lien-he/{person}", **needs(SIGNED_IN))
def show(request: Request, person: str) -> Response:
    """Telephone and mail of one person."""
    with looking(request) as desk:
        found = reachable(desk.session, desk.by, person)
        shown = page(desk, "own_data/contact.html", contact=found)
    if found.code not in (desk.by.code, desk.signed.own_code):
        noted(desk, Sensitive.CONTACT, f"person:{found.code}")
    return shown

"""What I owe, the most urgent first, each with the page where it is done; and what I did lately."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from actions import planned
from domain.stages import StageKey
from queries import duties, history
from web.access import SIGNED_IN, needs
from web.acts import perform
from web.desk import looking
from web.duty_places import place_of
from web.forms import Submitted
from web.rendering import page

router = APIRouter()

SOON = 3
"""Working days before a deadline from which a duty is shown as near."""


@router.get("/viec-cua-toi", **needs(SIGNED_IN))
def mine(request: Request) -> Response:
    """All of it, with how much is late."""
    with looking(request) as desk:
        found = duties.mine(desk.session, desk.by, on=desk.today)
        left = [line.left_days for line in found if line.left_days is not None]
        return page(
            desk,
            "duties/mine.html",
            duties=[(line, place_of(line)) for line in found],
            total=duties.count_mine(desk.session, desk.by, on=desk.today),
            late=sum(days < 0 for days in left),
            soon=sum(0 <= days <= SOON for days in left),
            soon_days=SOON,
            done=history.own(desk.session, desk.by).events,
        )


@router.get("/viec-cua-toi/{duty}", **needs("report:file"))
def show(request: Request, duty: int) -> Response:
    """A duty that the plan names itself, with the form in which to say that it is done."""
    with looking(request) as desk:
        found = duties.mine_by_number(desk.session, desk.by, duty, on=desk.today)
        return page(desk, "duties/planned.html", duty=found, place=place_of(found))


@router.post("/viec-cua-toi/{duty}", **needs("report:file"))
def fulfil(request: Request, duty: int, form: Submitted) -> Response:
    """It is done; the text says how."""
    with looking(request) as desk:
        found = duties.mine_by_number(desk.session, desk.by, duty, on=desk.today)
    return perform(
        request,
        form,
        lambda desk: planned.fulfil(
            desk.session,
            found.campaign,
            StageKey.parse(found.stage),
            found.key.split(":")[1],
            unit_code=found.unit_code,
            text=form.needed("text"),
            document=form.optional("document"),
            by=desk.by,
            at=desk.at,
        ),
        to="/viec-cua-toi",
        said=f"Đã ghi xong việc “{found.what}”.",
    )

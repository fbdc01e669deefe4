"""Requests of people about what is wrong in their data: agreed to or not, with an answer."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from actions import corrections
from queries.retention import corrections as asked
from web.access import needs
from web.acts import perform
from web.admin_frame import admin_page
from web.desk import looking
from web.forms import Submitted

router = APIRouter()
HOME = "/quan-tri/sua-du-lieu"


@router.get(HOME, **needs("data:correct"))
def index(request: Request) -> Response:
    """Requests, those first that wait."""
    with looking(request) as desk:
        return admin_page(desk, "corrections.html", found=asked(desk.session, desk.by))


@router.post(HOME + "/{correction_number}", **needs("data:correct"))
def decide(request: Request, correction_number: int, form: Submitted) -> Response:
    """Put it right, or say why not."""
    agree = form.choice("agree", ("yes", "no")) == "yes"
    return perform(
        request,
        form,
        lambda desk: corrections.decide(
            desk.session, correction_number, agree=agree, answer=form.text("answer"), by=desk.by, at=desk.at
        ),
        to=HOME,
        said=lambda row: f"Đã trả lời. {row.answer}".strip(),
    )

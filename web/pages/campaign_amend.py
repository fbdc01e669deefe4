"""A changed plan for a campaign: what differs from the plan in force is shown before anything is written."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from actions import campaigns
from domain.plan import Plan
from domain.plan_changes import amended, changes
from plans.filing import file_text
from plans.loading import load_bytes
from queries.campaigns import plan_of
from web.access import needs
from web.acts import perform
from web.campaign_frame import campaign_page, framed
from web.desk import looking, settings_of
from web.forms import Submitted
from web.pages.campaign import drawn
from web.pages.campaign_parts import shown
from web.plan_check import check, draft_text, handed_in, planned_rows, show_again
from wording.plan_changes import change_sentence

router = APIRouter()
HOME = "/phong-trao/{code}/sua-ke-hoach"
NAME = "amend"


@router.get(HOME, **needs("campaign:amend"))
def show(request: Request, code: str) -> Response:
    """Hand in a changed plan; then its faults, or how it differs."""
    with looking(request) as desk:
        frame = framed(desk, code)
        current = plan_of(desk.session, frame.campaign)
        text = draft_text(request, NAME)
        if not text and request.query_params.get("tu") == "hien-tai":
            text = file_text(current, code=code)
        found = check(text)
        return campaign_page(
            frame,
            "amend.html",
            found=found,
            most=settings_of(request).upload_megabytes,
            differences=_told(current, found.plan) if found.plan else (),
            chart=drawn(desk, planned_rows(found.plan), code) if found.plan else None,
            said_by_plan=shown(found.plan) if found.plan else {},
        )


@router.post(HOME + "/kiem-tra", **needs("campaign:amend"))
def check_text(request: Request, code: str, form: Submitted) -> Response:
    """Check what was uploaded or typed."""
    raise show_again(request, form, text=handed_in(form), page=f"/phong-trao/{code}/sua-ke-hoach", name=NAME)


@router.post(HOME, **needs("campaign:amend"))
def amend(request: Request, code: str, form: Submitted) -> Response:
    """The changed plan is in force; what has begun or ended stays as it was."""
    loaded = load_bytes(form.needed("text").encode())
    return perform(
        request,
        form,
        lambda desk: campaigns.amend(
            desk.session,
            code,
            loaded.plan,
            reason=form.needed("reason"),
            document=form.optional("document"),
            by=desk.by,
            at=desk.at,
        ),
        to=f"/phong-trao/{code}/phien-ban",
        said="Kế hoạch sửa đổi đã có hiệu lực.",
    )


def _told(before: Plan, after: Plan) -> tuple[str, ...]:
    return tuple(change_sentence(change) for change in changes(before, amended(before, after)))

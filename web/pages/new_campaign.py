"""A new campaign: from a plan file, from a shipped plan or from a form; checked, looked at, then created.

The form writes the same text as a file would hold, so that there is one check and one way into the store.
"""

from fastapi import APIRouter, Request
from starlette.responses import Response

from actions import campaigns
from actions.guard import require
from domain.errors import Incomplete
from domain.permissions import allowed
from plans.catalogue import shipped, shipped_text
from plans.loading import load_bytes, load_file
from web.access import needs
from web.acts import perform
from web.desk import Desk, looking, settings_of
from web.forms import Submitted
from web.pages.campaign import drawn
from web.pages.campaign_parts import YAML, shown
from web.plan_check import check, draft_text, handed_in, planned_rows, show_again
from web.plan_form import CRITERIA, QUOTAS, FormChoices, plan_text
from web.rendering import page

router = APIRouter()
HOME = "/phong-trao/moi"
NAME = "plan"


@router.get(HOME, **needs("campaign:create"))
def show(request: Request) -> Response:
    """How to begin; once a text was handed in, what is wrong with it or what it means."""
    start = request.query_params.get("mau", "")
    with looking(request) as desk:
        # Asked before she types: a right in one campaign makes no new ones.
        require(desk.by, "campaign:create")
        text = draft_text(request, NAME) or (shipped_text(start) if start else "")
        found = check(text)
        return page(
            desk,
            "new_campaign/show.html",
            found=found,
            most=settings_of(request).upload_megabytes,
            examples=[(one.code, load_file(one.path).plan) for one in shipped()],
            chart=drawn(desk, planned_rows(found.plan), found.code or "") if found.plan else None,
            said_by_plan=shown(found.plan) if found.plan else {},
            may_adopt=allowed("campaign:launch", desk.by),
        )


@router.get(HOME + "/mau/{plan}.yaml", **needs("campaign:create"))
def example(request: Request, plan: str) -> Response:
    """A shipped plan as a file to begin with."""
    with looking(request):
        headers = {"Content-Disposition": f'attachment; filename="{plan}.yaml"'}
        return Response(shipped_text(plan), media_type=YAML, headers=headers)


@router.post(HOME + "/kiem-tra", **needs("campaign:create"))
def check_text(request: Request, form: Submitted) -> Response:
    """Check what was uploaded or typed; the page comes back with what was found."""
    raise show_again(request, form, text=handed_in(form), page=HOME, name=NAME)


@router.post(HOME + "/tai-ve", **needs("campaign:create"))
def take_away(request: Request, form: Submitted) -> Response:
    """The text as a file, to be kept or sent to a colleague."""
    with looking(request):
        code = check(form.text("text")).code or "ke-hoach"
        headers = {"Content-Disposition": f'attachment; filename="{code}.yaml"'}
        return Response(form.needed("text") + "\n", media_type=YAML, headers=headers)


@router.post(HOME, **needs("campaign:create"))
def create(request: Request, form: Submitted) -> Response:
    """A draft campaign; nothing is sent to units before the launch."""
    loaded = load_bytes(form.needed("text").encode())
    code = form.text("code") or loaded.code or ""
    if not code:
        raise Incomplete("form_field", field="code")

    def make(desk: Desk) -> None:
        campaigns.create(desk.session, code, loaded.plan, by=desk.by, at=desk.at)
        campaigns.prepare_launch(desk.session, code, by=desk.by, at=desk.at)

    return perform(
        request,
        form,
        make,
        to=f"/phong-trao/{code}/phat-dong",
        said="Đã tạo phong trào ở dạng dự thảo. Chưa có gì gửi cho đơn vị.",
    )


@router.get(HOME + "/bieu-mau", **needs("campaign:create"))
def blank(request: Request) -> Response:
    """The form."""
    with looking(request) as desk:
        require(desk.by, "campaign:create")
        return page(
            desk, "new_campaign/form.html", choices=FormChoices(), quotas=range(QUOTAS), criteria=range(CRITERIA)
        )


@router.post(HOME + "/bieu-mau", **needs("campaign:create"))
def fill(request: Request, form: Submitted) -> Response:
    """The form as a plan's text, checked like a file."""
    raise show_again(request, form, text=plan_text(form), page=HOME, name=NAME)

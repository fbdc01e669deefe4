"""Taking over a campaign that already runs: what lies behind is closed with its days, and nobody is mailed about it."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from actions import adopting
from actions.guard import require
from domain.errors import Incomplete
from domain.schedule import project
from domain.stages import StageKey
from plans.loading import load_bytes
from queries.people import units
from web.access import needs
from web.acts import perform
from web.desk import looking, settings_of
from web.forms import Form, Submitted
from web.plan_check import check, draft_text, handed_in, show_again
from web.rendering import page
from wording.labels import stage_label

router = APIRouter()
HOME = "/phong-trao/tiep-nhan"
NAME = "adopt"


@router.get(HOME, **needs("campaign:launch"))
def show(request: Request) -> Response:
    """Hand in the plan first; then say where the campaign stands."""
    with looking(request) as desk:
        # Asked before she types: a right in one campaign takes over no others.
        require(desk.by, "campaign:launch")
        found = check(draft_text(request, NAME))
        slots = project(found.plan).slots if found.plan else ()
        return page(
            desk,
            "new_campaign/adopt.html",
            found=found,
            most=settings_of(request).upload_megabytes,
            stages=[(str(slot.key), stage_label(slot.key.kind.value, slot.key.round), slot) for slot in slots],
            at=[
                (str(slot.key), stage_label(slot.key.kind.value, slot.key.round))
                for slot in slots
                if slot.key.kind not in adopting.NOT_HERE and slot.skipped is None
            ],
            units=[(unit.code, unit.name) for unit in units(desk.session) if unit.valid_to is None],
        )


@router.post(HOME + "/kiem-tra", **needs("campaign:launch"))
def check_text(request: Request, form: Submitted) -> Response:
    """Check what was uploaded or typed."""
    raise show_again(request, form, text=handed_in(form), page=HOME, name=NAME)


@router.post(HOME, **needs("campaign:launch"))
def adopt(request: Request, form: Submitted) -> Response:
    """From its stage on the campaign goes its way by itself."""
    loaded = load_bytes(form.needed("text").encode())
    code = form.text("code") or loaded.code or ""
    if not code:
        raise Incomplete("form_field", field="code")
    return perform(
        request,
        form,
        lambda desk: adopting.adopt(
            desk.session,
            code,
            loaded.plan,
            StageKey.parse(form.needed("at")),
            units=form.many("unit"),
            closed_on={key: form.day(f"closed-{key}") for key in _closed(form)},
            registered=form.many("registered"),
            due=form.optional_day("due"),
            number=form.optional("number"),
            issued=form.optional_day("issued"),
            reason=form.needed("reason"),
            by=desk.by,
            at=desk.at,
        ),
        to=f"/phong-trao/{code}",
        said="Đã tiếp nhận phong trào. Không có thư nào về những việc đã qua.",
    )


def _closed(form: Form) -> tuple[StageKey, ...]:
    named = (name.removeprefix("closed-") for name in form.values if name.startswith("closed-"))
    return tuple(StageKey.parse(name) for name in named if form.text(f"closed-{name}"))

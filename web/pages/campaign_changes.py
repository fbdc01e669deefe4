"""Changing a campaign: its dates, its pace, who leads it, how it ends; and answering what its plan leaves open."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from actions import campaigns, questions, successions
from actions.cancelling import cancel as cancel_campaign
from domain.errors import Incomplete
from domain.stages import StageKey
from queries.campaigns import stage_lines
from web.access import needs
from web.acts import perform
from web.campaign_frame import campaign_page, framed
from web.desk import looking
from web.forms import Form, Submitted
from wording.dates import short_date

router = APIRouter()
HOME = "/phong-trao/{code}"
NOT_HELD = "không"
COUNTED = ("collective", "individual", "household")


@router.get(HOME + "/thay-doi", **needs("campaign:amend"))
def show(request: Request, code: str) -> Response:
    """Everything that can be changed, each with its preview."""
    with looking(request) as desk:
        frame = framed(desk, code)
        stages = stage_lines(desk.session, desk.by, frame.campaign.id)
        ahead = [one for one in stages if one.state in ("planned", "open")]
        return campaign_page(frame, "changes.html", stages=ahead, options=[(one.stage, one.name) for one in ahead])


@router.post(HOME + "/tra-loi", **needs("campaign:answer"))
def answer(request: Request, code: str, form: Submitted) -> Response:
    """Answer an open item of the plan, or say that it needs none."""
    key, waived = form.needed("key"), form.ticked("waive")
    reason = form.needed("reason") if waived or form.ticked("no") else form.text("reason")
    value = None if waived else _answer(form)
    return perform(
        request,
        form,
        lambda desk: questions.answer(
            desk.session,
            code,
            key,
            value,
            reason=reason,
            document=form.optional("document"),
            by=desk.by,
            at=desk.at,
        ),
        to=f"/phong-trao/{code}/ke-hoach",
        said="Đã ghi: nội dung này không cần trả lời." if waived else "Đã ghi câu trả lời vào kế hoạch.",
    )


@router.post(HOME + "/ngay", **needs("campaign:set_date"))
def set_date(request: Request, code: str, form: Submitted) -> Response:
    """Fix or move a stage's deadline; `extend` only moves it later."""
    key, day = StageKey.parse(form.needed("stage")), form.day("day")
    return perform(
        request,
        form,
        lambda desk: campaigns.set_date(
            desk.session,
            code,
            key,
            day,
            reason=form.needed("reason"),
            document=form.optional("document"),
            extend=form.choice("how", ("set", "extend")) == "extend",
            by=desk.by,
            at=desk.at,
        ),
        to=f"/phong-trao/{code}",
        said=f"Đã đổi hạn thành {short_date(day)}.",
    )


@router.post(HOME + "/tam-dung", **needs("campaign:suspend"))
def suspend(request: Request, code: str, form: Submitted) -> Response:
    """Nothing moves by itself until the campaign is resumed."""
    return perform(
        request,
        form,
        lambda desk: campaigns.suspend(desk.session, code, reason=form.needed("reason"), by=desk.by, at=desk.at),
        to=f"/phong-trao/{code}",
        said="Đã tạm dừng phong trào.",
    )


@router.post(HOME + "/tiep-tuc", **needs("campaign:resume"))
def resume(request: Request, code: str, form: Submitted) -> Response:
    """The campaign goes on."""
    return perform(
        request,
        form,
        lambda desk: campaigns.resume(desk.session, code, reason=form.needed("reason"), by=desk.by, at=desk.at),
        to=f"/phong-trao/{code}",
        said="Phong trào tiếp tục.",
    )


@router.post(HOME + "/huy", **needs("campaign:cancel"))
def cancel(request: Request, code: str, form: Submitted) -> Response:
    """Cancel for good; the code is typed once more, because nothing undoes it."""
    _second_look(form, code)
    return perform(
        request,
        form,
        lambda desk: cancel_campaign(
            desk.session,
            code,
            reason=form.needed("reason"),
            document=form.optional("document"),
            by=desk.by,
            at=desk.at,
        ),
        to=f"/phong-trao/{code}",
        said="Đã hủy phong trào. Quyết định đã ban hành vẫn giữ.",
    )


@router.post(HOME + "/ban-giao", **needs("campaign:hand_over_authority"))
def hand_over(request: Request, code: str, form: Submitted) -> Response:
    """Another authority leads the campaign from now on."""
    authority = form.needed("authority")
    return perform(
        request,
        form,
        lambda desk: successions.hand_over_authority(
            desk.session,
            code,
            authority,
            document=form.needed("document"),
            reason=form.needed("reason"),
            by=desk.by,
            at=desk.at,
        ),
        to=f"/phong-trao/{code}",
        said=f"Từ nay {authority} chủ trì phong trào.",
    )


def _answer(form: Form) -> str:
    """The answer as the plan's rules read it, from whichever fields its kind has."""
    if form.ticked("no"):
        return NOT_HELD
    counted = [f"{kind}={form.number(kind)}" for kind in COUNTED if form.text(kind)]
    if counted:
        return ",".join(counted)
    return ",".join(form.many("component")) or form.needed("answer")


def _second_look(form: Form, code: str) -> None:
    if not form.wants_preview and form.needed("code") != code:
        raise Incomplete("code_not_repeated", field="code", code=code)

"""The units that take part in a campaign, and the launch, which writes to all of them for the first time."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from actions import campaigns
from domain.errors import Incomplete
from queries.campaigns import open_questions
from queries.participants import could_join, participants
from web.access import needs
from web.acts import perform
from web.campaign_frame import campaign_page, framed
from web.desk import Desk, looking
from web.forms import Submitted
from wording.errors import page_sentence

router = APIRouter()
HOME = "/phong-trao/{code}"


@router.get(HOME + "/don-vi", **needs("campaign:view"))
def show(request: Request, code: str) -> Response:
    """Units with their state; who may adds one."""
    with looking(request) as desk:
        frame = framed(desk, code)
        text = request.query_params.get("tim", "").strip()
        adds = frame.may("participant:add") and not frame.over
        return campaign_page(
            frame,
            "units.html",
            units=participants(desk.session, desk.by, frame.campaign, text=text),
            others=could_join(desk.session, frame.campaign) if adds else (),
            adds=adds,
        )


@router.post(HOME + "/don-vi", **needs("participant:add"))
def add(request: Request, code: str, form: Submitted) -> Response:
    """Units take part from now on; several at once."""
    units = form.many("unit") or (form.needed("unit"),)

    def join(desk: Desk) -> None:
        for unit in units:
            campaigns.add_unit(desk.session, code, unit, group=form.optional("group"), by=desk.by, at=desk.at)

    return perform(
        request,
        form,
        join,
        to=form.page if form.page.startswith(f"/phong-trao/{code}/") else f"/phong-trao/{code}/don-vi",
        said=f"Đã thêm {len(units)} đơn vị tham gia.",
    )


@router.get(HOME + "/phat-dong", **needs("campaign:launch", "campaign:create"))
def before_launch(request: Request, code: str) -> Response:
    """What the launch still lacks, to whom it writes, and the button."""
    with looking(request) as desk:
        frame = framed(desk, code)
        asked = open_questions(desk.session, frame.campaign.id)
        draft = frame.campaign.state == "draft"
        lacking = campaigns.launch_lacks(desk.session, frame.campaign, by=desk.by, at=desk.at) if draft else ()
        return campaign_page(
            frame,
            "launch.html",
            blocking=[one for one in asked if one.stage == "launch" and one.blocks == "opening"],
            lacking=page_sentence(Incomplete("launch_needs", code=code, lacking=lacking)) if lacking else "",
            units=participants(desk.session, desk.by, frame.campaign),
            others=could_join(desk.session, frame.campaign) if frame.may("participant:add") else (),
        )


@router.post(HOME + "/phat-dong", **needs("campaign:launch"))
def launch(request: Request, code: str, form: Submitted) -> Response:
    """Launch: from now on the stages move by themselves."""
    return perform(
        request,
        form,
        lambda desk: campaigns.launch(desk.session, code, by=desk.by, at=desk.at),
        to=f"/phong-trao/{code}",
        said="Đã phát động. Thông báo được gửi cho các đơn vị khi giai đoạn mở.",
    )

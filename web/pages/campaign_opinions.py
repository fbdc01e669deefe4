"""What others are asked about a campaign: public comment on the council's list, opinions of other bodies."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from actions import comments
from queries import opinions
from queries.campaigns import stage_lines
from web.access import needs
from web.acts import perform
from web.campaign_frame import campaign_page, framed
from web.desk import looking
from web.forms import Submitted
from wording.dates import short_date
from wording.labels import round_label

router = APIRouter()
HOME = "/phong-trao/{code}/y-kien"


@router.get(HOME, **needs("comments:manage", "consultation:manage"))
def show(request: Request, code: str) -> Response:
    """Periods of public comment by round, and bodies that were asked."""
    with looking(request) as desk:
        frame = framed(desk, code)
        stages = stage_lines(desk.session, desk.by, frame.campaign.id)
        issuing = [one.stage.partition("@")[2] for one in stages if one.stage.startswith("decision_issuance")]
        deciding = {one.stage.partition("@")[2] for one in stages if one.state == "open"}
        return campaign_page(
            frame,
            "opinions.html",
            periods=opinions.periods(desk.session, desk.by, frame.campaign),
            asked=opinions.consultations(desk.session, desk.by, frame.campaign),
            rounds=[(one, round_label(one)) for one in issuing if one in deciding],
        )


@router.post(HOME + "/mo", **needs("comments:manage"))
def begin(request: Request, code: str, form: Submitted) -> Response:
    """Lay the list open for public comment."""
    days = form.number("days")
    return perform(
        request,
        form,
        lambda desk: comments.open_comments(
            desk.session,
            code,
            form.needed("round"),
            days=days,
            place=form.needed("place"),
            document=form.optional("document"),
            by=desk.by,
            at=desk.at,
        ),
        to=f"/phong-trao/{code}/y-kien",
        said=lambda period: f"Lấy ý kiến công khai đến hết ngày {short_date(period.ends_on)}.",
    )


@router.post(HOME + "/ghi", **needs("comments:manage"))
def note(request: Request, code: str, form: Submitted) -> Response:
    """Write down one comment."""
    return perform(
        request,
        form,
        lambda desk: comments.note_comment(
            desk.session,
            code,
            form.needed("round"),
            sender=form.needed("sender"),
            text=form.needed("text"),
            received_on=form.optional_day("received_on"),
            dossier=form.optional("dossier"),
            by=desk.by,
            at=desk.at,
        ),
        to=f"/phong-trao/{code}/y-kien",
        said="Đã ghi nhận ý kiến.",
    )


@router.post(HOME + "/ket-thuc", **needs("comments:manage"))
def end(request: Request, code: str, form: Submitted) -> Response:
    """End the period before its last day."""
    return perform(
        request,
        form,
        lambda desk: comments.close_comments(
            desk.session, code, form.needed("round"), reason=form.needed("reason"), by=desk.by, at=desk.at
        ),
        to=f"/phong-trao/{code}/y-kien",
        said="Đã kết thúc lấy ý kiến công khai.",
    )

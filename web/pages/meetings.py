"""A meeting: who is there, what lies before it, and how it ends; and its minutes as a paper."""

from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from actions import conclusions, council, meetings
from domain.errors import NotFound
from domain.permissions import allowed
from models.finders import campaign_by_code
from queries import council as asked
from queries.council_lines import BallotResult, MeetingDetail
from queries.held_back import held_at
from web.access import needs
from web.acts import perform
from web.council_forms import moment_of
from web.desk import Desk, looking
from web.forms import Submitted
from web.rendering import page, part

router = APIRouter(prefix="/hoi-dong")
HOME = "/hoi-dong"


def found_meeting(desk: Desk, code: str, number: int) -> MeetingDetail:
    """The meeting of this campaign; raises NotFound `meeting_number`."""
    found = asked.meeting(desk.session, desk.by, number)
    if found.campaign != code:
        raise NotFound("meeting_number", number=number)
    return found


@router.get("/{code}/phien/{number}", **needs("campaign:view"))
def meeting(request: Request, code: str, number: int) -> Response:
    """One meeting for whoever sits in it or prepares it."""
    with looking(request) as desk:
        found = found_meeting(desk, code, number)
        return page(desk, "council/meeting.html", **_shown(desk, found))


@router.get("/{code}/phien/{number}/co-mat", **needs("campaign:view"))
def live(request: Request, code: str, number: int) -> Response:
    """Who is there and how far the ballots are, again and again while the page is open."""
    with looking(request) as desk:
        found = found_meeting(desk, code, number)
        return part(desk, "council/live.html", **_shown(desk, found))


@router.get("/{code}/phien/{number}/bien-ban", **needs("campaign:view"))
def minutes(request: Request, code: str, number: int) -> Response:
    """The minutes as a paper to print and sign."""
    with looking(request) as desk:
        found = found_meeting(desk, code, number)
        return page(desk, "council/minutes.html", mt=found, results=_results(desk, found))


@router.post("/{code}/phien/{number}/diem-danh", **needs("meeting:attend"))
def attend(request: Request, code: str, number: int, form: Submitted) -> Response:
    """Note who is there; a member notes herself."""

    def act(desk: Desk) -> tuple[int, int]:
        found = found_meeting(desk, code, number)
        people = form.many("person") or (desk.by.code,)
        return council.attend(desk.session, code, found.round, people=people, by=desk.by, at=desk.at)

    return perform(
        request,
        form,
        act,
        to=f"{HOME}/{code}/phien/{number}",
        said=lambda told: f"Có mặt {told[0]}/{told[1]} thành viên.",
    )


@router.post("/{code}/phien/{number}/hoan", **needs("meeting:convene"))
def adjourn(request: Request, code: str, number: int, form: Submitted) -> Response:
    """Adjourn; what is undecided waits for the next meeting."""

    def act(desk: Desk) -> None:
        found = found_meeting(desk, code, number)
        meetings.adjourn(desk.session, code, found.round, reason=form.needed("reason"), by=desk.by, at=desk.at)

    return perform(request, form, act, to=f"{HOME}/{code}", said="Đã hoãn phiên họp; mọi thành viên được báo.")


@router.post("/{code}/phien/{number}/tach", **needs("meeting:convene"))
def split(request: Request, code: str, number: int, form: Submitted) -> Response:
    """Move a part of the agenda to another meeting."""

    def act(desk: Desk) -> int:
        found = found_meeting(desk, code, number)
        chosen = form.many("dossier")
        meetings.split_agenda(
            desk.session,
            code,
            found.round,
            list(chosen),
            starts_at=moment_of(form),
            place=form.needed("place"),
            by=desk.by,
            at=desk.at,
        )
        return len(chosen)

    return perform(
        request, form, act, to=f"{HOME}/{code}", said=lambda count: f"Đã chuyển {count} hồ sơ sang phiên họp khác."
    )


@router.post("/{code}/phien/{number}/ket-luan", **needs("council:conclude"))
def conclude(request: Request, code: str, number: int, form: Submitted) -> Response:
    """Draw the result into the minutes: chosen by rank within the quotas."""

    def act(desk: Desk) -> int:
        found = found_meeting(desk, code, number)
        order = tuple(part.strip() for part in form.text("order").replace("\n", ",").split(",") if part.strip())
        chosen = conclusions.conclude(
            desk.session,
            code,
            found.round,
            minutes=form.needed("minutes"),
            document=form.needed("document"),
            order=order,
            by=desk.by,
            at=desk.at,
        )
        return len(chosen)

    return perform(
        request,
        form,
        act,
        to=f"{HOME}/{code}/phien/{number}",
        said=lambda count: f"Đã kết luận: Hội đồng đề nghị khen thưởng {count} hồ sơ.",
    )


def _shown(desk: Desk, found: MeetingDetail) -> dict[str, Any]:
    rights = ("meeting:convene", "ballot:open", "council:conclude", "meeting:attend")
    campaign = campaign_by_code(desk.session, found.campaign).id
    seat = next((one for one in found.seats if one.person == desk.by.code), None)
    return {
        "mt": found,
        "held": held_at(desk.session, desk.by, ((found.campaign, line.dossier) for line in found.agenda)),
        "may": frozenset(right for right in rights if allowed(right, desk.by, campaign_id=campaign)),
        "seat": seat,
        "running": found.state in {"convened", "held"} and not found.minutes_document,
    }


def _results(desk: Desk, found: MeetingDetail) -> tuple[BallotResult, ...]:
    """Results of the closed ballots of this agenda that the viewer may see."""
    closed = (line for line in found.agenda if line.ballot is not None and not line.ballot.open)
    return tuple(asked.ballot_result(desk.session, desk.by, found.campaign, line.dossier) for line in closed)

"""One dossier before the council: beside it the vote, its counting, and the result with its working.

While a ballot is open, nobody is shown how it stands: only how many have voted.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from actions import ballots, recusals, revotes
from domain.ballots import Tally
from domain.errors import NotFound
from domain.permissions import allowed
from domain.personal_data import Sensitive
from models import blobs
from models.finders import campaign_by_code
from queries import council as asked
from queries import dossier_desk, earlier_awards
from queries.council_lines import AgendaLine, BallotResult, MeetingDetail
from queries.held_back import held_at
from web.access import needs
from web.acts import perform
from web.council_forms import papers_of
from web.desk import Desk, looking, settings_of
from web.files import sent
from web.forms import Form, Submitted
from web.pages.meetings import HOME, found_meeting
from web.rendering import page, part
from web.uploads import ACCEPT
from web.viewing import noted
from wording.states import CHOICES, OUTCOMES

router = APIRouter(prefix=HOME)
T = TypeVar("T")
ADDRESS = "/{code}/phien/{number}/ho-so/{dossier}"
RIGHTS = ("ballot:open", "ballot:count", "ballot:close", "recusal:decide")


@router.get(ADDRESS, **needs("campaign:view"))
def ballot(request: Request, code: str, number: int, dossier: str) -> Response:
    """The dossier beside its ballot; for whoever is kept out of it, a page that says only this."""
    with looking(request) as desk:
        found, line = _line(desk, code, number, dossier)
        place = [one.dossier for one in found.agenda].index(dossier)
        shown = None if line.kept_out else dossier_desk.on_desk(desk.session, desk.by, code, dossier, on=desk.today)
        return page(
            desk,
            "council/ballot.html",
            d=shown,
            earlier=earlier_awards.of_dossier(desk.session, desk.by, code, dossier),
            before=found.agenda[place - 1].dossier if place else None,
            after=found.agenda[place + 1].dossier if place + 1 < len(found.agenda) else None,
            place=place + 1,
            most=settings_of(request).upload_megabytes,
            accept=ACCEPT,
            **_shown(desk, found, line),
        )


@router.get(ADDRESS + "/tien-do", **needs("campaign:view"))
def live(request: Request, code: str, number: int, dossier: str) -> Response:
    """How many have voted, again and again while the ballot is open."""
    with looking(request) as desk:
        found, line = _line(desk, code, number, dossier)
        return part(desk, "council/cast.html", **_shown(desk, found, line))


@router.get(ADDRESS + "/ban-quet", **needs("campaign:view"))
def scan(request: Request, code: str, number: int, dossier: str) -> Response:
    """The minutes of the counting team as they were scanned."""
    with looking(request) as desk:
        result = _result(desk, *_line(desk, code, number, dossier))
        team = result.counting if result else None
        if team is None or team.file_name is None or team.digest is None:
            raise NotFound("ballot_result", dossier=dossier)
        content = blobs.get(desk.files, team.digest)
    noted(desk, Sensitive.DOCUMENT, f"dossier:{dossier}", code)
    return sent(team.file_name, content, inline=True)


@router.post(ADDRESS + "/mo", **needs("ballot:open"))
def open_ballot(request: Request, code: str, number: int, dossier: str, form: Submitted) -> Response:
    """Put the dossier to the vote."""

    def act(desk: Desk) -> None:
        found, _ = _line(desk, code, number, dossier)
        ballots.open_ballot(
            desk.session,
            code,
            found.round,
            dossier,
            keys=desk.keys,
            on_paper=form.ticked("on_paper"),
            by=desk.by,
            at=desk.at,
        )

    return _perform(request, form, act, code, number, dossier, "Đã mở bỏ phiếu.")


@router.post(ADDRESS + "/bo-phieu", **needs("ballot:vote"))
def vote(request: Request, code: str, number: int, dossier: str, form: Submitted) -> Response:
    """One's own vote. The sentence afterwards does not repeat it: somebody may look over the shoulder."""

    def act(desk: Desk) -> None:
        found, _ = _line(desk, code, number, dossier)
        choice = form.choice("choice", tuple(CHOICES))
        ballots.vote(desk.session, code, found.round, dossier, choice, keys=desk.keys, by=desk.by, at=desk.at)

    return _perform(request, form, act, code, number, dossier, "Đã ghi nhận phiếu của bạn.")


@router.post(ADDRESS + "/y-kien", **needs("ballot:open"))
def written_opinion(request: Request, code: str, number: int, dossier: str, form: Submitted) -> Response:
    """The secretary enters an absent member's written opinion."""

    def act(desk: Desk) -> None:
        found, _ = _line(desk, code, number, dossier)
        ballots.vote(
            desk.session,
            code,
            found.round,
            dossier,
            form.choice("choice", tuple(CHOICES)),
            written_by=form.needed("person"),
            keys=desk.keys,
            by=desk.by,
            at=desk.at,
        )

    return _perform(request, form, act, code, number, dossier, "Đã nhập ý kiến bằng văn bản.")


@router.post(ADDRESS + "/kiem-phieu", **needs("ballot:count"))
def count(request: Request, code: str, number: int, dossier: str, form: Submitted) -> Response:
    """What the counting team found."""

    def act(desk: Desk) -> Tally:
        found, _ = _line(desk, code, number, dossier)
        return ballots.enter_count(
            desk.session,
            code,
            found.round,
            dossier,
            yes=form.number("yes"),
            no=form.number("no"),
            blank=form.optional_number("blank") or 0,
            invalid=form.optional_number("invalid") or 0,
            document=form.needed("document"),
            counted=papers_of(desk, form),
            by=desk.by,
            at=desk.at,
        )

    return _perform(request, form, act, code, number, dossier, _told)


@router.post(ADDRESS + "/dong", **needs("ballot:close"))
def close(request: Request, code: str, number: int, dossier: str, form: Submitted) -> Response:
    """Close the ballot and count."""

    def act(desk: Desk) -> Tally:
        found, _ = _line(desk, code, number, dossier)
        return ballots.close_ballot(desk.session, code, found.round, dossier, keys=desk.keys, by=desk.by, at=desk.at)

    return _perform(request, form, act, code, number, dossier, _told)


@router.post(ADDRESS + "/vo-hieu", **needs("ballot:close"))
def void(request: Request, code: str, number: int, dossier: str, form: Submitted) -> Response:
    """Declare the open ballot void; nothing of it is opened."""

    def act(desk: Desk) -> None:
        found, _ = _line(desk, code, number, dossier)
        reason = form.needed("reason")
        revotes.void_ballot(
            desk.session, code, found.round, dossier, reason=reason, keys=desk.keys, by=desk.by, at=desk.at
        )

    return _perform(request, form, act, code, number, dossier, "Lượt bỏ phiếu vô hiệu; mở lượt mới khi sẵn sàng.")


@router.post(ADDRESS + "/quyet-dinh-ngang-phieu", **needs("ballot:settle"))
def settle(request: Request, code: str, number: int, dossier: str, form: Submitted) -> Response:
    """The chair settles a tie where the rule leaves it to her."""

    def act(desk: Desk) -> Tally:
        found, _ = _line(desk, code, number, dossier)
        choice = form.choice("choice", ("yes", "no"))
        return revotes.settle_tie(desk.session, code, found.round, dossier, choice, by=desk.by, at=desk.at)

    return _perform(request, form, act, code, number, dossier, _told)


@router.post(ADDRESS + "/bo-phieu-lai", **needs("ballot:open"))
def again(request: Request, code: str, number: int, dossier: str, form: Submitted) -> Response:
    """The council votes once more."""

    def act(desk: Desk) -> None:
        found, _ = _line(desk, code, number, dossier)
        revotes.vote_again(
            desk.session,
            code,
            found.round,
            dossier,
            reason=form.needed("reason"),
            document=form.needed("document"),
            by=desk.by,
            at=desk.at,
        )

    return _perform(request, form, act, code, number, dossier, "Hồ sơ sẽ được bỏ phiếu lại; kết quả cũ vẫn xem được.")


@router.post(ADDRESS + "/lien-quan", **needs("recusal:declare"))
def declare(request: Request, code: str, number: int, dossier: str, form: Submitted) -> Response:
    """Say that one is close to this dossier."""

    def act(desk: Desk) -> None:
        found, _ = _line(desk, code, number, dossier)
        recusals.declare(
            desk.session,
            code,
            found.round,
            dossier,
            reason=form.needed("reason"),
            person=form.optional("person"),
            by=desk.by,
            at=desk.at,
        )

    return _perform(request, form, act, code, number, dossier, "Đã ghi nhận, chờ Chủ tịch Hội đồng quyết định.")


@router.post(ADDRESS + "/xet-lien-quan", **needs("recusal:decide"))
def decide_recusal(request: Request, code: str, number: int, dossier: str, form: Submitted) -> Response:
    """The chair decides whether a member takes part."""

    def act(desk: Desk) -> None:
        found, _ = _line(desk, code, number, dossier)
        recusals.decide(
            desk.session,
            code,
            found.round,
            dossier,
            form.needed("person"),
            agreed=form.choice("agreed", ("yes", "no")) == "yes",
            reason=form.needed("reason"),
            by=desk.by,
            at=desk.at,
        )

    return _perform(request, form, act, code, number, dossier, "Đã quyết định việc tham gia xét hồ sơ này.")


def _perform(
    request: Request,
    form: Form,
    act: Callable[[Desk], T],
    code: str,
    number: int,
    dossier: str,
    said: str | Callable[[T], str],
) -> Response:
    return perform(request, form, act, to=f"{HOME}/{code}/phien/{number}/ho-so/{dossier}", said=said)


def _told(found: Tally) -> str:
    counted = f"{found.got} phiếu đồng ý, cần {found.needed} trên {found.base}"
    return f"{OUTCOMES[found.outcome]} ({counted})."


def _line(desk: Desk, code: str, number: int, dossier: str) -> tuple[MeetingDetail, AgendaLine]:
    found = found_meeting(desk, code, number)
    line = next((one for one in found.agenda if one.dossier == dossier), None)
    if line is None:
        raise NotFound("dossier", code=dossier)
    return found, line


def _shown(desk: Desk, found: MeetingDetail, line: AgendaLine) -> dict[str, Any]:
    campaign = campaign_by_code(desk.session, found.campaign).id
    return {
        "mt": found,
        "line": line,
        "held": held_at(desk.session, desk.by, [(found.campaign, line.dossier)]),
        "result": _result(desk, found, line),
        "may": frozenset(right for right in RIGHTS if allowed(right, desk.by, campaign_id=campaign)),
        "seat": next((one for one in found.seats if one.person == desk.by.code), None),
        "running": found.state in {"convened", "held"} and not found.minutes_document,
    }


def _result(desk: Desk, found: MeetingDetail, line: AgendaLine) -> BallotResult | None:
    if line.ballot is None or line.ballot.open:
        return None
    return asked.ballot_result(desk.session, desk.by, found.campaign, line.dossier)

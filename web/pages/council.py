"""The council of a campaign: established, under a rule with its source, convened."""

from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from actions import council, council_terms
from domain.council import PRESETS
from domain.steps import local_day
from queries import council as asked
from queries import council_desk
from web.access import needs
from web.acts import perform
from web.council_forms import moment_of, rule_of
from web.desk import Desk, looking
from web.forms import Form, Submitted
from web.rendering import page
from wording.council import past_term, threshold_text
from wording.states import SEATS

router = APIRouter(prefix="/hoi-dong")
HOME = "/hoi-dong"
JOINING = 4
"""Rows for people who join by one later decision; who needs more enters the decision in two parts."""
PLACES = 15
"""Rows for members on the form; a council of a province has at most that many in practice."""


@router.get("", **needs("campaign:view"))
def councils(request: Request) -> Response:
    """Councils that have work, and all meetings."""
    with looking(request) as desk:
        return page(
            desk,
            "council/index.html",
            councils=council_desk.councils(desk.session, desk.by),
            meetings=asked.meetings(desk.session, desk.by, limit=50),
        )


@router.get("/{code}", **needs("campaign:view"))
def one_council(request: Request, code: str) -> Response:
    """Members, rule, meetings; and the forms for whoever may change them."""
    with looking(request) as desk:
        sheet = council_desk.council_sheet(desk.session, desk.by, code)
        return page(
            desk,
            "council/one.html",
            c=sheet,
            meetings=asked.meetings(desk.session, desk.by, campaign=code),
            undecided={r: council_desk.undecided_codes(desk.session, desk.by, code, r) for r, _ in sheet.rounds},
            people=council_desk.candidates(desk.session, desk.by, code),
            presets=PRESETS,
            places=PLACES,
            joining=JOINING,
            threshold_text=threshold_text,
        )


@router.post("/{code}/thanh-lap", **needs("council:establish"))
def establish(request: Request, code: str, form: Submitted) -> Response:
    """Enter the decision by which the council is established."""
    return perform(
        request,
        form,
        lambda desk: council.establish(
            desk.session,
            code,
            name=form.needed("name"),
            document=form.needed("document"),
            established_on=form.day("established_on"),
            members=_members(form),
            valid_from=form.optional_day("valid_from"),
            valid_to=form.optional_day("valid_to"),
            by=desk.by,
            at=desk.at,
        ),
        to=f"{HOME}/{code}",
        said="Đã ghi quyết định thành lập Hội đồng.",
    )


@router.post("/{code}/thay-doi", **needs("council:establish"))
def change(request: Request, code: str, form: Submitted) -> Response:
    """Enter a later decision: who joins, who leaves, how long the term is."""
    return perform(
        request,
        form,
        lambda desk: council_terms.change(desk.session, code, told=_change(form), by=desk.by, at=desk.at),
        to=f"{HOME}/{code}",
        said="Đã ghi quyết định thay đổi Hội đồng. Thành viên được báo; các phiên đã họp không thay đổi.",
    )


@router.post("/{code}/quy-che", **needs("council:rule"))
def adopt_rule(request: Request, code: str, form: Submitted) -> Response:
    """Enter the rule of voting."""
    return perform(
        request,
        form,
        lambda desk: council.adopt_rule(desk.session, code, rule_of(form), by=desk.by, at=desk.at),
        to=f"{HOME}/{code}",
        said="Đã ghi quy chế bỏ phiếu của Hội đồng.",
    )


@router.post("/{code}/{round_}/trieu-tap", **needs("meeting:convene"))
def convene(request: Request, code: str, round_: str, form: Submitted) -> Response:
    """Convene a meeting; every member is invited with the agenda."""

    def act(desk: Desk) -> str:
        place, dossiers, starts_at = form.needed("place"), form.many("dossier"), moment_of(form)
        told: dict[str, Any] = {"place": place, "dossiers": dossiers, "by": desk.by, "at": desk.at}
        council.convene(desk.session, code, round_, starts_at=starts_at, **told)
        last = council_desk.council_sheet(desk.session, desk.by, code).valid_to
        return past_term(local_day(starts_at), last)

    said = "Đã triệu tập phiên họp. Mọi thành viên nhận giấy mời kèm danh sách hồ sơ."
    return perform(request, form, act, to=f"{HOME}/{code}", said=lambda warning: f"{said} {warning}".strip())


def _change(form: Form) -> council_terms.Change:
    return council_terms.Change(
        document=form.needed("document"),
        decided_on=form.day("decided_on"),
        effective_on=form.day("effective_on"),
        joins=_members(form),
        leaves=form.many("leave"),
        valid_to=form.optional_day("valid_to"),
    )


def _members(form: Form) -> tuple[tuple[str, str], ...]:
    rows = ((form.text(f"person-{n}"), n) for n in range(PLACES))
    return tuple((person, form.choice(f"seat-{n}", tuple(SEATS))) for person, n in rows if person)

"""Decisions: what is to be drafted, signed and issued, each with its list, its quota and the minutes beside."""

from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from actions import decisions
from domain.delegations import Reach
from domain.errors import Incomplete, Invalid
from domain.later_decisions import DecisionKind
from queries import decision_desk, decision_lists, earlier_awards, later_decisions, signing_desk
from queries.decision_desk import DecisionSheet
from queries.held_back import held_at
from queries.people import herself
from queries.signing_desk import SigningDesk
from web.access import needs
from web.acts import perform
from web.award_money import money_of
from web.desk import Desk, looking, settings_of
from web.forms import Form, Submitted
from web.issuing_forms import scan_of, signing_of
from web.rendering import page
from wording.labels import AWARD_FORMS, round_label

router = APIRouter(prefix="/quyet-dinh")
HOME = "/quyet-dinh"


@router.get("", **needs("campaign:view"))
def desk_of_decisions(request: Request) -> Response:
    """Everything that waits for a hand, and what was issued."""
    with looking(request) as desk:
        tasks = decision_desk.tasks(desk.session, desk.by)
        to_draft = decision_lists.to_be_drafted(desk.session, desk.by)
        signable = signing_desk.signable(desk.session, desk.by, tasks, on=desk.today)
        return page(
            desk,
            "decisions/index.html",
            signable=signable,
            waiting=[one for one in tasks if one.state != "issued" and one not in signable.tasks],
            issued=[one for one in tasks if one.state == "issued"],
            anew=[one for one in tasks if one.state != "to_draft" and (one.campaign, one.round, one.form) in to_draft],
            later=later_decisions.tasks(desk.session, desk.by),
            title=_title(desk),
        )


@router.post("/ky", **needs("decision:sign", "decision:sign_for"))
def sign_several(request: Request, form: Submitted) -> Response:
    """Sign all decisions that were ticked: all of them, or none when one cannot be signed."""
    chosen = form.many("decision")

    def act(desk: Desk) -> int:
        if not chosen:
            raise Incomplete("decision_not_chosen", field="decision")
        for key in chosen:
            code, round_, award = _key(key)
            decisions.sign(desk.session, code, round_, award, signing=signing_of(form), by=desk.by, at=desk.at)
        return len(chosen)

    return perform(request, form, act, to=HOME, said=lambda count: f"Đã ký {count} quyết định. Văn thư đã được báo.")


@router.get("/{code}/{round_}/{award}", **needs("campaign:view"))
def one_decision(request: Request, code: str, round_: str, award: str) -> Response:
    """One decision with everything that the signer wants to see first."""
    with looking(request) as desk:
        sheet = decision_desk.sheet(desk.session, desk.by, code, round_, award)
        money = money_of(sheet, on=sheet.issued_on or desk.today)
        told: dict[str, Any] = {
            "earlier": earlier_awards.of_round(desk.session, desk.by, code, round_, award),
            "s": _beside(desk, sheet),
            "most": settings_of(request).upload_megabytes,
            "ls": decision_lists.list_state(desk.session, desk.by, code, round_, award),
            "held": held_at(desk.session, desk.by, ((code, line.dossier) for line in sheet.lines)),
            **_since(desk, sheet),
        }
        return page(desk, "decisions/one.html", d=sheet, money=money, title=_title(desk), **told)


@router.get("/{code}/{round_}/{award}/van-ban", **needs("campaign:view"))
def paper(request: Request, code: str, round_: str, award: str) -> Response:
    """The decision as a paper to print; a draft says that it is one."""
    with looking(request) as desk:
        sheet = decision_desk.sheet(desk.session, desk.by, code, round_, award)
        return page(desk, "decisions/paper.html", d=sheet, s=_beside(desk, sheet), **_since(desk, sheet))


@router.post("/{code}/{round_}/{award}/du-thao", **needs("decision:draft"))
def draft(request: Request, code: str, round_: str, award: str, form: Submitted) -> Response:
    """Draft it with the council's list."""
    return perform(
        request,
        form,
        lambda desk: decisions.draft(desk.session, code, round_, award, by=desk.by, at=desk.at),
        to=f"{HOME}/{code}/{round_}/{award}",
        said=f"Đã dự thảo {_name(round_, award)} theo danh sách Hội đồng đề nghị.",
    )


@router.post("/{code}/{round_}/{award}/ky", **needs("decision:sign", "decision:sign_for"))
def sign(request: Request, code: str, round_: str, award: str, form: Submitted) -> Response:
    """Sign it."""
    return perform(
        request,
        form,
        lambda desk: decisions.sign(
            desk.session, code, round_, award, signing=signing_of(form), by=desk.by, at=desk.at
        ),
        to=f"{HOME}/{code}/{round_}/{award}",
        said=f"Đã ký {_name(round_, award)}. Văn thư đã được báo để vào số, ban hành.",
    )


@router.post("/{code}/{round_}/{award}/ban-hanh", **needs("decision:issue"))
def issue(request: Request, code: str, round_: str, award: str, form: Submitted) -> Response:
    """Enter number and date from the register, and tell everybody who took part."""
    return perform(
        request,
        form,
        lambda desk: _issue(desk, code, round_, award, form),
        to=f"{HOME}/{code}/{round_}/{award}",
        said=lambda number: f"Đã ban hành Quyết định số {number}. Các đơn vị tham gia được thông báo.",
    )


def _issue(desk: Desk, code: str, round_: str, award: str, form: Form) -> str:
    row = decisions.issue(
        desk.session,
        code,
        round_,
        award,
        number=form.optional("number"),
        issued_on=form.day("issued_on"),
        scan=scan_of(desk, form),
        by=desk.by,
        at=desk.at,
    )
    return row.number or ""


def _since(desk: Desk, sheet: DecisionSheet) -> dict[str, Any]:
    """What was said about it after it was issued, and which of its awards ended."""
    return {
        "later": later_decisions.mentions(desk.session, sheet.decision_id),
        "ended": later_decisions.ended_lines(desk.session, sheet.decision_id),
    }


def _beside(desk: Desk, sheet: DecisionSheet) -> SigningDesk:
    reach = Reach(authority=sheet.authority, kind=DecisionKind.AWARD, award_form=sheet.form)
    return signing_desk.beside(
        desk.session, desk.by, reach, decision_id=sheet.decision_id, right=sheet.may_sign, on=desk.today
    )


def _key(key: str) -> tuple[str, str, str]:
    """`NH-2021-01/final/giay_khen`, as the list names a decision."""
    parts = key.split("/")
    if len(parts) != 3:
        raise Invalid("form_choice", field="decision", found=key)
    return parts[0], parts[1], parts[2]


def _name(round_: str, award: str) -> str:
    words = f"quyết định tặng {AWARD_FORMS.get(award, award)}"
    return f"{words} ({round_label(round_)})" if round_label(round_) else words


def _title(desk: Desk) -> str:
    """What stands above the viewer's signature unless she writes something else."""
    return herself(desk.session, desk.by, on=desk.today).title.upper()

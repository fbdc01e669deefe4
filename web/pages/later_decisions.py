"""What follows an issued decision: another that replaces, corrects or cancels it, drafted, signed and issued here."""

from collections.abc import Mapping

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from actions import later_decisions, later_drafts, recoveries
from domain.delegations import Reach
from domain.errors import NotFound
from domain.later_decisions import ABOUT, DecisionKind, Ground, Named, Passage
from models.decisions import Decision
from queries import later_decisions as asked
from queries import signing_desk
from queries.people import herself
from web.access import needs
from web.acts import perform
from web.desk import Desk, looking, settings_of
from web.forms import Form, Submitted
from web.issuing_forms import scan_of, signing_of
from web.rendering import page
from wording.later_decisions import DECISION_KINDS, GROUNDS

router = APIRouter(prefix="/quyet-dinh/ve/{code}/{number}")
HOME = "/quyet-dinh"

SLUGS: Mapping[str, DecisionKind] = {
    "thay-the": DecisionKind.REPLACEMENT,
    "dinh-chinh": DecisionKind.CORRECTION,
    "huy-bo": DecisionKind.CANCELLATION,
}
PASSAGES = 10
"""Passages that one form takes; more wrong words than that are a wrong decision, to be replaced."""


@router.get("", **needs("campaign:view"))
def one(request: Request, code: str, number: int) -> Response:
    """One later decision: what it says, whose move it is, what has to come back."""
    with looking(request) as desk:
        sheet = asked.sheet(desk.session, desk.by, code, number)
        reach = Reach(authority=sheet.authority, kind=sheet.kind, award_form=sheet.form)
        may = "decision:sign" in sheet.may
        return page(
            desk,
            "later_decisions/one.html",
            d=sheet,
            s=signing_desk.beside(desk.session, desk.by, reach, decision_id=number, right=may, on=desk.today),
            most=settings_of(request).upload_megabytes,
            title=herself(desk.session, desk.by, on=desk.today).title.upper(),
            later=_later(desk, number),
        )


@router.get("/van-ban", **needs("campaign:view"))
def paper(request: Request, code: str, number: int) -> Response:
    """It as a paper to print; a draft says that it is one."""
    with looking(request) as desk:
        return page(desk, "later_decisions/paper.html", d=asked.sheet(desk.session, desk.by, code, number))


@router.get("/soan/{later}", **needs("decision:draft"))
def form_of_draft(request: Request, code: str, number: int, later: str) -> Response:
    """Draft another decision about decision `number`."""
    with looking(request) as desk:
        about = asked.about(desk.session, desk.by, code, number)
        kind = _kind(later, code, number)
        return page(
            desk,
            "later_decisions/draft.html",
            d=about,
            kind=kind.value,
            slug=later,
            kind_fits=about.kind in ABOUT[kind],
            fits=about.kind in ABOUT[kind] and not any(_ends(one) for one in about.later),
            grounds=tuple(GROUNDS.items()),
            passages=range(1, PASSAGES + 1),
        )


@router.post("/soan/{later}", **needs("decision:draft"))
def draft(request: Request, code: str, number: int, later: str, form: Submitted) -> Response:
    """Draft it; nothing is said about the old one before the new one is issued."""
    kind = _kind(later, code, number)
    return perform(
        request,
        form,
        lambda desk: _DRAFTS[kind](desk, code, number, form),
        to=lambda row: f"{HOME}/ve/{code}/{row.id}",
        said=f"Đã dự thảo {DECISION_KINDS[kind.value].lower()}. Người ký đã được báo.",
    )


@router.post("/ky", **needs("decision:sign", "decision:sign_for"))
def sign(request: Request, code: str, number: int, form: Submitted) -> Response:
    """Sign it."""
    return perform(
        request,
        form,
        lambda desk: later_decisions.sign(desk.session, code, number, signing=signing_of(form), by=desk.by, at=desk.at),
        to=f"{HOME}/ve/{code}/{number}",
        said="Đã ký. Văn thư đã được báo để vào số, ban hành.",
    )


@router.post("/ban-hanh", **needs("decision:issue"))
def issue(request: Request, code: str, number: int, form: Submitted) -> Response:
    """Enter it in the book, and tell the units concerned."""
    return perform(
        request,
        form,
        lambda desk: later_decisions.issue(
            desk.session,
            code,
            number,
            book_number=form.optional("number"),
            issued_on=form.day("issued_on"),
            scan=scan_of(desk, form),
            by=desk.by,
            at=desk.at,
        ),
        to=f"{HOME}/ve/{code}/{number}",
        said=lambda row: f"Đã ban hành Quyết định số {row.number}. Các đơn vị liên quan được thông báo.",
    )


@router.post("/bo", **needs("decision:draft"))
def drop(request: Request, code: str, number: int, form: Submitted) -> Response:
    """Give it up before it is issued."""
    return perform(
        request,
        form,
        lambda desk: later_decisions.drop(
            desk.session, code, number, reason=form.needed("reason"), by=desk.by, at=desk.at
        ),
        to=HOME,
        said="Đã bỏ dự thảo. Quyết định đã ban hành không thay đổi.",
    )


@router.post("/thu-hoi/{recovery}", **needs("award:recover"))
def recover(request: Request, code: str, number: int, recovery: int, form: Submitted) -> Response:
    """Note the day on which an object or a sum came back."""
    return perform(
        request,
        form,
        lambda desk: recoveries.note_recovery(
            desk.session,
            code,
            number,
            recovery,
            recovered_on=form.day("recovered_on"),
            document=form.optional("document"),
            by=desk.by,
            at=desk.at,
        ),
        to=f"{HOME}/ve/{code}/{number}",
        said="Đã ghi nhận thu hồi.",
    )


def _kind(slug: str, code: str, number: int) -> DecisionKind:
    if slug not in SLUGS:
        raise NotFound("decision_row", number=number, code=code)
    return SLUGS[slug]


def _replace(desk: Desk, code: str, number: int, form: Form) -> Decision:
    about = asked.about(desk.session, desk.by, code, number)
    kept = set(form.many("kept"))
    left_out = tuple(line.dossier for line in about.lines if line.dossier not in kept)
    return later_drafts.replace(
        desk.session,
        code,
        number,
        left_out=left_out,
        names={
            line.dossier: Named(form.text(f"nominee-{line.dossier}"), form.text(f"unit-{line.dossier}"))
            for line in about.lines
            if line.dossier in kept
        },
        reason=form.needed("reason"),
        document=form.optional("document"),
        by=desk.by,
        at=desk.at,
    )


def _correct(desk: Desk, code: str, number: int, form: Form) -> Decision:
    typed = [Passage(form.text(f"stood-{n}"), form.text(f"stands-{n}")) for n in range(1, PASSAGES + 1)]
    return later_drafts.correct(
        desk.session,
        code,
        number,
        passages=[passage for passage in typed if any(passage)],
        reason=form.needed("reason"),
        document=form.optional("document"),
        by=desk.by,
        at=desk.at,
    )


def _cancel(desk: Desk, code: str, number: int, form: Form) -> Decision:
    return later_drafts.cancel(
        desk.session,
        code,
        number,
        dossiers=form.many("cancelled"),
        ground=Ground(form.choice("ground", tuple(GROUNDS))),
        reason=form.needed("reason"),
        document=form.needed("document"),
        by=desk.by,
        at=desk.at,
    )


_DRAFTS = {
    DecisionKind.REPLACEMENT: _replace,
    DecisionKind.CORRECTION: _correct,
    DecisionKind.CANCELLATION: _cancel,
}


def _ends(one: asked.Mention) -> bool:
    """Does this keep others from being drafted: still in hand, or in the place of the old one?"""
    return one.state != "issued" or one.kind == DecisionKind.REPLACEMENT


def _later(desk: Desk, number: int) -> tuple[asked.Mention, ...]:
    return asked.mentions(desk.session, number)

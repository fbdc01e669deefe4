"""Delegations to sign: entered by a document, and ended."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from actions import delegations
from actions.delegations import Basis, Titles
from domain.delegations import DELEGATED, Reach, SigningForm
from domain.later_decisions import DecisionKind
from domain.permissions import allowed
from models.issuing import Delegation
from queries import delegations as asked
from queries import units
from web.access import needs
from web.acts import perform
from web.admin_frame import admin_page
from web.desk import Desk, looking
from web.forms import Form, Submitted
from wording.issuing import SIGNING_FORMS
from wording.labels import AWARD_FORMS
from wording.later_decisions import DECISION_KINDS

router = APIRouter(prefix="/quan-tri/uy-quyen-ky")
HOME = "/quan-tri/uy-quyen-ky"


@router.get("", **needs("delegation:view"))
def index(request: Request) -> Response:
    """Who signs in whose place, and the form for a new delegation."""
    over = bool(request.query_params.get("da-het"))
    with looking(request) as desk:
        may = allowed("delegation:manage", desk.by)
        return admin_page(
            desk,
            "delegations.html",
            found=asked.delegations(desk.session, desk.by, on=desk.today, over=over),
            over=over,
            may_manage=may,
            heads=asked.heads(desk.session, desk.by, on=desk.today) if may else (),
            people=units.people_names(desk.session, desk.by) if may else (),
            forms=[(form.value, SIGNING_FORMS[form]) for form in DELEGATED],
            kinds=tuple(DECISION_KINDS.items()),
            awards=tuple(AWARD_FORMS.items()),
            authorities=asked.authorities(desk.session),
        )


@router.post("", **needs("delegation:manage"))
def enter(request: Request, form: Submitted) -> Response:
    """A delegation as its document says; both people are told."""
    return perform(
        request, form, lambda desk: _enter(desk, form), to=HOME, said="Đã giao ký thay; cả hai người được báo bằng thư."
    )


@router.post("/{delegation}/thoi", **needs("delegation:manage"))
def end(request: Request, delegation: int, form: Submitted) -> Response:
    """A delegation ends before its day."""
    return perform(
        request,
        form,
        lambda desk: delegations.end(desk.session, delegation, reason=form.needed("reason"), by=desk.by, at=desk.at),
        to=HOME,
        said="Đã kết thúc việc giao ký. Những gì đã ký vẫn có hiệu lực.",
    )


def _enter(desk: Desk, form: Form) -> Delegation:
    kind = form.optional("kind")
    return delegations.enter(
        desk.session,
        form.needed("delegator"),
        form.needed("delegate"),
        SigningForm(form.choice("form", DELEGATED)),
        titles=Titles(
            delegator=form.text("delegator_title"),
            delegate=form.text("delegate_title"),
            collective=form.text("collective"),
        ),
        reach=Reach(
            authority=form.optional("authority"),
            kind=form.choice("kind", tuple(DecisionKind)) if kind else None,
            award_form=form.optional("award_form"),
        ),
        basis=Basis(
            document=form.needed("document"),
            document_date=form.day("document_date"),
            valid_from=form.day("from"),
            valid_to=form.day("to"),
        ),
        by=desk.by,
        at=desk.at,
    )

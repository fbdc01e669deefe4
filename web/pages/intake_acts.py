"""What is done with one dossier: by the office (accept, return, judge, consult, step back) and by its unit."""

from collections.abc import Callable
from urllib.parse import quote

from fastapi import APIRouter, Request
from starlette.responses import Response

from actions import award_answers, consultations, dossiers, helping
from domain.earlier_awards import Answer
from domain.errors import Incomplete
from queries import dossier_desk, intake
from web.access import needs
from web.acts import perform
from web.desk import Desk, looking
from web.forms import Form, Submitted
from web.pages.dossier_forms import papers_of, proofs_of, refuse_stale
from web.pages.intake import narrow_of, wanted_at

router = APIRouter()

HERE = "/ho-so/{code}/{dossier}"
Act = Callable[[Desk], object]


@router.post(HERE + "/tiep-nhan", **needs("dossier:accept"))
def accept(request: Request, code: str, dossier: str, form: Submitted) -> Response:
    """Complete and eligible: to the council."""

    def act(desk: Desk) -> None:
        dossiers.accept(desk.session, code, dossier, opinion=form.text("opinion"), by=desk.by, at=desk.at)

    return _judge(request, form, code, dossier, act, f"Hồ sơ {dossier} đủ điều kiện, đã trình Hội đồng.")


@router.post(HERE + "/tra-bo-sung", **needs("dossier:return"))
def send_back(request: Request, code: str, dossier: str, form: Submitted) -> Response:
    """A reason for each part that lacks something, and until when."""

    def act(desk: Desk) -> None:
        told = {name.removeprefix("why-"): form.text(name) for name in form.values if name.startswith("why-")}
        reasons = {part: text for part, text in told.items() if text}
        if not reasons:
            raise Incomplete("return_reasons", field="why")
        due = form.day("due")
        dossiers.return_for_supplement(desk.session, code, dossier, reasons=reasons, due=due, by=desk.by, at=desk.at)

    return _judge(request, form, code, dossier, act, f"Đã trả hồ sơ {dossier} để bổ sung.")


@router.post(HERE + "/khong-du-dieu-kien", **needs("dossier:judge"))
def judge(request: Request, code: str, dossier: str, form: Submitted) -> Response:
    """The criteria are not met, and it is said which."""

    def act(desk: Desk) -> None:
        reasons = (*form.many("criterion"), *form.text("reasons").splitlines())
        dossiers.judge_ineligible(desk.session, code, dossier, reasons=reasons, by=desk.by, at=desk.at)

    return _judge(request, form, code, dossier, act, f"Đã kết luận hồ sơ {dossier} không đủ điều kiện.")


@router.post(HERE + "/hiep-y", **needs("consultation:manage"))
def ask_body(request: Request, code: str, dossier: str, form: Submitted) -> Response:
    """An outside body is asked; the clock stops until it answers."""

    def act(desk: Desk) -> None:
        consultations.ask_body(
            desk.session,
            code,
            dossier,
            body=form.needed("body"),
            document=form.needed("document"),
            due=form.day("due"),
            by=desk.by,
            at=desk.at,
        )

    return _judge(request, form, code, dossier, act, f"Đã ghi việc xin ý kiến về hồ sơ {dossier}.")


@router.post(HERE + "/y-kien", **needs("consultation:manage"))
def record_opinion(request: Request, code: str, dossier: str, form: Submitted) -> Response:
    """What the body answered."""

    def act(desk: Desk) -> None:
        consultations.record_opinion(
            desk.session,
            code,
            dossier,
            answer=form.choice("answer", consultations.ANSWERS),
            opinion=form.text("opinion"),
            document=form.optional("document"),
            body=form.needed("body"),
            by=desk.by,
            at=desk.at,
        )

    return _stay(request, form, code, dossier, act, f"Đã nhập ý kiến về hồ sơ {dossier}.")


@router.post(HERE + "/lui", **needs("stage:step_back"))
def step_back(request: Request, code: str, dossier: str, form: Submitted) -> Response:
    """From the council back to the office."""

    def act(desk: Desk) -> None:
        reason = form.needed("reason")
        helping.step_back_dossier(desk.session, code, dossier, reason=reason, by=desk.by, at=desk.at)

    return _stay(request, form, code, dossier, act, f"Hồ sơ {dossier} được thẩm định lại.")


@router.post(HERE + "/rut", **needs("dossier:withdraw"))
def withdraw(request: Request, code: str, dossier: str, form: Submitted) -> Response:
    """The unit takes its proposal back."""

    def act(desk: Desk) -> None:
        dossiers.withdraw(desk.session, code, dossier, reason=form.needed("reason"), by=desk.by, at=desk.at)

    return _stay(request, form, code, dossier, act, f"Đã rút hồ sơ {dossier}.")


@router.post(HERE + "/trung-lap", **needs("dossier:judge"))
def answer_warning(request: Request, code: str, dossier: str, form: Submitted) -> Response:
    """Another achievement, or the same one: what the office found about a warning."""

    def act(desk: Desk) -> None:
        award_answers.answer(
            desk.session,
            code,
            dossier,
            form.needed("other"),
            found=Answer(form.choice("found", [one.value for one in Answer])),
            reason=form.needed("reason"),
            by=desk.by,
            at=desk.at,
        )

    return _stay(request, form, code, dossier, act, f"Đã ghi kết luận về cảnh báo trùng của hồ sơ {dossier}.")


@router.post(HERE + "/bo-sung", **needs("dossier:submit"))
def supplement(request: Request, code: str, dossier: str, form: Submitted) -> Response:
    """The unit hands in what was asked for; what is replaced stays to be seen."""
    with looking(request) as desk:
        found = dossier_desk.on_desk(desk.session, desk.by, code, dossier, on=desk.today)
        if "dossier:submit" in found.may:
            parts = [part.component for part in found.parts]
            papers = papers_of(request, form, parts, desk.by)
        else:
            papers = ()
    # A box that still says what the dossier says already is no supplement.
    known = {line.criterion.id: (line.value, line.document, line.attested_by) for line in found.criteria}

    def act(desk: Desk) -> None:
        proofs = proofs_of(form, [line.criterion for line in found.criteria])
        new = tuple(p for p in proofs if (p.value, p.document, p.attested_by) != known[p.criterion])
        dossiers.supplement(desk.session, code, dossier, papers=papers, proofs=new, by=desk.by, at=desk.at)

    return _stay(request, form, code, dossier, act, f"Đã gửi bổ sung hồ sơ {dossier}.")


def _stay(request: Request, form: Form, code: str, dossier: str, act: Act, said: str) -> Response:
    """Do it unless the dossier changed meanwhile, and show the dossier again."""
    to = f"/ho-so/{quote(code)}/{quote(dossier)}{narrow_of(form.page)}"
    return perform(request, form, _fresh(form, code, dossier, act), to=to, said=said)


def _judge(request: Request, form: Form, code: str, dossier: str, act: Act, said: str) -> Response:
    """The same, and go on to the next dossier where somebody works through a list."""
    narrow = narrow_of(form.page)
    if not narrow:
        return _stay(request, form, code, dossier, act, said)
    with looking(request) as desk:
        wanted = wanted_at(form.page)
        beside = intake.neighbours(desk.session, desk.by, wanted=wanted, campaign=code, code=dossier)
    if beside.next is None:
        return perform(
            request,
            form,
            _fresh(form, code, dossier, act),
            to=f"/ho-so{narrow}",
            said=f"{said} Đây là hồ sơ cuối danh sách.",
        )
    to = f"/ho-so/{quote(beside.next.campaign)}/{quote(beside.next.code)}{narrow}"
    return perform(request, form, _fresh(form, code, dossier, act), to=to, said=f"{said} Dưới đây là hồ sơ tiếp theo.")


def _fresh(form: Form, code: str, dossier: str, act: Act) -> Act:
    def done(desk: Desk) -> object:
        refuse_stale(desk, form, code, dossier)
        return act(desk)

    return done

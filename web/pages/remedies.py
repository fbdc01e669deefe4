"""The acts that help where a stage stands still, from the mildest to the strongest: a route for each, by one table."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from fastapi import APIRouter, Request
from starlette.responses import Response

from actions import campaigns, helping, incidents, reopening, second_person
from domain.duties import DutyKind
from domain.remedies import RIGHTS, Remedy
from domain.stages import StageKey
from web.access import needs
from web.acts import perform
from web.desk import Desk
from web.forms import Form, Submitted, local_page
from web.many import person_code
from wording.labels import stage_label

router = APIRouter()

Do = Callable[[Desk, Form, str, StageKey], None]


class Act(NamedTuple):
    """An act: the last part of its address, the right it takes, what it does, what is said afterwards."""

    path: str
    right: str
    do: Do
    said: str


def _remind(desk: Desk, form: Form, code: str, key: StageKey) -> None:
    helping.remind_now(
        desk.session,
        code,
        key,
        # What the page was narrowed to when the button was pressed; who owes it is asked again now.
        kind=DutyKind(narrowed) if (narrowed := form.text("viec")) in list(DutyKind) else None,
        duty_id=form.optional_number("duty"),
        reason=form.needed("reason"),
        by=desk.by,
        at=desk.at,
    )


def _retry(desk: Desk, form: Form, code: str, key: StageKey) -> None:
    incidents.retry(desk.session, code, key, reason=form.needed("reason"), by=desk.by, at=desk.at)


def _hand_over(desk: Desk, form: Form, code: str, key: StageKey) -> None:
    helping.hand_over(
        desk.session,
        code,
        key,
        form.number("duty"),
        person_code(form.needed("person")),
        reason=form.needed("reason"),
        document=form.optional("document"),
        by=desk.by,
        at=desk.at,
    )


def _move(*, extend: bool) -> Do:
    def do(desk: Desk, form: Form, code: str, key: StageKey) -> None:
        campaigns.set_date(
            desk.session,
            code,
            key,
            form.day("day"),
            reason=form.needed("reason"),
            document=form.optional("document"),
            extend=extend,
            by=desk.by,
            at=desk.at,
        )

    return do


def _skip(desk: Desk, form: Form, code: str, key: StageKey) -> None:
    second_person.ask_skip(desk.session, code, key, reason=form.needed("reason"), by=desk.by, at=desk.at)


def _decide(desk: Desk, form: Form, code: str, key: StageKey) -> None:
    agree = form.choice("answer", ("yes", "no")) == "yes"
    reason = form.needed("reason")
    second_person.decide_skip(desk.session, code, key, agree=agree, reason=reason, by=desk.by, at=desk.at)


def _step_back(desk: Desk, form: Form, code: str, key: StageKey) -> None:
    day, reason = form.day("day"), form.needed("reason")
    helping.step_back_stage(desk.session, code, key, day, reason=reason, by=desk.by, at=desk.at)


def _reopen(desk: Desk, form: Form, code: str, key: StageKey) -> None:
    reopening.reopen(
        desk.session,
        code,
        key,
        form.day("day"),
        reason=form.needed("reason"),
        document=form.optional("document"),
        by=desk.by,
        at=desk.at,
    )


def _suspend(desk: Desk, form: Form, code: str, _key: StageKey) -> None:
    campaigns.suspend(desk.session, code, reason=form.needed("reason"), by=desk.by, at=desk.at)


def _resume(desk: Desk, form: Form, code: str, _key: StageKey) -> None:
    campaigns.resume(desk.session, code, reason=form.needed("reason"), by=desk.by, at=desk.at)


ACTS: Mapping[str, Act] = {
    Remedy.REMIND: Act("nhac", RIGHTS[Remedy.REMIND], _remind, "Đã nhắc việc ở “{stage}”; thư đi trong vài phút."),
    Remedy.RETRY: Act("thu-lai", RIGHTS[Remedy.RETRY], _retry, "Bước bị lỗi của “{stage}” sẽ được thử lại ngay."),
    Remedy.HAND_OVER: Act("giao-viec", RIGHTS[Remedy.HAND_OVER], _hand_over, "Đã giao việc ở “{stage}”."),
    Remedy.EXTEND: Act("keo-dai", RIGHTS[Remedy.EXTEND], _move(extend=True), "Đã kéo dài hạn của “{stage}”."),
    Remedy.SET_DATE: Act("an-dinh", RIGHTS[Remedy.SET_DATE], _move(extend=False), "Đã ấn định hạn của “{stage}”."),
    Remedy.SKIP: Act("bo-qua", RIGHTS[Remedy.SKIP], _skip, "Đã đề nghị bỏ qua “{stage}”, chờ người thứ hai đồng ý."),
    "decide_skip": Act("tra-loi-bo-qua", RIGHTS[Remedy.SKIP], _decide, "Đã trả lời đề nghị bỏ qua “{stage}”."),
    Remedy.STEP_BACK: Act("lui", RIGHTS[Remedy.STEP_BACK], _step_back, "Đã lùi “{stage}”; giai đoạn trước mở lại."),
    Remedy.REOPEN: Act("mo-lai", RIGHTS[Remedy.REOPEN], _reopen, "Đã mở lại “{stage}”."),
    Remedy.SUSPEND: Act("tam-dung", RIGHTS[Remedy.SUSPEND], _suspend, "Đã tạm dừng phong trào."),
    "resume": Act("tiep-tuc", "campaign:resume", _resume, "Phong trào tiếp tục."),
}


def _route(act: Act) -> Callable[..., Response]:
    def do(request: Request, code: str, stage: str, form: Submitted) -> Response:
        key = StageKey.parse(stage)
        return perform(
            request,
            form,
            lambda desk: act.do(desk, form, code, key),
            to=local_page(form.text("back") or f"/phong-trao/{code}/giai-doan/{stage}"),
            said=act.said.format(stage=stage_label(key.kind.value, key.round)),
        )

    return do


for _act in ACTS.values():
    router.post(f"/phong-trao/{{code}}/giai-doan/{{stage}}/{_act.path}", **needs(_act.right))(_route(_act))

"""One's own account: how one is reached, the password, where one is signed in, and who acts in whose place."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from actions import deputies, profiles, signing
from domain.accounts import hash_of
from domain.people import Role
from queries.accounts import sessions_of
from queries.deputies import deputies as deputies_of
from queries.people import herself
from web.access import SIGNED_IN, needs
from web.acts import perform
from web.desk import Desk, looking, token_of
from web.forms import Submitted
from web.pages.signing import new_password, secret
from web.rates import rates_of
from web.rendering import page
from wording.agents import browser
from wording.deputies import reach_phrase
from wording.labels import ROLES

router = APIRouter(prefix="/tai-khoan")

HOME = "/tai-khoan"


@router.get("", **needs(SIGNED_IN))
def profile(request: Request) -> Response:
    """Everything about one's own account."""
    with looking(request) as desk:
        own = desk.signed.own
        contact = herself(desk.session, own, on=desk.today)
        lines = deputies_of(desk.session, own, on=desk.today, person=own.code)
        return page(
            desk,
            "profile/profile.html",
            contact=contact,
            sessions=sessions_of(desk.session, own, own.code, at=desk.at),
            i_act_for=desk.signed.deputies,
            for_me=tuple(line for line in lines if line.person == own.code),
            roles=tuple((role, ROLES[role]) for role in dict.fromkeys(held.role for held in contact.roles)),
            browser=browser,
            reach=reach_phrase,
        )


@router.post("/lien-he", **needs(SIGNED_IN))
def change_contact(request: Request, form: Submitted) -> Response:
    """Change one's telephone and address."""

    def act(desk: Desk) -> None:
        profiles.update_profile(
            desk.session,
            phone=form.optional("phone"),
            email=form.optional("email"),
            password=form.values.get("password", ("",))[0],
            by=desk.signed.own,
            at=desk.at,
        )

    with rates_of(request).guessing(hash_of(token_of(request))):
        return perform(request, form, act, to=HOME, said="Đã lưu thông tin liên hệ.")


@router.get("/mat-khau", **needs(SIGNED_IN))
def password_page(request: Request) -> Response:
    """Change the password; who was given one comes here first."""
    with looking(request) as desk:
        return page(desk, "profile/password.html")


@router.post("/mat-khau", **needs(SIGNED_IN))
def password(request: Request, form: Submitted) -> Response:
    """Change the password; every other session ends."""
    old, new = secret(form, "password"), new_password(form)

    def act(desk: Desk) -> None:
        signed = desk.signed
        profiles.change_password(
            desk.session, old=old, new=new, session_id=signed.session_id, by=signed.own, at=desk.at
        )

    with rates_of(request).guessing(hash_of(token_of(request))):
        return perform(request, form, act, to=HOME, said="Đã đổi mật khẩu. Các phiên đăng nhập khác đã kết thúc.")


@router.post("/phien", **needs(SIGNED_IN))
def end_others(request: Request, form: Submitted) -> Response:
    """End every session but this one."""

    def act(desk: Desk) -> int:
        own = desk.signed.own
        return signing.end_sessions(desk.session, own.code, but=desk.signed.session_id, by=own, at=desk.at)

    return perform(request, form, act, to=HOME, said=lambda ended: f"Đã kết thúc {ended} phiên đăng nhập khác.")


@router.post("/phien/{session_number}", **needs(SIGNED_IN))
def end_one(request: Request, form: Submitted, session_number: int) -> Response:
    """End one session of one's own."""

    def act(desk: Desk) -> None:
        signing.sign_out(desk.session, session_number, by=desk.signed.own, at=desk.at)

    return perform(request, form, act, to=HOME, said="Đã kết thúc phiên đăng nhập ấy.")


@router.post("/lam-thay", **needs(SIGNED_IN))
def act_for(request: Request, form: Submitted) -> Response:
    """Act in somebody's place from now on in this session, or for oneself again."""

    def act(desk: Desk) -> None:
        chosen = form.optional_number("deputy")
        signing.act_for(desk.session, desk.signed.session_id, chosen, by=desk.signed.own, at=desk.at)

    said = (
        "Từ giờ ông/bà làm việc thay người khác." if form.text("deputy") else "Từ giờ ông/bà làm việc của chính mình."
    )
    return perform(request, form, act, to=HOME, said=said)


@router.post("/nguoi-thay", **needs(SIGNED_IN))
def appoint(request: Request, form: Submitted) -> Response:
    """Name somebody who acts in one's own place."""

    def act(desk: Desk) -> None:
        own, role = desk.signed.own, form.optional("role")
        deputies.appoint(
            desk.session,
            own.code,
            form.needed("person"),
            role=Role(form.choice("role", tuple(Role))) if role else None,
            campaign=form.optional("campaign"),
            valid_from=form.day("from"),
            valid_to=form.day("to"),
            document=form.needed("document"),
            document_date=form.day("document_date"),
            by=own,
            at=desk.at,
        )

    return perform(request, form, act, to=HOME, said="Đã cử người làm thay; cả hai người được báo bằng thư.")


@router.post("/nguoi-thay/{deputy_number}/thoi", **needs(SIGNED_IN))
def end(request: Request, form: Submitted, deputy_number: int) -> Response:
    """End a deputy's time before its day, one's own or that of who acts in one's place."""

    def act(desk: Desk) -> None:
        deputies.end(desk.session, deputy_number, reason=form.needed("reason"), by=desk.signed.own, at=desk.at)

    return perform(request, form, act, to=HOME, said="Đã kết thúc việc làm thay.")

"""People: find and add them, change what is known of them, note that they left or came back."""

import hashlib

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from actions import people, people_edits
from domain.errors import WrongState
from domain.personal_data import Sensitive
from queries import staff, units
from queries.accounts import sessions_of
from queries.deputies import DeputyLine
from queries.deputies import deputies as deputies_of
from web.access import holds, needs
from web.acts import perform
from web.admin_frame import admin_page
from web.desk import Desk, looking, settings_of
from web.forms import Form, Submitted
from web.pages.signing import public_address
from web.paging import paged
from web.viewing import noted
from wording.agents import browser
from wording.deputies import reach_phrase
from wording.labels import ROLES

router = APIRouter()
HOME = "/quan-tri/nguoi"
GIVEN = tuple((code, words) for code, words in ROLES.items() if code != "system")
"""Roles that a person may be given."""


@router.get(HOME, **needs("people:manage"))
def index(request: Request) -> Response:
    """People by name, and the form for a new one."""
    text = request.query_params.get("q", "").strip()
    with looking(request) as desk:
        total = staff.staff(desk.session, desk.by, on=desk.today, text=text, limit=0).total
        pages = paged(request, total)
        found = staff.staff(desk.session, desk.by, on=desk.today, text=text, offset=pages.offset, limit=pages.limit)
        choices = units.standing_units(desk.session)
        return admin_page(desk, "people.html", found=found, pages=pages, text=text, units=choices)


@router.post(HOME + "-moi", **needs("people:manage"))
def add(request: Request, form: Submitted) -> Response:
    """Somebody new, without any role yet."""
    code = form.needed("code")
    return perform(
        request,
        form,
        lambda desk: people.add_person(
            desk.session,
            code,
            name=form.needed("name"),
            title=form.text("title"),
            email=form.optional("email"),
            phone=form.optional("phone"),
            unit=form.optional("unit"),
            by=desk.by,
            at=desk.at,
        ),
        to=f"{HOME}/{code}",
        said="Đã thêm. Giao vai trò và cấp tài khoản ở các mục bên dưới.",
    )


@router.get(HOME + "/{person}", **needs("people:manage"))
def show(request: Request, person: str) -> Response:
    """Everything about one person."""
    with looking(request) as desk:
        sheet = staff.person(desk.session, desk.by, person, on=desk.today, at=desk.at)
        shown = admin_page(
            desk,
            "person.html",
            person=sheet,
            home=f"{HOME}/{sheet.code}",
            seen=_mark(sheet),
            sessions=sessions_of(desk.session, desk.by, sheet.code, at=desk.at) if sheet.account != "none" else (),
            deputies=_deputies(desk, sheet.code),
            may_appoint=holds(desk.by, "deputy:appoint"),
            herself=sheet.code == desk.by.code,
            units=units.standing_units(desk.session),
            people=units.people_names(desk.session, desk.by),
            campaigns=units.campaign_names(desk.session, desk.by),
            roles=GIVEN,
            held_roles=tuple((role, ROLES[role]) for role in dict.fromkeys(held.role for held in sheet.roles)),
            mails=public_address(settings_of(request)) is not None,
            browser=browser,
            reach=reach_phrase,
        )
    if sheet.code != desk.signed.own_code:
        noted(desk, Sensitive.CONTACT, f"person:{sheet.code}")
    return shown


@router.post(HOME + "/{person}/thong-tin", **needs("people:manage"))
def change(request: Request, person: str, form: Submitted) -> Response:
    """Another name, title, address, telephone or unit."""

    def act(desk: Desk) -> None:
        _need_fresh(desk, person, form)
        people_edits.change_person(
            desk.session,
            person,
            name=form.needed("name"),
            title=form.text("title"),
            email=form.optional("email"),
            phone=form.optional("phone"),
            unit=form.optional("unit"),
            by=desk.by,
            at=desk.at,
        )

    return perform(request, form, act, to=f"{HOME}/{person}", said="Đã lưu thông tin.")


@router.post(HOME + "/{person}/ngung", **needs("people:manage"))
def leave(request: Request, person: str, form: Submitted) -> Response:
    """She has left: no sign-in and nothing new for her."""
    return perform(
        request,
        form,
        lambda desk: people_edits.set_active(
            desk.session, person, active=False, reason=form.needed("reason"), by=desk.by, at=desk.at
        ),
        to=f"{HOME}/{person}",
        said="Đã ghi nhận người này ngừng làm việc; các phiên đăng nhập đã kết thúc.",
    )


@router.post(HOME + "/{person}/tro-lai", **needs("people:manage"))
def come_back(request: Request, person: str, form: Submitted) -> Response:
    """She is here again."""
    return perform(
        request,
        form,
        lambda desk: people_edits.set_active(
            desk.session, person, active=True, reason=form.needed("reason"), by=desk.by, at=desk.at
        ),
        to=f"{HOME}/{person}",
        said="Đã ghi nhận người này làm việc trở lại.",
    )


def _deputies(desk: Desk, person: str) -> tuple[DeputyLine, ...]:
    # Who acts in an administrator's place manages people, but names no deputies and does not see them all.
    if not holds(desk.by, "deputy:appoint"):
        return ()
    return deputies_of(desk.session, desk.by, on=desk.today, person=person)


def _need_fresh(desk: Desk, person: str, form: Form) -> None:
    """Raises WrongState `form_stale` when somebody changed the person after the form was opened."""
    now = staff.person(desk.session, desk.by, person, on=desk.today, at=desk.at)
    if form.needed("seen") != _mark(now):
        raise WrongState("form_stale", person="người khác")


def _mark(sheet: staff.StaffSheet) -> str:
    """What the form was opened over."""
    shown = (sheet.name, sheet.title, sheet.email or "", sheet.phone or "", sheet.unit or "")
    return hashlib.sha256("\n".join(shown).encode()).hexdigest()[:16]

"""Changing what is known of a person or a unit; the past keeps the names that it was written with."""

from datetime import datetime

from sqlmodel import Session

from actions.account_parts import spend_links
from actions.audit import record
from actions.guard import need_reason, require
from actions.profiles import checked_phone
from actions.signing import end_all
from domain.errors import AlreadyDone, NotAllowed
from domain.people import Principal
from models.finders import person_by_code, unit_by_code
from models.people import Person
from models.places import Unit
from notifications.message import checked_address
from wording.names import clean_name, fold


def change_person(
    session: Session,
    code: str,
    *,
    name: str,
    title: str,
    email: str | None,
    phone: str | None,
    unit: str | None,
    by: Principal,
    at: datetime,
) -> Person:
    """Another name, title, address, telephone or unit of a person. A link mailed to the old address works no more.

    Raises:
        NotFound: `person`, `unit`. Invalid: `name_blank`, `name_hidden_character`, `mail_address`, `phone_form`.
    """
    require(by, "people:manage")
    row = person_by_code(session, code)
    called, address = clean_name(name), checked_address(email) if email else None
    if address != row.email:
        spend_links(session, row, at)
    row.name, row.folded, row.title = called, fold(called), title.strip()
    row.email, row.phone = address, checked_phone(phone)
    row.unit_id = unit_by_code(session, unit).id if unit else None
    kept = {"name": called, "title": row.title, "email": row.email or "", "phone": row.phone or ""}
    personal = {field: value for field, value in kept.items() if value}
    record(session, "person:changed", by=by, at=at, subject=f"person:{code}", facts={"unit": unit}, personal=personal)
    return row


def set_active(session: Session, code: str, *, active: bool, reason: str, by: Principal, at: datetime) -> None:
    """Somebody has left, or has come back. Who has left signs in no more and is asked for nothing new.

    Raises:
        NotFound: `person`. Invalid: `reason_missing`. NotAllowed: `own_account`.
        AlreadyDone: `person_away_already`, `person_here_already`.
    """
    require(by, "people:manage")
    need_reason(reason)
    row = person_by_code(session, code)
    if code == by.code:
        raise NotAllowed("own_account", person=by.name)
    if active and row.active:
        raise AlreadyDone("person_here_already", person=row.name)
    if not (active or row.active):
        raise AlreadyDone("person_away_already", person=row.name)
    row.active = active
    if not active:
        spend_links(session, row, at)
        end_all(session, row, at)
    record(
        session,
        "person:came_back" if active else "person:left",
        by=by,
        at=at,
        subject=f"person:{code}",
        reason=reason,
    )


def change_unit(session: Session, code: str, *, name: str, group: str | None, by: Principal, at: datetime) -> Unit:
    """Another name or another group (khối, cụm) of a unit; campaigns under way keep the group they began with.

    Raises:
        NotFound: `unit`. Invalid: `name_blank`, `name_hidden_character`.
    """
    require(by, "people:manage")
    row = unit_by_code(session, code)
    called = clean_name(name)
    row.name, row.folded, row.group = called, fold(called), clean_name(group) if group else None
    facts = {"name": called, "group": row.group}
    record(session, "unit:changed", by=by, at=at, subject=f"unit:{code}", facts=facts)
    return row

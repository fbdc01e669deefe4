"""Units, people, and the roles people hold. Nobody is deleted: a role ends, a unit ends, the history stays."""

import re
from datetime import date, datetime, timedelta

from sqlmodel import Session

from actions.audit import record
from actions.guard import require
from actions.profiles import checked_phone
from domain.errors import AlreadyDone, Incomplete, Invalid, NotFound
from domain.people import SYSTEM, Principal, Role
from domain.steps import local_day
from models.finders import campaign_by_code, person_by_code, unit_by_code
from models.people import Person, RoleGrant
from models.people_rows import administrator_exists, grants_like, person_exists, unit_exists
from models.places import Unit
from notifications.message import checked_address
from wording.names import clean_name, fold

CODE = re.compile(r"[A-Za-z0-9Đđ][A-Za-z0-9Đđ._-]{0,39}")
FOUNDED = date(1945, 9, 2)
"""A unit without a first day is as old as the state, so that no paper is older than its unit."""


def add_unit(
    session: Session,
    code: str,
    *,
    name: str,
    level: str,
    group: str | None = None,
    parent: str | None = None,
    valid_from: date | None = None,
    by: Principal,
    at: datetime,
) -> Unit:
    """A unit that may take part; `group` is its khối or cụm, `parent` the code of the unit above.

    Raises:
        Invalid: `code_form`, `name_blank`, `name_hidden_character`.
        AlreadyDone: `unit_exists`. NotFound: `unit`, the parent.
    """
    require(by, "people:manage")
    _check_code(code, example="TDP-01")
    if unit_exists(session, code):
        raise AlreadyDone("unit_exists", code=code)
    called = clean_name(name)
    unit = Unit(
        code=code,
        name=called,
        folded=fold(called),
        level=level,
        group=clean_name(group) if group else None,
        parent_id=unit_by_code(session, parent).id if parent else None,
        valid_from=valid_from or FOUNDED,
    )
    session.add(unit)
    record(session, "unit:added", by=by, at=at, subject=f"unit:{code}", facts={"name": called, "group": unit.group})
    return unit


def add_person(
    session: Session,
    code: str,
    *,
    name: str,
    title: str = "",
    email: str | None = None,
    phone: str | None = None,
    unit: str | None = None,
    by: Principal,
    at: datetime,
) -> Person:
    """Somebody who acts or is written to, without any role yet; without `email` the unit is told in her place.

    Raises:
        Invalid: `code_form`, `code_reserved`, `name_blank`, `name_hidden_character`, `mail_address`, `phone_form`.
        AlreadyDone: `person_exists`. NotFound: `unit`.
    """
    require(by, "people:manage")
    return _add_person(session, code, name, title=title, email=email, phone=phone, unit=unit, by=by, at=at)


def grant_role(
    session: Session,
    person: str,
    role: Role,
    *,
    unit: str | None = None,
    campaign: str | None = None,
    valid_from: date | None = None,
    valid_to: date | None = None,
    document: str | None = None,
    by: Principal,
    at: datetime,
) -> RoleGrant:
    """A person holds a role: for one unit, one campaign, or everywhere; from a day, to a day, or for good.

    Raises:
        Incomplete: `unit_missing` for the officer of a unit. Invalid: `ends_before_begins`.
        AlreadyDone: `role_granted`. NotFound: `person`, `unit`, `campaign`.
    """
    require(by, "people:manage")
    if role is Role.UNIT_OFFICER and unit is None:
        raise Incomplete("unit_missing", role=role.value)
    if valid_from is not None and valid_to is not None and valid_to < valid_from:
        raise Invalid("ends_before_begins", found=valid_to, begins=valid_from)
    row = person_by_code(session, person)
    unit_id, campaign_id = _scope(session, unit, campaign)
    before = grants_like(session, row.id, role, unit_id=unit_id, campaign_id=campaign_id, on=local_day(at))
    if any(_covers(grant, valid_from) for grant in before):
        raise AlreadyDone("role_granted", person=row.name, role=role.value)
    grant = RoleGrant(
        person_id=row.id,
        role=role.value,
        unit_id=unit_id,
        campaign_id=campaign_id,
        valid_from=valid_from,
        valid_to=valid_to,
        document=document,
    )
    session.add(grant)
    facts = {"role": role.value, "unit": unit, "campaign": campaign, "from": valid_from, "to": valid_to}
    record(session, "role:granted", by=by, at=at, subject=f"person:{person}", campaign=campaign, facts=facts)
    return grant


def revoke_role(
    session: Session,
    person: str,
    role: Role,
    *,
    unit: str | None = None,
    campaign: str | None = None,
    reason: str,
    by: Principal,
    at: datetime,
) -> int:
    """A role ends at once, yesterday being its last day; how many grants of it ended.

    Raises:
        Invalid: `reason_missing`. NotFound: `role_not_held`, `person`, `unit`, `campaign`.
    """
    require(by, "people:manage")
    if not reason.strip():
        raise Invalid("reason_missing")
    row, today = person_by_code(session, person), local_day(at)
    unit_id, campaign_id = _scope(session, unit, campaign)
    held = grants_like(session, row.id, role, unit_id=unit_id, campaign_id=campaign_id, on=today)
    if not held:
        raise NotFound("role_not_held", person=row.name, role=role.value)
    for grant in held:
        grant.valid_to = today - timedelta(days=1)
    record(
        session,
        "role:revoked",
        by=by,
        at=at,
        subject=f"person:{person}",
        campaign=campaign,
        reason=reason,
        facts={"role": role.value, "unit": unit, "campaign": campaign},
    )
    return len(held)


def first_administrator(session: Session, code: str, *, name: str, email: str | None = None, at: datetime) -> Person:
    """The administrator of a new store, whom nobody could appoint: whoever may run the command here may do this once.

    Raises:
        AlreadyDone: `administrator_exists`. Invalid, as `add_person`.
    """
    if administrator_exists(session):
        raise AlreadyDone("administrator_exists")
    person = _add_person(session, code, name, title="", email=email, phone=None, unit=None, by=SYSTEM, at=at)
    session.add(RoleGrant(person_id=person.id, role=Role.ADMINISTRATOR.value))
    facts = {"role": Role.ADMINISTRATOR.value}
    record(session, "role:granted", by=SYSTEM, at=at, subject=f"person:{code}", facts=facts)
    return person


def _add_person(
    session: Session,
    code: str,
    name: str,
    *,
    title: str,
    email: str | None,
    phone: str | None,
    unit: str | None,
    by: Principal,
    at: datetime,
) -> Person:
    _check_code(code, example="lan.tdp01")
    # Because the history names actors by code, and what the service does by itself must never look like a person's act.
    if code.casefold() == SYSTEM.code:
        raise Invalid("code_reserved", found=code)
    if person_exists(session, code):
        raise AlreadyDone("person_exists", code=code)
    called = clean_name(name)
    person = Person(
        code=code,
        name=called,
        folded=fold(called),
        title=title.strip(),
        email=checked_address(email) if email else None,
        phone=checked_phone(phone),
        unit_id=unit_by_code(session, unit).id if unit else None,
    )
    session.add(person)
    kept = {"name": called, "title": person.title, "email": person.email or "", "phone": phone or ""}
    personal = {name: value for name, value in kept.items() if value}
    facts = {"unit": unit}
    record(session, "person:added", by=by, at=at, subject=f"person:{code}", facts=facts, personal=personal)
    return person


def _scope(session: Session, unit: str | None, campaign: str | None) -> tuple[int | None, int | None]:
    return (
        unit_by_code(session, unit).id if unit else None,
        campaign_by_code(session, campaign).id if campaign else None,
    )


def _covers(grant: RoleGrant, begins: date | None) -> bool:
    """Does a grant that has not ended reach into what begins then?"""
    return grant.valid_to is None or begins is None or grant.valid_to >= begins


def _check_code(code: str, *, example: str) -> None:
    if not CODE.fullmatch(code):
        raise Invalid("code_form", found=code, example=example)

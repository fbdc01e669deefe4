"""Accounts: opened, shut, and given a password. No event and no log ever holds a password or a token."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session

from actions.account_parts import account_for, need_mail, new_link, page_of, put_password, spend_links
from actions.audit import record
from actions.guard import need_reason, require
from actions.passwords import demo_hash, hashed, temporary_password
from actions.people import first_administrator
from actions.signing import end_all
from actions.telling import tell_of_service
from domain.accounts import DEMO_PASSWORD, INVITATION_LASTS
from domain.errors import AlreadyDone, NotAllowed, WrongState
from domain.people import SYSTEM, Principal, Role
from models.account_rows import account_of, any_account, first_holder
from models.accounts import Account
from models.campaign_rows import store_mark
from models.finders import person_by_code
from models.people import Person
from notifications.notices.of_service import AccountOpened

FIRST_CODE, FIRST_NAME = "quantri", "Quản trị hệ thống"


@dataclass(frozen=True, slots=True)
class Opened:
    """An account with the password that is told once; None where a link was mailed instead."""

    person: str
    password: str | None = field(repr=False)


def open_account(session: Session, person: str, *, address: str | None = None, by: Principal, at: datetime) -> Opened:
    """An account for somebody: with a temporary password, or, below the public `address`, with a link by mail.

    Raises:
        NotFound: `person`. AlreadyDone: `account_exists`. Incomplete: `mail_missing`, for a link.
    """
    require(by, "people:manage")
    row = person_by_code(session, person)
    if address is None:
        return _open(session, row, temporary_password(), must_change=True, by=by, at=at)
    need_mail(row)
    opened = _open(session, row, None, must_change=False, by=by, at=at)
    token, until = new_link(session, row, INVITATION_LASTS, by, at)
    tell_of_service(
        session, AccountOpened, [row], at=at, code=row.code, link=page_of(address, token), valid_until=until
    )
    return opened


def open_demo_account(session: Session, person: str, *, by: Principal, at: datetime) -> Opened:
    """A ready-made account of a simulated store: the password of all of them is shown on its sign-in page.

    Raises:
        WrongState: `store_not_simulated`. NotFound: `person`. AlreadyDone: `account_exists`.
    """
    if not store_mark(session).simulated:
        raise WrongState("store_not_simulated")
    row = person_by_code(session, person)
    return _open(session, row, DEMO_PASSWORD, must_change=False, password_hash=demo_hash(), by=by, at=at)


def first_account(session: Session, *, at: datetime) -> Opened | None:
    """The account of a new installation's administrator, whom nobody could appoint; None once there is any account."""
    if any_account(session):
        return None
    person = first_holder(session, Role.ADMINISTRATOR)
    if person is None:
        person = first_administrator(session, FIRST_CODE, name=FIRST_NAME, at=at)
    return _open(session, person, temporary_password(), must_change=True, by=SYSTEM, at=at)


def set_password(session: Session, person: str, *, by: Principal, at: datetime) -> str:
    """A temporary password for somebody who cannot be mailed; told once. Her sessions end, and the lock is lifted.

    Raises:
        NotFound: `person`, `account`.
    """
    require(by, "people:manage")
    row = person_by_code(session, person)
    password = temporary_password()
    put_password(session, row, account_for(session, row), password, at, must_change=True)
    record(session, "account:password_set", by=by, at=at, subject=f"person:{person}")
    return password


def disable(session: Session, person: str, *, reason: str, by: Principal, at: datetime) -> None:
    """Nobody signs in by this account any more; its sessions and links end.

    Raises:
        NotFound: `person`, `account`. Invalid: `reason_missing`. NotAllowed: `own_account`.
        AlreadyDone: `account_disabled_already`.
    """
    require(by, "people:manage")
    need_reason(reason)
    if person == by.code:
        raise NotAllowed("own_account", person=by.name)
    row = person_by_code(session, person)
    account = account_for(session, row)
    if account.disabled_at is not None:
        raise AlreadyDone("account_disabled_already", person=row.name)
    account.disabled_at, account.disabled_by = at, by.code
    spend_links(session, row, at)
    facts = {"sessions": end_all(session, row, at)}
    record(session, "account:disabled", by=by, at=at, subject=f"person:{person}", reason=reason, facts=facts)


def enable(session: Session, person: str, *, by: Principal, at: datetime) -> None:
    """The account lets its owner in again, with the password it had.

    Raises:
        NotFound: `person`, `account`. AlreadyDone: `account_enabled_already`.
    """
    require(by, "people:manage")
    row = person_by_code(session, person)
    account = account_for(session, row)
    if account.disabled_at is None:
        raise AlreadyDone("account_enabled_already", person=row.name)
    account.disabled_at = account.disabled_by = None
    record(session, "account:enabled", by=by, at=at, subject=f"person:{person}")


def _open(
    session: Session,
    person: Person,
    password: str | None,
    *,
    must_change: bool,
    password_hash: str | None = None,
    by: Principal,
    at: datetime,
) -> Opened:
    if account_of(session, person.id) is not None:
        raise AlreadyDone("account_exists", person=person.name)
    account = Account(
        person_id=person.id,
        password_hash=password_hash or (hashed(password) if password else None),
        must_change=must_change,
        created_at=at,
        created_by=by.code,
    )
    session.add(account)
    record(session, "account:opened", by=by, at=at, subject=f"person:{person.code}")
    return Opened(person.code, password)

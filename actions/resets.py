"""A new password by a link in a mail, for who forgot the old one."""

from datetime import datetime

from sqlmodel import Session

from actions.account_parts import account_for, checked_for, need_mail, new_link, page_of, put_password
from actions.audit import record
from actions.guard import require
from actions.signing import herself
from actions.telling import tell_of_service
from domain.accounts import RESET_LASTS, RESET_PAUSE, hash_of
from domain.errors import NotAllowed
from domain.people import SYSTEM, Principal
from models.account_rows import account_of, open_resets, person_called, reset_by_hash
from models.finders import person_by_code
from models.people import Person
from notifications.notices.of_service import PasswordChanged, PasswordReset
from wording.names import nfc


def mail_reset(session: Session, person: str, *, address: str, by: Principal, at: datetime) -> None:
    """A link for a new password, by mail, at the wish of who manages people; the old password holds until it is used.

    Raises:
        NotFound: `person`, `account`. NotAllowed: `account_disabled`. Incomplete: `mail_missing`.
    """
    require(by, "people:manage")
    row = person_by_code(session, person)
    if account_for(session, row).disabled_at is not None:
        raise NotAllowed("account_disabled", person=row.name)
    need_mail(row)
    _mail_reset(session, row, address, by, at)


def ask_reset(session: Session, name: str, *, address: str, at: datetime) -> None:
    """Mail a link to who has this code or address. The caller answers the same, whatever happens here."""
    person = person_called(session, nfc(name).strip())
    account = account_of(session, person.id) if person else None
    if person is None or account is None or account.disabled_at is not None or not person.active or not person.email:
        return
    if any(at - reset.made_at < RESET_PAUSE for reset in open_resets(session, person.id, at)):
        return
    _mail_reset(session, person, address, SYSTEM, at)


def reset_password(session: Session, token: str, new: str, *, at: datetime) -> str:
    """Choose a password by a link, once; whose it was. Every session ends, and the lock is lifted.

    Raises:
        NotAllowed: `reset_over`, `account_disabled`. Invalid, as `domain.accounts.checked_password`.
    """
    reset = reset_by_hash(session, hash_of(token), lock=True)
    if reset is None or reset.used_at is not None or at >= reset.expires_at:
        raise NotAllowed("reset_over")
    person = session.get_one(Person, reset.person_id)
    account = account_for(session, person)
    if account.disabled_at is not None or not person.active:
        raise NotAllowed("account_disabled", person=person.name)
    put_password(session, person, account, checked_for(person, new), at, must_change=False)
    tell_of_service(session, PasswordChanged, [person], at=at, changed_at=at)
    record(session, "account:password_changed", by=herself(person), at=at, subject=f"person:{person.code}")
    return person.code


def _mail_reset(session: Session, person: Person, address: str, by: Principal, at: datetime) -> None:
    token, until = new_link(session, person, RESET_LASTS, by, at)
    tell_of_service(session, PasswordReset, [person], at=at, link=page_of(address, token), valid_until=until)

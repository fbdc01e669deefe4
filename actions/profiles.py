"""What people change of their own: the password, the telephone, the mail address."""

from datetime import datetime

from sqlmodel import Session

from actions.account_parts import checked_for, proven, put_password, spend_links
from actions.audit import record
from actions.passwords import fits_hash
from actions.telling import tell_of_service
from domain.errors import Invalid
from domain.people import Principal
from models.finders import person_by_code
from notifications.message import checked_address
from notifications.notices.of_service import PasswordChanged


def change_password(session: Session, *, old: str, new: str, session_id: int, by: Principal, at: datetime) -> None:
    """One's own password; every other session of hers ends.

    Raises:
        NotAllowed: `password_wrong`. Invalid, as `domain.accounts.checked_password`; `password_same`.
    """
    person = person_by_code(session, by.code)
    account = proven(session, person, old)
    password = checked_for(person, new)
    if fits_hash(password, account.password_hash or ""):
        raise Invalid("password_same", field="new_password")
    put_password(session, person, account, password, at, must_change=False, but=session_id)
    tell_of_service(session, PasswordChanged, [person], at=at, changed_at=at)
    record(session, "account:password_changed", by=by, at=at, subject=f"person:{by.code}")


def update_profile(
    session: Session, *, phone: str | None, email: str | None, password: str, by: Principal, at: datetime
) -> None:
    """One's own telephone and mail address. Another address needs the password, because links for a new one go there.

    Raises:
        NotAllowed: `password_wrong`. Invalid: `mail_address`, `phone_form`.
    """
    person = person_by_code(session, by.code)
    address = checked_address(email) if email else None
    if address != person.email:
        proven(session, person, password)
        spend_links(session, person, at)
    person.phone, person.email = checked_phone(phone), address
    personal = {name: value for name, value in (("phone", person.phone), ("email", person.email)) if value}
    record(session, "person:updated", by=by, at=at, subject=f"person:{by.code}", personal=personal)


def checked_phone(typed: str | None) -> str | None:
    """A telephone number as it was typed, None for none; raises Invalid `phone_form`."""
    plain = (typed or "").strip()
    digits = plain.translate(str.maketrans("", "", " .-()+"))
    if plain and not (digits.isascii() and digits.isdecimal() and 3 <= len(digits) <= 15 and len(plain) <= 30):
        raise Invalid("phone_form", found=plain, field="phone")
    return plain or None

"""What opening accounts, resetting passwords and changing them have in common."""

from datetime import datetime, timedelta

from sqlmodel import Session

from actions.audit import record
from actions.passwords import fits_hash, hashed, new_token
from actions.signing import end_all, forgive
from domain.accounts import checked_password, digest_of, hash_of
from domain.errors import Incomplete, NotAllowed, NotFound
from domain.people import Principal
from models.account_rows import account_of, open_resets
from models.accounts import Account, PasswordReset
from models.people import Person

PAGE = "/dat-lai-mat-khau/"
"""Where a link for a new password leads, below the public address."""


def account_for(session: Session, person: Person) -> Account:
    """The account of a person, locked; raises NotFound `account`."""
    found = account_of(session, person.id, lock=True)
    if found is None:
        raise NotFound("account", person=person.name)
    return found


def proven(session: Session, person: Person, password: str) -> Account:
    """The account, once its password was given; raises NotAllowed `password_wrong`."""
    account = account_for(session, person)
    if account.password_hash is None or not fits_hash(password, account.password_hash):
        raise NotAllowed("password_wrong", field="password")
    return account


def checked_for(person: Person, new: str) -> str:
    """A new password of hers, in its one form; raises Invalid as `checked_password`."""
    return checked_password(new, own=(person.code, person.name, person.email or ""))


def put_password(
    session: Session,
    person: Person,
    account: Account,
    password: str,
    at: datetime,
    *,
    must_change: bool,
    but: int | None = None,
) -> None:
    """The password changes, as part of an act that says so: sessions and links end, the lock is lifted."""
    account.password_hash, account.must_change = hashed(password), must_change
    forgive(session, digest_of(person.code))
    end_all(session, person, at, but=but)
    spend_links(session, person, at)


def new_link(session: Session, person: Person, lasts: timedelta, by: Principal, at: datetime) -> tuple[str, datetime]:
    """A token for a new password, the only one that holds from now, and until when."""
    spend_links(session, person, at)
    token = new_token()
    until = at + lasts
    session.add(
        PasswordReset(token_hash=hash_of(token), person_id=person.id, made_at=at, made_by=by.code, expires_at=until)
    )
    record(session, "account:link_made", by=by, at=at, subject=f"person:{person.code}")
    return token, until


def page_of(address: str, token: str) -> str:
    """The link."""
    return f"{address.rstrip('/')}{PAGE}{token}"


def spend_links(session: Session, person: Person, at: datetime) -> None:
    """No link leads to a new password any more."""
    for reset in open_resets(session, person.id, at):
        reset.used_at = at


def need_mail(person: Person) -> None:
    """Raises Incomplete `mail_missing`."""
    if not person.email:
        raise Incomplete("mail_missing", person=person.name)

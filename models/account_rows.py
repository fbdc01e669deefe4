"""Finding accounts, sign-ins and deputies."""

from datetime import date, datetime

from sqlalchemy import func, or_
from sqlmodel import Session, col, select

from domain.people import Role
from models.accounts import Account, Deputy, PasswordReset, SignInTrial, WebSession
from models.people import Person, RoleGrant


def account_of(session: Session, person_id: int, *, lock: bool = False) -> Account | None:
    """The account of a person, if there is one."""
    query = select(Account).where(col(Account.person_id) == person_id)
    if lock:
        query = query.with_for_update(key_share=True).execution_options(populate_existing=True)
    return session.exec(query).first()


def first_holder(session: Session, role: Role) -> Person | None:
    """The active person who was given this role first, if anybody holds it."""
    query = (
        select(Person)
        .join(RoleGrant, col(RoleGrant.person_id) == col(Person.id))
        .where(col(RoleGrant.role) == role.value, col(Person.active).is_(True))
        .order_by(col(RoleGrant.id))
    )
    return session.exec(query.limit(1)).first()


def any_account(session: Session) -> bool:
    """Was an account ever opened here?"""
    return session.exec(select(Account.id).limit(1)).first() is not None


def person_called(session: Session, name: str) -> Person | None:
    """The person with an account whose code or mail address this is; None when it fits nobody, or more than one."""
    # No code and no address has such letters, and PostgreSQL takes no NUL in a question either.
    if not name.isprintable():
        return None
    small = name.lower()
    query = (
        select(Person)
        .join(Account, col(Account.person_id) == col(Person.id))
        .where(or_(col(Person.code) == name, func.lower(col(Person.code)) == small))
        .limit(2)
    )
    found = list(session.exec(query))
    if not found:
        by_mail = select(Person).join(Account, col(Account.person_id) == col(Person.id))
        found = list(session.exec(by_mail.where(func.lower(col(Person.email)) == small).limit(2)))
    return found[0] if len(found) == 1 else None


def trial_of(session: Session, name_digest: str, *, lock: bool = False) -> SignInTrial | None:
    """What was tried under a name, if anything failed."""
    query = select(SignInTrial).where(col(SignInTrial.name_digest) == name_digest)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    return session.exec(query).first()


def session_by_hash(session: Session, token_hash: str) -> WebSession | None:
    """The session that a token names."""
    return session.exec(select(WebSession).where(col(WebSession.token_hash) == token_hash)).first()


def session_by_id(session: Session, session_id: int) -> WebSession | None:
    """A session, over or not."""
    return session.get(WebSession, session_id)


def open_sessions(session: Session, person_id: int, at: datetime) -> list[WebSession]:
    """A person's sessions that still let somebody in, the newest first."""
    query = select(WebSession).where(
        col(WebSession.person_id) == person_id,
        col(WebSession.ended_at).is_(None),
        col(WebSession.idle_until) > at,
        col(WebSession.expires_at) > at,
    )
    return list(session.exec(query.order_by(col(WebSession.id).desc())))


def reset_by_hash(session: Session, token_hash: str, *, lock: bool = False) -> PasswordReset | None:
    """The link that a token names, used or not."""
    query = select(PasswordReset).where(col(PasswordReset.token_hash) == token_hash)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    return session.exec(query).first()


def open_resets(session: Session, person_id: int, at: datetime) -> list[PasswordReset]:
    """A person's links that can still be used."""
    query = select(PasswordReset).where(
        col(PasswordReset.person_id) == person_id,
        col(PasswordReset.used_at).is_(None),
        col(PasswordReset.expires_at) > at,
    )
    return list(session.exec(query.order_by(col(PasswordReset.id))))


def deputies_for(session: Session, deputy_id: int, on: date) -> list[Deputy]:
    """In whose place a person may act that day."""
    query = select(Deputy).where(
        col(Deputy.deputy_id) == deputy_id,
        col(Deputy.ended_at).is_(None),
        col(Deputy.valid_from) <= on,
        col(Deputy.valid_to) >= on,
    )
    return list(session.exec(query.order_by(col(Deputy.id))))


def deputy_by_id(session: Session, deputy_id: int) -> Deputy | None:
    """Who acts in place of whom, over or not; locked."""
    return session.get(Deputy, deputy_id, with_for_update=True)


def similar_deputy(session: Session, new: Deputy) -> Deputy | None:
    """The same two people with the same reach, at a time that overlaps."""
    query = select(Deputy).where(
        col(Deputy.person_id) == new.person_id,
        col(Deputy.deputy_id) == new.deputy_id,
        col(Deputy.role).is_not_distinct_from(new.role),
        col(Deputy.unit_id).is_not_distinct_from(new.unit_id),
        col(Deputy.campaign_id).is_not_distinct_from(new.campaign_id),
        col(Deputy.ended_at).is_(None),
        col(Deputy.valid_from) <= new.valid_to,
        col(Deputy.valid_to) >= new.valid_from,
    )
    return session.exec(query).first()


def sessions_acting_for(session: Session, deputy_id: int) -> list[WebSession]:
    """Sessions in which somebody chose to act as this deputy."""
    return list(session.exec(select(WebSession).where(col(WebSession.acting_for) == deputy_id)))

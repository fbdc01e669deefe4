"""Whether only those are signed in who may be, and act only for those who named them."""

from collections.abc import Iterator
from datetime import datetime

from sqlmodel import Session, col, or_, select

from models.accounts import Account, Deputy, PasswordReset, WebSession
from models.people import Person
from queries.faults import Fault, fault


def of_accounts(session: Session, at: datetime) -> Iterator[Fault]:
    """Sessions and links of accounts that are shut, sessions that act by the paper of somebody else."""
    shut = or_(col(Account.id).is_(None), col(Account.disabled_at).is_not(None))
    account = col(Account.person_id) == col(Person.id)
    signed_in = (
        select(Person.code)
        .join(WebSession, col(WebSession.person_id) == col(Person.id))
        .outerjoin(Account, account)
        .where(shut, col(WebSession.ended_at).is_(None), col(WebSession.expires_at) > at)
    )
    yield from (fault("session_without_account", person=code) for code in session.exec(signed_in.distinct()))
    linked = (
        select(Person.code)
        .join(PasswordReset, col(PasswordReset.person_id) == col(Person.id))
        .outerjoin(Account, account)
        .where(shut, col(PasswordReset.used_at).is_(None), col(PasswordReset.expires_at) > at)
    )
    yield from (fault("link_without_account", person=code) for code in session.exec(linked.distinct()))
    strangers = (
        select(Person.code, Deputy.id)
        .join(WebSession, col(WebSession.person_id) == col(Person.id))
        .join(Deputy, col(Deputy.id) == col(WebSession.acting_for))
        .where(col(Deputy.deputy_id) != col(WebSession.person_id))
    )
    for code, number in session.exec(strangers):
        yield fault("session_acts_for_stranger", person=code, number=number)

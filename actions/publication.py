"""Whether the list of awards is open to everybody. It is closed until an administrator opens it."""

from datetime import datetime

from sqlmodel import Session

from actions.audit import record
from actions.guard import need_reason, require
from domain.errors import WrongState
from domain.people import Principal
from models.campaign_rows import store_mark

SUBJECT = "awards:public"


def publish(session: Session, *, reason: str, by: Principal, at: datetime) -> None:
    """Open the list of awards to everybody, signed in or not.

    Raises:
        NotAllowed: `role_missing`. Invalid: `reason_missing`. WrongState: `published_already`.
    """
    require(by, "awards:publish")
    need_reason(reason)
    mark = store_mark(session, lock=True)
    if mark.public_since is not None:
        raise WrongState("published_already", since=mark.public_since)
    mark.public_since = at
    record(session, "awards:published", by=by, at=at, subject=SUBJECT, reason=reason)


def withdraw(session: Session, *, reason: str, by: Principal, at: datetime) -> None:
    """Close it again. Raises as `publish`; WrongState `not_published`."""
    require(by, "awards:publish")
    need_reason(reason)
    mark = store_mark(session, lock=True)
    if mark.public_since is None:
        raise WrongState("not_published")
    mark.public_since = None
    record(session, "awards:taken_in", by=by, at=at, subject=SUBJECT, reason=reason)

"""The brake over all mail of the installation: stop it, let it go again, lead it to one address for a trial."""

from datetime import datetime

from sqlmodel import Session

from actions.audit import record
from actions.guard import need_reason, require
from domain.errors import WrongState
from domain.people import Principal
from models.campaign_rows import store_mark
from notifications.message import checked_address

SUBJECT = "mail:all"


def pause(session: Session, *, reason: str, by: Principal, at: datetime) -> None:
    """No mail leaves any more, legal ones neither; all of it waits.

    Raises:
        NotAllowed: `role_missing`, also for whoever manages the mail of some campaigns only.
        Invalid: `reason_missing`. WrongState: `mail_paused_already`.
    """
    require(by, "mail:manage")
    need_reason(reason)
    mark = store_mark(session, lock=True)
    if mark.mail_paused_since is not None:
        raise WrongState("mail_paused_already", since=mark.mail_paused_since)
    mark.mail_paused_since = at
    record(session, "mail:paused", by=by, at=at, subject=SUBJECT, reason=reason)


def resume(session: Session, *, reason: str, by: Principal, at: datetime) -> None:
    """Mail leaves again with the next dispatch. Raises as `pause`; WrongState `mail_not_paused`."""
    require(by, "mail:manage")
    need_reason(reason)
    mark = store_mark(session, lock=True)
    if mark.mail_paused_since is None:
        raise WrongState("mail_not_paused")
    mark.mail_paused_since = None
    record(session, "mail:resumed", by=by, at=at, subject=SUBJECT, reason=reason)


def redirect(session: Session, address: str | None, *, reason: str, by: Principal, at: datetime) -> None:
    """All mail goes to one address instead of its readers, or to its readers again (None).

    Raises:
        NotAllowed, Invalid: as `pause`; `mail_address`. WrongState: `mail_not_redirected`.
    """
    require(by, "mail:manage")
    need_reason(reason)
    mark = store_mark(session, lock=True)
    if address is None and mark.mail_redirect is None:
        raise WrongState("mail_not_redirected")
    mark.mail_redirect = checked_address(address) if address else None
    if address:
        record(session, "mail:redirected", by=by, at=at, subject=SUBJECT, reason=reason)
    else:
        record(session, "mail:redirect_ended", by=by, at=at, subject=SUBJECT, reason=reason)

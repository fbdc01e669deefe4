"""What a person does to the mail of one campaign: hold back what has not left, recall it, let it go, try again."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlmodel import Session

from actions.audit import record
from actions.guard import need_reason, require
from domain.errors import Invalid, NotFound, WrongState
from domain.people import Principal
from models.campaigns import Campaign
from models.finders import campaign_by_code
from models.mail import Mail
from models.mail_rows import mails_by_id, notices_waiting
from wording.effects import mail_label
from wording.labels import MAIL_STATES

MOST_MINUTES = 24 * 60
AGAIN = ("failed", "unknown")


def hold_back(session: Session, code: str, *, minutes: int, reason: str, by: Principal, at: datetime) -> int:
    """What waits now leaves `minutes` later, unless it is recalled before; how many.

    Raises:
        Invalid: `hold_minutes`, `reason_missing`. NotFound: `campaign`.
    """
    campaign = _campaign(session, code, by)
    need_reason(reason)
    if not 1 <= minutes <= MOST_MINUTES:
        raise Invalid("hold_minutes", field="minutes", found=minutes, most=MOST_MINUTES)
    until = at + timedelta(minutes=minutes)
    held = notices_waiting(session, campaign.id)
    for notice in held:
        notice.not_before = max(notice.not_before, until)
    record(
        session,
        "mail:held",
        by=by,
        at=at,
        subject=f"campaign:{code}",
        campaign=code,
        reason=reason,
        facts={"count": len(held), "held_until": until},
    )
    return len(held)


def release(session: Session, code: str, *, reason: str, by: Principal, at: datetime) -> int:
    """What waits, for office hours too, leaves with the next dispatch; how many. Raises as `hold_back`."""
    campaign = _campaign(session, code, by)
    need_reason(reason)
    held = [notice for notice in notices_waiting(session, campaign.id) if notice.not_before > at]
    for notice in held:
        notice.not_before = at
    record(
        session,
        "mail:released",
        by=by,
        at=at,
        subject=f"campaign:{code}",
        campaign=code,
        reason=reason,
        facts={"count": len(held)},
    )
    return len(held)


def recall(session: Session, code: str, notice_ids: Iterable[int], *, reason: str, by: Principal, at: datetime) -> int:
    """These notices are never sent; how many.

    Raises:
        NotFound: `mail_gone` when one of them has left or is none of this campaign's. WrongState: `mail_is_legal`,
        because who is told by law is told.
    """
    campaign = _campaign(session, code, by)
    need_reason(reason)
    wanted = set(notice_ids)
    waiting = [notice for notice in notices_waiting(session, campaign.id) if notice.id in wanted]
    if not wanted or len(waiting) < len(wanted):
        raise NotFound("mail_gone")
    for notice in waiting:
        if notice.legal:
            raise WrongState("mail_is_legal", kind=mail_label(notice.kind))
        session.delete(notice)
    kinds = sorted({notice.kind for notice in waiting})
    record(
        session,
        "mail:recalled",
        by=by,
        at=at,
        subject=f"campaign:{code}",
        campaign=code,
        reason=reason,
        facts={"count": len(waiting), "kinds": kinds},
    )
    return len(waiting)


def send_again(session: Session, code: str, mail_id: int, *, reason: str, by: Principal, at: datetime) -> Mail:
    """A mail that failed, or of which nobody knows whether it arrived, is tried once more.

    Raises:
        NotFound: `mail_gone`. WrongState: `mail_not_retriable`.
    """
    campaign = _campaign(session, code, by)
    need_reason(reason)
    mail = mails_by_id(session, [mail_id]).get(mail_id)
    if mail is None or mail.campaign_id != campaign.id:
        raise NotFound("mail_gone")
    if mail.state not in AGAIN:
        raise WrongState("mail_not_retriable", state=MAIL_STATES[mail.state].lower())
    # One that may have arrived stays marked, so that nobody wonders about a second copy.
    mail.maybe_twice = mail.maybe_twice or mail.state == "unknown"
    mail.state, mail.next_try_at, mail.queued_at = "queued", at, at
    record(session, "mail:retried", by=by, at=at, subject=f"mail:{mail.id}", campaign=code, reason=reason)
    return mail


def _campaign(session: Session, code: str, by: Principal) -> Campaign:
    campaign = campaign_by_code(session, code, lock=True)
    require(by, "mail:manage", campaign_id=campaign.id)
    return campaign

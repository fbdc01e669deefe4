"""What was sent, to whom, and what became of it."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, null, select
from sqlmodel import Session, col

from domain.people import Principal
from domain.values import Value
from models.campaigns import Campaign
from models.mail import Mail
from queries.visibility import reach


class MailLine(Value):
    """One mail; `reply` is what the server said last."""

    id: int
    campaign: str | None
    address: str
    subject: str
    state: str
    attempts: int
    queued_at: datetime
    sent_at: datetime | None
    maybe_twice: bool
    reply: str


def log(
    session: Session,
    viewer: Principal,
    *,
    campaign: str | None = None,
    states: Iterable[str] = (),
    before: int | None = None,
    limit: int = 50,
) -> tuple[MailLine, ...]:
    """Mails, the newest first, those of campaigns whose mail the viewer may manage; paged by id."""
    query = (
        select(Mail, col(Campaign.code))
        .outerjoin(Campaign, col(Campaign.id) == col(Mail.campaign_id))
        .where(reach(viewer, "mail:manage", col(Mail.campaign_id), null()))
    )
    wanted = tuple(states)
    if wanted:
        query = query.where(col(Mail.state).in_(wanted))
    if campaign is not None:
        query = query.where(col(Campaign.code) == campaign)
    if before is not None:
        query = query.where(col(Mail.id) < before)
    rows = session.execute(query.order_by(col(Mail.id).desc()).limit(limit))
    return tuple(line_of(mail, code) for mail, code in rows)


def counts(session: Session) -> dict[str, int]:
    """State → how many mails."""
    query = select(col(Mail.state), func.count()).group_by(col(Mail.state))
    return dict(session.execute(query).tuples().all())


def states_of(session: Session, viewer: Principal) -> dict[str, int]:
    """State → how many mails of those that the viewer may manage."""
    query = select(col(Mail.state), func.count()).where(reach(viewer, "mail:manage", col(Mail.campaign_id), null()))
    return dict(session.execute(query.group_by(col(Mail.state))).tuples().all())


def line_of(mail: Mail, code: str | None) -> MailLine:
    """A row of the outbox, without its bytes."""
    return MailLine(
        id=mail.id,
        campaign=code,
        address=mail.address,
        subject=mail.subject,
        state=mail.state,
        attempts=mail.attempts,
        queued_at=mail.queued_at,
        sent_at=mail.sent_at,
        maybe_twice=mail.maybe_twice,
        reply=mail.reply,
    )

"""Whether the monitor itself sees: when the service last looked, what mail waits, how far its calendar reaches."""

from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlmodel import Session, col

from domain.steps import local_day
from domain.values import Value
from models.mail import Mail, Notice
from models.mail_rows import brake_of, to_send
from models.workdays import known_until
from queries.engine import EngineLine, engine
from queries.ledger import LedgerState, state

CALENDAR_AHEAD = timedelta(days=120)
"""Next year's holidays are announced in December; a calendar that ends sooner than this is told as running out."""

MAIL_LATE = timedelta(minutes=30)
"""The dispatch runs every minute, so what has been ready for longer than this shows that it does not."""


class Sight(Value):
    """`queued` mails are ready to go, the oldest since `queued_since`; `to_write`: notices not yet in a mail."""

    engine: EngineLine
    queued: int
    queued_since: datetime | None
    mail_stands: bool
    mail_paused_since: datetime | None
    to_write: int
    known_until: date | None
    calendar_ends: bool
    ledger: LedgerState

    @property
    def blind(self) -> bool:
        """Is what is shown perhaps not what is?"""
        return self.engine.blind or self.mail_stands or self.calendar_ends


def sight(session: Session, *, at: datetime) -> Sight:
    """How well the monitor sees at this moment; a handful of small queries."""
    queued, since = session.execute(select(func.count(), func.min(col(Mail.next_try_at))).where(to_send())).one()
    unwritten = select(func.count()).select_from(Notice).where(col(Notice.mail_id).is_(None))
    until = known_until(session)
    return Sight(
        engine=engine(session, at=at),
        queued=queued,
        queued_since=since,
        mail_stands=since is not None and at - since > MAIL_LATE,
        mail_paused_since=brake_of(session).paused_since,
        to_write=session.scalars(unwritten).one(),
        known_until=until,
        calendar_ends=until is None or until < local_day(at) + CALENDAR_AHEAD,
        ledger=state(session),
    )

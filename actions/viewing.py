"""Who looked at what: noted once an hour for each person and thing, so that the trail does not fill with glances."""

from datetime import datetime, timedelta

from sqlmodel import Session

from actions.audit import record
from domain.people import Principal
from models.audit_rows import seen_since

EVERY = timedelta(hours=1)


def note_view(session: Session, subject: str, *, campaign: str | None = None, by: Principal, at: datetime) -> bool:
    """Write down that `by` looked at `subject`, unless that stands there for the last hour; whether it was written."""
    if seen_since(session, by.code, subject, campaign, at - EVERY):
        return False
    record(session, "audit:viewed", by=by, at=at, subject=subject, campaign=campaign)
    return True

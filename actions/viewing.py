"""Who looked at sensitive data: noted once a day for each person and thing, so that the trail does not fill."""

from datetime import datetime

from sqlmodel import Session

from actions.audit import record
from domain.people import Principal
from domain.personal_data import Sensitive
from domain.steps import local_day
from models.personal_rows import note_viewed


def note_view(
    session: Session,
    what: Sensitive,
    subject: str,
    *,
    campaign: str | None = None,
    reason: str = "",
    by: Principal,
    at: datetime,
) -> bool:
    """Write down that `by` looked at `subject`, unless that stands there for today; whether it was written."""
    if not note_viewed(session, by.code, what.value, subject, campaign, local_day(at), at):
        return False
    facts = {"what": what.value}
    record(session, "data:viewed", by=by, at=at, subject=subject, campaign=campaign, reason=reason, facts=facts)
    return True

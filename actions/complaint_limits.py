"""Within how many days an office handles complaints: entered by it with its paper, empty until then."""

from datetime import datetime

from sqlmodel import Session

from actions.audit import record
from actions.guard import need_reason, require
from domain.complaints import Limit, check_limit
from domain.errors import AlreadyDone
from domain.people import Principal
from models.complaint_rows import limit_now
from models.complaints import ComplaintLimit


def set_limit(session: Session, limit: Limit, *, by: Principal, at: datetime) -> None:
    """From now on complaints have this limit; those that were received or accepted before keep theirs.

    Raises:
        Invalid: `complaint_limit`, `limit_source`. AlreadyDone: `limit_stands`.
    """
    require(by, "complaint:limit")
    check_limit(limit)
    told = limit.model_copy(update={"source": limit.source.strip()})
    if limit_now(session) == told:
        raise AlreadyDone("limit_stands")
    session.add(ComplaintLimit(**told.model_dump(), set_at=at, set_by=by.code))
    facts = {"days": told.days, "counted_in": told.unit, "counted_from": told.counted_from, "source": told.source}
    record(session, "complaint:limit_set", by=by, at=at, subject="complaint_limit:now", facts=facts)


def lift_limit(session: Session, *, reason: str, by: Principal, at: datetime) -> None:
    """From now on complaints have no limit.

    Raises:
        Invalid: `reason_missing`. AlreadyDone: `limit_stands`.
    """
    require(by, "complaint:limit")
    need_reason(reason)
    if limit_now(session) is None:
        raise AlreadyDone("limit_stands")
    session.add(ComplaintLimit(set_at=at, set_by=by.code))
    record(session, "complaint:limit_lifted", by=by, at=at, subject="complaint_limit:now", reason=reason)

"""For how long a class of data is kept. Nothing is set by itself, and nothing goes by itself."""

from datetime import datetime

from sqlmodel import Session

from actions.audit import record
from actions.guard import need_reason, require
from domain.errors import Incomplete
from domain.people import Principal
from domain.personal_data import Kept, checked_years
from models.personal_data import RetentionPeriod
from models.personal_rows import period_of


def set_period(
    session: Session, kept: Kept, *, years: int | None, source: str, reason: str = "", by: Principal, at: datetime
) -> RetentionPeriod:
    """So many years, by which document; None: kept for good again. What stands is changed with a reason only.

    Raises:
        Invalid: `retention_years`, `reason_missing`. Incomplete: `retention_source_missing`.
    """
    require(by, "data:retain")
    wanted, said = checked_years(years), source.strip()
    if wanted is not None and not said:
        raise Incomplete("retention_source_missing", field="source")
    row = period_of(session, kept)
    if row is not None:
        need_reason(reason)
        row.years, row.source, row.set_at, row.set_by = wanted, said, at, by.code
    else:
        row = RetentionPeriod(kept=kept.value, years=wanted, source=said, set_at=at, set_by=by.code)
        session.add(row)
    facts: dict[str, object] = {"kept": kept.value}
    if wanted is None:
        record(session, "retention:unset", by=by, at=at, subject=f"retention:{kept}", reason=reason, facts=facts)
    else:
        facts |= {"years": wanted, "source": said}
        record(session, "retention:set", by=by, at=at, subject=f"retention:{kept}", reason=reason, facts=facts)
    return row

"""Finding the incidents of a stage."""

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import Session, col, select

from models.stages import Incident


def open_incidents(session: Session, stage_ids: Iterable[int], *, tried_by: datetime | None = None) -> list[Incident]:
    """Incidents nobody has settled, oldest first; with `tried_by` only those whose next try has come by then."""
    query = select(Incident).where(col(Incident.stage_id).in_(list(stage_ids)), col(Incident.resolved_at).is_(None))
    if tried_by is not None:
        query = query.where(col(Incident.next_try_at) <= tried_by)
    return list(session.exec(query.order_by(col(Incident.id))))


def incidents_by_id(session: Session, ids: Iterable[int]) -> list[Incident]:
    """These incidents."""
    return list(session.exec(select(Incident).where(col(Incident.id).in_(list(ids)))))

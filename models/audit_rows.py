"""Finding events of the trail."""

from datetime import datetime

from sqlmodel import Session, col, select

from models.audit import AuditEvent

VIEWED = "audit:viewed"


def seen_since(session: Session, actor: str, subject: str, campaign: str | None, since: datetime) -> bool:
    """Has this person looked at this thing since then?"""
    query = select(AuditEvent.id).where(
        col(AuditEvent.actor) == actor,
        col(AuditEvent.kind) == VIEWED,
        col(AuditEvent.subject) == subject,
        col(AuditEvent.campaign) == campaign if campaign else col(AuditEvent.campaign).is_(None),
        col(AuditEvent.at) > since,
    )
    return session.exec(query.limit(1)).first() is not None

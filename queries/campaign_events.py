"""What happened last in a campaign, for whoever runs it; the whole trail is `queries.history`."""

from sqlalchemy import or_, select
from sqlmodel import Session, col

from domain.people import Principal
from domain.permissions import allowed
from models.audit import AuditEvent
from models.campaigns import Campaign
from queries.history import Event, told

ABOUT = ("stage:", "campaign:", "unit:", "question:", "decision:")
"""Subjects that tell how the campaign goes; dossiers and ballots have their own places and their own readers."""
READERS = ("campaign:extend", "audit:view")


def latest(session: Session, viewer: Principal, campaign: Campaign, *, limit: int) -> tuple[Event, ...] | None:
    """The newest first; None for a viewer who neither runs the campaign nor reads its trail."""
    if not any(allowed(action, viewer, campaign_id=campaign.id) for action in READERS):
        return None
    about = or_(*(col(AuditEvent.subject).startswith(head) for head in ABOUT))
    query = select(AuditEvent).where(col(AuditEvent.campaign) == campaign.code, about)
    return told(session, session.scalars(query.order_by(col(AuditEvent.id).desc()).limit(limit)).all())

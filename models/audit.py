"""The audit trail. It never joins live data: no foreign keys, text ids, append-only by triggers on both databases."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from models.base import Row


class AuditEvent(Row, table=True):
    """What happened, as the exact canonical text that was stored; `digests` of the rows it changed are in the text."""

    __tablename__ = "audit_event"
    __table_args__ = (
        Index("audit_event_by_campaign", "campaign", "id"),
        Index("audit_event_by_subject", "subject", "id"),
        Index("audit_event_by_actor", "actor", "id"),
        Index("audit_event_by_kind", "kind", "id"),
        Index("audit_event_by_moment", "at"),
    )

    id: int = Field(default=None, primary_key=True)
    at: datetime
    kind: str = Field(max_length=40)
    campaign: str | None = Field(default=None, max_length=40)
    subject: str = Field(max_length=120)
    actor: str = Field(max_length=60)
    text: str


class AuditValue(Row, table=True):
    """A value about a person, kept apart so that it can be erased; the event holds a salted commitment to it."""

    __tablename__ = "audit_value"
    __table_args__ = (UniqueConstraint("event_id", "name", name="a_value_is_kept_once"),)

    id: int = Field(default=None, primary_key=True)
    event_id: int
    name: str = Field(max_length=80)
    salt: str = Field(max_length=64)
    value: str | None = None

"""Notices (what is to be said) and mails (the bytes that were sent)."""

from datetime import datetime

from sqlalchemy import Column, Index, LargeBinary
from sqlmodel import Field

from models.base import Row, one_of, partial

MAIL_STATES = ("queued", "sending", "sent", "deferred", "failed", "unknown")


class Notice(Row, table=True):
    """Something to say to one address, its values frozen as JSON; `mail_id` once it went into a mail.

    Without a campaign it is about the service itself: an account, the trail.
    """

    __tablename__ = "notice"
    __table_args__ = (Index("notice_by_mail", "mail_id", "not_before"), Index("notice_by_campaign", "campaign_id"))

    id: int = Field(default=None, primary_key=True)
    campaign_id: int | None = Field(default=None, foreign_key="campaign.id")
    stage_id: int | None = Field(default=None, foreign_key="stage.id")
    kind: str = Field(max_length=40)
    recipient_id: int | None = Field(default=None, foreign_key="person.id")
    recipient_name: str = Field(max_length=300)
    address: str = Field(max_length=254)
    content: str
    legal: bool
    created_at: datetime
    not_before: datetime
    mail_id: int | None = Field(default=None, foreign_key="mail.id")


class Mail(Row, table=True):
    """A message as it was built, with what the server said."""

    __tablename__ = "mail"
    __table_args__ = (
        one_of("state", MAIL_STATES, table="mail"),
        # Nearly all were sent, and nobody looks for those by their state.
        Index("mail_not_sent", "state", "next_try_at", **partial("state <> 'sent'")),
        Index("mail_by_campaign", "campaign_id"),
    )

    id: int = Field(default=None, primary_key=True)
    campaign_id: int | None = Field(default=None, foreign_key="campaign.id")
    message_id: str = Field(unique=True, max_length=200)
    address: str = Field(max_length=254)
    subject: str = Field(max_length=1000)
    content: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    state: str = Field(default="queued", max_length=10)
    attempts: int = 0
    queued_at: datetime
    next_try_at: datetime
    sent_at: datetime | None = None
    reply: str = Field(default="", max_length=1000)
    maybe_twice: bool = False

"""Finding the mails to send and the notices that are in them."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, literal_column, or_
from sqlmodel import Session, col, select

from models.campaigns import StoreMark
from models.mail import Mail, Notice


def not_sent() -> ColumnElement[bool]:
    """What the index of the unsent ones covers; said in its words, because only then a database takes it."""
    return col(Mail.state) != literal_column("'sent'")


def to_send() -> ColumnElement[bool]:
    """Waiting for its time, or left over by a killed dispatch."""
    return and_(not_sent(), col(Mail.state).in_(("queued", "deferred", "sending")))


def mail_is_due(as_of: datetime) -> ColumnElement[bool]:
    """To be sent now: waiting, left over by a killed dispatch, or in doubt and not tried twice yet."""
    in_doubt = and_(col(Mail.state) == "unknown", col(Mail.maybe_twice).is_(False))
    return and_(not_sent(), or_(to_send(), in_doubt), col(Mail.next_try_at) <= as_of)


class Brake(NamedTuple):
    """What somebody at a desk did to all mail: held since when, led to which one address."""

    paused_since: datetime | None
    redirect: str | None


def brake_of(session: Session) -> Brake:
    """The brake as it stands; a store that was never braked lets everything pass."""
    mark = session.get(StoreMark, 1)
    return Brake(None, None) if mark is None else Brake(mark.mail_paused_since, mark.mail_redirect)


def mails_due(session: Session, as_of: datetime, limit: int) -> list[Mail]:
    """Mails to send, locked; those that another dispatch holds are left to it."""
    query = (
        select(Mail)
        .where(mail_is_due(as_of))
        .order_by(col(Mail.next_try_at), col(Mail.id))
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return list(session.exec(query))


def mails_by_id(session: Session, ids: Iterable[int]) -> dict[int, Mail]:
    """These mails, locked in the order of their ids."""
    query = select(Mail).where(col(Mail.id).in_(list(ids))).order_by(col(Mail.id)).with_for_update()
    return {mail.id: mail for mail in session.exec(query)}


def notices_unsent(session: Session, ids: Iterable[int]) -> dict[int, Notice]:
    """Those of these notices that are in no mail yet, locked; what another dispatch holds is left out."""
    query = (
        select(Notice)
        .where(col(Notice.id).in_(list(ids)), col(Notice.mail_id).is_(None))
        .order_by(col(Notice.id))
        .with_for_update(skip_locked=True)
    )
    return {notice.id: notice for notice in session.exec(query)}


def notices_in(session: Session, mail_id: int) -> list[Notice]:
    """What a mail says."""
    return list(session.exec(select(Notice).where(col(Notice.mail_id) == mail_id).order_by(col(Notice.id))))


def notices_waiting(session: Session, campaign_id: int) -> list[Notice]:
    """What is to be said in a campaign and went into no mail yet, locked; what a dispatch holds is left to it."""
    query = (
        select(Notice)
        .where(col(Notice.campaign_id) == campaign_id, col(Notice.mail_id).is_(None))
        .order_by(col(Notice.id))
        .with_for_update(skip_locked=True)
    )
    return list(session.exec(query))

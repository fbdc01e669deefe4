"""The mail of one campaign as somebody at a desk reads it: what waits, and the text of what was sent."""

from datetime import datetime
from email import message_from_bytes
from email.policy import default

from sqlalchemy import ColumnElement, func, null, select
from sqlmodel import Session, col

from domain.errors import NotFound
from domain.people import Principal
from domain.values import Value
from models.campaigns import Campaign
from models.mail import Mail, Notice
from queries.mails import MailLine, line_of
from queries.visibility import reach


class WaitingLine(Value):
    """A notice that is in no mail yet. `legal`: it goes whatever the hour, and cannot be recalled."""

    id: int
    kind: str
    recipient: str
    address: str
    created_at: datetime
    not_before: datetime
    legal: bool


class LetterText(Value):
    """One mail with the text that its reader sees."""

    line: MailLine
    text: str
    erased: bool


def waiting(session: Session, viewer: Principal, campaign: Campaign, *, limit: int = 200) -> tuple[WaitingLine, ...]:
    """What waits to be sent, the oldest first."""
    query = select(Notice).where(*_waiting(viewer, campaign)).order_by(col(Notice.not_before), col(Notice.id))
    return tuple(
        WaitingLine(
            id=row.id,
            kind=row.kind,
            recipient=row.recipient_name,
            address=row.address,
            created_at=row.created_at,
            not_before=row.not_before,
            legal=row.legal,
        )
        for row in session.scalars(query.limit(limit))
    )


def states(session: Session, viewer: Principal, campaign: Campaign) -> dict[str, int]:
    """State → how many mails of the campaign; `waiting` are the notices in no mail yet."""
    query = select(col(Mail.state), func.count()).where(*_of(viewer, campaign)).group_by(col(Mail.state))
    waits = select(func.count()).select_from(Notice).where(*_waiting(viewer, campaign))
    return {"waiting": session.scalars(waits).one(), **dict(session.execute(query).tuples().all())}


def letter(session: Session, viewer: Principal, campaign: Campaign, number: int) -> LetterText:
    """One mail; raises NotFound `mail_gone`, also for one that the viewer may not see."""
    mail = session.scalars(select(Mail).where(col(Mail.id) == number, *_of(viewer, campaign))).first()
    if mail is None:
        raise NotFound("mail_gone")
    body = message_from_bytes(mail.content, policy=default).get_body(("plain", "html"))
    text = str(body.get_content()) if body else ""
    return LetterText(line=line_of(mail, campaign.code), text=text, erased=not mail.content)


def _of(viewer: Principal, campaign: Campaign) -> tuple[ColumnElement[bool], ...]:
    return (
        col(Mail.campaign_id) == campaign.id,
        reach(viewer, "mail:manage", col(Mail.campaign_id), null()),
    )


def _waiting(viewer: Principal, campaign: Campaign) -> tuple[ColumnElement[bool], ...]:
    return (
        col(Notice.campaign_id) == campaign.id,
        col(Notice.mail_id).is_(None),
        reach(viewer, "mail:manage", col(Notice.campaign_id), null()),
    )

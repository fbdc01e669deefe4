"""What failed and has not been mended: steps of the service, and mails that did not reach somebody."""

from datetime import datetime

from sqlalchemy import ColumnElement, func, null, or_, select
from sqlmodel import Session, col

from domain.people import Principal
from domain.values import Value
from models.campaigns import Campaign
from models.mail import Mail, Notice
from models.mail_rows import not_sent
from models.stages import Incident, Stage
from queries.visibility import reach
from wording.labels import stage_label
from wording.waits import step_phrase


class IncidentLine(Value):
    """A step that failed and has not been mended."""

    id: int
    campaign: str
    stage: str
    stage_name: str
    step: str
    cause: str
    attempts: int
    opened_at: datetime
    next_try_at: datetime | None


class UndeliverableLine(Value):
    """A mail that did not reach somebody, with what the server said."""

    id: int
    campaign: str | None
    address: str
    recipient: str
    subject: str
    state: str
    attempts: int
    queued_at: datetime
    reply: str


def incidents(session: Session, viewer: Principal, *, campaign: str | None = None) -> tuple[IncidentLine, ...]:
    """Steps that failed and still wait, oldest first."""
    query = (
        select(Incident, Stage, col(Campaign.code))
        .join(Stage, col(Stage.id) == col(Incident.stage_id))
        .join(Campaign, col(Campaign.id) == col(Incident.campaign_id))
        .where(col(Incident.resolved_at).is_(None), reach(viewer, "incident:retry", col(Incident.campaign_id), null()))
        .order_by(col(Incident.id))
    )
    if campaign is not None:
        query = query.where(col(Campaign.code) == campaign)
    return tuple(
        IncidentLine(
            id=incident.id,
            campaign=code,
            stage=stage.key,
            stage_name=stage_label(stage.kind, stage.round),
            step=step_phrase(incident.step),
            cause=incident.cause,
            attempts=incident.attempts,
            opened_at=incident.opened_at,
            next_try_at=incident.next_try_at,
        )
        for incident, stage, code in session.execute(query)
    )


def undeliverable(
    session: Session, viewer: Principal, *, campaign: str | None = None, limit: int = 200
) -> tuple[UndeliverableLine, ...]:
    """Mails that failed or perhaps did not arrive, of no campaign that is over, oldest first."""
    query = (
        select(Mail, col(Campaign.code), col(Notice.recipient_name))
        .outerjoin(Campaign, col(Campaign.id) == col(Mail.campaign_id))
        .outerjoin(Notice, col(Notice.mail_id) == col(Mail.id))
        .where(*_undelivered_for(viewer))
        .order_by(col(Mail.id))
    )
    if campaign is not None:
        query = query.where(col(Campaign.code) == campaign)
    found = {mail.id: _undelivered(mail, code, name) for mail, code, name in session.execute(query.limit(limit))}
    return tuple(found.values())


def count_undeliverable(session: Session, viewer: Principal) -> int:
    """How many lines `undeliverable` has without a limit."""
    of_campaign = (Campaign, col(Campaign.id) == col(Mail.campaign_id))
    query = select(func.count()).select_from(Mail).outerjoin(*of_campaign).where(*_undelivered_for(viewer))
    return session.scalars(query).one()


def _undelivered_for(viewer: Principal) -> tuple[ColumnElement[bool], ...]:
    return (
        not_sent(),
        col(Mail.state).in_(("failed", "unknown")),
        # A letter of a campaign that is over holds nobody up any more.
        or_(col(Mail.campaign_id).is_(None), col(Campaign.state).in_(("draft", "running"))),
        reach(viewer, "mail:manage", col(Mail.campaign_id), null()),
    )


def _undelivered(mail: Mail, code: str | None, recipient: str | None) -> UndeliverableLine:
    return UndeliverableLine(
        id=mail.id,
        campaign=code,
        address=mail.address,
        recipient=recipient or "",
        subject=mail.subject,
        state=mail.state,
        attempts=mail.attempts,
        queued_at=mail.queued_at,
        reply=mail.reply,
    )

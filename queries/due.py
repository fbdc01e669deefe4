"""What is due: stages for the sweep, notices and mails for the dispatch, incidents that Prefect does not show yet.

Each asks one indexed query, so that its cost follows what is due and never how many campaigns there are.
"""

from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from domain.stages import StageKind
from domain.values import Value
from models.campaigns import Campaign
from models.mail import Mail, Notice
from models.mail_rows import mail_is_due
from models.stages import Incident, Stage


class DueStage(Value):
    """A stage whose moment has come; `campaign` is its code, `stage` its address in the campaign."""

    id: int
    campaign: str
    kind: StageKind
    stage: str
    due_at: datetime


class GivenUp(Value):
    """An incident that waits for a person and that nobody sees in Prefect yet."""

    id: int
    campaign: str
    kind: StageKind
    stage: str
    step: str
    attempts: int


def due_stages(session: Session, as_of: datetime, limit: int) -> tuple[DueStage, ...]:
    """Stages to look at, the longest due first; none of a suspended campaign."""
    query = (
        select(Stage, Campaign.code)
        .join(Campaign, col(Campaign.id) == col(Stage.campaign_id))
        .where(col(Stage.next_due_at) <= as_of, col(Campaign.suspended_at).is_(None))
        .order_by(col(Stage.next_due_at), col(Stage.id))
        .limit(limit)
    )
    return tuple(
        DueStage(id=stage.id, campaign=code, kind=StageKind(stage.kind), stage=stage.key, due_at=stage.next_due_at)
        for stage, code in session.exec(query)
        if stage.next_due_at is not None
    )


def sweep_under_way(session: Session, as_of: datetime, patience: timedelta) -> bool:
    """Has a stage come due within `patience` that no sweep has taken up yet?"""
    query = (
        select(Stage.id)
        .join(Campaign, col(Campaign.id) == col(Stage.campaign_id))
        .where(
            col(Stage.next_due_at) <= as_of,
            col(Stage.next_due_at) > as_of - patience,
            col(Campaign.suspended_at).is_(None),
        )
        .limit(1)
    )
    return session.exec(query).first() is not None


def incidents_given_up(session: Session) -> tuple[GivenUp, ...]:
    """Incidents that have failed for good since Prefect was last told."""
    query = (
        select(Incident, Campaign.code, Stage)
        .join(Campaign, col(Campaign.id) == col(Incident.campaign_id))
        .join(Stage, col(Stage.id) == col(Incident.stage_id))
        .where(
            col(Incident.resolved_at).is_(None),
            col(Incident.next_try_at).is_(None),
            col(Incident.shown_in_prefect).is_(False),
        )
        .order_by(col(Incident.id))
    )
    return tuple(
        GivenUp(
            id=incident.id,
            campaign=code,
            kind=StageKind(stage.kind),
            stage=stage.key,
            step=incident.step,
            attempts=incident.attempts,
        )
        for incident, code, stage in session.exec(query)
    )


def notices_due(session: Session, as_of: datetime, *, legal: bool, limit: int) -> tuple[Notice, ...]:
    """Notices that went into no mail yet, address by address so that a digest is not cut in two, oldest first."""
    query = (
        select(Notice)
        .where(col(Notice.mail_id).is_(None), col(Notice.not_before) <= as_of, col(Notice.legal).is_(legal))
        .order_by(col(Notice.address), col(Notice.id))
        .limit(limit)
    )
    return tuple(session.exec(query))


def mails_waiting(session: Session, as_of: datetime) -> bool:
    """Is there a mail to send, to send again, or left over by a dispatch that was killed?"""
    return session.exec(select(Mail.id).where(mail_is_due(as_of)).limit(1)).first() is not None


def known_message_ids(session: Session, wanted: tuple[str, ...]) -> frozenset[str]:
    """Which of these Message-IDs are stored already."""
    return frozenset(session.exec(select(Mail.message_id).where(col(Mail.message_id).in_(wanted))))

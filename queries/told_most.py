"""Which dossier an auditor looks at first: one whose award was cancelled, else the one with the longest history."""

from typing import NamedTuple

from sqlalchemy import func, select
from sqlmodel import Session, col

from domain.dossiers import DossierState
from models.audit import AuditEvent
from models.campaigns import Campaign
from models.dossiers import Dossier


class Told(NamedTuple):
    """A dossier by its codes."""

    campaign: str
    dossier: str


def dossier_told_most(session: Session) -> Told | None:
    """The first of them by code where several are alike; None where no dossier came in."""
    about = (col(AuditEvent.campaign) == col(Campaign.code)) & (
        col(AuditEvent.subject) == "dossier:" + col(Dossier.code)
    )
    revoked = col(Dossier.state) == DossierState.REVOKED.value
    query = (
        select(col(Campaign.code), col(Dossier.code))
        .join(Campaign, col(Campaign.id) == col(Dossier.campaign_id))
        .join(AuditEvent, about)
        .group_by(col(Campaign.code), col(Dossier.code), revoked)
        .order_by(revoked.desc(), func.count().desc(), col(Campaign.code), col(Dossier.code))
        .limit(1)
    )
    found = session.execute(query).first()
    return None if found is None else Told(*found)

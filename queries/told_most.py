"""Which dossier has the longest history: the one that an auditor looks at first."""

from typing import NamedTuple

from sqlalchemy import func, select
from sqlmodel import Session, col

from models.audit import AuditEvent

_PREFIX = "dossier:"


class Told(NamedTuple):
    """A dossier by its codes."""

    campaign: str
    dossier: str


def dossier_told_most(session: Session) -> Told | None:
    """The dossier with most events, of several the first by code; None where no dossier came in."""
    query = (
        select(col(AuditEvent.campaign), col(AuditEvent.subject))
        .where(col(AuditEvent.subject).startswith(_PREFIX), col(AuditEvent.campaign).is_not(None))
        .group_by(col(AuditEvent.campaign), col(AuditEvent.subject))
        .order_by(func.count().desc(), col(AuditEvent.campaign), col(AuditEvent.subject))
        .limit(1)
    )
    found = session.execute(query).first()
    return None if found is None else Told(found[0], found[1].removeprefix(_PREFIX))

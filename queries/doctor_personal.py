"""The doctor's questions about personal data: what went without consent, what was seen without a trace."""

from collections.abc import Iterator

from sqlalchemy import and_
from sqlmodel import Session, col, func, select

from models.audit import AuditEvent
from models.personal_data import DataView, ErasedDocument, Erasure
from queries.faults import Fault, fault


def of_personal_data(session: Session) -> Iterator[Fault]:
    """Documents erased by a request that nobody agreed to, and looks that the trail does not tell."""
    query = select(Erasure.id, func.count()).join(ErasedDocument, col(ErasedDocument.erasure_id) == col(Erasure.id))
    query = query.where(col(Erasure.agreed).is_not(True)).group_by(col(Erasure.id)).order_by(col(Erasure.id))
    for number, count in session.exec(query):
        yield fault("erased_without_consent", number=number, count=count)
    told = and_(
        col(AuditEvent.subject) == col(DataView.subject),
        col(AuditEvent.actor) == col(DataView.actor),
        col(AuditEvent.kind) == "data:viewed",
    )
    silent = select(func.count()).select_from(DataView).where(~select(AuditEvent.id).where(told).exists())
    if count := session.exec(silent).one():
        yield fault("views_without_event", count=count)

"""By which request something went, so that its place says so."""

from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlmodel import Session, col

from domain.errors import NotFound
from domain.personal_data import Kept
from domain.steps import local_day
from domain.values import Value
from models import blobs
from models.audit import AuditEvent
from models.dossiers import DossierDocument
from models.people import Person
from models.personal_data import ErasedDocument, Erasure


class Erased(Value):
    """By which request something went, and when."""

    number: int
    on: datetime
    reason: str


def need_bytes(session: Session, files: Path, digest: str) -> None:
    """Raises NotFound `file_erased` where the bytes of a document are gone because they were erased."""
    gone = None if blobs.there(files, digest) else document_erased(session, digest)
    if gone is not None:
        raise NotFound("file_erased", number=gone.number, on=local_day(gone.on), reason=gone.reason)


def document_erased(session: Session, digest: str) -> Erased | None:
    """By which request the bytes of a document went."""
    query = (
        select(Erasure)
        .join(ErasedDocument, col(ErasedDocument.erasure_id) == col(Erasure.id))
        .join(DossierDocument, col(DossierDocument.id) == col(ErasedDocument.document_id))
        .where(col(DossierDocument.digest) == digest)
        .order_by(col(Erasure.id))
    )
    return _erased(session.scalars(query.limit(1)).first())


def value_erased(session: Session, event: AuditEvent) -> Erased | None:
    """By which request the values kept apart from an event went."""
    query = select(Erasure).where(col(Erasure.agreed).is_(True))
    of_class = query.where(col(Erasure.kept) == Kept.EVENT_VALUES.value, col(Erasure.before) > event.at)
    found = session.scalars(of_class.order_by(col(Erasure.id)).limit(1)).first()
    if found is None and event.subject.startswith("person:"):
        owner = query.join(Person, col(Person.id) == col(Erasure.person_id))
        found = session.scalars(owner.where(col(Person.code) == event.subject[7:]).limit(1)).first()
    return _erased(found)


def _erased(row: Erasure | None) -> Erased | None:
    if row is None or row.decided_at is None:
        return None
    return Erased(number=row.id, on=row.decided_at, reason=row.document or row.reason)

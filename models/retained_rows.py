"""What is still kept of each class of data, since when, and of whom: one question for the report and for the erasure.

A row is empty once its values went; the row itself stays.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Select, and_, func, or_, select
from sqlmodel import Session, col

from domain.personal_data import Kept
from models.accounts import Account, WebSession
from models.audit import AuditEvent, AuditValue
from models.base import Row, metadata, table_of
from models.campaigns import Campaign
from models.dossiers import CriterionEvidence, Dossier, DossierDocument
from models.mail import Mail, Notice
from models.people import Person
from models.personal_data import CorrectionRequest, ErasedDocument

Found = TypeVar("Found", bound=Row)

GONE = ("sent", "failed")
"""States of mails of which the bytes are needed no more."""
EMPTY = "{}"
"""The values of a notice that was emptied."""

_LEFT = (
    select(func.max(col(AuditEvent.at)))
    .where(col(AuditEvent.kind) == "person:left", col(AuditEvent.subject) == "person:" + col(Person.code))
    .correlate(Person)
    .scalar_subquery()
)
_PASSWORD = select(col(Account.person_id)).where(col(Account.password_hash).is_not(None))
_ERASED = select(col(ErasedDocument.document_id))


@dataclass(frozen=True)
class Shelf:
    """Rows of one class that still hold something: their ids, since when their time runs, and what one is called."""

    rows: Select[Any]
    since: Any
    label: Any


def _of_dossiers(table: Any) -> Select[Any]:
    joined = select(col(table.id)).join(Dossier, col(Dossier.id) == col(table.dossier_id))
    return joined.join(Campaign, col(Campaign.id) == col(Dossier.campaign_id))


_CONTACT = or_(
    col(Person.phone).is_not(None),
    col(Person.email).is_not(None),
    col(Person.title) != "",
    col(Person.id).in_(_PASSWORD),
)
_WORDS = or_(
    col(CorrectionRequest.wrong) != "", col(CorrectionRequest.right) != "", col(CorrectionRequest.reason) != ""
)

SHELVES: Mapping[Kept, Shelf] = {
    Kept.ACCOUNTS: Shelf(
        select(col(Person.id)).where(col(Person.active).is_(False), _CONTACT), _LEFT, col(Person.name)
    ),
    Kept.SIGN_INS: Shelf(
        select(col(WebSession.id)).where(col(WebSession.agent) != ""), col(WebSession.expires_at), col(WebSession.agent)
    ),
    Kept.MAIL_BODIES: Shelf(
        select(col(Mail.id)).where(
            col(Mail.state).in_(GONE), or_(func.length(col(Mail.content)) > 0, col(Mail.address) != "")
        ),
        func.coalesce(col(Mail.sent_at), col(Mail.queued_at)),
        col(Mail.subject),
    ),
    Kept.NOTICES: Shelf(
        select(col(Notice.id)).where(col(Notice.mail_id).is_not(None), col(Notice.content) != EMPTY),
        col(Notice.created_at),
        col(Notice.kind),
    ),
    Kept.DOCUMENTS: Shelf(
        _of_dossiers(DossierDocument).where(col(DossierDocument.id).not_in(_ERASED)),
        col(Campaign.closed_at),
        col(DossierDocument.file_name),
    ),
    Kept.EVIDENCE: Shelf(
        _of_dossiers(CriterionEvidence).where(col(CriterionEvidence.value) != ""),
        col(Campaign.closed_at),
        col(CriterionEvidence.criterion),
    ),
    Kept.EVENT_VALUES: Shelf(
        select(col(AuditValue.id))
        .join(AuditEvent, col(AuditEvent.id) == col(AuditValue.event_id))
        .where(or_(col(AuditValue.value).is_not(None), col(AuditValue.salt) != "")),
        col(AuditEvent.at),
        col(AuditEvent.subject),
    ),
    Kept.CORRECTIONS: Shelf(
        select(col(CorrectionRequest.id)).where(col(CorrectionRequest.decided_at).is_not(None), _WORDS),
        col(CorrectionRequest.decided_at),
        col(CorrectionRequest.field),
    ),
}


def due(kept: Kept, before: datetime) -> Select[Any]:
    """Ids of what holds something and whose time began before this moment."""
    shelf = SHELVES[kept]
    return shelf.rows.where(shelf.since < before)


def of_person(kept: Kept, person: Person) -> Select[Any]:
    """Ids of what holds something about this person. Raises KeyError for a class that belongs to no person."""
    hers = select(col(Notice.mail_id)).where(col(Notice.recipient_id) == person.id, col(Notice.mail_id).is_not(None))
    owned: Mapping[Kept, Any] = {
        Kept.ACCOUNTS: col(Person.id) == person.id,
        Kept.SIGN_INS: col(WebSession.person_id) == person.id,
        Kept.MAIL_BODIES: col(Mail.id).in_(hers),
        Kept.NOTICES: col(Notice.recipient_id) == person.id,
        Kept.EVENT_VALUES: col(AuditEvent.subject) == f"person:{person.code}",
        Kept.CORRECTIONS: col(CorrectionRequest.person_id) == person.id,
    }
    return SHELVES[kept].rows.where(owned[kept])


def count(session: Session, chosen: Select[Any]) -> int:
    """How many rows."""
    return session.scalar(select(func.count()).select_from(chosen.subquery())) or 0


def listed(kept: Kept, chosen: Select[Any]) -> Select[Any]:
    """Id, moment and name of each row, the oldest first."""
    shelf = SHELVES[kept]
    return chosen.add_columns(shelf.since, shelf.label).order_by(shelf.since, *chosen.selected_columns)


def ids_of(session: Session, chosen: Select[Any]) -> list[int]:
    """The ids themselves."""
    return list(session.scalars(chosen))


def rows_of(session: Session, table: type[Found], ids: Sequence[int]) -> list[Found]:
    """These rows of a table."""
    key = table_of(table).c.id
    return list(session.scalars(select(table).where(key.in_(ids)).order_by(key)))


def needed(session: Session, digest: str) -> bool:
    """Does any row still need the bytes with this digest: a document that was not erased, a scan, a signed paper?"""
    standing = select(col(DossierDocument.id)).where(
        and_(col(DossierDocument.digest) == digest, col(DossierDocument.id).not_in(_ERASED))
    )
    if session.execute(standing.limit(1)).first() is not None:
        return True
    # Asked by the names of columns, so that a table that comes to hold files later is not forgotten here.
    others = (
        column
        for table in metadata.tables.values()
        for column in table.columns
        if table.name != "dossier_document" and (column.name == "digest" or column.name.endswith("_digest"))
    )
    return any(session.execute(select(1).where(column == digest).limit(1)).first() for column in others)


def erased_digests(session: Session) -> list[str]:
    """Digests of every document that was erased."""
    query = select(col(DossierDocument.digest)).where(col(DossierDocument.id).in_(_ERASED)).distinct()
    return list(session.scalars(query))

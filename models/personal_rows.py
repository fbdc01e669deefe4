"""Finding what is kept about people: views, requests, periods."""

from datetime import date, datetime

from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from domain.personal_data import Field, Kept
from models.base import table_of
from models.personal_data import CorrectionRequest, DataView, Erasure, RetentionPeriod


def viewed(session: Session, actor: str, what: str, subject: str, campaign: str | None, day: date) -> bool:
    """Is it noted that this person looked at this thing on this day?"""
    query = select(DataView.id).where(
        col(DataView.actor) == actor,
        col(DataView.what) == what,
        col(DataView.subject) == subject,
        col(DataView.campaign) == (campaign or ""),
        col(DataView.day) == day,
    )
    return session.exec(query).first() is not None


def note_viewed(
    session: Session, actor: str, what: str, subject: str, campaign: str | None, day: date, at: datetime
) -> bool:
    """Note it; False where it was noted, also by a request that came between."""
    if viewed(session, actor, what, subject, campaign, day):
        return False
    told = {"actor": actor, "what": what, "subject": subject, "campaign": campaign or "", "day": day, "seen_at": at}
    try:
        with session.begin_nested():
            session.execute(insert(table_of(DataView)), told)
    except IntegrityError:
        # Another request was faster. Whatever else the database refuses must not pass for a view that is noted.
        if not viewed(session, actor, what, subject, campaign, day):
            raise
        return False
    return True


def open_correction(session: Session, number: int) -> CorrectionRequest | None:
    """A request that nobody has decided, locked."""
    query = select(CorrectionRequest).where(col(CorrectionRequest.id) == number)
    return session.exec(query.where(col(CorrectionRequest.decided_at).is_(None)).with_for_update()).first()


def correction_waiting(session: Session, person_id: int, field: Field) -> bool:
    """Has she asked for this already, without an answer so far? Other things may wait side by side."""
    query = select(CorrectionRequest.id).where(
        col(CorrectionRequest.person_id) == person_id,
        col(CorrectionRequest.field) == field.value,
        col(CorrectionRequest.decided_at).is_(None),
    )
    return field is not Field.OTHER and session.exec(query).first() is not None


def period_of(session: Session, kept: Kept) -> RetentionPeriod | None:
    """For how long a class is kept, if anybody said so."""
    return session.exec(select(RetentionPeriod).where(col(RetentionPeriod.kept) == kept.value)).first()


def open_erasure(session: Session, number: int) -> Erasure | None:
    """A request that nobody has decided, locked."""
    query = select(Erasure).where(col(Erasure.id) == number, col(Erasure.decided_at).is_(None))
    return session.exec(query.with_for_update()).first()


def erasure_waiting(session: Session, kept: Kept | None, person_id: int | None) -> Erasure | None:
    """The open request for the same part."""
    of = col(Erasure.kept) == kept.value if kept else col(Erasure.person_id) == person_id
    return session.exec(select(Erasure).where(of, col(Erasure.decided_at).is_(None))).first()

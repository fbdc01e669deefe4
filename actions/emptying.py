"""Taking values out of rows that stay: each class of personal data in its own way, one event for each part of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Select, event, update
from sqlalchemy.orm import Session as AnySession
from sqlmodel import Session

from actions.account_parts import spend_links
from actions.audit import record
from actions.previews import previewing
from domain.people import Principal
from domain.personal_data import Kept
from models import blobs
from models.account_rows import account_of
from models.accounts import WebSession
from models.audit import AuditValue
from models.base import Row, table_of
from models.dossiers import CriterionEvidence
from models.mail import Mail, Notice
from models.people import Person
from models.personal_data import CorrectionRequest, ErasedDocument, Erasure
from models.retained_rows import EMPTY, erased_digests, ids_of, needed, rows_of

TOGETHER = 500
"""Rows of one event."""
_DOOMED = "files_to_remove"


@dataclass(frozen=True)
class Emptying:
    """By which request, who agreed, and when."""

    session: Session
    erasure: Erasure
    by: Principal
    at: datetime

    def empty(self, kept: Kept, chosen: Select[Any]) -> int:
        """Take out what these rows of a class hold; how many."""
        if kept in _AT_ONCE:
            table, nothing = _AT_ONCE[kept]
            target = table_of(table)
            done: Any = self.session.execute(update(target).where(target.c.id.in_(chosen)).values(**nothing))
            return int(done.rowcount)
        ids = ids_of(self.session, chosen)
        for start in range(0, len(ids), TOGETHER):
            part = ids[start : start + TOGETHER]
            _ONE_BY_ONE[kept](self, part)
            facts = {"number": self.erasure.id, "kept": kept.value, "count": len(part)}
            subject = f"erasure:{self.erasure.id}"
            record(self.session, "data:erased", by=self.by, at=self.at, subject=subject, facts=facts)
        return len(ids)


_AT_ONCE: Mapping[Kept, tuple[type[Row], Mapping[str, object]]] = {
    Kept.SIGN_INS: (WebSession, {"agent": ""}),
    Kept.MAIL_BODIES: (Mail, {"content": b"", "address": "", "reply": ""}),
    Kept.NOTICES: (Notice, {"content": EMPTY, "address": "", "recipient_name": ""}),
    # The salt goes with the value, because with it anybody could try values against the commitment in the event.
    Kept.EVENT_VALUES: (AuditValue, {"value": None, "salt": ""}),
}
"""Tables that the trail does not digest: table, and what a row holds afterwards."""


def _accounts(of: Emptying, ids: list[int]) -> None:
    for person in rows_of(of.session, Person, ids):
        person.phone, person.email, person.title = None, None, ""
        spend_links(of.session, person, of.at)
        account = account_of(of.session, person.id)
        if account is not None:
            account.password_hash = None


def _evidence(of: Emptying, ids: list[int]) -> None:
    for row in rows_of(of.session, CriterionEvidence, ids):
        row.value, row.document, row.attested_by = "", None, None


def _documents(of: Emptying, ids: list[int]) -> None:
    of.session.add_all(ErasedDocument(document_id=number, erasure_id=of.erasure.id) for number in ids)


def _corrections(of: Emptying, ids: list[int]) -> None:
    for row in rows_of(of.session, CorrectionRequest, ids):
        row.wrong, row.right, row.reason, row.answer = "", "", "", ""


_ONE_BY_ONE: Mapping[Kept, Callable[[Emptying, list[int]], None]] = {
    Kept.ACCOUNTS: _accounts,
    Kept.EVIDENCE: _evidence,
    Kept.DOCUMENTS: _documents,
    Kept.CORRECTIONS: _corrections,
}
"""Tables whose every change is told in the trail."""


def forget_files(session: Session, files: Path) -> None:
    """Once this transaction is kept, the bytes of erased documents that no other row needs are removed.

    All of them, because a crash may have come between an earlier erasure and its files.
    """
    if previewing(session):
        return
    session.flush()
    gone = [one for one in erased_digests(session) if blobs.there(files, one) and not needed(session, one)]
    session.info.setdefault(_DOOMED, set()).update((files, digest) for digest in gone)


@event.listens_for(Session, "after_commit")
def _remove(session: AnySession) -> None:
    # A savepoint that ends well may still be undone by what is around it.
    if not session.in_nested_transaction():
        for files, digest in session.info.pop(_DOOMED, ()):
            blobs.remove(files, digest)


@event.listens_for(Session, "after_soft_rollback")
def _keep(session: AnySession, _transaction: object) -> None:
    session.info.pop(_DOOMED, None)

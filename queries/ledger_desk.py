"""What an auditor sees of the ledger: checks and what they found, checkpoints and where they went, hers compared."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlmodel import Session, col

from domain.checkpoints import Anchors, Checkpoint, PublicKey, is_signed, unannounced
from domain.ledger import Finding, heard
from domain.people import Principal
from domain.values import Value
from models.audit import AuditEvent
from models.ledger import LedgerCheck
from models.ledger_rows import checkpoints, keys, root_at, size_of
from models.mail import Mail, Notice
from queries.history import Event, require_reader, told

RESTORED = "store:restored"
MOST = 500
"""Checkpoints of one file that are compared; the youngest, which cover the most."""

NOTICES = 400
"""Letters that are looked through for where a checkpoint went."""


class Checked(Value):
    """One check of the whole ledger. `anchored`: up to where something kept outside confirms it; None: nothing was."""

    at: datetime
    by: str
    sealed: int
    unsealed: int
    anchored: int | None
    findings: tuple[Finding, ...]


class Told(Value):
    """To whom a checkpoint was mailed, and what became of the mail; `state` is None while it is not written yet."""

    name: str
    state: str | None


class Signed(Value):
    """A checkpoint of the store and where it went."""

    checkpoint: Checkpoint
    told: tuple[Told, ...]


class Key(Value):
    """A key that signs or signed; `announced` by the one before it, as the first need not be."""

    key: PublicKey
    announced: bool


class Verdict(StrEnum):
    """What the store says to a checkpoint from outside."""

    SAME = "same"
    DIFFERENT = "different"
    BEYOND = "beyond"
    FORGED = "forged"
    UNKNOWN_KEY = "unknown_key"


class Compared(Value):
    """A checkpoint from outside and the verdict."""

    checkpoint: Checkpoint
    verdict: Verdict


def checks(session: Session, viewer: Principal, *, limit: int = 30) -> tuple[Checked, ...]:
    """The last checks, the newest first; raises NotAllowed `role_missing`."""
    require_reader(session, viewer)
    rows = session.scalars(select(LedgerCheck).order_by(col(LedgerCheck.id).desc()).limit(limit))
    return tuple(
        Checked(
            at=row.at,
            by=row.by,
            sealed=row.sealed,
            unsealed=row.unsealed,
            anchored=row.anchored,
            findings=heard(json.loads(row.findings)),
        )
        for row in rows
    )


def restored(session: Session, viewer: Principal) -> tuple[Event, ...]:
    """When the store was brought back from a backup, which explains why a checkpoint from outside knows more."""
    require_reader(session, viewer)
    query = select(AuditEvent).where(col(AuditEvent.kind) == RESTORED).order_by(col(AuditEvent.id).desc())
    return told(session, session.scalars(query.limit(20)).all())


def signed(session: Session, viewer: Principal) -> tuple[Signed, ...]:
    """Every checkpoint, the newest first; raises NotAllowed `role_missing`."""
    require_reader(session, viewer)
    went = _went(session)
    return tuple(Signed(checkpoint=one, told=tuple(went.get(one.line, ()))) for one in reversed(checkpoints(session)))


def public_keys(session: Session, viewer: Principal) -> tuple[Key, ...]:
    """Every key, the first one first."""
    require_reader(session, viewer)
    found = keys(session)
    strange = set(unannounced(found))
    return tuple(Key(key=key, announced=key.id not in strange) for key in found)


def lines(session: Session, viewer: Principal) -> str:
    """Keys and checkpoints as the text that is kept outside."""
    require_reader(session, viewer)
    found: Iterable[PublicKey | Checkpoint] = (*keys(session), *checkpoints(session))
    return "".join(f"{one.line}\n" for one in found)


def compared(session: Session, viewer: Principal, outside: Anchors) -> tuple[Compared, ...]:
    """What the tree says to these checkpoints, the largest first; some forty rows are read for each.

    That the tree is the same says that nothing was rewritten in it; whether each event still fits it, a check tells.
    """
    require_reader(session, viewer)
    size = size_of(session)
    # Keys that came along count first, because those in the store may have been exchanged.
    public = {key.id: key.public for key in (*keys(session), *outside.keys)}
    return tuple(
        Compared(checkpoint=one, verdict=_verdict(session, one, size, public.get(one.key)))
        for one in outside.checkpoints[: -MOST - 1 : -1]
    )


def _verdict(session: Session, one: Checkpoint, size: int, public: str | None) -> Verdict:
    if public is not None and not is_signed(one.statement, one.signature, public):
        return Verdict.FORGED
    if one.size > size:
        return Verdict.BEYOND
    if root_at(session, one.size) != one.root:
        return Verdict.DIFFERENT
    return Verdict.SAME if public is not None else Verdict.UNKNOWN_KEY


def _went(session: Session) -> dict[str, list[Told]]:
    """Line of a checkpoint → who was written to; of the last letters."""
    query = (
        select(col(Notice.content), col(Notice.recipient_name), col(Mail.state))
        .outerjoin(Mail, col(Mail.id) == col(Notice.mail_id))
        .where(col(Notice.campaign_id).is_(None), col(Notice.kind) == "ledger_checkpoint")
        .order_by(col(Notice.id).desc())
        .limit(NOTICES)
    )
    found: dict[str, list[Told]] = {}
    rows: Sequence[tuple[str, str, str | None]] = [tuple(row) for row in session.execute(query)]
    for content, name, state in rows:
        found.setdefault(str(json.loads(content)["checkpoint"]), []).append(Told(name=name, state=state))
    return found

"""Signing how far the ledger has grown, telling the auditors, and handing the signing over to a new key."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlmodel import Session

from actions.audit import canonical, record
from actions.guard import require
from actions.telling import tell_of_service
from domain.checkpoints import Checkpoint, PublicKey, whole_second
from domain.errors import Broken, WrongState
from domain.ledger import GRACE, Finding, told
from domain.people import SYSTEM, Principal, Role
from domain.steps import local_day
from models.ledger import CheckpointRow, LedgerCheck, LedgerKey
from models.ledger_keys import SigningKey, new_key, open_key
from models.ledger_rows import (
    checkpoint_of,
    keys,
    last_checkpoint,
    last_key,
    lock_ledger,
    oldest_waiting,
    public_key_of,
    root_at,
    size_of,
    watchers,
)
from notifications.notices.of_service import LedgerBroken, LedgerCheckpoint
from wording.ledger import finding_sentence


def sign_checkpoint(session: Session, key: SigningKey, *, by: Principal, at: datetime) -> Checkpoint:
    """Sign the root over everything sealed and tell the auditors; where nothing was added, the last one again.

    It is no event of the trail itself, or every checkpoint would call for the next.

    Raises:
        WrongState: `nothing_sealed`; `ledger_backlog`, while older events still wait for their place.
        Broken: `ledger_shortened`, `ledger_damaged`, when what is stored does not continue the last checkpoint.
    """
    require(by, "ledger:checkpoint")
    lock_ledger(session)
    size, last, oldest = size_of(session), last_checkpoint(session), oldest_waiting(session)
    if oldest is not None and oldest < at - GRACE / 2:
        raise WrongState("ledger_backlog", since=oldest)
    if size == 0:
        raise WrongState("nothing_sealed")
    if last is not None:
        _require_continued(session, last, size)
        if last.size == size:
            return checkpoint_of(last)
    unsigned = Checkpoint(size, _root(session, size), whole_second(at), key.id)
    row = CheckpointRow(
        size=size, root=unsigned.root, at=unsigned.at, key=key.id, signature=key.sign(unsigned.statement)
    )
    session.add(row)
    session.flush()
    signed = checkpoint_of(row)
    tell_of_service(
        session,
        LedgerCheckpoint,
        watchers(session, (Role.AUDITOR,), local_day(at)),
        at=at,
        events=size,
        signed_at=signed.at,
        checkpoint=signed.line,
        key=public_key_of(_signing(session)).line,
    )
    return signed


@contextmanager
def signing_key(session: Session, directory: Path, *, at: datetime) -> Iterator[SigningKey]:
    """The key that signs now; the service makes the first one itself.

    Raises:
        WrongState: `ledger_key_lost`.
    """
    # Two processes of a new installation may want to make the first one.
    lock_ledger(session)
    last = last_key(session)
    if last is not None:
        yield open_key(directory, last.id)
        return
    with new_key(directory) as key:
        add_key(session, key, by=SYSTEM, at=at)
        yield key


def add_key(
    session: Session, new: SigningKey, *, old: SigningKey | None = None, reason: str = "", by: Principal, at: datetime
) -> PublicKey:
    """Let `new` sign from now on; `old` vouches for it. Without `old` a checker sees that nobody does.

    Raises:
        NotAllowed: `role_missing`; the service itself may make the first key and no other.
        WrongState: `ledger_key_is_not_last`, when `old` is not the key that signs now.
    """
    lock_ledger(session)
    last = last_key(session)
    if last is not None or not by.is_system:
        require(by, "ledger:rotate_key")
    if old is not None and (last is None or last.id != old.id):
        raise WrongState("ledger_key_is_not_last", key=old.id)
    unsigned = PublicKey(new.id, new.public, whole_second(at), after=old.id if old else "")
    signature = old.sign(unsigned.statement) if old else None
    row = LedgerKey(
        number=len(keys(session)) + 1,
        id=new.id,
        public=new.public,
        made_at=unsigned.at,
        made_by=by.code,
        reason=reason,
        signed_by=old.id if old else None,
        signature=signature,
    )
    session.add(row)
    facts = {"key": new.id, "after": old.id if old else None}
    record(session, "ledger:key_made", by=by, at=at, subject=f"ledger_key:{new.id}", reason=reason, facts=facts)
    return public_key_of(row)


def ask_check(session: Session, *, sizes: tuple[int, ...], by: Principal, at: datetime) -> None:
    """Note that somebody had the whole ledger checked, and against checkpoints of which sizes she had it held.

    Raises:
        NotAllowed: `role_missing`.
    """
    require(by, "audit:view")
    record(session, "ledger:check_asked", by=by, at=at, subject="ledger:all", facts={"sizes": list(sizes)})


def note_comparison(session: Session, *, checkpoints: int, different: int, by: Principal, at: datetime) -> None:
    """Note that somebody held checkpoints from outside against the ledger, and how many did not fit.

    Raises:
        NotAllowed: `role_missing`.
    """
    require(by, "audit:view")
    facts = {"checkpoints": checkpoints, "different": different}
    record(session, "ledger:compared", by=by, at=at, subject="ledger:all", facts=facts)


def record_check(
    session: Session,
    *,
    sealed: int,
    unsealed: int,
    anchored: int | None,
    findings: tuple[Finding, ...],
    alarm: bool = False,
    by: Principal,
    at: datetime,
) -> LedgerCheck:
    """Remember that the ledger was checked and what was found; with `alarm` those who watch over it are told."""
    found = canonical(told(findings))
    row = LedgerCheck(at=at, by=by.code, sealed=sealed, unsealed=unsealed, anchored=anchored, findings=found)
    session.add(row)
    if alarm and findings:
        people = watchers(session, (Role.AUDITOR, Role.ADMINISTRATOR), local_day(at))
        lines = tuple(finding_sentence(one.code, one.data) for one in findings)
        tell_of_service(session, LedgerBroken, people, at=at, checked_at=at, findings=lines)
    return row


def _signing(session: Session) -> LedgerKey:
    key = last_key(session)
    if key is None:
        raise WrongState("ledger_without_key")
    return key


def _root(session: Session, size: int) -> str:
    found = root_at(session, size)
    if found is None:
        raise Broken("ledger_damaged", size=size)
    return found


def _require_continued(session: Session, last: CheckpointRow, size: int) -> None:
    if last.size > size:
        raise Broken("ledger_shortened", signed=last.size, found=size)
    if _root(session, last.size) != last.root:
        raise Broken("ledger_damaged", size=last.size)

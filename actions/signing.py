"""Signing in and out. What failed is counted under the name, so that an answer never tells whether somebody has it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col

from actions.audit import record
from actions.guard import require
from actions.passwords import Proof, new_token
from domain.accounts import LOCKED_FOR, SEEN_EVERY, TRIALS, Lasting, hash_of, locked_after
from domain.errors import NotAllowed, NotFound, Refused
from domain.people import SYSTEM, Principal
from domain.steps import local_day
from models.account_rows import account_of, deputies_for, open_sessions, session_by_id, trial_of
from models.accounts import SignInTrial, WebSession
from models.campaign_rows import store_mark
from models.finders import person_by_code
from models.people import Person

AGENT_LENGTH = 120
OLD_SESSIONS = timedelta(days=30)
OLD_TRIALS = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Admitted:
    """Somebody was let in; only this answer ever holds the token."""

    token: str = field(repr=False)
    expires_at: datetime
    must_change: bool


def sign_in(
    session: Session, proof: Proof, *, at: datetime, agent: str = "", lasting: Lasting | None = None
) -> Admitted | Refused:
    """Let somebody in whose password was tried, or say why not.

    A refusal is returned and not raised, because the trial has to be counted, and a raised error undoes everything:
    `sign_in_failed`, `sign_in_locked`, `account_disabled` (only told to who knows the password).
    """
    trial = trial_of(session, proof.name_digest, lock=True)
    if trial is not None and _is_locked(trial, at):
        return NotAllowed("sign_in_locked", until=trial.locked_until, trials=TRIALS)
    if not proof.fits or proof.person is None:
        return _failed(session, trial, proof, at)
    person = person_by_code(session, proof.person)
    account = account_of(session, person.id, lock=True)
    # Compared once more, because the password may have been changed while the old one was tried.
    if account is None or account.password_hash != proof.tried_hash:
        return _failed(session, trial, proof, at)
    if account.disabled_at is not None or not person.active:
        return NotAllowed("account_disabled", person=person.name)
    failed_before = _forgive(trial)
    admitted = _open(session, person, at, agent, lasting or Lasting(), must_change=account.must_change)
    facts = {"failed_before": failed_before}
    record(session, "account:signed_in", by=herself(person), at=at, subject=f"person:{person.code}", facts=facts)
    return admitted


def sign_out(session: Session, session_id: int, *, by: Principal, at: datetime) -> None:
    """End the session somebody is in, or another of her own; one that has ended stays so.

    Raises:
        NotFound: `web_session`, also for somebody else's.
    """
    row = session_by_id(session, session_id)
    if row is None or row.person_id != by.person_id:
        raise NotFound("web_session")
    if row.ended_at is None:
        row.ended_at = at
        record(session, "account:signed_out", by=by, at=at, subject=f"person:{by.code}")


def end_sessions(session: Session, person: str, *, but: int | None = None, by: Principal, at: datetime) -> int:
    """End all sessions of a person, one's own or by who manages people; how many. `but` one is kept.

    Raises:
        NotAllowed: `role_missing`. NotFound: `person`.
    """
    if by.code != person:
        require(by, "people:manage")
    ended = end_all(session, person_by_code(session, person), at, but=but)
    facts = {"sessions": ended}
    record(session, "account:sessions_ended", by=by, at=at, subject=f"person:{person}", facts=facts)
    return ended


def end_all(session: Session, person: Person, at: datetime, *, but: int | None = None) -> int:
    """The sessions end, as part of an act that says so; how many."""
    ending = [row for row in open_sessions(session, person.id, at) if row.id != but]
    for row in ending:
        row.ended_at = at
    return len(ending)


def act_for(session: Session, session_id: int, deputy_id: int | None, *, by: Principal, at: datetime) -> None:
    """Act in this session in the place of somebody, or for oneself again with None.

    Raises:
        NotFound: `deputy`, when she is nobody's deputy by that number today; `web_session`.
    """
    row = session_by_id(session, session_id)
    if row is None or row.person_id != by.person_id:
        raise NotFound("web_session")
    standing = {deputy.id: deputy for deputy in deputies_for(session, row.person_id, local_day(at))}
    if deputy_id is not None and deputy_id not in standing:
        raise NotFound("deputy", number=deputy_id)
    left, row.acting_for = row.acting_for, deputy_id
    number = left if deputy_id is None else deputy_id
    if number is not None:
        record(
            session,
            "deputy:stopped" if deputy_id is None else "deputy:acting",
            by=by,
            at=at,
            subject=f"deputy:{number}",
            facts={"deputy": by.code},
        )


def touch(session: Session, session_id: int, *, at: datetime, lasting: Lasting | None = None) -> None:
    """Note that a session is used, at most once in `SEEN_EVERY`; without an event, because it happens all the time."""
    row = session_by_id(session, session_id)
    if row is not None and row.ended_at is None and at - row.last_seen_at >= SEEN_EVERY:
        row.last_seen_at, row.idle_until = at, at + (lasting or Lasting()).idle


def forgive(session: Session, name_digest: str) -> None:
    """Forget what failed under a name, because its owner has shown herself in another way."""
    _forgive(trial_of(session, name_digest, lock=True))


def herself(person: Person) -> Principal:
    """A person who acts in a matter of her own account, which needs no role."""
    return Principal(code=person.code, name=person.name, person_id=person.id, unit_id=person.unit_id)


def _open(
    session: Session, person: Person, at: datetime, agent: str, lasting: Lasting, *, must_change: bool
) -> Admitted:
    old = (col(WebSession.person_id) == person.id) & (col(WebSession.expires_at) < at - OLD_SESSIONS)
    session.execute(delete(WebSession).where(old))
    token = new_token()
    row = WebSession(
        token_hash=hash_of(token),
        person_id=person.id,
        created_at=at,
        last_seen_at=at,
        idle_until=at + lasting.idle,
        expires_at=at + lasting.whole,
        agent=agent[:AGENT_LENGTH],
    )
    session.add(row)
    return Admitted(token, row.expires_at, must_change)


def _failed(session: Session, trial: SignInTrial | None, proof: Proof, at: datetime) -> Refused:
    others = (col(SignInTrial.name_digest) != proof.name_digest) & (col(SignInTrial.failed_at) < at - OLD_TRIALS)
    session.execute(delete(SignInTrial).where(others))
    row = trial or _first_trial(session, proof.name_digest, at)
    if _is_locked(row, at):
        # Others have tried the same new name while this one waited for its row.
        return NotAllowed("sign_in_locked", until=row.locked_until, trials=TRIALS)
    row.failed = 1 if at - row.failed_at >= LOCKED_FOR else row.failed + 1
    row.failed_at = at
    # The clock of a simulated store may stand still, and a lock would never end there.
    row.locked_until = None if store_mark(session).simulated else locked_after(row.failed, at)
    if row.locked_until is None:
        return NotAllowed("sign_in_failed")
    row.failed = 0
    if proof.person is not None:
        facts = {"locked_until": row.locked_until.isoformat()}
        record(session, "account:locked", by=SYSTEM, at=at, subject=f"person:{proof.person}", facts=facts)
    return NotAllowed("sign_in_locked", until=row.locked_until, trials=TRIALS)


def _first_trial(session: Session, name_digest: str, at: datetime) -> SignInTrial:
    row = SignInTrial(name_digest=name_digest, failed=0, failed_at=at)
    try:
        with session.begin_nested():
            session.add(row)
            session.flush()
    except IntegrityError:
        # Another trial of the same name has come in between.
        return trial_of(session, name_digest, lock=True) or row
    return row


def _is_locked(trial: SignInTrial, at: datetime) -> bool:
    return trial.locked_until is not None and at < trial.locked_until


def _forgive(trial: SignInTrial | None) -> int:
    if trial is None:
        return 0
    failed, trial.failed, trial.locked_until = trial.failed, 0, None
    return failed

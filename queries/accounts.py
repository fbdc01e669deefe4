"""Who is signed in, and which accounts and sessions there are."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlmodel import Session, col

from domain.accounts import Credential, digest_of, hash_of
from domain.errors import NotAllowed
from domain.people import Principal
from domain.permissions import allowed, holders
from domain.steps import local_day
from domain.values import Value
from models.account_rows import account_of, deputies_for, open_sessions, person_called, reset_by_hash, session_by_hash
from models.accounts import Account, SignInTrial, WebSession
from models.campaign_rows import store_mark
from models.campaigns import Campaign
from models.finders import person_by_code, valid_on
from models.people import Person, RoleGrant
from models.places import Unit
from queries.deputies import DeputyLine, acting_for, deputy_lines
from wording.names import fold, nfc, person_sort_key


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Somebody who is signed in: who acts, in which session, and what she still has to do or may choose."""

    principal: Principal
    session_id: int
    own_code: str
    own_name: str
    must_change: bool
    last_seen_at: datetime
    expires_at: datetime
    deputies: tuple[DeputyLine, ...]
    """In whose place she may act today."""
    acting_for: DeputyLine | None
    """In whose place she chose to act in this session."""

    @property
    def own(self) -> Principal:
        """She herself, for what concerns her own account, whoever she acts for."""
        return Principal(code=self.own_code, name=self.own_name, person_id=self.principal.person_id)


class SessionLine(Value):
    """A sign-in that still holds."""

    id: int
    created_at: datetime
    last_seen_at: datetime
    expires_at: datetime
    agent: str


class AccountLine(Value):
    """An account; `state` is open, locked, disabled or waiting (no password was chosen yet)."""

    code: str
    name: str
    unit: str | None
    email: str | None
    state: str
    must_change: bool
    locked_until: datetime | None
    sessions: int
    last_seen_at: datetime | None
    created_at: datetime


class DemoAccount(Value):
    """A ready-made account of a simulated store, with the roles it shows."""

    code: str
    name: str
    title: str
    unit: str | None
    roles: tuple[str, ...]
    campaigns: tuple[str, ...]


def signed_in(session: Session, token: str, *, at: datetime) -> SignedIn | None:
    """Who holds this token at this moment, with the grants of the day; None when the session is over or unknown.

    A session is over when it was ended, has lain idle or expired, or when the account or the person no longer works.
    """
    row = session_by_hash(session, hash_of(token)) if token else None
    if row is None or row.ended_at is not None or at >= min(row.idle_until, row.expires_at):
        return None
    person, account = session.get_one(Person, row.person_id), account_of(session, row.person_id)
    if account is None or account.disabled_at is not None or not person.active:
        return None
    today = local_day(at)
    standing = deputies_for(session, person.id, today)
    lines = deputy_lines(session, [deputy.id for deputy in standing])
    chosen = next((deputy for deputy in standing if deputy.id == row.acting_for), None)
    return SignedIn(
        principal=acting_for(session, person, chosen, today),
        session_id=row.id,
        own_code=person.code,
        own_name=person.name,
        must_change=account.must_change,
        last_seen_at=row.last_seen_at,
        expires_at=row.expires_at,
        deputies=lines,
        acting_for=next((line for line in lines if chosen is not None and line.id == chosen.id), None),
    )


def credential(session: Session, name: str) -> Credential:
    """What is needed to try a password, for a code or a mail address. A name that leads nowhere looks the same."""
    typed = nfc(name).strip()
    person = person_called(session, typed)
    if person is None:
        return Credential(digest_of(typed))
    account = account_of(session, person.id)
    return Credential(digest_of(person.code), person.code, account.password_hash if account else None)


def reset_for(session: Session, token: str, *, at: datetime) -> str | None:
    """Whose password this link sets, by code; None when it was used, has run out or never was."""
    row = reset_by_hash(session, hash_of(token))
    if row is None or row.used_at is not None or at >= row.expires_at:
        return None
    return session.get_one(Person, row.person_id).code


def accounts(session: Session, viewer: Principal, *, at: datetime, text: str = "") -> tuple[AccountLine, ...]:
    """All accounts in the order of a Vietnamese list of names.

    Raises:
        NotAllowed: `role_missing`.
    """
    _require_manager(viewer)
    query = (
        select(Person, Account, col(Unit.code))
        .join(Account, col(Account.person_id) == col(Person.id))
        .outerjoin(Unit, col(Unit.id) == col(Person.unit_id))
    )
    if text:
        query = query.where(col(Person.folded).contains(fold(text), autoescape=True))
    rows = session.execute(query).tuples().all()
    locks, used = _locks(session, at), _sessions(session, at)
    lines = (_account(person, account, unit, locks, used) for person, account, unit in rows)
    return tuple(sorted(lines, key=lambda line: person_sort_key(line.name)))


def sessions_of(session: Session, viewer: Principal, person: str, *, at: datetime) -> tuple[SessionLine, ...]:
    """A person's sign-ins that still hold, the newest first; for herself and for who manages people.

    Raises:
        NotAllowed: `role_missing`. NotFound: `person`.
    """
    if viewer.code != person:
        _require_manager(viewer)
    rows = open_sessions(session, person_by_code(session, person).id, at)
    return tuple(
        SessionLine(
            id=row.id,
            created_at=row.created_at,
            last_seen_at=row.last_seen_at,
            expires_at=row.expires_at,
            agent=row.agent,
        )
        for row in rows
    )


def demo_accounts(session: Session, *, on: date) -> tuple[DemoAccount, ...]:
    """The ready-made accounts of a simulated store; nothing in a real one. Their password is `DEMO_PASSWORD`."""
    if not store_mark(session).simulated:
        return ()
    query = (
        select(Person, col(Unit.code))
        .join(Account, col(Account.person_id) == col(Person.id))
        .outerjoin(Unit, col(Unit.id) == col(Person.unit_id))
        .where(col(Account.disabled_at).is_(None), col(Account.must_change).is_(False))
        .order_by(col(Account.id))
    )
    rows = session.execute(query).tuples().all()
    held = _held(session, [person.id for person, _ in rows], on)
    return tuple(_demo(person, unit, held.get(person.id, [])) for person, unit in rows)


def _locks(session: Session, at: datetime) -> dict[str, datetime]:
    query = select(col(SignInTrial.name_digest), col(SignInTrial.locked_until))
    rows = session.execute(query.where(col(SignInTrial.locked_until) > at)).tuples()
    return {digest: until for digest, until in rows if until is not None}


def _sessions(session: Session, at: datetime) -> dict[int, tuple[int, datetime]]:
    """Person → how many sessions hold, and when one was last used."""
    standing = (
        col(WebSession.ended_at).is_(None) & (col(WebSession.idle_until) > at) & (col(WebSession.expires_at) > at)
    )
    query = select(
        col(WebSession.person_id), func.count().filter(standing), func.max(col(WebSession.last_seen_at))
    ).group_by(col(WebSession.person_id))
    return {person: (count, last) for person, count, last in session.execute(query).tuples()}


def _account(
    person: Person,
    account: Account,
    unit: str | None,
    locks: dict[str, datetime],
    used: dict[int, tuple[int, datetime]],
) -> AccountLine:
    locked_until = locks.get(digest_of(person.code))
    count, last = used.get(person.id, (0, None))
    return AccountLine(
        code=person.code,
        name=person.name,
        unit=unit,
        email=person.email,
        state=_state(person, account, locked_until),
        must_change=account.must_change,
        locked_until=locked_until,
        sessions=count,
        last_seen_at=last,
        created_at=account.created_at,
    )


def _state(person: Person, account: Account, locked_until: datetime | None) -> str:
    if account.disabled_at is not None or not person.active:
        return "disabled"
    if account.password_hash is None:
        return "waiting"
    return "locked" if locked_until else "open"


def _demo(person: Person, unit: str | None, held: list[tuple[str, str | None]]) -> DemoAccount:
    return DemoAccount(
        code=person.code,
        name=person.name,
        title=person.title,
        unit=unit,
        roles=tuple(dict.fromkeys(role for role, _ in held)),
        campaigns=tuple(dict.fromkeys(campaign for _, campaign in held if campaign)),
    )


def _held(session: Session, ids: list[int], on: date) -> dict[int, list[tuple[str, str | None]]]:
    """Person → the roles held that day, each with the code of its campaign."""
    query = (
        select(col(RoleGrant.person_id), col(RoleGrant.role), col(Campaign.code))
        .outerjoin(Campaign, col(Campaign.id) == col(RoleGrant.campaign_id))
        .where(col(RoleGrant.person_id).in_(ids), valid_on(on))
    )
    found: defaultdict[int, list[tuple[str, str | None]]] = defaultdict(list)
    for person, role, campaign in session.execute(query.order_by(col(RoleGrant.id))).tuples():
        found[person].append((role, campaign))
    return found


def _require_manager(viewer: Principal) -> None:
    if not viewer.is_system and not allowed("people:manage", viewer):
        raise NotAllowed("role_missing", action="people:manage", person=viewer.name, roles=holders("people:manage"))

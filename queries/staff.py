"""People as the administrator's desk shows them: a page of them, and one with the account and every role."""

from datetime import date, datetime

from sqlalchemy import func, or_, select
from sqlmodel import Session, col

from domain.accounts import digest_of
from domain.errors import NotAllowed
from domain.people import Principal
from domain.permissions import allowed, holders
from domain.values import Value
from models.account_rows import account_of
from models.accounts import Account, SignInTrial
from models.campaigns import Campaign
from models.finders import person_by_code
from models.people import Person, RoleGrant
from models.places import Unit
from queries.people import PersonLine, people_of
from wording.names import fold, person_sort_key


class StaffLine(Value):
    """A person with the name of her unit and her account: none, waiting (no password yet), open or disabled."""

    person: PersonLine
    unit_name: str | None
    account: str


class StaffPage(Value):
    """Part of the list of people, with how many it has in all."""

    people: tuple[StaffLine, ...]
    total: int


class RoleHeld(Value):
    """A role that has not ended, with its scope by code and by name; None in a scope means everywhere."""

    role: str
    unit: str | None
    unit_name: str | None
    campaign: str | None
    campaign_name: str | None
    valid_from: date | None
    valid_to: date | None
    document: str | None


class StaffSheet(Value):
    """One person. `account` as in StaffLine; `locked_until` after too many wrong passwords."""

    code: str
    name: str
    title: str
    email: str | None
    phone: str | None
    unit: str | None
    unit_name: str | None
    active: bool
    account: str
    must_change: bool
    created_at: datetime | None
    locked_until: datetime | None
    roles: tuple[RoleHeld, ...]


def staff(
    session: Session, viewer: Principal, *, on: date, text: str = "", offset: int = 0, limit: int = 50
) -> StaffPage:
    """A part of the people whose name or code fits, in the order of their codes; raises NotAllowed `role_missing`."""
    require_manager(viewer)
    fits = or_(col(Person.folded).contains(fold(text), autoescape=True), col(Person.code) == text)
    found = select(Person).where(fits) if text else select(Person)
    rows = session.scalars(found.order_by(col(Person.code)).offset(offset).limit(limit)).all()
    kept = select(col(Account.person_id), Account).where(col(Account.person_id).in_([row.id for row in rows]))
    accounts = dict(session.execute(kept).tuples().all())
    called = select(col(Unit.id), col(Unit.name)).where(col(Unit.id).in_({row.unit_id for row in rows}))
    units = dict(session.execute(called).tuples().all())
    lines = (
        StaffLine(person=line, unit_name=units.get(row.unit_id or 0), account=_state(accounts.get(row.id)))
        for row, line in zip(rows, people_of(session, rows, on), strict=True)
    )
    return StaffPage(
        people=tuple(sorted(lines, key=lambda line: person_sort_key(line.person.name))),
        total=session.scalar(select(func.count()).select_from(found.subquery())) or 0,
    )


def person(session: Session, viewer: Principal, code: str, *, on: date, at: datetime) -> StaffSheet:
    """One person with the account and every role that has not ended.

    Raises:
        NotAllowed: `role_missing`. NotFound: `person`.
    """
    require_manager(viewer)
    row = person_by_code(session, code)
    account, unit = account_of(session, row.id), session.get(Unit, row.unit_id) if row.unit_id else None
    locked = select(col(SignInTrial.locked_until)).where(
        col(SignInTrial.name_digest) == digest_of(code), col(SignInTrial.locked_until) > at
    )
    return StaffSheet(
        code=row.code,
        name=row.name,
        title=row.title,
        email=row.email,
        phone=row.phone,
        unit=unit.code if unit else None,
        unit_name=unit.name if unit else None,
        active=row.active,
        account=_state(account),
        must_change=account is not None and account.must_change,
        created_at=account.created_at if account else None,
        locked_until=session.scalar(locked),
        roles=_roles(session, row.id, on),
    )


def require_manager(viewer: Principal, action: str = "people:manage") -> None:
    """Raises NotAllowed `role_missing`."""
    if not viewer.is_system and not allowed(action, viewer):
        raise NotAllowed("role_missing", action=action, person=viewer.name, roles=holders(action))


def _roles(session: Session, person_id: int, on: date) -> tuple[RoleHeld, ...]:
    """What has not ended; also what begins later, because it was decided and can be taken back."""
    query = (
        select(RoleGrant, col(Unit.code), col(Unit.name), col(Campaign.code), col(Campaign.name))
        .outerjoin(Unit, col(Unit.id) == col(RoleGrant.unit_id))
        .outerjoin(Campaign, col(Campaign.id) == col(RoleGrant.campaign_id))
        .where(col(RoleGrant.person_id) == person_id)
        .where(or_(col(RoleGrant.valid_to).is_(None), col(RoleGrant.valid_to) >= on))
        .order_by(col(RoleGrant.id))
    )
    return tuple(
        RoleHeld(
            role=grant.role,
            unit=unit,
            unit_name=unit_name,
            campaign=campaign,
            campaign_name=campaign_name,
            valid_from=grant.valid_from,
            valid_to=grant.valid_to,
            document=grant.document,
        )
        for grant, unit, unit_name, campaign, campaign_name in session.execute(query).tuples()
    )


def _state(account: Account | None) -> str:
    if account is None:
        return "none"
    if account.disabled_at is not None:
        return "disabled"
    return "open" if account.password_hash else "waiting"

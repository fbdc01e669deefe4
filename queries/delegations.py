"""Who signs in whose place: the list for those who keep it, and what one person may sign by."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from domain.delegations import Reach
from domain.errors import NotAllowed
from domain.people import Principal
from domain.permissions import allowed, holders
from domain.values import Value
from models.campaigns import Campaign
from models.decisions import Decision
from models.finders import valid_on
from models.issuing import Delegation
from models.issuing_rows import delegations_to, printed_block
from models.people import Person, RoleGrant
from wording.issuing import block_line, reach_phrase


class DelegationLine(Value):
    """A delegation. `block` is what is printed above the signature; None in the reach means all."""

    number: int
    delegator: str
    delegator_name: str
    delegate: str
    delegate_name: str
    form: str
    block: str
    authority: str | None
    kind: str | None
    award_form: str | None
    reach: str
    valid_from: date
    valid_to: date
    document: str
    document_date: date
    ended_at: datetime | None

    @property
    def label(self) -> str:
        """`KT. CHỦ TỊCH – PHÓ CHỦ TỊCH (118/QĐ-UBND)`, to choose it by."""
        return f"{block_line(self.block)} ({self.document})"


def delegations(
    session: Session, viewer: Principal, *, on: date, person: str | None = None, over: bool = False
) -> tuple[DelegationLine, ...]:
    """Delegations whose time has not passed, or with `over` all; of one person on either side, or of everybody.

    Raises:
        NotAllowed: `role_missing` for somebody else's, without the right to see them all.
    """
    if person is None or not viewer.stands_for(person):
        _require(viewer, "delegation:view")
    head, signer = aliased(Person), aliased(Person)
    query = (
        select(Delegation, head, signer)
        .join(head, col(head.id) == col(Delegation.delegator_id))
        .join(signer, col(signer.id) == col(Delegation.delegate_id))
        .order_by(col(Delegation.id).desc())
    )
    if not over:
        query = query.where(col(Delegation.ended_at).is_(None), col(Delegation.valid_to) >= on)
    if person is not None:
        query = query.where(or_(col(head.code) == person, col(signer.code) == person))
    return tuple(_line(*row) for row in session.execute(query).tuples())


def own_delegations(session: Session, viewer: Principal, *, on: date) -> tuple[DelegationLine, ...]:
    """By which delegations the viewer may sign that day; none for who acts in another's place."""
    if viewer.person_id is None or viewer.for_person is not None:
        return ()
    own = session.get_one(Person, viewer.person_id)
    rows = delegations_to(session, viewer.person_id, on)
    return tuple(_line(row, session.get_one(Person, row.delegator_id), own) for row in rows)


def covering(lines: Iterable[DelegationLine], asked: Reach) -> tuple[DelegationLine, ...]:
    """Those by which this decision may be signed."""
    reaches = ((line, Reach(authority=line.authority, kind=line.kind, award_form=line.award_form)) for line in lines)
    return tuple(line for line, reach in reaches if reach.covers(asked))


def heads(session: Session, viewer: Principal, *, on: date) -> tuple[tuple[str, str], ...]:
    """Code and name of everybody who may sign that day in some campaign; raises NotAllowed `role_missing`."""
    _require(viewer, "delegation:manage")
    signing = [role.value for role in holders("decision:sign")]
    granted = select(col(RoleGrant.person_id)).where(col(RoleGrant.role).in_(signing), valid_on(on))
    query = select(col(Person.code), col(Person.name)).where(col(Person.active).is_(True), col(Person.id).in_(granted))
    return tuple(session.execute(query.order_by(col(Person.code))).tuples())


def authorities(session: Session) -> tuple[str, ...]:
    """Every authority that runs a campaign or has decided something, by name."""
    found = select(col(Campaign.authority)).union(select(col(Decision.authority)))
    return tuple(sorted(session.scalars(found)))


def _require(viewer: Principal, action: str) -> None:
    if not viewer.is_system and not allowed(action, viewer):
        raise NotAllowed("role_missing", action=action, person=viewer.name, roles=holders(action))


def _line(row: Delegation, head: Person, signer: Person) -> DelegationLine:
    return DelegationLine(
        number=row.id,
        delegator=head.code,
        delegator_name=head.name,
        delegate=signer.code,
        delegate_name=signer.name,
        block=printed_block(row),
        reach=reach_phrase(row.authority, row.kind, row.award_form),
        **row.model_dump(
            include={
                *("form", "authority", "kind", "award_form", "valid_from", "valid_to"),
                *("document", "document_date", "ended_at"),
            }
        ),
    )

"""What the store shows about who is close to a dossier, as the rule of `domain.recusals` wants to see it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlmodel import Session, col, select

from domain.people import Role
from domain.recusals import Conflict, Judged, Member, find
from models.dossiers import CriterionEvidence, Dossier
from models.people import Person, RoleGrant
from wording.names import fold


def conflicts(session: Session, person_ids: Iterable[int], dossiers: Sequence[Dossier]) -> tuple[Conflict, ...]:
    """Every conflict between these people and these dossiers that the data shows; three queries."""
    return find(_members(session, list(person_ids)), _judged(session, dossiers))


def _members(session: Session, ids: list[int]) -> list[Member]:
    units: defaultdict[int, set[int]] = defaultdict(set)
    served = select(RoleGrant).where(col(RoleGrant.person_id).in_(ids), col(RoleGrant.role) == Role.UNIT_OFFICER.value)
    for grant in session.exec(served):
        units[grant.person_id].update(() if grant.unit_id is None else (grant.unit_id,))
    people = session.exec(select(Person).where(col(Person.id).in_(ids)).order_by(col(Person.code))).all()
    for person in people:
        units[person.id].update(() if person.unit_id is None else (person.unit_id,))
    return [Member(one.id, one.code, one.folded, frozenset(units[one.id])) for one in people]


def _judged(session: Session, dossiers: Sequence[Dossier]) -> list[Judged]:
    signed: defaultdict[int, set[str]] = defaultdict(set)
    query = select(CriterionEvidence.dossier_id, CriterionEvidence.attested_by)
    query = query.where(col(CriterionEvidence.dossier_id).in_([row.id for row in dossiers]))
    for dossier_id, name in session.exec(query):
        signed[dossier_id].update(() if not name else (fold(name),))
    return [
        Judged(
            dossier_id=row.id,
            unit_id=row.unit_id,
            submitted_by=row.submitted_by,
            nominee=row.folded if row.nominee_kind == "individual" else None,
            signed_by=frozenset(signed[row.id]),
        )
        for row in dossiers
    ]

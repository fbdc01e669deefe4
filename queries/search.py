"""One box for everything: a unit's, a person's or a nominee's history over all campaigns, without accents."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import ColumnElement, exists, or_, select, true
from sqlmodel import Session, col

from domain.errors import Incomplete
from domain.people import Principal
from domain.steps import local_day
from domain.succession import heirs
from domain.values import Value
from models.campaigns import Campaign, Participation
from models.dossiers import Dossier
from models.people import Person, RoleGrant
from models.places import Unit
from models.registrations import Registration
from models.succession_rows import links_about
from queries.award_standing import AwardStanding, standings
from queries.visibility import reach
from wording.labels import AWARD_FORMS, ROLES
from wording.later_decisions import STANDINGS
from wording.names import fold
from wording.states import DOSSIER_STATES, REGISTRATION_STATES

SHORTEST = 2
"""Letters; a single one would find everything."""

LIMIT = 50


class Matter(Value):
    """One thing that happened: in which campaign, and what (`registration`, `dossier`, `award`, `role`)."""

    campaign: str | None
    what: str
    subject: str
    detail: str
    on: date | None


class Hit(Value):
    """Somebody or something that was found, with its matters that the viewer may see.

    `kind`: unit, person, nominee. `until`: the last day of a unit that ended, `now`: the units that follow it.
    """

    kind: str
    code: str
    name: str
    until: date | None = None
    now: tuple[str, ...] = ()
    matters: tuple[Matter, ...] = ()


def search(session: Session, viewer: Principal, text: str, *, on: date) -> tuple[Hit, ...]:
    """Units first, then people, then nominees; at most `LIMIT` of each. Nothing the viewer may not see.

    Raises:
        Incomplete: `search_too_short`.
    """
    wanted = fold(text).strip()
    if len(wanted) < SHORTEST:
        raise Incomplete("search_too_short", found=text, least=SHORTEST)
    code = text.strip()
    return (
        *_units(session, viewer, wanted, code, on),
        *_people(session, viewer, wanted, code),
        *_nominees(session, viewer, wanted),
    )


def _units(session: Session, viewer: Principal, wanted: str, code: str, on: date) -> list[Hit]:
    named = or_(col(Unit.folded).contains(wanted, autoescape=True), col(Unit.code) == code)
    query = select(Unit).where(named, _known(viewer)).order_by(col(Unit.code))
    units = session.scalars(query.limit(LIMIT)).all()
    ids = [unit.id for unit in units]
    matters = _of_units(session, viewer, ids)
    after = _heirs(session, ids, on)
    return [
        Hit(
            kind="unit",
            code=unit.code,
            name=unit.name,
            until=unit.valid_to,
            now=after.get(unit.id, ()),
            matters=tuple(matters[unit.id]),
        )
        for unit in units
    ]


def _known(viewer: Principal) -> ColumnElement[bool]:
    """The office knows every unit; a unit finds only those whose matters are its own."""
    if viewer.is_system or any(grant.unit_id is None for grant in viewer.grants):
        return true()
    return exists(
        select(col(Participation.id)).where(col(Participation.unit_id) == col(Unit.id), _seen(viewer, Participation))
    )


def _heirs(session: Session, ids: Sequence[int], on: date) -> dict[int, tuple[str, ...]]:
    links = links_about(session, ids)
    ends = {number: tuple(end for end in heirs(links, number, on) if end != number) for number in ids}
    wanted = {end for found in ends.values() for end in found}
    names = {row.id: row.name for row in session.scalars(select(Unit).where(col(Unit.id).in_(wanted)))}
    return {number: tuple(names[end] for end in found) for number, found in ends.items() if found}


def _of_units(session: Session, viewer: Principal, ids: Sequence[int]) -> defaultdict[int, list[Matter]]:
    matters: defaultdict[int, list[Matter]] = defaultdict(list)
    taking_part = (
        select(col(Campaign.code), col(Campaign.name), col(Participation.unit_id), Registration)
        .join(Participation, col(Participation.campaign_id) == col(Campaign.id))
        .outerjoin(
            Registration,
            (col(Registration.campaign_id) == col(Campaign.id))
            & (col(Registration.unit_id) == col(Participation.unit_id)),
        )
        .where(col(Participation.unit_id).in_(ids), _seen(viewer, Participation))
        .order_by(col(Campaign.id))
    )
    for code, name, unit_id, registration in session.execute(taking_part):
        detail = REGISTRATION_STATES[registration.state] if registration else "Chưa đăng ký"
        day = local_day(registration.submitted_at) if registration else None
        matters[unit_id].append(Matter(campaign=code, what="registration", subject=name, detail=detail, on=day))
    for unit_id, matter in _dossiers(session, viewer, col(Dossier.unit_id).in_(ids)):
        matters[unit_id].append(matter)
    return matters


def _people(session: Session, viewer: Principal, wanted: str, code: str) -> list[Hit]:
    """People by the roles in which the viewer may see them: names of strangers are nobody's business."""
    named = or_(col(Person.folded).contains(wanted, autoescape=True), col(Person.code) == code)
    seen = reach(viewer, "campaign:view", col(RoleGrant.campaign_id), col(RoleGrant.unit_id))
    query = (
        select(Person, RoleGrant, col(Campaign.code), col(Unit.name))
        .join(RoleGrant, col(RoleGrant.person_id) == col(Person.id))
        .outerjoin(Campaign, col(Campaign.id) == col(RoleGrant.campaign_id))
        .outerjoin(Unit, col(Unit.id) == col(RoleGrant.unit_id))
        .where(named, seen)
        .order_by(col(Person.code), col(RoleGrant.id))
        .limit(LIMIT * 10)
    )
    found: dict[str, tuple[Person, list[Matter]]] = {}
    for person, grant, campaign, unit in session.execute(query):
        role = Matter(campaign=campaign, what="role", subject=unit or "", detail=ROLES[grant.role], on=grant.valid_from)
        found.setdefault(person.code, (person, []))[1].append(role)
    hits = list(found.values())[:LIMIT]
    return [Hit(kind="person", code=row.code, name=row.name, matters=tuple(matters)) for row, matters in hits]


def _nominees(session: Session, viewer: Principal, wanted: str) -> list[Hit]:
    found: dict[str, list[Matter]] = {}
    named = col(Dossier.folded).contains(wanted, autoescape=True)
    for row, matter in _dossier_rows(session, viewer, named):
        found.setdefault(row.nominee, []).append(matter)
    hits = list(found.items())[:LIMIT]
    return [Hit(kind="nominee", code="", name=name, matters=tuple(matters)) for name, matters in hits]


def _dossiers(session: Session, viewer: Principal, condition: ColumnElement[bool]) -> Iterable[tuple[int, Matter]]:
    return ((row.unit_id, matter) for row, matter in _dossier_rows(session, viewer, condition))


def _dossier_rows(
    session: Session, viewer: Principal, condition: ColumnElement[bool]
) -> Iterable[tuple[Dossier, Matter]]:
    """Each dossier once, with the decision that awarded it where one was issued."""
    query = (
        select(Dossier, col(Campaign.code))
        .join(Campaign, col(Campaign.id) == col(Dossier.campaign_id))
        .where(condition, _seen(viewer, Dossier))
        .order_by(col(Dossier.id))
        .limit(LIMIT * 10)
    )
    rows = session.execute(query).tuples().all()
    awards = standings(session, [dossier.id for dossier, _ in rows])
    for dossier, code in rows:
        yield dossier, _matter(dossier, code, awards.get(dossier.id))


def _matter(dossier: Dossier, code: str, award: AwardStanding | None) -> Matter:
    form = AWARD_FORMS.get(dossier.form, dossier.form)
    if award is not None:
        ended = f" ({STANDINGS[award.standing].lower()}: {award.ended_by})" if award.ended_by else ""
        detail, day = f"{form}, Quyết định {award.number}{ended}", award.issued_on
        return Matter(campaign=code, what="award", subject=f"{dossier.code} {dossier.nominee}", detail=detail, on=day)
    detail = f"{form}: {DOSSIER_STATES[dossier.state]}"
    day = dossier.received_on or local_day(dossier.submitted_at)
    return Matter(campaign=code, what="dossier", subject=f"{dossier.code} {dossier.nominee}", detail=detail, on=day)


def _seen(viewer: Principal, table: type[Dossier] | type[Participation]) -> ColumnElement[bool]:
    return reach(viewer, "campaign:view", col(table.campaign_id), col(table.unit_id))

"""The council of each campaign as its secretary finds it: does it stand, under which rule, what lies before it."""

from datetime import date
from typing import Any

from sqlalchemy import Select, func, null, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from domain.ballots import CouncilRule
from domain.dossiers import DossierState
from domain.errors import NotFound
from domain.people import Principal
from domain.permissions import allowed
from domain.stages import StageKind
from domain.values import Value
from models.campaigns import Campaign
from models.council import Council, CouncilChange, CouncilMember
from models.dossiers import Dossier
from models.people import Person
from models.stages import Stage
from queries.recusals import kept_out
from queries.visibility import reach
from wording.labels import round_label
from wording.names import person_sort_key


class CouncilLine(Value):
    """A campaign whose council works or is to be established; `waiting` dossiers lie before it undecided."""

    campaign: str
    campaign_name: str
    rounds: tuple[tuple[str, str], ...]
    council: str | None
    has_rule: bool
    waiting: int


class MemberLine(Value):
    """A member with her seat, from when to when (None: from the beginning, and on) and by which later decisions."""

    person: str
    name: str
    title: str
    seat: str
    since: date | None
    until: date | None
    joined_by: str | None
    left_by: str | None


class CouncilSheet(CouncilLine):
    """One council. `may` are the rights that the viewer holds in this campaign."""

    document: str
    established_on: date | None
    valid_from: date | None
    valid_to: date | None
    rule: CouncilRule | None
    members: tuple[MemberLine, ...]
    may: frozenset[str]


RIGHTS = ("council:establish", "council:rule", "meeting:convene", "meeting:attend", "ballot:open", "council:conclude")


def councils(session: Session, viewer: Principal) -> tuple[CouncilLine, ...]:
    """Campaigns with an appraisal under way or with a council, the busy ones first; three queries."""
    rounds = _open_rounds(session, viewer)
    waiting = _waiting(session, viewer)
    query = (
        select(Campaign, Council)
        .outerjoin(Council, col(Council.campaign_id) == col(Campaign.id))
        .where(reach(viewer, "campaign:view", col(Campaign.id), null()))
        .where((col(Council.id).is_not(None)) | (col(Campaign.id).in_(list(rounds))))
        .order_by(col(Campaign.code))
    )
    lines = [_line(row, rounds, waiting) for row in session.execute(query)]
    return tuple(sorted(lines, key=lambda line: (not line.rounds, -line.waiting, line.campaign)))


def council_sheet(session: Session, viewer: Principal, campaign: str) -> CouncilSheet:
    """One campaign's council; raises NotFound `campaign`, also where the viewer sees only a part of it."""
    query = (
        select(Campaign, Council)
        .outerjoin(Council, col(Council.campaign_id) == col(Campaign.id))
        .where(col(Campaign.code) == campaign, reach(viewer, "campaign:view", col(Campaign.id), null()))
    )
    row = session.execute(query).first()
    if row is None:
        raise NotFound("campaign", code=campaign)
    council = row.Council
    return CouncilSheet(
        **_line(row, _open_rounds(session, viewer), _waiting(session, viewer)).model_dump(),
        document=council.document if council else "",
        established_on=council.established_on if council else None,
        valid_from=council.valid_from if council else None,
        valid_to=council.valid_to if council else None,
        rule=CouncilRule.model_validate_json(council.rule) if council and council.rule else None,
        members=_members(session, council.id) if council else (),
        may=frozenset(right for right in RIGHTS if allowed(right, viewer, campaign_id=row.Campaign.id)),
    )


def candidates(session: Session, viewer: Principal, campaign: str) -> tuple[tuple[str, str], ...]:
    """(code, name with title) of whom may be seated, for whoever may establish this campaign's council; else nobody."""
    query = select(col(Campaign.id)).where(col(Campaign.code) == campaign)
    campaign_id = session.scalars(query.where(reach(viewer, "campaign:view", col(Campaign.id), null()))).first()
    if campaign_id is None or not allowed("council:establish", viewer, campaign_id=campaign_id):
        return ()
    found = session.scalars(select(Person).where(col(Person.active).is_(True))).all()
    people = sorted(found, key=lambda one: person_sort_key(one.name))
    return tuple((one.code, f"{one.name} – {one.title}" if one.title else one.name) for one in people)


def undecided_codes(session: Session, viewer: Principal, campaign: str, round_: str) -> tuple[tuple[str, str], ...]:
    """(code, nominee) of the dossiers that lie before the council in a round and that the viewer may judge."""
    query = (
        select(col(Dossier.code), col(Dossier.nominee))
        .join(Campaign, col(Campaign.id) == col(Dossier.campaign_id))
        .where(col(Campaign.code) == campaign, col(Dossier.round) == round_)
        .where(col(Dossier.state) == DossierState.ACCEPTED.value, ~kept_out(viewer, col(Dossier.id)))
        .where(reach(viewer, "campaign:view", col(Campaign.id), null()))
        .order_by(col(Dossier.code))
    )
    return tuple(session.execute(query).tuples())


def _open_rounds(session: Session, viewer: Principal) -> dict[int, tuple[tuple[str, str], ...]]:
    """Campaign id → rounds whose appraisal is open, each with its name."""
    query = (
        select(col(Stage.campaign_id), col(Stage.round))
        .where(col(Stage.kind) == StageKind.COUNCIL_APPRAISAL.value, col(Stage.state) == "open")
        .where(reach(viewer, "campaign:view", col(Stage.campaign_id), null()))
        .order_by(col(Stage.campaign_id), col(Stage.position))
    )
    found: dict[int, tuple[tuple[str, str], ...]] = {}
    for campaign, round_ in session.execute(query).tuples():
        found[campaign] = (*found.get(campaign, ()), (round_, round_label(round_)))
    return found


def _waiting(session: Session, viewer: Principal) -> dict[int, int]:
    query = (
        select(col(Dossier.campaign_id), func.count())
        .where(col(Dossier.state) == DossierState.ACCEPTED.value, ~kept_out(viewer, col(Dossier.id)))
        .where(reach(viewer, "campaign:view", col(Dossier.campaign_id), null()))
        .group_by(col(Dossier.campaign_id))
    )
    return dict(session.execute(query).tuples().all())


def _line(row: Any, rounds: dict[int, tuple[tuple[str, str], ...]], waiting: dict[int, int]) -> CouncilLine:
    return CouncilLine(
        campaign=row.Campaign.code,
        campaign_name=row.Campaign.name,
        rounds=rounds.get(row.Campaign.id, ()),
        council=row.Council.name if row.Council else None,
        has_rule=bool(row.Council and row.Council.rule),
        waiting=waiting.get(row.Campaign.id, 0),
    )


def _members(session: Session, council_id: int) -> tuple[MemberLine, ...]:
    """Everybody who ever sat there, by seat, and who sat longest first."""
    order = {"chair": 0, "vice_chair": 1, "member": 2, "secretary": 3}
    joined, left = aliased(CouncilChange), aliased(CouncilChange)
    query: Select[Any] = (
        select(CouncilMember, Person, col(joined.document).label("joined"), col(left.document).label("left"))
        .join(Person, col(Person.id) == col(CouncilMember.person_id))
        .outerjoin(joined, col(joined.id) == col(CouncilMember.joined_by_id))
        .outerjoin(left, col(left.id) == col(CouncilMember.left_by_id))
        .where(col(CouncilMember.council_id) == council_id)
    )
    rows = sorted(session.execute(query), key=lambda row: (order[row.CouncilMember.seat], row.CouncilMember.id))
    return tuple(_member(row.CouncilMember, row.Person, row.joined, row.left) for row in rows)


def _member(seat: CouncilMember, person: Person, joined: str | None, left: str | None) -> MemberLine:
    return MemberLine(
        person=person.code,
        name=person.name,
        title=person.title,
        seat=seat.seat,
        since=seat.since,
        until=seat.until,
        joined_by=joined,
        left_by=left,
    )

"""What somebody owes: a person by name and by role, or a unit."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select
from sqlmodel import Session, col

from domain.errors import NotFound
from domain.people import Grant, Principal, Role
from domain.values import Value
from models.campaigns import Campaign
from models.dossiers import Dossier
from models.finders import grants_of, person_by_code, unit_by_code
from models.places import Unit
from models.stages import Duty, Stage
from queries.days import ordinal_of
from queries.recusals import duties_seen
from queries.visibility import reach
from wording.labels import stage_label


class DutyLine(Value):
    """One duty still owed; `left_days` are working days until the deadline, negative once it has passed.

    `key` tells it from others of its kind in the stage; `nominee` is whose dossier it is about.
    """

    id: int
    campaign: str
    campaign_name: str
    stage: str
    stage_name: str
    kind: str
    key: str
    what: str
    unit: str | None
    unit_code: str | None
    dossier: str | None
    nominee: str | None
    blocks: bool
    since: datetime
    due: date | None
    left_days: int | None


def of_person(session: Session, viewer: Principal, code: str, *, on: date) -> tuple[DutyLine, ...]:
    """What a person owes herself, through her roles that day, and for the unit whose officer she is.

    Raises:
        NotFound: `person`.
    """
    person = person_by_code(session, code)
    roles = (_by_grant(grant) for grant in grants_of(session, person.id, on))
    return _lines(session, viewer, or_(col(Duty.person_id) == person.id, *roles), on)


def mine(session: Session, viewer: Principal, *, on: date, limit: int = 200) -> tuple[DutyLine, ...]:
    """What the viewer owes by name, by role and for her unit, the most urgent first."""
    return _lines(session, viewer, _of_viewer(viewer), on, limit=limit)


def count_mine(session: Session, viewer: Principal, *, on: date, most: int | None = None) -> int:
    """How many lines `mine` has without a limit; nobody counts beyond `most`, where it is given."""
    shown = _shown(session, viewer, _of_viewer(viewer), on).with_only_columns(col(Duty.id), maintain_column_froms=True)
    return session.scalars(select(func.count()).select_from(shown.order_by(None).limit(most).subquery())).one()


def mine_by_number(session: Session, viewer: Principal, number: int, *, on: date) -> DutyLine:
    """One line of `mine`, or of a unit that she may report for; raises NotFound `duty_gone` for any other."""
    served = reach(viewer, "report:file", col(Duty.campaign_id), col(Duty.unit_id))
    whose = and_(col(Duty.id) == number, or_(_of_viewer(viewer), served))
    found = _lines(session, viewer, whose, on, limit=1)
    if not found:
        raise NotFound("duty_gone", number=number)
    return found[0]


def of_unit(session: Session, viewer: Principal, code: str, *, on: date) -> tuple[DutyLine, ...]:
    """What a unit owes.

    Raises:
        NotFound: `unit`.
    """
    return _lines(session, viewer, col(Duty.unit_id) == unit_by_code(session, code).id, on)


def _of_viewer(viewer: Principal) -> ColumnElement[bool]:
    # Who acts in another's place has that person's roles, and nothing that somebody owes by name.
    by_name = [] if viewer.for_person else [col(Duty.person_id) == viewer.person_id]
    return or_(false(), *by_name, *(_by_grant(grant) for grant in viewer.grants))


def _by_grant(grant: Grant) -> ColumnElement[bool]:
    conditions = [] if grant.campaign_id is None else [col(Duty.campaign_id) == grant.campaign_id]
    if grant.role is Role.UNIT_OFFICER:
        return and_(col(Duty.unit_id) == grant.unit_id, col(Duty.unit_id).is_not(None), *conditions)
    return and_(col(Duty.role) == grant.role.value, *conditions)


def _lines(
    session: Session, viewer: Principal, whose: ColumnElement[bool], on: date, *, limit: int | None = None
) -> tuple[DutyLine, ...]:
    return tuple(_line(row) for row in session.execute(_shown(session, viewer, whose, on).limit(limit)))


def _shown(session: Session, viewer: Principal, whose: ColumnElement[bool], on: date) -> Select[Any]:
    within = reach(viewer, "campaign:view", col(Duty.campaign_id), col(Duty.unit_id))
    query = _owed(on).where(whose, within, duties_seen(session, viewer))
    return query.order_by(col(Duty.due).is_(None), col(Duty.due), col(Duty.id))


def _owed(on: date) -> Select[Any]:
    return (
        select(Duty, Stage, Campaign, col(Unit.name).label("unit"), col(Unit.code).label("unit_code"))
        .add_columns((ordinal_of(col(Duty.due)) - ordinal_of(on)).label("left"))
        .add_columns(col(Dossier.code).label("dossier"), col(Dossier.nominee).label("nominee"))
        .join(Stage, col(Stage.id) == col(Duty.stage_id))
        .join(Campaign, col(Campaign.id) == col(Duty.campaign_id))
        .outerjoin(Unit, col(Unit.id) == col(Duty.unit_id))
        .outerjoin(Dossier, col(Dossier.id) == col(Duty.dossier_id))
        .where(col(Duty.ended).is_(False), col(Campaign.state).in_(("draft", "running")))
    )


def _line(row: Any) -> DutyLine:
    duty, stage, campaign = row.Duty, row.Stage, row.Campaign
    return DutyLine(
        id=duty.id,
        campaign=campaign.code,
        campaign_name=campaign.name,
        stage=stage.key,
        stage_name=stage_label(stage.kind, stage.round),
        kind=duty.kind,
        key=duty.key,
        what=duty.what,
        unit=row.unit,
        unit_code=row.unit_code,
        dossier=row.dossier,
        nominee=row.nominee,
        blocks=duty.blocks,
        since=duty.since,
        due=duty.due,
        left_days=row.left,
    )

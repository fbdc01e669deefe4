"""The units that take part in a campaign, each with how far it is."""

from typing import Any

from sqlalchemy import func, select
from sqlmodel import Session, col

from domain.people import Principal
from domain.values import Value
from models.campaigns import Campaign, Participation
from models.dossiers import Dossier
from models.places import Unit
from models.registrations import Registration
from models.stages import Duty
from queries.visibility import reach
from wording.names import fold, sort_key


class ParticipantLine(Value):
    """One unit: state of its registration (None: none came), dossiers handed in, duties still owed and lapsed."""

    code: str
    name: str
    group: str | None
    dissolved: bool
    registration: str | None
    dossiers: int
    owed: int
    lapsed: int


def participants(
    session: Session, viewer: Principal, campaign: Campaign, *, text: str = ""
) -> tuple[ParticipantLine, ...]:
    """Units that the viewer may see, by group and name as a Vietnamese list has them; one query."""
    seen = reach(viewer, "campaign:view", col(Participation.campaign_id), col(Participation.unit_id))
    query = (
        select(Unit, col(Participation.group).label("bloc"))
        .add_columns(_registration(campaign), _dossiers(campaign), _owed(campaign), _lapsed(campaign))
        .join(Participation, col(Participation.unit_id) == col(Unit.id))
        .where(col(Participation.campaign_id) == campaign.id, seen)
    )
    if text:
        query = query.where(col(Unit.folded).contains(fold(text), autoescape=True))
    lines = (_line(row) for row in session.execute(query))
    return tuple(sorted(lines, key=lambda line: (sort_key(line.group or ""), sort_key(line.name))))


def could_join(session: Session, campaign: Campaign) -> tuple[tuple[str, str], ...]:
    """Codes and names of units that exist and do not take part yet."""
    taking_part = select(col(Participation.unit_id)).where(col(Participation.campaign_id) == campaign.id)
    query = select(col(Unit.code), col(Unit.name)).where(col(Unit.valid_to).is_(None), col(Unit.id).not_in(taking_part))
    return tuple(sorted(session.execute(query).tuples().all(), key=lambda pair: sort_key(pair[1])))


def _registration(campaign: Campaign) -> Any:
    query = select(func.max(col(Registration.state))).where(
        col(Registration.campaign_id) == campaign.id, col(Registration.unit_id) == col(Unit.id)
    )
    return query.correlate(Unit).scalar_subquery().label("registration")


def _dossiers(campaign: Campaign) -> Any:
    query = select(func.count()).where(
        col(Dossier.campaign_id) == campaign.id,
        col(Dossier.unit_id) == col(Unit.id),
        col(Dossier.state) != "withdrawn",
    )
    return query.select_from(Dossier).correlate(Unit).scalar_subquery().label("dossiers")


def _duties(campaign: Campaign) -> Any:
    query = select(func.count()).select_from(Duty)
    return query.where(col(Duty.campaign_id) == campaign.id, col(Duty.unit_id) == col(Unit.id)).correlate(Unit)


def _owed(campaign: Campaign) -> Any:
    return _duties(campaign).where(col(Duty.ended).is_(False)).scalar_subquery().label("owed")


def _lapsed(campaign: Campaign) -> Any:
    return _duties(campaign).where(col(Duty.lapsed_at).is_not(None)).scalar_subquery().label("lapsed")


def _line(row: Any) -> ParticipantLine:
    return ParticipantLine(
        code=row.Unit.code,
        name=row.Unit.name,
        group=row.bloc,
        dissolved=row.Unit.valid_to is not None,
        registration=row.registration,
        dossiers=row.dossiers,
        owed=row.owed,
        lapsed=row.lapsed,
    )

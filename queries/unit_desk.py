"""A unit's desk: which units a viewer may serve, and what one of them owes, has handed in, got back and won."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import exists, select
from sqlmodel import Session, col

from domain.errors import NotFound
from domain.people import Principal
from domain.stages import StageKind
from domain.values import Value
from models.campaigns import Campaign, Participation
from models.dossiers import Dossier, DossierReturn
from models.registrations import MidtermReport, Registration
from models.stages import Duty, Stage
from queries.award_standing import AwardStanding, standings
from queries.duties import DutyLine, of_unit
from queries.rights import held
from queries.units_served import RIGHT, unit_served
from queries.visibility import reach
from wording.labels import stage_label

ACTS = (RIGHT, "dossier:submit", "nomination:decline", "late:accept")


class StageAtUnit(Value):
    """A stage in which units hand something in. `due` is the later reading of its deadline, `told` the earlier."""

    kind: str
    round: str
    name: str
    state: str
    opens: date | None
    told: date | None
    due: date | None
    owed: bool
    handed_in: datetime | None


class ReturnedAtUnit(Value):
    """What was asked for and until when; empty where nothing is awaited."""

    reasons: Mapping[str, str]
    due: date


class DossierAtUnit(Value):
    """A dossier of the unit, and how its award stands once the decision is issued."""

    code: str
    round: str
    form: str
    nominee: str
    nominee_kind: str
    state: str
    opinion: str
    submitted_at: datetime
    returned: ReturnedAtUnit | None
    award: AwardStanding | None


class CampaignAtUnit(Value):
    """A campaign in which the unit takes part."""

    code: str
    name: str
    authority: str
    state: str
    suspended: bool
    registration: str | None
    stages: tuple[StageAtUnit, ...]
    dossiers: tuple[DossierAtUnit, ...]
    may: frozenset[str]

    def stage(self, kind: str, round_: str) -> StageAtUnit:
        """The stage in which something is handed in; raises NotFound `stage`."""
        found = next((stage for stage in self.stages if (stage.kind, stage.round) == (kind, round_)), None)
        if found is None:
            raise NotFound("stage", stage=kind)
        return found


class UnitDesk(Value):
    """Everything on a unit's desk, campaigns that run first."""

    code: str
    name: str
    group: str | None
    duties: tuple[DutyLine, ...]
    campaigns: tuple[CampaignAtUnit, ...]

    def campaign(self, code: str) -> CampaignAtUnit:
        """One of them; raises NotFound `campaign`."""
        found = next((campaign for campaign in self.campaigns if campaign.code == code), None)
        if found is None:
            raise NotFound("campaign", code=code)
        return found


def desk(session: Session, viewer: Principal, code: str, *, on: date) -> UnitDesk:
    """The desk of one unit, in a handful of queries however many campaigns there are; raises NotFound `unit`."""
    unit = unit_served(session, viewer, code)
    taking_part = _campaigns(session, viewer, unit.id)
    ids = [campaign.id for campaign in taking_part]
    stages, dossiers = _stages(session, ids, unit.id), _dossiers(session, ids, unit.id)
    registered = _registrations(session, unit.id)
    return UnitDesk(
        code=unit.code,
        name=unit.name,
        group=unit.group,
        duties=of_unit(session, viewer, unit.code, on=on),
        campaigns=tuple(
            CampaignAtUnit(
                code=campaign.code,
                name=campaign.name,
                authority=campaign.authority,
                state=campaign.state,
                suspended=campaign.suspended_at is not None,
                registration=registered.get(campaign.id),
                stages=tuple(stages[campaign.id]),
                dossiers=tuple(dossiers[campaign.id]),
                may=held(viewer, ACTS, campaign_id=campaign.id, unit_id=unit.id),
            )
            for campaign in taking_part
        ),
    )


def _campaigns(session: Session, viewer: Principal, unit_id: int) -> Sequence[Campaign]:
    query = (
        select(Campaign)
        .join(Participation, col(Participation.campaign_id) == col(Campaign.id))
        .where(col(Participation.unit_id) == unit_id, col(Campaign.state) != "draft")
        .where(reach(viewer, "campaign:view", col(Campaign.id), col(Participation.unit_id)))
        .order_by(col(Campaign.state) != "running", col(Campaign.id).desc())
    )
    return session.scalars(query).all()


def _stages(session: Session, ids: Sequence[int], unit_id: int) -> defaultdict[int, list[StageAtUnit]]:
    owed = exists().where(col(Duty.stage_id) == col(Stage.id), col(Duty.unit_id) == unit_id, col(Duty.ended).is_(False))
    reported = (
        select(col(MidtermReport.filed_at))
        .where(col(MidtermReport.stage_id) == col(Stage.id), col(MidtermReport.unit_id) == unit_id)
        .scalar_subquery()
    )
    kinds = (StageKind.REGISTRATION.value, StageKind.MIDTERM_REVIEW.value, StageKind.DOSSIER_INTAKE.value)
    query = (
        select(Stage, owed, reported)
        .where(col(Stage.campaign_id).in_(ids), col(Stage.kind).in_(kinds))
        .order_by(col(Stage.campaign_id), col(Stage.position))
    )
    found: defaultdict[int, list[StageAtUnit]] = defaultdict(list)
    for stage, owes, at in session.execute(query).tuples():
        found[stage.campaign_id].append(_stage(stage, owes, at))
    return found


def _stage(stage: Stage, owed: bool, handed_in: datetime | None) -> StageAtUnit:
    return StageAtUnit(
        kind=stage.kind,
        round=stage.round,
        name=stage_label(stage.kind, stage.round),
        state=stage.state,
        opens=stage.opens,
        told=stage.remind_by,
        due=stage.due,
        owed=owed,
        handed_in=handed_in,
    )


def _registrations(session: Session, unit_id: int) -> dict[int, str]:
    query = select(col(Registration.campaign_id), col(Registration.state)).where(col(Registration.unit_id) == unit_id)
    return dict(session.execute(query).tuples().all())


def _dossiers(session: Session, ids: Sequence[int], unit_id: int) -> defaultdict[int, list[DossierAtUnit]]:
    query = (
        select(Dossier)
        .where(col(Dossier.campaign_id).in_(ids), col(Dossier.unit_id) == unit_id)
        .order_by(col(Dossier.code))
    )
    rows = session.scalars(query).all()
    returned, awards = _returned(session, rows), standings(session, [row.id for row in rows])
    found: defaultdict[int, list[DossierAtUnit]] = defaultdict(list)
    for row in rows:
        found[row.campaign_id].append(
            DossierAtUnit(
                code=row.code,
                round=row.round,
                form=row.form,
                nominee=row.nominee,
                nominee_kind=row.nominee_kind,
                state=row.state,
                opinion=row.opinion,
                submitted_at=row.submitted_at,
                returned=returned.get(row.id),
                award=awards.get(row.id),
            )
        )
    return found


def _returned(session: Session, rows: Sequence[Dossier]) -> dict[int, ReturnedAtUnit]:
    ids = [row.id for row in rows if row.state == "returned"]
    query = select(DossierReturn).where(
        col(DossierReturn.dossier_id).in_(ids), col(DossierReturn.supplemented_at).is_(None)
    )
    return {
        row.dossier_id: ReturnedAtUnit(reasons=json.loads(row.reasons), due=row.due)
        for row in session.scalars(query.order_by(col(DossierReturn.id)))
    }

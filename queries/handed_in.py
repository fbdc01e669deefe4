"""What units hand in before the dossiers: one unit's registration or report with what its form needs, and all."""

import json
from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import and_, select
from sqlmodel import Session, col

from domain.errors import NotFound
from domain.people import Principal
from domain.plan import Plan
from domain.stages import StageKey, StageKind
from domain.values import Value
from models.campaigns import Campaign, Participation
from models.finders import stage_of
from models.handed_in import registration_of, report_of, review_of
from models.places import Unit
from models.registrations import MidtermReport, Registration
from models.stages import Stage
from queries.campaigns import plan_of, visible
from queries.rights import held
from queries.visibility import reach
from wording.labels import stage_label
from wording.names import sort_key

ACTS = (
    "registration:submit",
    "registration:confirm",
    "registration:withdraw",
    "report:file",
    "review:write",
    "dossier:submit",
    "nomination:decline",
    "late:accept",
    "summary:write",
)


class Window(Value):
    """The stage in which something is handed in; `wording` is the plan's own sentence about its deadline."""

    stage: str
    name: str
    state: str
    opens: date | None
    told: date | None
    due: date | None
    wording: str


class Entered(Value):
    """How a paper came that somebody in the office entered; empty where the unit handed in by itself."""

    incoming_number: str | None = None
    received_on: date | None = None


class RegistrationText(Entered):
    """A registration; the `late_*` fields where it was accepted after its deadline."""

    state: str
    pledges: tuple[str, ...]
    submitted_at: datetime
    confirmed_at: datetime | None
    late_authority: str | None
    late_document: str | None


class ReportText(Entered):
    """A midterm report with its indicators: what was pledged or set as a target → what was reached."""

    text: str
    indicators: Mapping[str, str]
    filed_at: datetime


class AtUnit(Value):
    """A unit in a campaign, with what it handed in so far and what the viewer may do."""

    campaign: str
    campaign_name: str
    running: bool
    unit: str
    unit_name: str
    window: Window | None
    registration: RegistrationText | None
    report: ReportText | None
    plan: Plan
    may: frozenset[str]


class Earlier(Value):
    """What the unit pledged in another campaign."""

    campaign: str
    name: str
    pledges: tuple[str, ...]


class Waiting(Value):
    """A registration that waits for its confirmation."""

    campaign: str
    campaign_name: str
    unit: str
    unit_name: str
    group: str | None
    pledges: tuple[str, ...]
    submitted_at: datetime
    incoming_number: str | None


class ReportLine(Value):
    """A unit that takes part, with its report if it has sent one."""

    unit: str
    unit_name: str
    report: ReportText | None


class ReviewText(Value):
    """The office's finding or its final summary."""

    text: str
    document: str | None
    written_at: datetime


class Overview(Value):
    """A stage that the office concludes with a text of its own: what units sent for it, and the text."""

    campaign: str
    campaign_name: str
    window: Window
    units: int
    reports: tuple[ReportLine, ...]
    review: ReviewText | None
    may: frozenset[str]


def at_unit(session: Session, viewer: Principal, campaign: str, unit: str, key: StageKey) -> AtUnit:
    """A unit in a campaign at one of the stages in which it hands something in.

    Raises:
        NotFound: `campaign`; `unit`, where it does not take part or the viewer may not see it.
    """
    owner = visible(session, viewer, campaign)
    place = _place(session, viewer, owner.id, unit)
    plan, stage = plan_of(session, owner), _stage(session, owner.id, key)
    registration = registration_of(session, owner.id, place.id)
    report = report_of(session, stage.id, place.id) if stage else None
    return AtUnit(
        campaign=owner.code,
        campaign_name=owner.name,
        running=owner.state == "running" and owner.suspended_at is None,
        unit=place.code,
        unit_name=place.name,
        window=_window(stage, plan) if stage else None,
        registration=_registration(registration) if registration else None,
        report=_report(report) if report else None,
        plan=plan,
        may=held(viewer, ACTS, campaign_id=owner.id, unit_id=place.id),
    )


def earlier_pledges(session: Session, viewer: Principal, unit: str, *, but: str, limit: int = 5) -> tuple[Earlier, ...]:
    """What the unit pledged before, in campaigns that the viewer sees, the newest first."""
    query = (
        select(col(Campaign.code), col(Campaign.name), col(Registration.pledges))
        .join(Campaign, col(Campaign.id) == col(Registration.campaign_id))
        .join(Unit, col(Unit.id) == col(Registration.unit_id))
        .where(col(Unit.code) == unit, col(Campaign.code) != but, col(Registration.state) != "withdrawn")
        .where(reach(viewer, "campaign:view", col(Registration.campaign_id), col(Registration.unit_id)))
        .order_by(col(Registration.submitted_at).desc())
        .limit(limit)
    )
    return tuple(
        Earlier(campaign=code, name=name, pledges=tuple(json.loads(pledges)))
        for code, name, pledges in session.execute(query).tuples()
    )


def waiting_registrations(session: Session, viewer: Principal) -> tuple[Waiting, ...]:
    """Registrations that the viewer may confirm and nobody has, campaign by campaign, the oldest first."""
    query = (
        select(Registration, Unit, Campaign)
        .join(Unit, col(Unit.id) == col(Registration.unit_id))
        .join(Campaign, col(Campaign.id) == col(Registration.campaign_id))
        .where(col(Campaign.state) == "running", col(Registration.state) == "submitted")
        .where(reach(viewer, "registration:confirm", col(Registration.campaign_id), col(Registration.unit_id)))
        .order_by(col(Campaign.code), col(Registration.submitted_at), col(Unit.code))
    )
    return tuple(
        Waiting(
            campaign=campaign.code,
            campaign_name=campaign.name,
            unit=unit.code,
            unit_name=unit.name,
            group=unit.group,
            pledges=tuple(json.loads(row.pledges)),
            submitted_at=row.submitted_at,
            incoming_number=row.incoming_number,
        )
        for row, unit, campaign in session.execute(query).tuples()
    )


def overview(session: Session, viewer: Principal, campaign: str, kind: StageKind) -> Overview:
    """The midterm review or the final summary of a campaign; a unit sees its own report only.

    Raises:
        NotFound: `campaign`, `stage`.
    """
    owner = visible(session, viewer, campaign)
    stage = stage_of(session, owner.id, StageKey(kind))
    review, lines = review_of(session, stage.id), _reports(session, viewer, owner.id, stage.id)
    return Overview(
        campaign=owner.code,
        campaign_name=owner.name,
        window=_window(stage, plan_of(session, owner)),
        units=len(lines),
        reports=lines,
        review=ReviewText(text=review.text, document=review.document, written_at=review.written_at) if review else None,
        may=held(viewer, ACTS, campaign_id=owner.id, unit_id=None),
    )


def _place(session: Session, viewer: Principal, campaign_id: int, unit: str) -> Unit:
    query = (
        select(Unit)
        .join(Participation, col(Participation.unit_id) == col(Unit.id))
        .where(col(Participation.campaign_id) == campaign_id, col(Unit.code) == unit)
        .where(reach(viewer, "campaign:view", col(Participation.campaign_id), col(Participation.unit_id)))
    )
    found = session.scalars(query).first()
    if found is None:
        raise NotFound("unit", code=unit)
    return found


def _stage(session: Session, campaign_id: int, key: StageKey) -> Stage | None:
    try:
        return stage_of(session, campaign_id, key)
    except NotFound:
        return None


def _window(stage: Stage, plan: Plan) -> Window:
    said = plan.stage(StageKey(StageKind(stage.kind), stage.round))
    return Window(
        stage=stage.key,
        name=stage_label(stage.kind, stage.round),
        state=stage.state,
        opens=stage.opens,
        told=stage.remind_by,
        due=stage.due,
        wording=said.due.wording if said and said.due else "",
    )


def _registration(row: Registration) -> RegistrationText:
    return RegistrationText(
        state=row.state,
        pledges=tuple(json.loads(row.pledges)),
        submitted_at=row.submitted_at,
        confirmed_at=row.confirmed_at,
        incoming_number=row.incoming_number,
        received_on=row.received_on,
        late_authority=row.late_authority,
        late_document=row.late_document,
    )


def _report(row: MidtermReport) -> ReportText:
    return ReportText(
        text=row.text,
        indicators=json.loads(row.indicators),
        filed_at=row.filed_at,
        incoming_number=row.incoming_number,
        received_on=row.received_on,
    )


def _reports(session: Session, viewer: Principal, campaign_id: int, stage_id: int) -> tuple[ReportLine, ...]:
    sent = and_(col(MidtermReport.unit_id) == col(Unit.id), col(MidtermReport.stage_id) == stage_id)
    query = (
        select(Unit, MidtermReport)
        .join(Participation, col(Participation.unit_id) == col(Unit.id))
        .outerjoin(MidtermReport, sent)
        .where(col(Participation.campaign_id) == campaign_id)
        .where(reach(viewer, "campaign:view", col(Participation.campaign_id), col(Participation.unit_id)))
    )
    rows = sorted(session.execute(query).tuples(), key=lambda pair: sort_key(pair[0].name))
    return tuple(
        ReportLine(unit=unit.code, unit_name=unit.name, report=_report(row) if row else None) for unit, row in rows
    )

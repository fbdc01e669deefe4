"""Adopting a campaign that already runs: what lies behind is closed with its days, and nobody is mailed about it."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from sqlmodel import Session

from actions.audit import canonical
from actions.campaigns import create, lacking_for_launch
from actions.cases import Case
from actions.finishing import finish
from actions.guard import require
from actions.owing import lapse_all
from actions.versions import answered
from domain.answers import set_due
from domain.dates import Resolution
from domain.errors import Incomplete, Invalid, NotFound, WrongState
from domain.people import Principal
from domain.plan import Plan
from domain.stages import ENDED, StageKey, StageKind, StageState
from domain.steps import local_day, start_of
from models.campaign_rows import participation_of, questions_of, stages_of
from models.campaigns import Campaign
from models.finders import unit_by_code
from models.registrations import Registration
from models.stages import Stage

OUTSIDE = "Đã thực hiện ngoài hệ thống."
NOT_HERE = (StageKind.LAUNCH, StageKind.COUNCIL_APPRAISAL, StageKind.DECISION_ISSUANCE)
"""The launch is no adoption; before a council or a decision the dossiers would have to be in the store."""


def adopt(
    session: Session,
    code: str,
    plan: Plan,
    at_stage: StageKey,
    *,
    units: Iterable[str],
    closed_on: Mapping[StageKey, date] | None = None,
    registered: Iterable[str] = (),
    due: date | None = None,
    number: str | None = None,
    issued: date | None = None,
    reason: str,
    by: Principal,
    at: datetime,
) -> Campaign:
    """Take over a campaign that stands before `at_stage`; from there on it goes its way by itself.

    `closed_on` are the days on which earlier stages ended, else their deadline in the plan counts; `registered` are
    the units that had registered; `due` is the deadline of `at_stage` where the plan's has passed or is missing;
    `number` and `issued` are those of the plan's document where the file does not name them.

    Raises:
        WrongState: `not_adoptable`; NotFound: `stage`, `unit_not_taking_part`; Incomplete: `launch_needs`,
        `reason_missing`; Invalid: `date_past`, `ended_in_future`; else as `create`.
    """
    require(by, "campaign:launch")
    if not reason.strip():
        raise Incomplete("reason_missing")
    if at_stage.kind in NOT_HERE:
        raise WrongState("not_adoptable", stage=str(at_stage))
    known = {"number": number or plan.document.number, "issued": issued or plan.document.issued}
    plan = plan.model_copy(update={"document": plan.document.model_copy(update=known)})
    if due is not None:
        said = Resolution(day=due, by=by.code, on=local_day(at), reason=reason)
        plan = set_due(plan, at_stage, said)
    campaign = create(session, code, plan, units=units, by=by, at=at)
    stages = {stage.key: stage for stage in stages_of(session, campaign.id)}
    if str(at_stage) not in stages:
        raise NotFound("stage", stage=str(at_stage))
    case = Case(session, campaign, stages[str(at_stage)], by, at)
    _check(case, closed_on or {})
    _close_past(case, list(stages.values()), closed_on or {})
    _register(case, registered)
    campaign.state, campaign.launched_at = "running", stages[StageKind.LAUNCH.value].closed_at
    facts = {"stage": str(at_stage), "units": len(case.units)}
    finish(case, "campaign:adopted", facts, f"campaign:{code}", reason)
    return campaign


def _check(case: Case, closed_on: Mapping[StageKey, date]) -> None:
    stage = case.stage
    if stage.state in ENDED:
        raise WrongState("stage_ended", stage=stage.key, state=stage.state)
    if stage.due is not None and stage.due < case.today:
        raise Invalid("date_past", stage=stage.key, found=stage.due, today=case.today)
    for key, day in closed_on.items():
        if day > case.today:
            raise Invalid("ended_in_future", stage=str(key), found=day, today=case.today)
    lacking = lacking_for_launch(case)
    if lacking:
        raise Incomplete("launch_needs", code=case.campaign.code, lacking=lacking)


def _close_past(case: Case, stages: list[Stage], closed_on: Mapping[StageKey, date]) -> None:
    past = [stage for stage in stages if stage.position < case.stage.position]
    for stage in past:
        if stage.state in ENDED:
            continue
        behind = Case(case.session, case.campaign, stage, case.by, case.at)
        moment = min(start_of(_ended(behind, closed_on)), case.at)
        lapse_all(behind)
        stage.state, stage.opened_at, stage.closed_at = StageState.CLOSED, moment, moment
        stage.reason = OUTSIDE
    ids = {stage.id for stage in past}
    for row in questions_of(case.session, case.campaign.id):
        if row.stage_id in ids and row.answered_at is None:
            answered(case, row, OUTSIDE)
            row.waived = True


def _ended(case: Case, closed_on: Mapping[StageKey, date]) -> date:
    day = closed_on.get(case.key) or case.stage.due or case.plan.document.issued or case.today
    return min(day, case.today)


def _register(case: Case, units: Iterable[str]) -> None:
    stage = next(s for s in stages_of(case.session, case.campaign.id) if s.kind == StageKind.REGISTRATION)
    for code in units:
        unit = unit_by_code(case.session, code)
        if participation_of(case.session, case.campaign.id, unit.id) is None:
            raise NotFound("unit_not_taking_part", unit=unit.name, code=case.campaign.code)
        case.session.add(
            Registration(
                campaign_id=case.campaign.id,
                stage_id=stage.id,
                unit_id=unit.id,
                state="confirmed",
                pledges=canonical((OUTSIDE,)),
                submitted_at=case.at,
                submitted_by=case.by.code,
                confirmed_at=case.at,
                confirmed_by=case.by.code,
            )
        )

"""Creating a campaign, launching it, and changing its plan or its pace."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from actions.audit import record
from actions.cases import Case
from actions.guard import need_reason, require
from actions.owing import owe, settle_kind
from actions.questions import ask
from actions.refreshing import refresh
from actions.telling import tell_roles, tell_units
from actions.versions import write_version
from domain.answers import set_due
from domain.dates import Resolution
from domain.duties import DutyKind
from domain.errors import AlreadyDone, Incomplete, Invalid, NotFound, WrongState
from domain.people import Principal, Role
from domain.plan import Plan
from domain.plan_changes import amended
from domain.stages import ENDED, StageKey, StageKind
from models.campaign_rows import campaign_exists, participation_of, questions_of, stages_of
from models.campaigns import Campaign, Participation
from models.finders import campaign_by_code, participants, role_people, stage_of, unit_by_code
from models.stages import Stage
from notifications.notices.of_campaigns import CampaignResumed, CampaignSuspended, DateChanged
from wording.labels import stage_label
from wording.names import fold, nfc

CODE = re.compile(r"[A-ZĐ]{2,8}-\d{4}-\d{2,3}")


def create(
    session: Session, code: str, plan: Plan, *, units: Iterable[str] = (), by: Principal, at: datetime
) -> Campaign:
    """A draft campaign with its stages and open items; nothing is sent to units before the launch.

    Raises:
        Invalid: `campaign_code`.
        AlreadyDone: `campaign_exists`.
    """
    require(by, "campaign:create")
    if not CODE.fullmatch(code):
        raise Invalid("campaign_code", found=code, example="NH-2021-01")
    if campaign_exists(session, code):
        raise AlreadyDone("campaign_exists", code=code)
    name = nfc(plan.name)
    campaign = Campaign(code=code, name=name, folded=fold(name), authority=plan.authority, created_at=at)
    session.add(campaign)
    session.flush()
    case = Case(session, campaign, Stage(campaign_id=campaign.id, kind="launch", round="main", position=0), by, at)
    write_version(case, plan, change="create", document=plan.document.number)
    for unit_code in units:
        _join(case, unit_code, group=None)
    case.stage = stage_of(session, campaign.id, StageKey(StageKind.LAUNCH))
    owe(case, DutyKind.LAUNCH_CAMPAIGN)
    record(
        session, "campaign:created", by=by, at=at, subject=f"campaign:{code}", campaign=code, facts={"name": plan.name}
    )
    refresh(session, [campaign], calendar=case.calendar, at=at)
    return campaign


def prepare_launch(session: Session, code: str, *, by: Principal, at: datetime) -> int:
    """Ask what must be known before the launch (number and day of the plan); how many questions are open."""
    case = _case(session, code, "campaign:amend", by, at)
    rows = [row for row in questions_of(session, case.campaign.id) if row.stage_id == case.stage.id]
    ask(case, rows)
    record(session, "launch:prepared", by=by, at=at, subject=f"campaign:{code}", campaign=code)
    refresh(session, [case.campaign], calendar=case.calendar, at=at)
    return sum(row.answered_at is None for row in rows)


def add_unit(
    session: Session, code: str, unit_code: str, *, group: str | None = None, by: Principal, at: datetime
) -> None:
    """A unit takes part from now on; what open stages ask of units it owes too.

    Raises:
        AlreadyDone: `unit_takes_part`.
        WrongState: `campaign_over`.
    """
    case = _case(session, code, "participant:add", by, at)
    _join(case, unit_code, group=group)
    record(
        session,
        "participant:added",
        by=by,
        at=at,
        subject=f"unit:{unit_code}",
        campaign=code,
        facts={"group": group},
    )
    refresh(session, [case.campaign], calendar=case.calendar, at=at)


def launch(session: Session, code: str, *, by: Principal, at: datetime) -> None:
    """The authority launches: from now on the stages move by themselves.

    Raises:
        WrongState: `not_a_draft`.
        Incomplete: `launch_needs`, with every open item, missing role or missing unit at once.
    """
    case = _case(session, code, "campaign:launch", by, at)
    campaign = case.campaign
    if campaign.state != "draft":
        raise WrongState("not_a_draft", code=code, state=campaign.state)
    lacking = lacking_for_launch(case)
    if lacking:
        raise Incomplete("launch_needs", code=code, lacking=lacking)
    campaign.state, campaign.launched_at = "running", at
    settle_kind(case, DutyKind.LAUNCH_CAMPAIGN)
    record(
        session,
        "campaign:launched",
        by=by,
        at=at,
        subject=f"campaign:{code}",
        campaign=code,
        facts={"version": campaign.version, "units": len(case.units)},
    )
    refresh(session, [campaign], calendar=case.calendar, at=at)


def set_date(
    session: Session,
    code: str,
    key: StageKey,
    day: date,
    *,
    reason: str,
    document: str | None = None,
    extend: bool = False,
    by: Principal,
    at: datetime,
) -> None:
    """Fix or move a stage's deadline: a new plan version. `extend` only moves it later.

    Raises:
        WrongState: `stage_ended`.
        Invalid: `reason_missing`; `date_past`; `extends_backwards`.
    """
    case = _case(session, code, "campaign:extend" if extend else "campaign:set_date", by, at)
    case.stage = stage_of(session, case.campaign.id, key)
    old = case.stage.due
    _check_move(case, key, day, reason, extend=extend)
    plan = set_due(case.plan, key, Resolution(day=day, by=by.code, on=case.today, reason=reason))
    write_version(case, plan, change="extend" if extend else "set_date", reason=reason, document=document)
    _tell_moved(case, key, old, day, reason, document)
    record(
        session,
        "stage:extended" if extend else "stage:date_set",
        by=by,
        at=at,
        subject=f"stage:{key}",
        campaign=code,
        reason=reason,
        facts={"old": old, "new": day, "document": document, "version": case.campaign.version},
    )
    refresh(session, [case.campaign], calendar=case.calendar, at=at)


def amend(
    session: Session, code: str, plan: Plan, *, reason: str, document: str | None = None, by: Principal, at: datetime
) -> None:
    """A changed plan is in force from now on; what has begun or ended stays as it was.

    Raises:
        Invalid: `reason_missing`.
        WrongState: `campaign_over`; `stage_has_begun`.
    """
    case = _case(session, code, "campaign:amend", by, at)
    need_reason(reason)
    write_version(case, amended(case.plan, plan), change="amend", reason=reason, document=document)
    case.campaign.name, case.campaign.folded = nfc(plan.name), fold(plan.name)
    record(
        session,
        "campaign:amended",
        by=by,
        at=at,
        subject=f"campaign:{code}",
        campaign=code,
        reason=reason,
        facts={"version": case.campaign.version, "document": document},
    )
    refresh(session, [case.campaign], calendar=case.calendar, at=at)


def suspend(session: Session, code: str, *, reason: str, by: Principal, at: datetime) -> None:
    """Nothing moves by itself until the campaign is resumed.

    Raises:
        WrongState: `suspended_already`.
    """
    case = _case(session, code, "campaign:suspend", by, at)
    need_reason(reason)
    if case.campaign.suspended_at is not None:
        raise WrongState("suspended_already", code=code)
    case.campaign.suspended_at, case.campaign.suspended_by = at, by.code
    tell_units(case, CampaignSuspended, since_on=case.today, reason=reason)
    record(session, "campaign:suspended", by=by, at=at, subject=f"campaign:{code}", campaign=code, reason=reason)
    refresh(session, [case.campaign], calendar=case.calendar, at=at)


def resume(session: Session, code: str, *, reason: str, by: Principal, at: datetime) -> None:
    """The campaign goes on; deadlines count as of their own date.

    Raises:
        WrongState: `not_suspended`.
    """
    case = _case(session, code, "campaign:resume", by, at)
    need_reason(reason)
    if case.campaign.suspended_at is None:
        raise WrongState("not_suspended", code=code)
    case.campaign.suspended_at = case.campaign.suspended_by = None
    tell_units(case, CampaignResumed, since_on=case.today, reason=reason)
    record(session, "campaign:resumed", by=by, at=at, subject=f"campaign:{code}", campaign=code, reason=reason)
    refresh(session, [case.campaign], calendar=case.calendar, at=at)


def _case(session: Session, code: str, action: str, by: Principal, at: datetime) -> Case:
    campaign = campaign_by_code(session, code, lock=True)
    require(by, action, campaign_id=campaign.id)
    if campaign.state in ("closed", "cancelled"):
        raise WrongState("campaign_over", code=code, state=campaign.state)
    return Case(session, campaign, stage_of(session, campaign.id, StageKey(StageKind.LAUNCH)), by, at)


def _join(case: Case, unit_code: str, *, group: str | None) -> None:
    unit = unit_by_code(case.session, unit_code)
    if participation_of(case.session, case.campaign.id, unit.id) is not None:
        raise AlreadyDone("unit_takes_part", unit=unit.name, code=case.campaign.code)
    case.session.add(Participation(campaign_id=case.campaign.id, unit_id=unit.id, group=group or unit.group))
    case.session.flush()
    asked_of_units = {
        StageKind.REGISTRATION: DutyKind.REGISTER,
        StageKind.MIDTERM_REVIEW: DutyKind.FILE_REPORT,
        StageKind.DOSSIER_INTAKE: DutyKind.SUBMIT_DOSSIER,
    }
    for stage in stages_of(case.session, case.campaign.id):
        if stage.state == "open" and stage.kind in asked_of_units:
            its_case = Case(case.session, case.campaign, stage, case.by, case.at)
            owe(its_case, asked_of_units[StageKind(stage.kind)], unit_id=unit.id, due=stage.remind_by)


def lacking_for_launch(case: Case) -> tuple[str, ...]:
    """Open items of the launch, roles and units without which a campaign cannot run."""
    launching = stage_of(case.session, case.campaign.id, StageKey(StageKind.LAUNCH)).id
    opening = [q for q in questions_of(case.session, case.campaign.id) if q.stage_id == launching]
    lacking = [q.key for q in opening if q.blocks == "opening" and q.answered_at is None]
    needed = (Role.OFFICER, Role.LEADER)
    lacking += [f"role:{r.value}" for r in needed if not role_people(case.session, r, case.campaign.id, case.today)]
    if not participants(case.session, case.campaign.id):
        lacking.append("units")
    return tuple(lacking)


def launch_lacks(session: Session, campaign: Campaign, *, by: Principal, at: datetime) -> tuple[str, ...]:
    """What `launch` would refuse for, without trying it."""
    stage = stage_of(session, campaign.id, StageKey(StageKind.LAUNCH))
    return lacking_for_launch(Case(session, campaign, stage, by, at))


def _check_move(case: Case, key: StageKey, day: date, reason: str, *, extend: bool) -> None:
    _refuse_ended(case.stage)
    need_reason(reason)
    if day < case.today:
        raise Invalid("date_past", stage=str(key), found=day, today=case.today)
    if extend and case.stage.due is None:
        raise NotFound("deadline", stage=str(key))
    if extend and case.stage.due is not None and day <= case.stage.due:
        raise Invalid("extends_backwards", stage=str(key), found=day, due=case.stage.due)


def _refuse_ended(stage: Stage) -> None:
    if stage.state in ENDED:
        raise WrongState("stage_ended", stage=stage.key, state=stage.state)


def _tell_moved(case: Case, key: StageKey, old: date | None, day: date, reason: str, document: str | None) -> None:
    if case.campaign.state != "running":
        return
    label = stage_label(key.kind, key.round)
    values: dict[str, Any] = {"stage_label": label, "old_date": old, "new_date": day, "document": document}
    tell_roles(case, DateChanged, (Role.OFFICER, Role.SECRETARY, Role.LEADER), reason=reason, **values)
    if key.kind in (StageKind.REGISTRATION, StageKind.MIDTERM_REVIEW, StageKind.DOSSIER_INTAKE):
        tell_units(case, DateChanged, reason=reason, **values)

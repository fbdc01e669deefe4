"""A stage that has ended opens again: revision + 1, a new deadline, and what was left undone is owed again.

Reminders go out again by themselves, because the key of a step holds the revision.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from sqlmodel import Session

from actions.cases import Case
from actions.conclusions import decided
from actions.dossier_cases import case_in
from actions.entering import refuse_standstill
from actions.finishing import finish
from actions.guard import need_reason, require
from actions.owing import owe
from actions.questions import forget_asking
from actions.telling import tell_roles, tell_units
from actions.versions import write_version
from domain.answers import set_due
from domain.dates import Resolution
from domain.dossiers import OVER, DossierState
from domain.duties import DutyKind
from domain.errors import Invalid, WrongState
from domain.people import Principal, Role
from domain.remedies import REOPENS
from domain.schedule import predecessors, project
from domain.stages import StageKey, StageKind, StageState
from models.campaign_rows import stages_of
from models.duties import lapsed_of
from models.handed_in import dossiers_of, registrations_of, reports_of
from models.stages import Duty, Stage
from notifications.notices.of_campaigns import DateChanged

GOES_ON_BESIDE = frozenset({(StageKind.REGISTRATION, StageKind.DOSSIER_INTAKE)})
"""A stage that may have begun although the one before it opens again."""


def reopen(
    session: Session,
    code: str,
    key: StageKey,
    due: date,
    *,
    reason: str,
    document: str | None = None,
    by: Principal,
    at: datetime,
) -> None:
    """Open a closed stage again until `due`, a day that counts.

    Raises:
        WrongState: `campaign_not_running`, `stage_not_closed`, `not_reopenable`, `later_stage_begun`;
        Invalid: `reason_missing`, `date_past`.
    """
    case = Case.of(session, code, key, by=by, at=at)
    require(by, "stage:reopen", campaign_id=case.campaign.id)
    check_running(case)
    need_reason(reason)
    if key.kind not in REOPENS:
        raise WrongState("not_reopenable", stage=str(key))
    if case.stage.state != StageState.CLOSED:
        raise WrongState("stage_not_closed", stage=str(key), state=case.stage.state)
    _refuse_later(case)
    open_again(case, due, reason, document)
    facts = {"due": due, "document": document, "revision": case.stage.revision}
    finish(case, "stage:reopened", facts, reason=reason)


def open_again(case: Case, due: date, reason: str, document: str | None = None) -> None:
    """Open the case's closed stage again; the caller has seen to it that nothing stands on it, and records the event.

    Raises:
        Invalid: `date_past`.
    """
    stage, key, old = case.stage, case.key, case.stage.due
    if due < case.today:
        raise Invalid("date_past", stage=str(key), found=due, today=case.today)
    lapsed = lapsed_of(case.session, stage.id, stage.revision)
    stage.revision += 1
    stage.state, stage.opened_at, stage.closed_at = StageState.OPEN, case.at, None
    plan = set_due(case.plan, key, Resolution(day=due, by=case.by.code, on=case.today, reason=reason))
    write_version(case, plan, change="reopen", reason=reason, document=document)
    again = tuple(_owe_again(case, duty) for duty in lapsed if _still_missing(case, duty))
    forget_asking(case)
    if key.kind is StageKind.COUNCIL_APPRAISAL:
        _sit_again(case)
    _revive(case)
    _tell(case, again, old, due, reason, document)


def check_running(case: Case) -> None:
    """Raises WrongState `campaign_suspended`, `campaign_over`, `campaign_not_running`."""
    refuse_standstill(case)
    if case.campaign.state != "running":
        raise WrongState("campaign_not_running", code=case.campaign.code, state=case.campaign.state)


def _refuse_later(case: Case) -> None:
    for later in _successors(case):
        begun = later.state in (StageState.OPEN, StageState.CLOSED)
        if begun and (case.key.kind, StageKind(later.kind)) not in GOES_ON_BESIDE:
            raise WrongState("later_stage_begun", stage=case.stage.key, later=later.key)


def _successors(case: Case) -> list[Stage]:
    stages = stages_of(case.session, case.campaign.id)
    keys = tuple(_key(stage) for stage in stages)
    return [stage for stage in stages if case.key in predecessors(_key(stage), keys)]


def _key(stage: Stage) -> StageKey:
    return StageKey(StageKind(stage.kind), stage.round)


def _revive(case: Case) -> None:
    """What had nothing to do (no dossier, nobody proposed) may have something now; what the plan skips stays so."""
    by_plan = {slot.key for slot in project(case.plan).slots if slot.skipped}
    for later in _successors(case):
        if later.state == StageState.SKIPPED and _key(later) not in by_plan:
            later.state, later.reason, later.closed_at = StageState.PLANNED, "", None
            later.revision += 1
            forget_asking(case_in(case, later))
            _revive(case_in(case, later))


def _still_missing(case: Case, duty: Duty) -> bool:
    found = _HANDED_IN.get(DutyKind(duty.kind))
    return found is not None and duty.unit_id not in found(case)


def _owe_again(case: Case, duty: Duty) -> Duty:
    again = owe(case, DutyKind(duty.kind), unit_id=duty.unit_id, role=duty.role, due=case.stage.remind_by)
    again.key, again.what, again.blocks = duty.key, duty.what, duty.blocks
    return again


def _sit_again(case: Case) -> None:
    """The council concludes anew; ballots that decided stand, the others are to be held."""
    rows = dossiers_of(case.session, case.campaign.id, case.stage.round)
    before = decided(case)
    for row in rows:
        if row.state in (DossierState.PASSED, DossierState.NOT_PASSED):
            row.state, row.rank = DossierState.ACCEPTED, None
        if row.state == DossierState.ACCEPTED and row.id not in before:
            owe(case, DutyKind.HOLD_BALLOT, about=row.code, key=row.code, dossier_id=row.id)
    owe(case, DutyKind.CONCLUDE_COUNCIL)


def _tell(case: Case, again: tuple[Duty, ...], old: date | None, due: date, reason: str, document: str | None) -> None:
    label = f"{case.label} (mở lại)"
    office = (Role.OFFICER, Role.SECRETARY, Role.LEADER)
    tell_roles(
        case, DateChanged, office, stage_label=label, old_date=old, new_date=due, reason=reason, document=document
    )
    units = {duty.unit_id for duty in again if duty.unit_id is not None}
    told = {"stage_label": label, "old_date": old, "new_date": due, "reason": reason, "document": document}
    tell_units(case, DateChanged, unit_ids=units, **told)


def _registered(case: Case) -> set[int | None]:
    return {r.unit_id for r in registrations_of(case.session, case.campaign.id) if r.state != "withdrawn"}


def _reported(case: Case) -> set[int | None]:
    return {report.unit_id for report in reports_of(case.session, case.stage.id)}


def _proposed(case: Case) -> set[int | None]:
    rows = dossiers_of(case.session, case.campaign.id, case.stage.round)
    return {row.unit_id for row in rows if row.state not in OVER}


_HANDED_IN: Mapping[DutyKind, Callable[[Case], set[int | None]]] = {
    DutyKind.REGISTER: _registered,
    DutyKind.FILE_REPORT: _reported,
    DutyKind.SUBMIT_DOSSIER: _proposed,
    DutyKind.PLANNED: lambda _case: set(),
}
"""What is owed again where it lapsed, and which units have done it meanwhile."""

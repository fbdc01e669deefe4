"""What helps when something is stuck: remind now, hand a duty over, step back with a dossier or with a stage."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from sqlmodel import Session

from actions.cases import Case
from actions.conclusions import decided
from actions.dossier_cases import case_in, dossier_case, finish_dossier, need_state, owe_appraisal, stage_in
from actions.entering import refuse_standstill
from actions.finishing import finish
from actions.guard import need_reason, require
from actions.owing import lapse_all
from actions.questions import forget_asking
from actions.reminding import holders
from actions.reopening import check_running, open_again
from actions.sitting_cases import UNDER_WAY
from actions.telling import tell
from actions.withdrawing import leave_council
from domain.dossiers import DossierState
from domain.duties import RULES, DutyKind
from domain.errors import AlreadyDone, NotAllowed, NotFound, WrongState
from domain.people import Grant, Principal, Role
from domain.stages import StageKey, StageKind, StageState
from models.aside_rows import open_period, steps_named
from models.awards import decisions_of, lines_of
from models.duties import duty_by_id
from models.finders import grants_of, person_by_code, unit_by_code
from models.people import Person, RoleGrant
from models.sittings import ballots_of_meetings, meetings_of
from models.stages import Duty, StepTaken
from notifications.notices.of_duties import DutyAssigned, DutyReminder

PERSONAL_KINDS = (DutyKind.VOTE, DutyKind.CONFIRM_SKIP, DutyKind.DECIDE_RECUSAL)
"""Nobody votes for somebody else, the second person is a second person, and conflicts are the chair's."""

BEFORE = {
    StageKind.COUNCIL_APPRAISAL: StageKind.DOSSIER_INTAKE,
    StageKind.DECISION_ISSUANCE: StageKind.COUNCIL_APPRAISAL,
}


def remind_now(
    session: Session,
    code: str,
    key: StageKey,
    *,
    unit: str | None = None,
    kind: DutyKind | None = None,
    duty_id: int | None = None,
    reason: str = "",
    by: Principal,
    at: datetime,
) -> int:
    """Remind everybody who owes something in a stage, a kind of thing, one unit, or one duty; how many notices.

    Once a day for each duty.

    Raises:
        NotFound: `owed`, when nobody owes anything there; AlreadyDone: `reminded_today`.
    """
    case = Case.of(session, code, key, by=by, at=at)
    require(by, "stage:remind", campaign_id=case.campaign.id)
    refuse_standstill(case)
    only = unit_by_code(session, unit).id if unit else None
    duties = [duty for duty in case.owed(kind) if only in (None, duty.unit_id) and duty_id in (None, duty.id)]
    if not duties:
        raise NotFound("owed", stage=str(key))
    names = {f"remind:now:{duty.id}": duty for duty in duties}
    done = steps_named(session, case.stage.id, names, case.today)
    left = {name: duty for name, duty in names.items() if name not in done}
    if not left:
        raise AlreadyDone("reminded_today", stage=str(key))
    revision, stage_id = case.stage.revision, case.stage.id
    session.add_all(
        StepTaken(stage_id=stage_id, revision=revision, name=name, due=case.today, taken_at=at) for name in left
    )
    told = sum(_remind(case, duty, people) for duty, people in holders(case, list(left.values())))
    finish(case, "stage:reminded_now", {"duties": len(left), "told": told}, reason=reason)
    return told


def hand_over(
    session: Session,
    code: str,
    key: StageKey,
    duty_id: int,
    person: str,
    *,
    reason: str,
    document: str | None = None,
    by: Principal,
    at: datetime,
) -> Duty:
    """Somebody else does this duty; she gets the role that it takes, in this campaign only.

    Raises:
        NotFound: `duty`, `person`; WrongState: `duty_ended`, `duty_is_personal`, `person_not_active`;
        AlreadyDone: `holds_it_already`; Invalid: `reason_missing`;
        NotAllowed: `not_hers_to_give`, because what belongs to a role is given by whoever holds it, or by a leader.
    """
    case = Case.of(session, code, key, by=by, at=at)
    require(by, "duty:hand_over", campaign_id=case.campaign.id)
    refuse_standstill(case)
    need_reason(reason)
    duty, substitute = _duty(case, duty_id), person_by_code(session, person)
    role = _role_of(duty)
    _check_giving(case, duty, substitute, role)
    if not any((g.role, g.unit_id) == (role, duty.unit_id) for g in _grants(case, substitute)):
        session.add(
            RoleGrant(
                person_id=substitute.id,
                role=role.value,
                unit_id=duty.unit_id,
                campaign_id=case.campaign.id,
                valid_from=case.today,
                document=document,
            )
        )
    duty.person_id, duty.role = substitute.id, None
    tell(case, DutyAssigned, [substitute], duty=duty.what, due_on=duty.due)
    facts = {"duty_text": duty.what, "person": substitute.code, "role": role.value, "document": document}
    finish(case, "duty:handed_over", facts, reason=reason)
    return duty


def step_back_dossier(
    session: Session, code: str, dossier_code: str, *, reason: str, by: Principal, at: datetime
) -> None:
    """A dossier before the council goes back to the office, which judges it anew.

    Raises:
        WrongState: `dossier_state`, `ballot_decided_already`; Invalid: `reason_missing`.
    """
    case, row = dossier_case(session, code, dossier_code, "stage:step_back", by=by, at=at)
    need_state(row, DossierState.ACCEPTED)
    need_reason(reason)
    if row.id in decided(case_in(case, stage_in(case, StageKind.COUNCIL_APPRAISAL, row.round))):
        raise WrongState("ballot_decided_already", dossier=row.code)
    leave_council(case, row)
    row.state, row.judged_at, row.judged_by = DossierState.SUBMITTED, None, None
    owe_appraisal(case, row)
    finish_dossier(case, "dossier:stepped_back", row, {}, reason=reason)


def step_back_stage(
    session: Session, code: str, key: StageKey, due: date, *, reason: str, by: Principal, at: datetime
) -> None:
    """An open stage goes back to planned, and the one before it opens again until `due`.

    Raises:
        WrongState: `campaign_not_running`, `stage_not_open`, `no_step_back`, `votes_were_cast`, `signed_already`;
        Invalid: `reason_missing`, `date_past`.
    """
    case = Case.of(session, code, key, by=by, at=at)
    require(by, "stage:step_back", campaign_id=case.campaign.id)
    check_running(case)
    need_reason(reason)
    stage = case.stage
    if stage.state != StageState.OPEN:
        raise WrongState("stage_not_open", stage=str(key), state=stage.state, opens=stage.opens)
    if key.kind not in BEFORE:
        raise WrongState("no_step_back", stage=str(key))
    _UNDO[key.kind](case)
    lapse_all(case)
    stage.revision += 1
    stage.state, stage.opened_at = StageState.PLANNED, None
    forget_asking(case)
    before = stage_in(case, BEFORE[key.kind], key.round)
    open_again(case_in(case, before), due, reason)
    finish(case, "stage:stepped_back", {"stage": before.key, "due": due}, reason=reason)


def _remind(case: Case, duty: Duty, people: list[Person]) -> int:
    if duty.due is None:
        return tell(case, DutyAssigned, people, duty=duty.what)
    left = case.calendar.between(case.today, duty.due)
    return tell(case, DutyReminder, people, duty=duty.what, due_on=duty.due, working_days_left=left)


def _duty(case: Case, duty_id: int) -> Duty:
    duty = duty_by_id(case.session, case.stage.id, duty_id)
    if duty is None:
        raise NotFound("duty", number=duty_id, stage=case.stage.key)
    if duty.ended:
        raise WrongState("duty_ended", duty=duty.what)
    if duty.kind in PERSONAL_KINDS:
        raise WrongState("duty_is_personal", duty=duty.what)
    return duty


def _role_of(duty: Duty) -> Role:
    if duty.unit_id is not None:
        return Role.UNIT_OFFICER
    return Role(duty.role) if duty.role else RULES[DutyKind(duty.kind)].holder or Role.OFFICER


def _check_giving(case: Case, duty: Duty, substitute: Person, role: Role) -> None:
    if not substitute.active:
        raise WrongState("person_not_active", person=substitute.name)
    if duty.person_id == substitute.id:
        raise AlreadyDone("holds_it_already", person=substitute.name, duty=duty.what)
    mine = {grant.role for grant in case.by.grants if grant.campaign_id in (None, case.campaign.id)}
    if role is not Role.UNIT_OFFICER and not mine & {role, Role.LEADER}:
        raise NotAllowed("not_hers_to_give", person=case.by.name, role=role.value)


def _grants(case: Case, person: Person) -> list[Grant]:
    found = grants_of(case.session, person.id, case.today)
    return [grant for grant in found if grant.campaign_id in (None, case.campaign.id)]


def _undo_council(case: Case) -> None:
    if ballots_of_meetings(case.session, case.stage.id):
        raise WrongState("votes_were_cast", stage=case.stage.key)
    for meeting in meetings_of(case.session, case.stage.id):
        if meeting.state in UNDER_WAY:
            meeting.state = "cancelled"


def _undo_drafts(case: Case) -> None:
    decisions = decisions_of(case.session, case.stage.id)
    if any(decision.state in ("signed", "issued") for decision in decisions):
        raise WrongState("signed_already", stage=case.stage.key)
    for decision in decisions:
        decision.state = "dropped"
        for line in lines_of(case.session, decision.id):
            line.struck_at = case.at
    period = open_period(case.session, case.stage.id)
    if period is not None:
        period.closed_at, period.closed_by = case.at, case.by.code


_UNDO: Mapping[StageKind, Callable[[Case], None]] = {
    StageKind.COUNCIL_APPRAISAL: _undo_council,
    StageKind.DECISION_ISSUANCE: _undo_drafts,
}

"""Skipping a stage takes two: one asks with a reason, a second person agrees or not."""

from datetime import datetime

from sqlmodel import Session

from actions.cases import Case
from actions.entering import refuse_standstill
from actions.finishing import finish
from actions.guard import need_reason, require
from actions.owing import owe, settle
from actions.telling import tell
from actions.versions import skip_rows, write_version
from domain.answers import skip_stage
from domain.duties import DutyKind
from domain.errors import AlreadyDone, NotAllowed, NotFound, WrongState
from domain.people import Principal, Role
from domain.stages import ENDED, StageKey, StageKind
from models.aside_rows import open_skip_request
from models.stages import SkipRequest
from notifications.notices.of_duties import DutyAssigned


def ask_skip(session: Session, code: str, key: StageKey, *, reason: str, by: Principal, at: datetime) -> SkipRequest:
    """Ask that a stage is not held; the leader, or the officer where a leader asks, owes the answer.

    Raises:
        WrongState: `stage_ended`, `stage_not_skippable`; Invalid: `reason_missing`; AlreadyDone: `skip_asked`.
    """
    case = _case(session, code, key, by, at)
    need_reason(reason)
    _check_skippable(case)
    before = open_skip_request(session, case.stage.id)
    if before is not None:
        raise AlreadyDone("skip_asked", stage=str(key), reason=before.reason)
    request = SkipRequest(stage_id=case.stage.id, reason=reason.strip(), asked_at=at, asked_by=by.code)
    session.add(request)
    session.flush()
    duty = owe(case, DutyKind.CONFIRM_SKIP, key=str(request.id), role=_second(by).value)
    others = [person for person in case.people(_second(by)) if person.code != by.code]
    tell(case, DutyAssigned, others, duty=f"{duty.what}: {case.label}")
    finish(case, "skip:asked", {}, reason=request.reason)
    return request


def decide_skip(
    session: Session, code: str, key: StageKey, *, agree: bool, reason: str = "", by: Principal, at: datetime
) -> None:
    """A second person decides; only with her consent the stage is skipped.

    Raises:
        NotFound: `skip_request`; NotAllowed: `second_person_needed`; WrongState: `stage_ended`;
        Invalid: `reason_missing` for a no.
    """
    case = _case(session, code, key, by, at)
    request = open_skip_request(session, case.stage.id)
    if request is None:
        raise NotFound("skip_request", stage=str(key))
    if by.stands_for(request.asked_by):
        raise NotAllowed("second_person_needed", person=by.name, stage=str(key))
    if not agree:
        need_reason(reason)
    _check_skippable(case)
    request.decided_at, request.decided_by, request.agreed = at, by.code, agree
    settle(case.owed(DutyKind.CONFIRM_SKIP), case)
    if agree:
        _skip(case, request.reason)
        finish(case, "stage:skipped", {"asked_by": request.asked_by}, reason=request.reason)
    else:
        finish(case, "skip:refused", {"asked_by": request.asked_by}, reason=reason)


def _check_skippable(case: Case) -> None:
    if case.key.kind in (StageKind.LAUNCH, StageKind.FINAL_SUMMARY):
        raise WrongState("stage_not_skippable", stage=str(case.key))
    if case.stage.state in ENDED:
        raise WrongState("stage_ended", stage=case.stage.key, state=case.stage.state)


def _skip(case: Case, reason: str) -> None:
    """The stage is not held: a new plan version."""
    write_version(case, skip_stage(case.plan, case.key, reason), change="skip", reason=reason)
    if case.stage.state not in ENDED:
        skip_rows(case, case.stage, reason)


def _case(session: Session, code: str, key: StageKey, by: Principal, at: datetime) -> Case:
    case = Case.of(session, code, key, by=by, at=at)
    require(by, "stage:skip", campaign_id=case.campaign.id)
    refuse_standstill(case)
    return case


def _second(by: Principal) -> Role:
    return Role.OFFICER if any(grant.role is Role.LEADER for grant in by.grants) else Role.LEADER

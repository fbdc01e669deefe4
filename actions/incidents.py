"""When a step fails: the incident is written down, tried again later, and after the last try handed to a person."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, timedelta

from sqlmodel import Session

from actions.audit import record
from actions.cases import Case
from actions.guard import require
from actions.refreshing import refresh
from actions.telling import tell_roles
from domain.errors import NotFound, ThiduaError
from domain.people import Principal, Role
from domain.stages import StageKey
from domain.steps import due_steps
from domain.values import Value
from models.campaign_rows import campaigns_of_stages
from models.incidents import incidents_by_id, open_incidents
from models.situations import load
from models.stages import Incident, Stage
from models.standing import facts_of
from notifications.fields import LINE_LENGTH, one_line
from notifications.notices.of_duties import IncidentOpened
from wording.errors import sentence

BACK_OFF = (timedelta(minutes=10), timedelta(hours=1))
"""Pauses before the second and the third try; after that a person decides."""


class Noted(Value):
    """A failure that was written down; `waits` when only a person can have it tried again."""

    campaign: str
    stage: str
    step: str
    attempts: int
    waits: bool


def note_failure(session: Session, stage_id: int, error: Exception, *, by: Principal, at: datetime) -> Noted | None:
    """Write down that a step of this stage failed; None when another sweep has just done so.

    The officers are told at the first and at the last try.
    """
    [campaign] = campaigns_of_stages(session, [stage_id])
    case = Case(session, campaign, session.get_one(Stage, stage_id), by, at)
    incident = next(iter(open_incidents(session, [stage_id])), None)
    if incident is None:
        incident = _first(case)
        session.add(incident)
    elif incident.next_try_at is None or incident.next_try_at > at:
        return None
    else:
        incident.attempts += 1
    incident.cause = _cause(error)
    incident.next_try_at = at + BACK_OFF[incident.attempts - 1] if incident.attempts <= len(BACK_OFF) else None
    session.flush()
    if incident.attempts == 1 or incident.next_try_at is None:
        # Because what broke the step (a blank name) may break the notice too, the incident then stands alone.
        with suppress(ValueError), session.begin_nested():
            _tell(case, incident)
    _record(case, incident, "incident:opened" if incident.attempts == 1 else "incident:repeated")
    _look_again(case, incident)
    return Noted(
        campaign=campaign.code,
        stage=case.stage.key,
        step=incident.step,
        attempts=incident.attempts,
        waits=incident.next_try_at is None,
    )


def set_aside(
    session: Session, stage_ids: Iterable[int], *, waiting_too: bool = False, by: Principal, at: datetime
) -> None:
    """Settle the incidents whose next try has come, before the steps are taken in the same transaction.

    A step that fails again undoes this together with everything else. `waiting_too`: also those that wait.
    """
    tried = open_incidents(session, stage_ids, tried_by=None if waiting_too else at)
    if not tried:
        return
    held = {c.id: c for c in campaigns_of_stages(session, {i.stage_id for i in tried}, skip_locked=True)}
    for incident in tried:
        if incident.campaign_id in held:
            incident.resolved_at, incident.resolved_by = at, by.code
            stage = session.get_one(Stage, incident.stage_id)
            _record(Case(session, held[incident.campaign_id], stage, by, at), incident, "incident:resolved")


def retry(session: Session, code: str, key: StageKey, *, reason: str = "", by: Principal, at: datetime) -> None:
    """Let the next sweep try again at once what has failed.

    Raises:
        NotAllowed: without the right `incident:retry`.
        NotFound: `incident`, when nothing is broken there.
    """
    case = Case.of(session, code, key, by=by, at=at)
    require(by, "incident:retry", campaign_id=case.campaign.id)
    incidents = open_incidents(session, [case.stage.id])
    if not incidents:
        raise NotFound("incident", stage=str(key), code=code)
    for incident in incidents:
        incident.next_try_at = at
        _record(case, incident, "incident:retry_asked", reason)
    refresh(session, [case.campaign], calendar=case.calendar, at=at)


def give_up(case: Case, reason: str) -> None:
    """What has failed in this stage is tried no more, because the stage itself is not held any more."""
    for incident in open_incidents(case.session, [case.stage.id]):
        incident.resolved_at, incident.resolved_by, incident.next_try_at = case.at, case.by.code, None
        _record(case, incident, "incident:given_up", reason)


def mark_shown(session: Session, incident_ids: Iterable[int]) -> None:
    """Prefect shows these incidents as failed runs of their own."""
    for incident in incidents_by_id(session, incident_ids):
        incident.shown_in_prefect = True


def _first(case: Case) -> Incident:
    return Incident(
        campaign_id=case.campaign.id, stage_id=case.stage.id, step=_next_step(case), cause="", opened_at=case.at
    )


def _next_step(case: Case) -> str:
    """The first step that was due; empty where the rule itself failed."""
    try:
        record_ = load(case.session, [case.campaign])[0]
        one = next(r for r in record_.stages if r.stage.id == case.stage.id)
        steps = due_steps(facts_of(record_, one), case.calendar, case.at)
    except ThiduaError:
        return ""
    return steps[0].name if steps else ""


def _cause(error: Exception) -> str:
    said = f"{type(error).__name__}: {error}"
    if isinstance(error, ThiduaError):
        # Because an incident must be written down whatever happens, a missing sentence does not stop it.
        with suppress(KeyError):
            said = sentence(error)
    return one_line(said)[:LINE_LENGTH]


def _look_again(case: Case, incident: Incident) -> None:
    try:
        with case.session.begin_nested():
            refresh(case.session, [case.campaign], calendar=case.calendar, at=case.at)
    except ThiduaError:
        # Because the rule that says when to look again may be what fails, the incident's own moment is taken.
        case.session.expire(case.stage)
        case.stage.next_due_at = incident.next_try_at


def _tell(case: Case, incident: Incident) -> None:
    tell_roles(
        case,
        IncidentOpened,
        (Role.OFFICER,),
        stage_label=case.label,
        cause=incident.cause,
        attempts=incident.attempts,
        next_try_at=incident.next_try_at,
    )


def _record(case: Case, incident: Incident, kind: str, reason: str = "") -> None:
    record(
        case.session,
        kind,
        by=case.by,
        at=case.at,
        subject=f"stage:{case.stage.key}",
        campaign=case.campaign.code,
        reason=reason,
        facts={"incident": incident.id, "step": incident.step, "attempts": incident.attempts},
    )

"""A dossier with the stage in which it is worked on; what every action about one does at its beginning and its end."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlmodel import Session

from actions.cases import Case
from actions.entering import refuse_standstill
from actions.finishing import finish
from actions.guard import require
from actions.owing import owe
from actions.telling import tell_units
from domain.dossiers import DossierState
from domain.duties import DutyKind
from domain.errors import WrongState
from domain.people import Principal
from domain.stages import ENDED, StageKey, StageKind, StageState
from domain.steps import local_day
from models.complaint_rows import open_complaints
from models.dossiers import Dossier
from models.duties import owed, times_owed
from models.finders import dossier_by_code, stage_of
from models.handed_in import open_consultations
from models.sittings import latest_meeting
from models.stages import Stage
from notifications.notices.of_dossiers import DossierNotice


def dossier_case(
    session: Session, code: str, dossier_code: str, action: str, *, by: Principal, at: datetime
) -> tuple[Case, Dossier]:
    """The dossier, locked, and the case of the stage in which it is worked on.

    Raises:
        NotFound: `campaign`, `dossier`; NotAllowed; WrongState: `campaign_suspended`, `campaign_over`.
    """
    case, row = dossier_at(session, code, dossier_code, action, by=by, at=at)
    refuse_standstill(case)
    return case, row


def dossier_at(
    session: Session, code: str, dossier_code: str, action: str, *, by: Principal, at: datetime
) -> tuple[Case, Dossier]:
    """The dossier, locked, wherever its campaign stands; raises NotFound `campaign`, `dossier`; NotAllowed."""
    case = Case.of(session, code, StageKey(StageKind.LAUNCH), by=by, at=at)
    row = dossier_by_code(session, case.campaign.id, dossier_code, lock=True)
    require(by, action, campaign_id=case.campaign.id, unit_id=row.unit_id)
    case.stage = working_stage(case, row.round)
    return case, row


def working_stage(case: Case, round_: str) -> Stage:
    """The round's intake, or its council stage for what comes late or goes back once the intake has ended.

    Because a duty of a stage that has ended would be seen by nobody.
    """
    intake = stage_in(case, StageKind.DOSSIER_INTAKE, round_)
    council = stage_in(case, StageKind.COUNCIL_APPRAISAL, round_)
    return council if intake.state in ENDED and council.state not in ENDED else intake


def stage_in(case: Case, kind: StageKind, round_: str) -> Stage:
    """A stage of the same campaign."""
    return stage_of(case.session, case.campaign.id, StageKey(kind, round_))


def case_in(case: Case, stage: Stage) -> Case:
    """The same person at the same moment, in another stage of the campaign."""
    return Case(case.session, case.campaign, stage, case.by, case.at)


def owe_appraisal(case: Case, row: Dossier) -> None:
    """The office owes its judgement, unless somebody else has the move or it is owed already."""
    if row.state != DossierState.SUBMITTED or open_consultations(case.session, row.id):
        return
    if not owed(case.session, case.stage.id, DutyKind.APPRAISE_DOSSIER, dossier_id=row.id):
        _owe(case, DutyKind.APPRAISE_DOSSIER, row)


def owe_ballot(case: Case, row: Dossier) -> None:
    """A dossier that comes before a council which sits already is to be voted on, at its meeting where one is set."""
    if case.stage.kind != StageKind.COUNCIL_APPRAISAL or case.stage.state != StageState.OPEN:
        return
    meeting = latest_meeting(case.session, case.stage.id)
    _owe(case, DutyKind.HOLD_BALLOT, row, due=max(local_day(meeting.at), case.today) if meeting else None)


def _owe(case: Case, kind: DutyKind, row: Dossier, **values: Any) -> None:
    before = times_owed(case.session, case.stage.id, kind, dossier_id=row.id)
    key = f"{row.code}:{before + 1}" if before else row.code
    owe(case, kind, about=row.code, key=key, dossier_id=row.id, **values)


def need_state(row: Dossier, *allowed: DossierState) -> None:
    """Raises WrongState `dossier_state` with the states that are allowed."""
    if row.state not in allowed:
        raise WrongState("dossier_state", dossier=row.code, state=row.state, allowed=tuple(s.value for s in allowed))


def refuse_held_back(case: Case, row: Dossier) -> None:
    """Raises WrongState `under_complaint` while a complaint about the nominee is being verified."""
    found = open_complaints(case.session, [row.id]).get(row.id, ())
    if found:
        raise WrongState("under_complaint", dossier=row.code, complaints=tuple(one.code for one in found))


def tell_dossier(case: Case, row: Dossier, kind: type[DossierNotice], **values: Any) -> None:
    """Tell the unit's officers about its dossier."""
    names = {"dossier_code": row.code, "unit_name": row.unit_name, "nominee_name": row.nominee}
    tell_units(case, kind, unit_ids=[row.unit_id], **names, **values)


def finish_dossier(
    case: Case,
    kind: str,
    row: Dossier,
    facts: Mapping[str, object],
    *,
    reason: str = "",
    personal: Mapping[str, str] | None = None,
) -> None:
    """Record the event of an action about a dossier and bring the campaign's waits up to date."""
    finish(case, kind, {"round": row.round, **facts}, f"dossier:{row.code}", reason, personal)

"""What every act about a complaint shares: the complaint with its dossier, and what follows when it comes or goes."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlmodel import Session

from actions.cases import Case
from actions.complaint_duties import settle_handling
from actions.decision_moves import follow_list
from actions.dossier_cases import case_in, stage_in, tell_dossier, working_stage
from actions.finishing import finish
from actions.guard import require
from actions.telling import tell, tell_roles
from actions.withdrawing import leave
from domain.complaints import ComplaintState
from domain.dossiers import OVER, DossierState
from domain.errors import WrongState
from domain.people import Principal, Role
from domain.stages import StageKey, StageKind, StageState
from models.complaint_rows import complaint_by_code, open_complaints
from models.complaints import Complaint
from models.dossiers import Dossier
from models.sittings import recused_from
from notifications.notices.of_dossiers import (
    ComplaintEnded,
    ComplaintReceived,
    DossierHeldBack,
    DossierIneligible,
    DossierNotice,
    DossierSetFree,
)
from wording.complaints import COMPLAINT_OUTCOMES, COMPLAINT_STATES

OFFICE = (Role.OFFICER, Role.LEADER)


def complaint_case(
    session: Session, code: str, complaint: str, *, by: Principal, at: datetime
) -> tuple[Case, Complaint, Dossier]:
    """The complaint with its dossier. What stands still or is over holds nothing up here: a sender has a right to an
    answer, whatever becomes of the campaign.

    Raises:
        NotFound: `campaign`, `complaint`; NotAllowed.
    """
    case = Case.of(session, code, StageKey(StageKind.LAUNCH), by=by, at=at)
    require(by, "complaint:handle", campaign_id=case.campaign.id)
    found = complaint_by_code(session, case.campaign.id, complaint)
    row = session.get_one(Dossier, found.dossier_id)
    require(by, "complaint:handle", campaign_id=case.campaign.id, unit_id=row.unit_id)
    case.stage = working_stage(case, row.round)
    return case, found, row


def need_complaint_state(found: Complaint, *allowed: ComplaintState) -> None:
    """Raises WrongState `complaint_state`."""
    if found.state not in allowed:
        raise WrongState("complaint_state", code=found.code, stands=found.state, needs=tuple(allowed))


def about_award(row: Dossier) -> bool:
    """Was the award issued, so that only a decision can undo it?"""
    return row.state in (DossierState.AWARDED, DossierState.REVOKED)


def held_back_now(case: Case, found: Complaint, row: Dossier) -> None:
    """Who has to know is told, and a decision in hand is looked at again. Nobody is told who complains, or of what."""
    _tell_office(case, found, row)
    if about_award(row):
        return
    _tell(case, row, DossierHeldBack, held_back_on=case.today)
    _follow(case, row)


def let_go(case: Case, found: Complaint, row: Dossier) -> None:
    """The complaint is over: its nominee goes on, unless another one is open."""
    case.session.flush()
    settle_handling(case, found)
    if about_award(row) or row.state in OVER or open_complaints(case.session, [row.id]):
        return
    _tell(case, row, DossierSetFree, set_free_on=case.today)
    _follow(case, row)


def exclude(case: Case, found: Complaint, row: Dossier, document: str) -> None:
    """The nominee is left out on the ground of the conclusion, whose words are not for the unit."""
    ground = f"Theo kết luận số {document}"
    settle_handling(case, found)
    leave(case, row, DossierState.INELIGIBLE)
    row.opinion, row.judged_at, row.judged_by = ground, case.at, case.by.code
    found.excludes = True
    tell_dossier(case, row, DossierIneligible, reasons=(ground,))


def _tell_office(case: Case, found: Complaint, row: Dossier) -> None:
    """Those who handle complaints, by number and dossier alone."""
    tell_roles(
        case,
        ComplaintReceived,
        OFFICE,
        complaint_code=found.code,
        dossier_code=row.code,
        received_on=found.received_on,
        due_on=found.due,
    )


def finish_complaint(
    case: Case, kind: str, found: Complaint, row: Dossier, facts: Mapping[str, object], reason: str = ""
) -> None:
    """Record the event; facts name the dossier and no person."""
    if found.ended_at is not None:
        result = COMPLAINT_OUTCOMES[found.outcome] if found.outcome else COMPLAINT_STATES[found.state]
        said = {"complaint_code": found.code, "dossier_code": row.code, "ended_on": case.today, "result": result}
        tell_roles(case, ComplaintEnded, OFFICE, **said)
    finish(case, kind, {"dossier": row.code, **facts}, f"complaint:{found.code}", reason)


def _tell(case: Case, row: Dossier, kind: type[DossierNotice], **values: date) -> None:
    """The unit, and the secretary, who would put it to the vote; not one who is recused from it."""
    tell_dossier(case, row, kind, **values)
    out = recused_from(case.session, row.id)
    names = {"dossier_code": row.code, "unit_name": row.unit_name, "nominee_name": row.nominee}
    tell(case, kind, (one for one in case.people(Role.SECRETARY) if one.id not in out), **names, **values)


def _follow(case: Case, row: Dossier) -> None:
    """Before a decision on the round is in hand nobody's move changes by a complaint."""
    here = case_in(case, stage_in(case, StageKind.DECISION_ISSUANCE, row.round))
    if row.state == DossierState.PASSED and here.stage.state == StageState.OPEN:
        case.session.flush()
        follow_list(here, row.form)

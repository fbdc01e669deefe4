"""A dossier leaves what it stands in: opinions asked for, ballots, and the list of a decision not signed yet."""

from actions.approved_lists import is_up_to_date
from actions.ballot_cases import end_without_result
from actions.cases import Case
from actions.complaint_duties import holds_stage
from actions.decision_moves import follow_list
from actions.dossier_cases import case_in, stage_in
from actions.owing import lapse, settle_kind
from domain.dossiers import DossierState
from domain.duties import DutyKind
from domain.errors import WrongState
from domain.stages import StageKind, StageState
from models.awards import current_decision, lines_of
from models.dossiers import Dossier
from models.duties import owed
from models.handed_in import open_consultations
from models.sittings import latest_ballot

WITHDRAWABLE = (DossierState.SUBMITTED, DossierState.RETURNED, DossierState.ACCEPTED, DossierState.PASSED)


def leave(case: Case, row: Dossier, to: DossierState) -> None:
    """End everything that is under way about a dossier in one of the states above; it stands in `to` from now on.

    Raises:
        WrongState: `decision_signed`, because a signed list is not changed any more.
    """
    before = DossierState(row.state)
    if before == DossierState.PASSED:
        _leave_list(case, row, to)
    elif before == DossierState.ACCEPTED:
        leave_council(case, row)
    else:
        leave_appraisal(case, row)
    row.state, row.rank = to, None
    holds_stage(case, row)


def leave_appraisal(case: Case, row: Dossier) -> None:
    """Nobody owes a supplement, an opinion or a judgement of this dossier any more."""
    for kind in (DutyKind.APPRAISE_DOSSIER, DutyKind.SUPPLEMENT_DOSSIER):
        settle_kind(case, kind, dossier_id=row.id)
    lapse(case, owed(case.session, case.stage.id, DutyKind.GET_OPINION, dossier_id=row.id))
    for asked in open_consultations(case.session, row.id):
        asked.answer, asked.answered_at, asked.answered_by = "dropped", case.at, case.by.code


def leave_council(case: Case, row: Dossier) -> None:
    """The dossier is voted on no more; a ballot under way ends without a result."""
    stage = stage_in(case, StageKind.COUNCIL_APPRAISAL, row.round)
    for kind in (DutyKind.HOLD_BALLOT, DutyKind.VOTE, DutyKind.DECIDE_RECUSAL):
        lapse(case, owed(case.session, stage.id, kind, dossier_id=row.id))
    ballot = latest_ballot(case.session, row.id)
    if ballot is not None and ballot.closed_at is None:
        end_without_result(case, ballot, "withdrawn")


def _leave_list(case: Case, row: Dossier, to: DossierState) -> None:
    here = case_in(case, stage_in(case, StageKind.DECISION_ISSUANCE, row.round))
    decision = current_decision(case.session, here.stage.id, row.form)
    # One that a complaint has overtaken is written anew anyway.
    if decision is not None and decision.state == "signed" and is_up_to_date(here, decision):
        raise WrongState("decision_signed", dossier=row.code, form=row.form)
    row.state = to
    if decision is not None and decision.state == "draft":
        for line in lines_of(case.session, decision.id):
            if line.dossier_id == row.id:
                line.struck_at = case.at
    if here.stage.state == StageState.OPEN:
        follow_list(here, row.form)

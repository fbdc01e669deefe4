"""A dossier leaves what it stands in: opinions asked for, ballots, and the list of a decision not signed yet."""

from collections.abc import Callable, Mapping

from actions.ballot_cases import end_without_result
from actions.cases import Case
from actions.dossier_cases import case_in, stage_in
from actions.owing import lapse, settle_kind
from domain.dossiers import DossierState
from domain.duties import DutyKind
from domain.errors import WrongState
from domain.stages import StageKind
from models.awards import decision_of, lines_of
from models.dossiers import Dossier
from models.duties import owed
from models.handed_in import dossiers_of, open_consultations
from models.sittings import latest_ballot

WITHDRAWABLE = (DossierState.SUBMITTED, DossierState.RETURNED, DossierState.ACCEPTED, DossierState.PASSED)


def leave(case: Case, row: Dossier) -> None:
    """End everything that is under way about a dossier in one of the states above; its state is set by the caller.

    Raises:
        WrongState: `decision_signed`, because a signed list is not changed any more.
    """
    _LEAVE[DossierState(row.state)](case, row)


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


def _leave_list(case: Case, row: Dossier) -> None:
    here = case_in(case, stage_in(case, StageKind.DECISION_ISSUANCE, row.round))
    decision = decision_of(case.session, here.stage.id, row.form)
    if decision is not None and decision.state != "draft":
        raise WrongState("decision_signed", dossier=row.code, form=row.form)
    others = [
        other
        for other in dossiers_of(case.session, case.campaign.id, row.round)
        if (other.state, other.form) == (DossierState.PASSED, row.form) and other.id != row.id
    ]
    if not others:
        _drop_duties(here, row.form)
    if decision is None:
        return
    for line in lines_of(case.session, decision.id):
        if line.dossier_id == row.id:
            line.struck_at = case.at
    if not others:
        decision.state = "dropped"


def _drop_duties(case: Case, form: str) -> None:
    # Because nobody can draft or sign a decision without a list, the stage would wait for ever.
    for kind in (DutyKind.DRAFT_DECISION, DutyKind.SIGN_DECISION):
        lapse(case, (d for d in owed(case.session, case.stage.id, kind) if d.key == f"{kind.value}:{form}"))


_LEAVE: Mapping[DossierState, Callable[[Case, Dossier], None]] = {
    DossierState.SUBMITTED: leave_appraisal,
    DossierState.RETURNED: leave_appraisal,
    DossierState.ACCEPTED: leave_council,
    DossierState.PASSED: _leave_list,
}

"""Who has the move while a complaint is open: a duty that goes along with its dossier from stage to stage.

A duty of a stage that has ended would be seen by nobody; where no stage of the campaign is left, the complaint lies on
the desk of those who handle complaints, without one.
"""

from actions.cases import Case
from actions.dossier_cases import case_in
from actions.owing import lapse, owe, settle
from domain.dossiers import DossierState
from domain.duties import Clock, DutyKind
from domain.stages import ENDED, ROUND_KINDS, StageKind
from models.campaign_rows import stages_of
from models.complaint_rows import open_in_campaign
from models.complaints import Complaint
from models.dossiers import Dossier
from models.duties import owed_for, times_owed
from models.stages import Duty, Stage


def owe_handling(case: Case, complaint: Complaint, row: Dossier, *, besides: Stage | None = None) -> None:
    """The office owes the handling, in the stage in which the dossier stands; `besides`: not in this one any more."""
    stage = _stage_for(case, row, besides)
    if stage is None:
        return
    here = case_in(case, stage)
    before = times_owed(case.session, stage.id, DutyKind.HANDLE_COMPLAINT, dossier_id=row.id)
    duty = owe(
        here,
        DutyKind.HANDLE_COMPLAINT,
        about=f"{complaint.code} về hồ sơ {row.code}",
        key=f"{complaint.code}:{before + 1}",
        dossier_id=row.id,
        blocks=stage.kind == StageKind.DECISION_ISSUANCE and row.state == DossierState.PASSED,
    )
    duty.since = complaint.filed_at
    _set_clock(duty, complaint)


def handling(case: Case, complaint: Complaint) -> list[Duty]:
    """The duty to handle it, where one is owed."""
    found = owed_for(case.session, DutyKind.HANDLE_COMPLAINT, case.campaign.id, complaint.dossier_id)
    return [duty for duty in found if duty.key.split(":")[1] == complaint.code]


def settle_handling(case: Case, complaint: Complaint) -> None:
    """It was handled."""
    settle(handling(case, complaint), case)


def move_handling(case: Case, complaint: Complaint) -> None:
    """The duty follows the complaint's clock."""
    for duty in handling(case, complaint):
        _set_clock(duty, complaint)


def go_along(case: Case) -> None:
    """The case's stage ends: complaints that are still open go along into the next stage of the campaign, if any."""
    duties = case.owed(DutyKind.HANDLE_COMPLAINT)
    if not duties:
        return
    lapse(case, duties)
    if case.campaign.state != "running":
        return
    about = {one.code: one for one in open_in_campaign(case.session, case.campaign.id)}
    for duty in duties:
        complaint = about.get(duty.key.split(":")[1])
        row = case.session.get_one(Dossier, duty.dossier_id)
        if complaint is not None:
            owe_handling(case, complaint, row, besides=case.stage)


def holds_stage(case: Case, row: Dossier) -> None:
    """The stage waits for the complaints about a dossier only where that is to stand in its decision."""
    for duty in owed_for(case.session, DutyKind.HANDLE_COMPLAINT, case.campaign.id, row.id):
        stage = case.session.get_one(Stage, duty.stage_id)
        duty.blocks = stage.kind == StageKind.DECISION_ISSUANCE and row.state == DossierState.PASSED


def _set_clock(duty: Duty, complaint: Complaint) -> None:
    # Nobody is reminded of a deadline while it moves on day by day.
    duty.due = None if complaint.stands_still else complaint.due
    duty.clock = Clock.STOPPED.value if complaint.stands_still else Clock.OURS.value


def _stage_for(case: Case, row: Dossier, besides: Stage | None) -> Stage | None:
    """The first stage of the dossier's round that has not ended, else the first one of the campaign."""
    live = [one for one in stages_of(case.session, case.campaign.id) if one.state not in ENDED and one is not besides]
    of_round = [one for one in live if one.kind in ROUND_KINDS and one.round == row.round]
    return next(iter(of_round or live), None)

"""The doctor's questions about complaints: an open one is owed and holds its nominee back, one that is over neither."""

from collections.abc import Iterator

from sqlmodel import Session, col, select

from domain.complaints import ComplaintAbout
from domain.dossiers import DossierState
from domain.duties import DutyKind
from domain.stages import ENDED, StageKind
from models.campaigns import Campaign
from models.complaint_rows import STILL_OPEN
from models.complaints import Complaint
from models.dossiers import Dossier
from models.stages import Duty, Stage
from queries.faults import Fault, fault

Place = tuple[int, str]
"""A complaint by campaign and code."""


def of_complaints(session: Session) -> Iterator[Fault]:
    """Everything that is wrong with complaints."""
    owed = dict(_owed(session))
    still_open = select(Complaint, Campaign, Dossier).join(Campaign, col(Campaign.id) == col(Complaint.campaign_id))
    still_open = still_open.join(Dossier, col(Dossier.id) == col(Complaint.dossier_id)).where(STILL_OPEN)
    live = set(session.exec(select(Stage.campaign_id).where(col(Stage.state).not_in(ENDED)).distinct()))
    for complaint, campaign, dossier in session.exec(still_open.order_by(col(Complaint.id))):
        where = {"campaign": campaign.code, "complaint": complaint.code, "dossier": dossier.code}
        if complaint.about == ComplaintAbout.NOMINEE and dossier.state == DossierState.AWARDED:
            yield fault("awarded_under_complaint", **where)
        found = owed.pop((campaign.id, complaint.code), None)
        if found is not None:
            yield from _duty(complaint, dossier, *found, where)
        elif campaign.state == "running" and campaign.id in live:
            yield fault("complaint_owed_by_nobody", **where)
    named = select(Campaign.id, Campaign.code).where(col(Campaign.id).in_([campaign for campaign, _ in owed]))
    codes = dict(session.exec(named).all())
    for campaign_id, code in owed:
        yield fault("complaint_owed_for_nothing", campaign=codes[campaign_id], complaint=code)


def _owed(session: Session) -> Iterator[tuple[Place, tuple[Duty, Stage]]]:
    query = select(Duty, Stage).join(Stage, col(Stage.id) == col(Duty.stage_id))
    query = query.where(col(Duty.kind) == DutyKind.HANDLE_COMPLAINT.value, col(Duty.ended).is_(False))
    for duty, stage in session.exec(query.order_by(col(Duty.id))):
        yield (duty.campaign_id, duty.key.split(":")[1]), (duty, stage)


def _duty(complaint: Complaint, dossier: Dossier, duty: Duty, stage: Stage, where: dict[str, str]) -> Iterator[Fault]:
    holds = stage.kind == StageKind.DECISION_ISSUANCE and dossier.state == DossierState.PASSED
    # Until its stage opens nothing is asked of it, and what the council does meanwhile may change the answer.
    if stage.state == "open" and duty.blocks != holds:
        yield fault("complaint_holds_wrongly", **where, stage=stage.key)
    wanted = None if complaint.stands_still else complaint.due
    if duty.due != wanted:
        yield fault("complaint_due_differs", **where, stored=duty.due, wanted=wanted)

"""The doctor's questions about awards: within the quotas, and one list from the council to the decision."""

from collections.abc import Iterator

from sqlmodel import Session, col, exists, select

from domain.dossiers import UNDER_APPRAISAL
from domain.duties import DutyKind
from domain.later_decisions import LISTING
from domain.quotas import check
from domain.stages import StageKind, StageState
from models.awards import stands
from models.campaigns import Campaign
from models.decisions import Decision, DecisionLine
from models.dossiers import Dossier
from models.finders import latest_plan
from models.stages import Duty, Stage
from plans.writing import from_json
from queries.faults import Fault, fault
from queries.quotas import CHOSEN, picks_of

HANDLING = (DutyKind.APPRAISE_DOSSIER, DutyKind.SUPPLEMENT_DOSSIER, DutyKind.GET_OPINION)
"""What moves a dossier that is under appraisal."""


def of_awards(session: Session) -> Iterator[Fault]:
    """Everything that is wrong with dossiers and decisions."""
    yield from _quotas(session)
    yield from _lists(session)
    yield from _unowed(session)


def _quotas(session: Session) -> Iterator[Fault]:
    chosen = select(Dossier.campaign_id).where(col(Dossier.state).in_(CHOSEN))
    for campaign in session.exec(select(Campaign).where(col(Campaign.id).in_(chosen)).order_by(col(Campaign.id))):
        plan, picks = from_json(latest_plan(session, campaign).plan), picks_of(session, campaign.id)
        for round_ in sorted({pick.round for pick in picks}):
            for breach in check(plan.quotas, picks, round_=round_):
                # Fewer than a quota asks for is nobody's mistake, when fewer passed.
                if breach.kind != "under":
                    where = {"campaign": campaign.code, "round": round_, "form": breach.room.quota.form}
                    yield fault("quota_exceeded", **where, quota=breach.room.reading.label, by=breach.by)


def _lists(session: Session) -> Iterator[Fault]:
    """Awarded just where an award of a list stands, revoked just where one stood."""
    listed = select(DecisionLine.dossier_id).join(Decision, col(Decision.id) == col(DecisionLine.decision_id))
    standing = col(Dossier.id).in_(listed.where(stands()))
    ever = col(Dossier.id).in_(
        listed.where(
            col(Decision.state) == "issued",
            col(Decision.kind).in_([kind.value for kind in LISTING]),
            col(DecisionLine.struck_at).is_(None),
        )
    )
    state = col(Dossier.state)
    of_campaign = select(Campaign.code, Dossier.code).join(Campaign, col(Campaign.id) == col(Dossier.campaign_id))
    wrong = {
        "awarded_without_decision": (state == "awarded", ~ever),
        "decided_without_award": (state != "awarded", standing),
        "ended_award_not_revoked": (state != "revoked", ever, ~standing),
        "revoked_without_decision": (state == "revoked", ~ever),
    }
    for code, conditions in wrong.items():
        for campaign, dossier in session.exec(of_campaign.where(*conditions)):
            yield fault(code, campaign=campaign, dossier=dossier)


def _unowed(session: Session) -> Iterator[Fault]:
    # In whatever stage, because a dossier that comes late is appraised in the stage that is open by then.
    handled = (col(Duty.dossier_id) == col(Dossier.id), col(Duty.kind).in_(HANDLING), col(Duty.ended).is_(False))
    # What a skipped round left behind comes to nothing, and nobody has to judge it.
    given_up = (
        col(Stage.campaign_id) == col(Dossier.campaign_id),
        col(Stage.round) == col(Dossier.round),
        col(Stage.kind).in_((StageKind.DOSSIER_INTAKE, StageKind.COUNCIL_APPRAISAL)),
        col(Stage.state).in_((StageState.SKIPPED, StageState.CANCELLED)),
    )
    query = (
        select(Campaign.code, Dossier.code, Dossier.state)
        .join(Campaign, col(Campaign.id) == col(Dossier.campaign_id))
        .where(col(Dossier.state).in_(UNDER_APPRAISAL), col(Campaign.state) == "running")
        .where(~exists().where(*handled), ~exists().where(*given_up))
    )
    for code, dossier, state in session.exec(query):
        yield fault("dossier_owed_by_nobody", campaign=code, dossier=dossier, state=state)

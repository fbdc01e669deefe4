"""Cancelling a campaign: nothing of it is owed, asked or waited for any more; what was issued stands."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from actions.breaking_off import break_off
from actions.cases import Case
from actions.finishing import finish
from actions.guard import need_reason, require
from actions.telling import tell_roles, tell_units
from domain.errors import WrongState
from domain.people import Principal, Role
from domain.stages import ENDED, StageKey, StageKind, StageState
from models.campaign_rows import questions_of, stages_of
from models.stages import Stage
from notifications.notices.of_campaigns import CampaignCancelled


def cancel(
    session: Session, code: str, *, reason: str, document: str | None = None, by: Principal, at: datetime
) -> None:
    """The leader cancels a campaign that is not over; whoever has heard of it is told.

    Raises:
        WrongState: `campaign_over`. Invalid: `reason_missing`.
    """
    case = Case.of(session, code, StageKey(StageKind.LAUNCH), by=by, at=at)
    campaign = case.campaign
    require(by, "campaign:cancel", campaign_id=campaign.id)
    if campaign.state in ("closed", "cancelled"):
        raise WrongState("campaign_over", code=code, state=campaign.state)
    need_reason(reason)
    was = campaign.state
    campaign.state, campaign.closed_at = "cancelled", at
    # Because a pause that goes on after the end would be shown beside it.
    campaign.suspended_at = campaign.suspended_by = None
    lapsed = sum(_end(case, stage, reason) for stage in stages_of(session, campaign.id))
    _close_questions(case, reason)
    if was == "running":
        _tell(case, reason, document)
    facts = {"document": document, "lapsed": lapsed, "was": was}
    finish(case, "campaign:cancelled", facts, f"campaign:{code}", reason)


def _end(case: Case, stage: Stage, reason: str) -> int:
    """The stage is cancelled unless it has ended; how many duties lapse."""
    if stage.state in ENDED:
        return 0
    lapsed = break_off(case, stage, reason)
    stage.state, stage.closed_at, stage.reason = StageState.CANCELLED, case.at, reason
    return lapsed


def _close_questions(case: Case, reason: str) -> None:
    for row in questions_of(case.session, case.campaign.id):
        if row.answered_at is None:
            row.answered_at, row.answered_by, row.answer, row.waived = case.at, case.by.code, reason, True


def _tell(case: Case, reason: str, document: str | None) -> None:
    said: dict[str, Any] = {"since_on": case.today, "reason": reason, "document": document}
    tell_units(case, CampaignCancelled, **said)
    office = (Role.OFFICER, Role.SECRETARY, Role.MEMBER, Role.LEADER, Role.CLERK)
    tell_roles(case, CampaignCancelled, office, **said)

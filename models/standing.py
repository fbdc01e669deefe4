"""Where a loaded campaign stands: its rows as the rules of steps and of waits see them.

Here, because whoever changes a campaign and whoever examines one must derive the same from the same rows.
"""

from datetime import datetime

from domain.duties import DutyKind
from domain.stages import ENDED, StageKind, StageState
from domain.steps import StageFacts, next_due
from domain.waits import StageSituation
from domain.workdays import WorkCalendar
from models.situations import CampaignRecord, StageRecord

WINDOWS = (StageKind.REGISTRATION, StageKind.DOSSIER_INTAKE)
"""Units may hand in until the last day; other stages end when their work is done."""


def facts_of(record: CampaignRecord, one: StageRecord) -> StageFacts:
    """The stage as the rule of steps sees it."""
    stage = one.stage
    opening = [q for q in one.questions if q.blocks == "opening"]
    return StageFacts(
        state=StageState(stage.state),
        running=record.campaign.state == "running" and record.campaign.suspended_at is None,
        ready=unfinished_predecessor(one) is None,
        opens=stage.opens,
        closes_after=stage.due,
        ask_from=stage.ask_from,
        blocked=len(opening),
        unasked=sum(q.asked_at is None for q in (opening if stage.state == "planned" else one.questions)),
        holding=one.holding + sum(q.blocks == "closing" for q in one.questions),
        undated=sum(duty.due is None for duty in one.lapsing),
        owed_until=max((duty.due for duty in one.lapsing if duty.due is not None), default=None),
        window=stage.kind in WINDOWS,
        due_dates=tuple(sorted({d.due for d in one.duties if d.due is not None})),
        done=frozenset(one.done),
        comments_until=next((d.due for d in one.duties if d.kind == DutyKind.GATHER_COMMENTS), None),
    )


def situation_of(record: CampaignRecord, one: StageRecord) -> StageSituation:
    """The stage as the rule of waits sees it."""
    campaign = record.campaign
    return StageSituation(
        state=StageState(one.stage.state),
        running=campaign.state == "running",
        opens=one.stage.opens,
        due=one.stage.due,
        since=_moved_at(record, one),
        predecessor=unfinished_predecessor(one),
        duties=tuple(one.duties),
        incidents=tuple(incident.id for incident in one.incidents),
    )


def next_look(record: CampaignRecord, one: StageRecord, calendar: WorkCalendar, at: datetime) -> datetime | None:
    """When the sweep must look at the stage again; None while only people can move it."""
    due = next_due(facts_of(record, one), calendar, at)
    if due is None or not one.incidents:
        return due
    tries = [incident.next_try_at for incident in one.incidents]
    # Because a step that failed for good must not be tried at every sweep, it waits for a person's retry.
    return None if None in tries else max(due, *(t for t in tries if t is not None))


def unfinished_predecessor(one: StageRecord) -> str | None:
    """The first stage that has to end before this one may open."""
    return next((before.stage.key for before in one.before if before.stage.state not in ENDED), None)


def _moved_at(record: CampaignRecord, one: StageRecord) -> datetime:
    ends = [other.stage.closed_at for other in one.before if other.stage.closed_at is not None]
    return max(ends, default=record.campaign.launched_at or record.campaign.created_at)

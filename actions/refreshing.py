"""After every action and step: when must the sweep look again, and what does each stage wait for."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from domain.schedule import predecessors
from domain.stages import ENDED, StageKey, StageKind, StageState
from domain.steps import StageFacts, next_due
from domain.waits import StageSituation, Waiting, waits_of
from domain.workdays import WorkCalendar
from models.campaigns import Campaign
from models.situations import CampaignRecord, StageRecord, load
from models.stages import Wait


def refresh(session: Session, campaigns: Sequence[Campaign], *, calendar: WorkCalendar, at: datetime) -> None:
    """Recompute `next_due_at` and the waits of every stage of these campaigns."""
    for record in load(session, campaigns):
        refresh_record(session, record, calendar=calendar, at=at)


def refresh_record(session: Session, record: CampaignRecord, *, calendar: WorkCalendar, at: datetime) -> None:
    """The same for one loaded campaign."""
    for one in record.stages:
        one.stage.next_due_at = _next_due(record, one, calendar, at)
        _store_waits(session, one, waits_of(situation_of(record, one)))


def facts_of(record: CampaignRecord, one: StageRecord) -> StageFacts:
    """The stage as the rule of steps sees it."""
    stage = one.stage
    opening = [q for q in one.questions if q.blocks == "opening"]
    return StageFacts(
        state=StageState(stage.state),
        running=record.campaign.state == "running" and record.campaign.suspended_at is None,
        ready=unfinished_predecessor(record, one) is None,
        opens=stage.opens,
        closes_after=stage.due,
        ask_from=stage.ask_from,
        blocked=len(opening),
        unasked=sum(q.asked_at is None for q in (opening if stage.state == "planned" else one.questions)),
        holding=one.holding + sum(q.blocks == "closing" for q in one.questions),
        owed=len(one.duties),
        due_dates=tuple(sorted({d.due for d in one.duties if d.due is not None})),
        done=frozenset(one.done),
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
        predecessor=unfinished_predecessor(record, one),
        duties=tuple(one.duties),
        incidents=tuple(incident.id for incident in one.incidents),
    )


def unfinished_predecessor(record: CampaignRecord, one: StageRecord) -> str | None:
    """The first stage that has to end before this one may open."""
    return next((before.stage.key for before in _before(record, one) if before.stage.state not in ENDED), None)


def _before(record: CampaignRecord, one: StageRecord) -> list[StageRecord]:
    keys = tuple(_key(other) for other in record.stages)
    wanted = predecessors(_key(one), keys)
    return [other for other in record.stages if _key(other) in wanted]


def _key(one: StageRecord) -> StageKey:
    return StageKey(StageKind(one.stage.kind), one.stage.round)


def _moved_at(record: CampaignRecord, one: StageRecord) -> datetime:
    ends = [other.stage.closed_at for other in _before(record, one) if other.stage.closed_at is not None]
    return max(ends, default=record.campaign.launched_at or record.campaign.created_at)


def _next_due(record: CampaignRecord, one: StageRecord, calendar: WorkCalendar, at: datetime) -> datetime | None:
    due = next_due(facts_of(record, one), calendar, at)
    if due is None or not one.incidents:
        return due
    tries = [incident.next_try_at for incident in one.incidents]
    # Because a step that failed for good must not be tried at every sweep, it waits for a person's retry.
    return None if None in tries else max(due, *(t for t in tries if t is not None))


def _store_waits(session: Session, one: StageRecord, wanted: Sequence[Waiting]) -> None:
    stored = {(wait.cause, wait.subject): wait for wait in one.waits}
    keep = {(w.cause, w.subject): w for w in wanted}
    for name, wait in stored.items():
        if name not in keep or not same(wait, keep[name]):
            session.delete(wait)
    missing = [w for name, w in keep.items() if name not in stored or not same(stored[name], w)]
    if missing:
        session.flush()
        session.add_all(_row(one, w) for w in missing)


def same(stored: Wait, wanted: Waiting) -> bool:
    """Does the stored wait say what the rule says?"""
    return (stored.clock, stored.since, stored.due, stored.unit_id, stored.person_id, stored.role) == (
        wanted.clock,
        wanted.since,
        wanted.due,
        wanted.unit_id,
        wanted.person_id,
        wanted.role,
    )


def _row(one: StageRecord, wanted: Waiting) -> Wait:
    return Wait(
        campaign_id=one.stage.campaign_id,
        stage_id=one.stage.id,
        cause=wanted.cause,
        subject=wanted.subject,
        duty_id=wanted.duty_id,
        unit_id=wanted.unit_id,
        person_id=wanted.person_id,
        role=wanted.role,
        clock=wanted.clock,
        since=wanted.since,
        due=wanted.due,
    )

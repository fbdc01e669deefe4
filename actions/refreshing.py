"""After every action and step: when must the sweep look again, and what does each stage wait for."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from domain.waits import Waiting, waits_of
from domain.workdays import WorkCalendar
from models.campaigns import Campaign
from models.situations import CampaignRecord, StageRecord, load
from models.stages import Wait
from models.standing import next_look, same, situation_of


def refresh(session: Session, campaigns: Sequence[Campaign], *, calendar: WorkCalendar, at: datetime) -> None:
    """Recompute `next_due_at` and the waits of every stage of these campaigns."""
    for record in load(session, campaigns):
        refresh_record(session, record, calendar=calendar, at=at)


def refresh_record(session: Session, record: CampaignRecord, *, calendar: WorkCalendar, at: datetime) -> None:
    """The same for one loaded campaign."""
    for one in record.stages:
        one.stage.next_due_at = next_look(record, one, calendar, at)
        _store_waits(session, one, waits_of(situation_of(record, one)))


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

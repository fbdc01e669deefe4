"""After every action and step: when must the sweep look again, and what does each stage wait for."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import delete, insert
from sqlmodel import Session

from domain.waits import Waiting, waits_of
from domain.workdays import WorkCalendar
from models.base import table_of
from models.campaigns import Campaign
from models.situations import LIVE, CampaignRecord, StageRecord, load
from models.stages import Wait
from models.standing import next_look, situation_of

_WAITS = table_of(Wait)


def refresh(session: Session, campaigns: Sequence[Campaign], *, calendar: WorkCalendar, at: datetime) -> None:
    """Recompute `next_due_at` and the waits of every stage of these campaigns."""
    refresh_records(session, load(session, campaigns), calendar=calendar, at=at)


def refresh_records(
    session: Session, records: Iterable[CampaignRecord], *, calendar: WorkCalendar, at: datetime
) -> None:
    """The same for campaigns that were loaded just now."""
    gone: list[int] = []
    missing: list[dict[str, object]] = []
    for record in records:
        for one in record.stages:
            ended = one.stage.state not in LIVE
            look = None if ended else next_look(record, one, calendar, at)
            # Only where it differs, because the session examines every row that was set at all.
            if one.stage.next_due_at != look:
                one.stage.next_due_at = look
            wanted = () if ended else waits_of(situation_of(record, one))
            gone += [number for stored, number in one.waits.items() if stored not in wanted]
            missing += [_row(one, waiting) for waiting in wanted if waiting not in one.waits]
    # The old ones first, because a wait stands once.
    if gone:
        session.execute(delete(_WAITS).where(_WAITS.c.id.in_(gone)))
    if missing:
        session.execute(insert(_WAITS), missing)


def _row(one: StageRecord, wanted: Waiting) -> dict[str, object]:
    return {"campaign_id": one.stage.campaign_id, "stage_id": one.stage.id, **asdict(wanted)}

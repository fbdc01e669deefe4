"""Everything the rules need to know of some campaigns, read in a handful of set-based queries."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Select
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from domain.duties import NEVER_HOLDS
from domain.schedule import predecessors
from domain.stages import StageKey, StageKind
from domain.waits import OwedDuty, Waiting
from models.base import Row
from models.campaigns import Campaign, Question
from models.stages import Duty, Incident, Stage, StepTaken, Wait

NO_DATE = date(1, 1, 1)
"""Stands for "no due date" in a step's key, because NULLs are never equal."""

LIVE = ("planned", "open")
Live = SelectOfScalar[int]
"""Asks for the ids of stages that have not ended."""


class OpenQuestion(NamedTuple):
    """An open item that nobody has answered."""

    id: int
    key: str
    blocks: str
    asked_at: datetime | None


@dataclass
class StageRecord:
    """One stage with what is owed, asked, done, broken and waited for in it; `waits` gives each its row's id."""

    stage: Stage
    before: tuple["StageRecord", ...] = ()
    duties: list[OwedDuty] = field(default_factory=list)
    lapsing: list[OwedDuty] = field(default_factory=list)
    holding: int = 0
    questions: list[OpenQuestion] = field(default_factory=list)
    done: set[tuple[str, date | None]] = field(default_factory=set)
    incidents: list[Incident] = field(default_factory=list)
    waits: dict[Waiting, int] = field(default_factory=dict)


@dataclass
class CampaignRecord:
    """A campaign with the records of its stages, in order."""

    campaign: Campaign
    stages: list[StageRecord] = field(default_factory=list)


def load(session: Session, campaigns: Sequence[Campaign]) -> list[CampaignRecord]:
    """The records of these campaigns; six queries however many there are."""
    session.flush()
    ids = [campaign.id for campaign in campaigns]
    stages = session.exec(select(Stage).where(col(Stage.campaign_id).in_(ids)).order_by(col(Stage.position))).all()
    of_campaign: dict[int, list[StageRecord]] = defaultdict(list)
    records = {stage.id: StageRecord(stage) for stage in stages}
    for record in records.values():
        of_campaign[record.stage.campaign_id].append(record)
    for together in of_campaign.values():
        _connect(together)
    _fill(session, records, ids)
    _fill_waits(session, records, ids)
    return [CampaignRecord(campaign, of_campaign[campaign.id]) for campaign in campaigns]


def reload(session: Session, records: Sequence[CampaignRecord]) -> list[CampaignRecord]:
    """The same campaigns after a step; four queries.

    Stages and waits are not asked again: the stages are rows of this session, and only a refresh changes waits.
    """
    session.flush()
    stages: dict[int, StageRecord] = {}
    for record in records:
        anew = [StageRecord(one.stage, waits=one.waits) for one in record.stages]
        _connect(anew)
        record.stages = anew
        stages.update((one.stage.id, one) for one in anew)
    _fill(session, stages, [record.campaign.id for record in records])
    return list(records)


def _connect(stages: list[StageRecord]) -> None:
    places = _places_before(tuple((one.stage.kind, one.stage.round) for one in stages))
    for one, before in zip(stages, places, strict=True):
        one.before = tuple(stages[place] for place in before)


# Remembered, because most campaigns have the same stages and the rule compares each with each.
@lru_cache(maxsize=1024)
def _places_before(stages: tuple[tuple[str, str], ...]) -> tuple[tuple[int, ...], ...]:
    keys = tuple(StageKey(StageKind(kind), round_) for kind, round_ in stages)
    wanted = [predecessors(key, keys) for key in keys]
    return tuple(tuple(place for place, key in enumerate(keys) if key in before) for before in wanted)


# Columns and not rows as objects below, where nobody changes them: an object costs several times as much as its values.
def _fill(session: Session, records: dict[int, StageRecord], campaign_ids: Sequence[int]) -> None:
    live = select(Stage.id).where(col(Stage.campaign_id).in_(campaign_ids), col(Stage.state).in_(LIVE))
    open_items = _columns(Question, "stage_id", *OpenQuestion._fields)
    open_items = open_items.where(col(Question.stage_id).in_(live), col(Question.answered_at).is_(None))
    for stage_id, *values in session.execute(open_items.order_by(col(Question.id))):
        records[stage_id].questions.append(OpenQuestion(*values))
    steps = _columns(StepTaken, "stage_id", "revision", "name", "due").where(col(StepTaken.stage_id).in_(live))
    for stage_id, revision, name, due in session.execute(steps):
        if revision == records[stage_id].stage.revision:
            records[stage_id].done.add((name, None if due == NO_DATE else due))
    broken = select(Incident).where(col(Incident.stage_id).in_(live), col(Incident.resolved_at).is_(None))
    for incident in session.exec(broken):
        records[incident.stage_id].incidents.append(incident)
    _fill_duties(session, records, live)


def _fill_duties(session: Session, records: dict[int, StageRecord], live: Live) -> None:
    owed = _columns(Duty, "stage_id", "blocks", *_names(OwedDuty))
    owed = owed.where(col(Duty.stage_id).in_(live), col(Duty.ended).is_(False)).order_by(col(Duty.id))
    for stage_id, blocks, *values in session.execute(owed):
        record, duty = records[stage_id], OwedDuty(*values)
        record.holding += blocks
        record.duties.append(duty)
        if not blocks and duty.kind not in NEVER_HOLDS:
            record.lapsing.append(duty)


def _fill_waits(session: Session, records: dict[int, StageRecord], campaign_ids: list[int]) -> None:
    stored = _columns(Wait, "stage_id", "id", *_names(Waiting)).where(col(Wait.campaign_id).in_(campaign_ids))
    for stage_id, wait_id, *values in session.execute(stored):
        records[stage_id].waits[Waiting(*values)] = wait_id


def _columns(table: type[Row], *names: str) -> Select[Any]:
    # SQLModel's own select knows types for four columns at most.
    return select_columns(*(getattr(table, name) for name in names))


def _names(kind: type[OwedDuty] | type[Waiting]) -> list[str]:
    return [one.name for one in fields(kind)]

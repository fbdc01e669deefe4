"""Everything the rules need to know of some campaigns, read in a handful of set-based queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlmodel import Session, col, select

from domain.duties import DutyKind
from domain.waits import OwedDuty
from models.campaigns import Campaign, Question
from models.stages import Duty, Incident, Stage, StepTaken, Wait

NO_DATE = date(1, 1, 1)
"""Stands for "no due date" in a step's key, because NULLs are never equal."""


@dataclass
class StageRecord:
    """One stage with what is owed, asked, done, broken and waited for in it."""

    stage: Stage
    duties: list[OwedDuty] = field(default_factory=list)
    lapsing: list[OwedDuty] = field(default_factory=list)
    holding: int = 0
    questions: list[Question] = field(default_factory=list)
    done: set[tuple[str, date | None]] = field(default_factory=set)
    incidents: list[Incident] = field(default_factory=list)
    waits: list[Wait] = field(default_factory=list)


@dataclass
class CampaignRecord:
    """A campaign with the records of its stages, in order."""

    campaign: Campaign
    stages: list[StageRecord] = field(default_factory=list)


def load(session: Session, campaigns: Sequence[Campaign]) -> list[CampaignRecord]:
    """The records of these campaigns; seven queries however many there are."""
    session.flush()
    ids = [campaign.id for campaign in campaigns]
    stages = session.exec(select(Stage).where(col(Stage.campaign_id).in_(ids)).order_by(col(Stage.position))).all()
    of_campaign: dict[int, list[StageRecord]] = defaultdict(list)
    records = {stage.id: StageRecord(stage) for stage in stages}
    for record in records.values():
        of_campaign[record.stage.campaign_id].append(record)
    live = [stage.id for stage in stages if stage.state in ("planned", "open")]
    _fill(session, records, live)
    return [CampaignRecord(campaign, of_campaign[campaign.id]) for campaign in campaigns]


def _fill(session: Session, records: dict[int, StageRecord], live: Iterable[int]) -> None:
    ids = list(live)
    _fill_duties(session, records, ids)
    for question in session.exec(
        select(Question).where(col(Question.stage_id).in_(ids), col(Question.answered_at).is_(None))
    ):
        records[question.stage_id].questions.append(question)
    for step in session.exec(select(StepTaken).where(col(StepTaken.stage_id).in_(ids))):
        if step.revision == records[step.stage_id].stage.revision:
            records[step.stage_id].done.add((step.name, None if step.due == NO_DATE else step.due))
    for incident in session.exec(
        select(Incident).where(col(Incident.stage_id).in_(ids), col(Incident.resolved_at).is_(None))
    ):
        records[incident.stage_id].incidents.append(incident)
    for wait in session.exec(select(Wait).where(col(Wait.stage_id).in_(list(records)))):
        records[wait.stage_id].waits.append(wait)


def _fill_duties(session: Session, records: dict[int, StageRecord], ids: list[int]) -> None:
    owed = select(Duty).where(col(Duty.stage_id).in_(ids), col(Duty.ended).is_(False)).order_by(col(Duty.id))
    for duty in session.exec(owed):
        record = records[duty.stage_id]
        entry = OwedDuty(duty.id, duty.kind, duty.clock, duty.since, duty.due, duty.unit_id, duty.person_id, duty.role)
        record.duties.append(entry)
        record.holding += duty.blocks
        # A question that holds nothing up does not keep a stage open either.
        if not duty.blocks and duty.kind != DutyKind.ANSWER_QUESTION:
            record.lapsing.append(entry)

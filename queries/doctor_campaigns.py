"""The doctor's questions about campaigns: duties, waits, next looks, plan versions, open items, and who can move."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlmodel import Session, col, or_, select

from domain.openitems import open_items
from domain.people import Role
from domain.stages import ENDED
from domain.steps import local_day
from domain.waits import Waiting, waits_of
from domain.workdays import WorkCalendar
from models.campaigns import Campaign, PlanVersion, Question
from models.finders import latest_plan, role_people
from models.situations import CampaignRecord, StageRecord, load
from models.stages import Duty, Stage, Wait
from models.standing import facts_of, next_look, situation_of
from plans.writing import from_json
from queries.faults import Fault, fault


def of_duties(session: Session) -> Iterator[Fault]:
    """Duties whose end contradicts itself or their stage."""
    done = or_(col(Duty.done_at).is_not(None), col(Duty.lapsed_at).is_not(None))
    about = select(Duty, Stage, Campaign.code).join(Stage, col(Stage.id) == col(Duty.stage_id))
    about = about.join(Campaign, col(Campaign.id) == col(Duty.campaign_id))
    for duty, stage, code in session.exec(about.where(col(Duty.ended) != done)):
        yield fault("duty_end_unclear", campaign=code, stage=stage.key, duty=duty.what)
    for duty, stage, code in session.exec(about.where(col(Duty.ended).is_(False), col(Stage.state).in_(ENDED))):
        yield fault("duty_outlives_stage", campaign=code, stage=stage.key, duty=duty.what)


def of_campaigns(
    session: Session, campaigns: Sequence[Campaign], calendar: WorkCalendar, at: datetime
) -> Iterator[Fault]:
    """Everything that is wrong with some campaigns."""
    stored = _stored_waits(session, [campaign.id for campaign in campaigns])
    for record in load(session, campaigns):
        yield from _versions(session, record.campaign)
        yield from _questions(session, record)
        for one in record.stages:
            yield from _waits(record, one, stored[one.stage.id])
            yield from _look(record, one, calendar, at)
            yield from _movers(session, record, one, at)


def _versions(session: Session, campaign: Campaign) -> Iterator[Fault]:
    query = select(PlanVersion.number).where(col(PlanVersion.campaign_id) == campaign.id)
    numbers = sorted(session.exec(query))
    if numbers != list(range(1, campaign.version + 1)):
        yield fault("versions_have_gaps", campaign=campaign.code, found=tuple(numbers), last=campaign.version)


def _questions(session: Session, record: CampaignRecord) -> Iterator[Fault]:
    campaign = record.campaign
    if not campaign.version:
        return
    wanted = {item.key: str(item.stage) for item in open_items(from_json(latest_plan(session, campaign).plan))}
    rows = session.exec(select(Question).where(col(Question.campaign_id) == campaign.id)).all()
    live = {one.stage.key for one in record.stages if one.stage.state not in ENDED}
    for key in sorted(wanted.keys() - {row.key for row in rows}):
        if wanted[key] in live:
            yield fault("question_missing", campaign=campaign.code, question=key)
    keys = {one.stage.id: one.stage.key for one in record.stages}
    for row in rows:
        if row.answered_at is not None:
            continue
        if row.key not in wanted:
            yield fault("question_left_over", campaign=campaign.code, question=row.key)
        elif wanted[row.key] in live and keys[row.stage_id] != wanted[row.key]:
            yield fault("question_in_other_stage", campaign=campaign.code, question=row.key, stage=wanted[row.key])
    yield from _unowed(session, record, rows)


def _unowed(session: Session, record: CampaignRecord, rows: Sequence[Question]) -> Iterator[Fault]:
    """Open items that were asked, wait for their answer, and that nobody owes."""
    owed = set(
        session.exec(
            select(Duty.question_id).where(col(Duty.campaign_id) == record.campaign.id, col(Duty.ended).is_(False))
        )
    )
    live = {one.stage.id for one in record.stages if one.stage.state not in ENDED}
    for row in rows:
        if row.asked_at and not row.answered_at and row.stage_id in live and row.id not in owed:
            yield fault("question_owed_by_nobody", campaign=record.campaign.code, question=row.key)


def _waits(record: CampaignRecord, one: StageRecord, stored: set[Waiting]) -> Iterator[Fault]:
    wanted = set(waits_of(situation_of(record, one)))
    where = {"campaign": record.campaign.code, "stage": one.stage.key}
    for wait in sorted(wanted - stored, key=str):
        yield fault("wait_missing", **where, cause=wait.cause, subject=wait.subject)
    for wait in sorted(stored - wanted, key=str):
        yield fault("wait_left_over", **where, cause=wait.cause, subject=wait.subject)


def _look(record: CampaignRecord, one: StageRecord, calendar: WorkCalendar, at: datetime) -> Iterator[Fault]:
    stored, wanted = one.stage.next_due_at, next_look(record, one, calendar, at)
    # A look that is due already does no harm: the sweep that takes it finds what there is and stores the next one.
    if stored != wanted and (stored is None or stored > at):
        yield fault(
            "next_look_differs", campaign=record.campaign.code, stage=one.stage.key, stored=stored, wanted=wanted
        )


def _movers(session: Session, record: CampaignRecord, one: StageRecord, at: datetime) -> Iterator[Fault]:
    """A stage whose turn has come is moved by the sweep, or somebody owes what it waits for and can be found."""
    campaign, stage = record.campaign, one.stage
    facts = facts_of(record, one)
    if not facts.running or stage.state in ENDED or not (facts.ready or stage.state == "open"):
        return
    if stage.next_due_at is None and not one.duties and not one.incidents:
        yield fault("nobody_can_move", campaign=campaign.code, stage=stage.key)
    for role in sorted({duty.role for duty in one.duties if duty.role}):
        if not role_people(session, Role(role), campaign.id, local_day(at)):
            yield fault("role_without_holder", campaign=campaign.code, stage=stage.key, role=role)


def _stored_waits(session: Session, campaign_ids: list[int]) -> defaultdict[int, set[Waiting]]:
    found: defaultdict[int, set[Waiting]] = defaultdict(set)
    for row in session.exec(select(Wait).where(col(Wait.campaign_id).in_(campaign_ids))):
        found[row.stage_id].add(
            Waiting(
                cause=row.cause,
                subject=row.subject,
                clock=row.clock,
                since=row.since,
                due=row.due,
                duty_id=row.duty_id,
                unit_id=row.unit_id,
                person_id=row.person_id,
                role=row.role,
            )
        )
    return found

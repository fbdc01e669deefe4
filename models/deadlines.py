"""Deadlines around a time for which the service did not run; in three queries however many stages there are."""

from datetime import date

from sqlalchemy import func, select
from sqlmodel import Session, col

from domain.downtime import Deadline
from models.campaigns import Campaign
from models.stages import Duty, Stage, StepTaken

_MOVES = (col(Stage.state) == "open", col(Campaign.state) == "running", col(Campaign.suspended_at).is_(None))


def deadlines_between(session: Session, first: date, last: date) -> list[Deadline]:
    """The deadlines from `first` to `last` of what is still owed in open stages."""
    query = (
        select(col(Duty.stage_id), col(Duty.due), func.min(col(Duty.since)))
        .join(Stage, col(Stage.id) == col(Duty.stage_id))
        .join(Campaign, col(Campaign.id) == col(Stage.campaign_id))
        .where(*_MOVES, col(Duty.ended).is_(False), col(Duty.due).between(first, last))
        .group_by(col(Duty.stage_id), col(Duty.due))
    )
    return [Deadline(stage_id, due, since) for stage_id, due, since in session.execute(query) if due is not None]


def reminded_between(session: Session, first: date, last: date) -> frozenset[tuple[int, str, date]]:
    """Stage, name and deadline of the reminders that were sent before deadlines from `first` to `last`."""
    query = (
        select(col(StepTaken.stage_id), col(StepTaken.name), col(StepTaken.due))
        .join(Stage, (col(Stage.id) == col(StepTaken.stage_id)) & (col(Stage.revision) == col(StepTaken.revision)))
        .join(Campaign, col(Campaign.id) == col(Stage.campaign_id))
        .where(*_MOVES, col(StepTaken.due).between(first, last), col(StepTaken.name).startswith("remind:"))
    )
    return frozenset(session.execute(query).tuples())


def stages_due_between(session: Session, first: date, last: date) -> list[tuple[str, Stage]]:
    """The open stages with a deadline from `first` to `last`, with their campaigns' codes, earliest first."""
    query = (
        select(col(Campaign.code), Stage)
        .join(Stage, col(Stage.campaign_id) == col(Campaign.id))
        .where(*_MOVES, col(Stage.due).between(first, last))
        .order_by(col(Stage.due), col(Stage.id))
    )
    return list(session.execute(query).tuples())

"""Finding what stands beside the plan: comment periods, requests to skip a stage, reminders sent by hand."""

from collections.abc import Iterable
from datetime import date

from sqlmodel import Session, col, func, select

from models.decisions import CommentPeriod, PublicComment
from models.stages import SkipRequest, StepTaken


def latest_period(session: Session, stage_id: int) -> CommentPeriod | None:
    """The last period in which the public could or can comment on a stage's list."""
    query = select(CommentPeriod).where(col(CommentPeriod.stage_id) == stage_id)
    return session.exec(query.order_by(col(CommentPeriod.number).desc())).first()


def open_period(session: Session, stage_id: int) -> CommentPeriod | None:
    """The period that still runs."""
    found = latest_period(session, stage_id)
    return found if found is not None and found.closed_at is None else None


def open_skip_request(session: Session, stage_id: int) -> SkipRequest | None:
    """A request to skip a stage that nobody has decided yet."""
    query = select(SkipRequest).where(col(SkipRequest.stage_id) == stage_id, col(SkipRequest.decided_at).is_(None))
    return session.exec(query.order_by(col(SkipRequest.id))).first()


def steps_named(session: Session, stage_id: int, names: Iterable[str], due: date) -> set[str]:
    """Which of these steps were taken for this day, in any revision of the stage."""
    query = select(StepTaken.name).where(
        col(StepTaken.stage_id) == stage_id, col(StepTaken.name).in_(list(names)), col(StepTaken.due) == due
    )
    return set(session.exec(query))


def comments_in(session: Session, period_id: int) -> int:
    """How many comments came in a period."""
    return session.exec(select(func.count()).where(col(PublicComment.period_id) == period_id)).one()

"""Finding the stages, questions and participations of a campaign."""

from collections.abc import Iterable

from sqlmodel import Session, col, select

from models.campaigns import Campaign, Participation, Question, StoreMark
from models.stages import Stage


def campaign_exists(session: Session, code: str) -> bool:
    """Is the code taken?"""
    return session.exec(select(Campaign.id).where(col(Campaign.code) == code)).first() is not None


def campaigns_going(session: Session, after: int, limit: int) -> list[Campaign]:
    """Campaigns that are not over and whose id comes after `after`, locked in the order of their ids."""
    query = (
        select(Campaign)
        .where(col(Campaign.id) > after, col(Campaign.state).in_(("draft", "running")))
        .order_by(col(Campaign.id))
        .limit(limit)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    return list(session.exec(query))


def stages_of(session: Session, campaign_id: int) -> list[Stage]:
    """All stages of a campaign in their order."""
    query = select(Stage).where(col(Stage.campaign_id) == campaign_id).order_by(col(Stage.position))
    return list(session.exec(query))


def questions_of(session: Session, campaign_id: int) -> list[Question]:
    """All open items of a campaign, answered or not."""
    return list(
        session.exec(select(Question).where(col(Question.campaign_id) == campaign_id).order_by(col(Question.id)))
    )


def questions_by_id(session: Session, ids: Iterable[int]) -> list[Question]:
    """These open items, in the order in which the plan brought them up."""
    return list(session.exec(select(Question).where(col(Question.id).in_(list(ids))).order_by(col(Question.id))))


def participation_of(session: Session, campaign_id: int, unit_id: int) -> Participation | None:
    """The participation of a unit, if it takes part."""
    query = select(Participation).where(
        col(Participation.campaign_id) == campaign_id, col(Participation.unit_id) == unit_id
    )
    return session.exec(query).first()


def campaigns_of_stages(session: Session, stage_ids: Iterable[int], *, skip_locked: bool = False) -> list[Campaign]:
    """The campaigns of these stages, locked in the order of their ids so that two sweeps never block each other."""
    query = (
        select(Campaign)
        .where(col(Campaign.id).in_(select(col(Stage.campaign_id)).where(col(Stage.id).in_(list(stage_ids)))))
        .order_by(col(Campaign.id))
        .with_for_update(key_share=True, skip_locked=skip_locked)
        .execution_options(populate_existing=True)
    )
    return list(session.exec(query))


def store_mark(session: Session, *, lock: bool = False) -> StoreMark:
    """The store's one mark; a new one where there is none yet."""
    mark = session.get(StoreMark, 1, with_for_update=lock)
    if mark is None:
        mark = StoreMark(id=1)
        session.add(mark)
    return mark

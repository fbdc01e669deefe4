"""The doctor on councils' members and on awards decided elsewhere."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from models.campaigns import Campaign
from models.council import Council, CouncilMember
from models.outside_awards import OutsideAward
from models.people import Person
from queries.faults import Fault, fault


def of_seats(session: Session) -> Iterator[Fault]:
    """Everybody sits in a council once at a time, and an entry that another one replaced does not count beside it."""
    yield from _overlaps(session)
    yield from _leaderless(session)
    new = aliased(OutsideAward)
    still = select(col(OutsideAward.id), col(new.id)).join(new, col(new.supersedes_id) == col(OutsideAward.id))
    for old, later in session.execute(still.where(col(OutsideAward.ended_at).is_(None))).tuples():
        yield fault("award_corrected_and_counted", number=old, later=later)


def _overlaps(session: Session) -> Iterator[Fault]:
    other = aliased(CouncilMember)
    goes_on = or_(col(CouncilMember.until).is_(None), col(CouncilMember.until) >= func.coalesce(other.since, date.min))
    query = (
        select(col(Campaign.code), col(Person.name))
        .select_from(CouncilMember)
        .join(Council, col(Council.id) == col(CouncilMember.council_id))
        .join(Campaign, col(Campaign.id) == col(Council.campaign_id))
        .join(Person, col(Person.id) == col(CouncilMember.person_id))
        .join(other, col(other.council_id) == col(CouncilMember.council_id))
        .where(col(other.person_id) == col(CouncilMember.person_id), col(other.turn) > col(CouncilMember.turn), goes_on)
    )
    for campaign, name in session.execute(query).tuples():
        yield fault("sits_twice", campaign=campaign, person=name)


def _leaderless(session: Session) -> Iterator[Fault]:
    """By who sits without an end: a change that takes effect later has already said who follows."""
    seat = (
        select(func.count())
        .select_from(CouncilMember)
        .where(col(CouncilMember.council_id) == col(Council.id), col(CouncilMember.until).is_(None))
    )
    chairs = seat.where(col(CouncilMember.seat) == "chair").scalar_subquery()
    secretaries = seat.where(col(CouncilMember.seat) == "secretary").scalar_subquery()
    query = select(col(Campaign.code), chairs, secretaries).join(Council, col(Council.campaign_id) == col(Campaign.id))
    for campaign, heads, writers in session.execute(query.where(or_(chairs != 1, secretaries != 1))).tuples():
        yield fault("council_without_head", campaign=campaign, chairs=heads, secretaries=writers)

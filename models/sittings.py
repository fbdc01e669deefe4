"""Finding the council, its meetings and agendas, attendance, recusals, ballots and votes."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, exists, or_
from sqlmodel import Session, col, func, select

from models.council import (
    AgendaItem,
    Attendance,
    Ballot,
    Council,
    CouncilChange,
    CouncilMember,
    Meeting,
    Recusal,
    Vote,
)
from models.papers import BallotVoter, SealedPaper
from models.people import Person


def council_of(session: Session, campaign_id: int) -> Council | None:
    """The council of a campaign."""
    return session.exec(select(Council).where(col(Council.campaign_id) == campaign_id)).first()


def seated_on(day: date) -> ColumnElement[bool]:
    """Condition on `CouncilMember`: does she sit there on this day?"""
    joined = or_(col(CouncilMember.since).is_(None), col(CouncilMember.since) <= day)
    return and_(joined, or_(col(CouncilMember.until).is_(None), col(CouncilMember.until) >= day))


def members_of(session: Session, council_id: int, *, on: date) -> list[CouncilMember]:
    """All seats on a day, the chair first."""
    query = select(CouncilMember).where(col(CouncilMember.council_id) == council_id, seated_on(on))
    order = {"chair": 0, "vice_chair": 1, "member": 2, "secretary": 3}
    return sorted(session.exec(query), key=lambda seat: (order[seat.seat], seat.id))


def member_people(session: Session, council_id: int, *, on: date) -> list[Person]:
    """The people on the council on a day."""
    query = select(Person).join(CouncilMember, col(CouncilMember.person_id) == col(Person.id))
    query = query.where(col(CouncilMember.council_id) == council_id, seated_on(on))
    return list(session.exec(query.order_by(col(Person.code))))


def seats_ever(session: Session, council_id: int) -> list[CouncilMember]:
    """Every seat that anybody held or holds, the oldest first."""
    query = select(CouncilMember).where(col(CouncilMember.council_id) == council_id)
    return list(session.exec(query.order_by(col(CouncilMember.id))))


def last_change(session: Session, council_id: int) -> CouncilChange | None:
    """The latest decision by which members joined or left."""
    query = select(CouncilChange).where(col(CouncilChange.council_id) == council_id)
    return session.exec(query.order_by(col(CouncilChange.effective_on).desc(), col(CouncilChange.id).desc())).first()


def last_sitting(session: Session, campaign_id: int) -> datetime | None:
    """When the council met last: a meeting at which somebody was, or in which a ballot was held."""
    there = exists().where(col(Attendance.meeting_id) == col(Meeting.id))
    voted = exists().where(col(Ballot.meeting_id) == col(Meeting.id))
    query = select(func.max(col(Meeting.at))).where(col(Meeting.campaign_id) == campaign_id, or_(there, voted))
    return session.exec(query).one()


def open_sittings(session: Session, campaign_id: int) -> list[Meeting]:
    """Meetings of a campaign in which a ballot is open."""
    still_open = exists().where(col(Ballot.meeting_id) == col(Meeting.id), col(Ballot.closed_at).is_(None))
    return list(session.exec(select(Meeting).where(col(Meeting.campaign_id) == campaign_id, still_open)))


def latest_meeting(session: Session, stage_id: int) -> Meeting | None:
    """The last meeting convened for a stage."""
    query = select(Meeting).where(col(Meeting.stage_id) == stage_id).order_by(col(Meeting.number).desc())
    return session.exec(query).first()


def present_at(session: Session, meeting_id: int) -> set[int]:
    """Ids of the people who attend."""
    return set(session.exec(select(Attendance.person_id).where(col(Attendance.meeting_id) == meeting_id)))


def latest_ballot(session: Session, dossier_id: int) -> Ballot | None:
    """The last turn of voting on a dossier."""
    query = select(Ballot).where(col(Ballot.dossier_id) == dossier_id).order_by(col(Ballot.turn).desc())
    return session.exec(query).first()


def ballots_of_meetings(session: Session, stage_id: int) -> list[Ballot]:
    """All ballots of a stage's meetings, in order."""
    query = (
        select(Ballot)
        .join(Meeting, col(Meeting.id) == col(Ballot.meeting_id))
        .where(col(Meeting.stage_id) == stage_id)
        .order_by(col(Ballot.dossier_id), col(Ballot.turn))
    )
    return list(session.exec(query))


def ballots_in(session: Session, stage_id: int, *, still_open: bool) -> list[Ballot]:
    """The ballots of a stage's meetings that are open, or those that are closed."""
    return [b for b in ballots_of_meetings(session, stage_id) if (b.closed_at is None) == still_open]


def vote_of(session: Session, ballot_id: int, person_id: int) -> Vote | None:
    """A member's vote in a ballot."""
    query = select(Vote).where(col(Vote.ballot_id) == ballot_id, col(Vote.person_id) == person_id)
    return session.exec(query).first()


def votes_by_choice(session: Session, ballot_id: int) -> dict[str, int]:
    """How many open votes of each choice."""
    query = select(Vote.choice, func.count()).where(col(Vote.ballot_id) == ballot_id).group_by(col(Vote.choice))
    return dict(session.exec(query).all())


def written_votes(session: Session, ballot_id: int) -> int:
    """How many votes were handed in as written opinions."""
    query = select(func.count()).where(col(Vote.ballot_id) == ballot_id, col(Vote.on_behalf).is_not(None))
    return session.exec(query).one()


def meetings_of(session: Session, stage_id: int) -> list[Meeting]:
    """All meetings of a stage, in order."""
    return list(session.exec(select(Meeting).where(col(Meeting.stage_id) == stage_id).order_by(col(Meeting.number))))


def agenda_of(session: Session, meeting_id: int) -> list[AgendaItem]:
    """What stands on a meeting's agenda and was not moved to another, in order."""
    query = select(AgendaItem).where(col(AgendaItem.meeting_id) == meeting_id, col(AgendaItem.moved_at).is_(None))
    return list(session.exec(query.order_by(col(AgendaItem.position))))


def item_of(session: Session, dossier_id: int) -> AgendaItem | None:
    """Where a dossier stands on an agenda now; None where it came after every agenda was written."""
    query = select(AgendaItem).where(col(AgendaItem.dossier_id) == dossier_id, col(AgendaItem.moved_at).is_(None))
    return session.exec(query.order_by(col(AgendaItem.id).desc())).first()


def recusals_of(session: Session, dossier_ids: Iterable[int]) -> list[Recusal]:
    """Every conflict noted about these dossiers, in order."""
    query = select(Recusal).where(col(Recusal.dossier_id).in_(list(dossier_ids)))
    return list(session.exec(query.order_by(col(Recusal.id))))


def recused_from(session: Session, dossier_id: int) -> set[int]:
    """Ids of the people who take no part in judging a dossier."""
    query = select(Recusal.person_id).where(col(Recusal.dossier_id) == dossier_id, col(Recusal.agreed).is_(True))
    return set(session.exec(query))


def voters_noted(session: Session, ballot_id: int) -> list[BallotVoter]:
    """Who has voted in a secret ballot, by person: not in the order in which they voted."""
    query = select(BallotVoter).where(col(BallotVoter.ballot_id) == ballot_id)
    return list(session.exec(query.order_by(col(BallotVoter.person_id))))


def sealed_papers(session: Session, ballot_id: int) -> list[tuple[int, bytes]]:
    """(person, sealed paper) of an open secret ballot."""
    query = select(SealedPaper.person_id, SealedPaper.sealed).where(col(SealedPaper.ballot_id) == ballot_id)
    return list(session.exec(query.order_by(col(SealedPaper.person_id))))


def closed_keys(session: Session, names: Iterable[str]) -> set[str]:
    """Which of these keys belong to a ballot that is closed, so that they are of no use any more."""
    query = select(Ballot.key_id).where(col(Ballot.key_id).in_(list(names)), col(Ballot.closed_at).is_not(None))
    return {key for key in session.exec(query) if key is not None}

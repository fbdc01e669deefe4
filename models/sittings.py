"""Finding the council, its meetings, attendance, ballots and votes."""

from sqlmodel import Session, col, func, select

from models.council import Attendance, Ballot, Council, CouncilMember, Meeting, Vote
from models.people import Person


def council_of(session: Session, campaign_id: int) -> Council | None:
    """The council of a campaign."""
    return session.exec(select(Council).where(col(Council.campaign_id) == campaign_id)).first()


def members_of(session: Session, council_id: int) -> list[CouncilMember]:
    """All seats, the chair first."""
    query = select(CouncilMember).where(col(CouncilMember.council_id) == council_id)
    order = {"chair": 0, "vice_chair": 1, "member": 2, "secretary": 3}
    return sorted(session.exec(query), key=lambda seat: (order[seat.seat], seat.id))


def member_people(session: Session, council_id: int) -> list[Person]:
    """The people on the council."""
    query = select(Person).join(CouncilMember, col(CouncilMember.person_id) == col(Person.id))
    return list(session.exec(query.where(col(CouncilMember.council_id) == council_id).order_by(col(Person.code))))


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

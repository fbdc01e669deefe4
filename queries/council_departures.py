"""How councils voted, and which of their members were kept out: told from the rows, never how anybody voted."""

from collections.abc import Iterator

from sqlalchemy import func, select
from sqlmodel import Session, col

from domain.steps import local_day
from models.campaigns import Campaign
from models.council import Ballot, Meeting, Recusal
from models.dossiers import Dossier
from models.papers import PaperCount
from models.people import Person
from queries.departure_lines import Departure
from wording.departures import kept_out, voted


def council_departures(session: Session) -> Iterator[Departure]:
    """Ways of voting of each campaign, then recusals that the chair agreed to; two queries."""
    yield from _ways(session)
    yield from _recusals(session)


def _ways(session: Session) -> Iterator[Departure]:
    scans = func.count(col(PaperCount.digest))
    query = (
        select(col(Campaign.code), col(Ballot.method), func.min(Ballot.closed_at), func.count(), scans)
        .join(Meeting, col(Meeting.id) == col(Ballot.meeting_id))
        .join(Campaign, col(Campaign.id) == col(Meeting.campaign_id))
        .outerjoin(PaperCount, col(PaperCount.ballot_id) == col(Ballot.id))
        .where(col(Ballot.closed_at).is_not(None), col(Ballot.tally).is_not(None))
        .group_by(col(Campaign.code), col(Ballot.method))
    )
    for code, method, first, ballots, scanned in session.execute(query):
        said = voted(method, ballots, scanned)
        yield Departure(campaign=code, kind=f"voted_{method}", day=local_day(first), sentence=said)


def _recusals(session: Session) -> Iterator[Departure]:
    query = (
        select(col(Campaign.code), col(Dossier.code), col(Person.name), col(Recusal.ground), col(Recusal.decided_at))
        .join(Dossier, col(Dossier.id) == col(Recusal.dossier_id))
        .join(Campaign, col(Campaign.id) == col(Dossier.campaign_id))
        .join(Person, col(Person.id) == col(Recusal.person_id))
        .where(col(Recusal.agreed).is_(True))
    )
    for code, dossier, person, ground, at in session.execute(query):
        said = kept_out(person, dossier, ground)
        yield Departure(campaign=code, kind="recusal", day=local_day(at), sentence=said)

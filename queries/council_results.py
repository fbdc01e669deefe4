"""A closed ballot as one result, whatever its method."""

import json

from sqlalchemy import select
from sqlmodel import Session, col

from domain.ballots import CouncilRule, Tally
from models.campaigns import Campaign
from models.council import Ballot, Council, Recusal, Vote
from models.dossiers import Dossier
from models.papers import PaperCount
from models.people import Person
from queries.council_lines import BallotResult, ConflictLine, CountingTeam, NamedVote
from queries.sitting import conflict_line


def result_of(session: Session, ballot: Ballot, dossier: Dossier, campaign: Campaign, council: Council) -> BallotResult:
    """The result of a ballot that is closed; who may see it was asked before."""
    if ballot.closed_at is None or ballot.outcome is None:
        raise ValueError("the ballot is open")
    return BallotResult(
        campaign=campaign.code,
        dossier=dossier.code,
        nominee=dossier.nominee,
        turn=ballot.turn,
        method=ballot.method,
        opened_at=ballot.opened_at,
        closed_at=ballot.closed_at,
        outcome=ballot.outcome,
        reason=ballot.reason or "",
        yes=ballot.yes,
        no=ballot.no,
        blank=ballot.blank,
        invalid=ballot.invalid,
        rule=CouncilRule.model_validate_json(council.rule) if council.rule else None,
        tally=Tally.model_validate_json(ballot.tally) if ballot.tally else None,
        recused=_recused(session, dossier.id),
        counting=_counting(session, ballot.id),
        votes=_votes(session, ballot.id),
    )


def _recused(session: Session, dossier_id: int) -> tuple[ConflictLine, ...]:
    query = (
        select(Recusal, Person)
        .join(Person, col(Person.id) == col(Recusal.person_id))
        .where(col(Recusal.dossier_id) == dossier_id, col(Recusal.agreed).is_(True))
        .order_by(col(Person.code), col(Recusal.id))
    )
    return tuple(conflict_line(row, person) for row, person in session.execute(query).tuples())


def _counting(session: Session, ballot_id: int) -> CountingTeam | None:
    row = session.scalars(select(PaperCount).where(col(PaperCount.ballot_id) == ballot_id)).first()
    if row is None:
        return None
    same = {name: getattr(row, name) for name in CountingTeam.model_fields if name != "tellers"}
    return CountingTeam(tellers=tuple(json.loads(row.tellers)), **same)


def _votes(session: Session, ballot_id: int) -> tuple[NamedVote, ...]:
    query = (
        select(Vote, Person)
        .join(Person, col(Person.id) == col(Vote.person_id))
        .where(col(Vote.ballot_id) == ballot_id)
        .order_by(col(Person.code))
    )
    return tuple(
        NamedVote(person=person.code, name=person.name, choice=vote.choice, written=vote.on_behalf is not None)
        for vote, person in session.execute(query).tuples()
    )

"""The doctor on secret ballots: as many papers as voters, and nothing sealed left of one that is over."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ScalarSelect, select
from sqlmodel import Session, col, func, or_

from models.base import Row
from models.campaigns import Campaign
from models.council import Ballot
from models.dossiers import Dossier
from models.papers import BallotPaper, BallotVoter, SealedPaper
from queries.faults import Fault, fault


def of_ballots(session: Session) -> Iterator[Fault]:
    """Everything that is wrong with secret ballots."""
    sealed, papers, voters = _count(SealedPaper), _count(BallotPaper), _count(BallotVoter)
    counted = col(Ballot.yes) + col(Ballot.no) + col(Ballot.blank)
    over, tallied = col(Ballot.closed_at).is_not(None), col(Ballot.tally).is_not(None)
    secret = select(col(Campaign.code), col(Dossier.code), col(Ballot.turn))
    secret = secret.join(Dossier, col(Dossier.id) == col(Ballot.dossier_id))
    secret = secret.join(Campaign, col(Campaign.id) == col(Dossier.campaign_id))
    secret = secret.where(col(Ballot.method) == "secret").order_by(col(Ballot.id))
    for campaign, dossier, turn in session.execute(secret.where(over, sealed > 0)):
        yield fault("sealed_paper_left", campaign=campaign, dossier=dossier, turn=turn)
    for campaign, dossier, turn in session.execute(secret.where(~over, sealed != voters)):
        yield fault("sealed_papers_missing", campaign=campaign, dossier=dossier, turn=turn)
    for campaign, dossier, turn in session.execute(secret.where(tallied, or_(papers != voters, papers != counted))):
        yield fault("papers_differ", campaign=campaign, dossier=dossier, turn=turn)


def _count(table: type[Row]) -> ScalarSelect[Any]:
    ballot: Any = table
    return select(func.count()).where(col(ballot.ballot_id) == col(Ballot.id)).scalar_subquery()

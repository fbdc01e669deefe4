"""Questions about ballots under way. Nobody may ask how an open ballot stands; only whether votes are missing."""

from sqlmodel import Session, col, func, select

from models.campaigns import Campaign
from models.council import Ballot
from models.dossiers import Dossier
from models.stages import Duty


def open_ballots(session: Session, campaign: str, round_: str) -> frozenset[str]:
    """Codes of the dossiers of a round whose ballot is open."""
    query = (
        select(Dossier.code)
        .join(Ballot, col(Ballot.dossier_id) == col(Dossier.id))
        .join(Campaign, col(Campaign.id) == col(Dossier.campaign_id))
        .where(col(Campaign.code) == campaign, col(Dossier.round) == round_, col(Ballot.closed_at).is_(None))
    )
    return frozenset(session.exec(query))


def votes_owed(session: Session, campaign: str, dossier: str) -> int:
    """How many members still owe their vote on a dossier."""
    query = (
        select(func.count())
        .select_from(Duty)
        .join(Dossier, col(Dossier.id) == col(Duty.dossier_id))
        .join(Campaign, col(Campaign.id) == col(Dossier.campaign_id))
        .where(
            col(Campaign.code) == campaign,
            col(Dossier.code) == dossier,
            col(Duty.kind) == "vote",
            col(Duty.ended).is_(False),
        )
    )
    return session.exec(query).one()


def ballots_missing(session: Session, campaign: str, round_: str) -> int:
    """How many dossiers of a round still wait for a ballot that decides."""
    query = (
        select(func.count())
        .select_from(Duty)
        .join(Dossier, col(Dossier.id) == col(Duty.dossier_id))
        .join(Campaign, col(Campaign.id) == col(Dossier.campaign_id))
        .where(
            col(Campaign.code) == campaign,
            col(Dossier.round) == round_,
            col(Duty.kind) == "hold_ballot",
            col(Duty.ended).is_(False),
        )
    )
    return session.exec(query).one()

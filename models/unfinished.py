"""What a store may have been in the middle of when a backup of it was made."""

from sqlalchemy import func, select
from sqlmodel import Session, col

from models.campaigns import Campaign
from models.council import Ballot, Meeting
from models.dossiers import Dossier
from models.mail import Mail, Notice
from models.mail_rows import to_send
from models.stages import Stage


def open_secret_ballots(session: Session) -> list[tuple[Campaign, Stage, Dossier, Ballot]]:
    """Ballots on sealed papers that have not closed, by their numbers."""
    query = (
        select(Campaign, Stage, Dossier, Ballot)
        .select_from(Ballot)
        .join(Meeting, col(Meeting.id) == col(Ballot.meeting_id))
        .join(Stage, col(Stage.id) == col(Meeting.stage_id))
        .join(Campaign, col(Campaign.id) == col(Meeting.campaign_id))
        .join(Dossier, col(Dossier.id) == col(Ballot.dossier_id))
        .where(col(Ballot.closed_at).is_(None), col(Ballot.method) == "secret")
        .order_by(col(Ballot.id))
    )
    return [tuple(row) for row in session.execute(query).tuples()]


def mails_waiting(session: Session) -> int:
    """Mails and things to say that have not left."""
    mails = session.scalar(select(func.count()).select_from(Mail).where(to_send())) or 0
    unwritten = session.scalar(select(func.count()).select_from(Notice).where(col(Notice.mail_id).is_(None))) or 0
    return mails + unwritten

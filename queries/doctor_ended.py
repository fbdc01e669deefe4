"""The doctor's question about what is over: nothing in it may still be under way."""

from collections.abc import Iterator

from sqlmodel import Session, col, select

from domain.stages import ENDED
from models.campaigns import Campaign, Question
from models.council import Ballot, Meeting
from models.decisions import CommentPeriod
from models.dossiers import Dossier
from models.stages import Incident, Stage
from queries.faults import Fault, fault


def of_ended(session: Session) -> Iterator[Fault]:
    """Failed steps, ballots and comment periods of stages that have ended, open items of cancelled campaigns."""
    stages = select(Campaign.code, Stage).join(Stage, col(Stage.campaign_id) == col(Campaign.id))
    stages = stages.where(col(Stage.state).in_(ENDED))
    failed = stages.join(Incident, col(Incident.stage_id) == col(Stage.id)).where(col(Incident.resolved_at).is_(None))
    for code, stage in session.exec(failed):
        yield fault("incident_outlives_stage", campaign=code, stage=stage.key)
    periods = stages.join(CommentPeriod, col(CommentPeriod.stage_id) == col(Stage.id))
    for code, stage in session.exec(periods.where(col(CommentPeriod.closed_at).is_(None))):
        yield fault("comments_outlive_stage", campaign=code, stage=stage.key)
    yield from _ballots(session)
    questions = select(Campaign.code, Question.key).join(Question, col(Question.campaign_id) == col(Campaign.id))
    questions = questions.where(col(Campaign.state) == "cancelled", col(Question.answered_at).is_(None))
    for code, key in session.exec(questions):
        yield fault("question_outlives_campaign", campaign=code, question=key)


def _ballots(session: Session) -> Iterator[Fault]:
    query = (
        select(Campaign.code, Stage, Dossier.code)
        .join(Stage, col(Stage.campaign_id) == col(Campaign.id))
        .join(Meeting, col(Meeting.stage_id) == col(Stage.id))
        .join(Ballot, col(Ballot.meeting_id) == col(Meeting.id))
        .join(Dossier, col(Dossier.id) == col(Ballot.dossier_id))
        .where(col(Stage.state).in_(ENDED), col(Ballot.closed_at).is_(None))
    )
    for code, stage, dossier in session.exec(query):
        yield fault("ballot_outlives_stage", campaign=code, stage=stage.key, dossier=dossier)

"""Everything that is owed at this moment, for whoever acts for many: a demonstration's cast, an import, a report."""

from datetime import date, datetime

from sqlmodel import Session, col, func, select

from domain.values import Value
from models.campaigns import Campaign, Question
from models.dossiers import Dossier
from models.people import Person
from models.places import Unit
from models.stages import Duty, Stage


class Owed(Value):
    """One duty still owed, with codes instead of ids; `stage_due` is the earlier reading of its stage's deadline."""

    id: int
    campaign: str
    stage: str
    round: str
    kind: str
    key: str
    since: datetime
    due: date | None
    stage_due: date | None
    unit: str | None
    person: str | None
    role: str | None
    dossier: str | None
    question: str | None


def all_owed(session: Session) -> tuple[Owed, ...]:
    """Every duty owed in a campaign that is not over, oldest first; one query."""
    query = (
        select(Duty, Stage, Campaign, Unit.code, Person.code, Dossier.code, Question.key)  # type: ignore[call-overload]  # seven columns, the stubs end at four
        .join(Stage, col(Stage.id) == col(Duty.stage_id))
        .join(Campaign, col(Campaign.id) == col(Duty.campaign_id))
        .outerjoin(Unit, col(Unit.id) == col(Duty.unit_id))
        .outerjoin(Person, col(Person.id) == col(Duty.person_id))
        .outerjoin(Dossier, col(Dossier.id) == col(Duty.dossier_id))
        .outerjoin(Question, col(Question.id) == col(Duty.question_id))
        .where(col(Duty.ended).is_(False), col(Campaign.state).in_(("draft", "running")))
        .where(col(Campaign.suspended_at).is_(None))
        .order_by(col(Duty.id))
    )
    return tuple(
        Owed(
            id=duty.id,
            campaign=campaign.code,
            stage=stage.kind,
            round=stage.round,
            kind=duty.kind,
            key=duty.key,
            since=duty.since,
            due=duty.due,
            stage_due=stage.remind_by,
            unit=unit,
            person=person,
            role=duty.role,
            dossier=dossier,
            question=question,
        )
        for duty, stage, campaign, unit, person, dossier, question in session.exec(query)
    )


def still_owed(session: Session, duty_id: int) -> bool:
    """Whether this duty has not ended meanwhile."""
    return session.exec(select(Duty.id).where(col(Duty.id) == duty_id, col(Duty.ended).is_(False))).first() is not None


def questions_asked(session: Session, campaign: str, kind: str) -> int:
    """How many open items of a stage were asked and wait for an answer."""
    query = (
        select(func.count())
        .select_from(Question)
        .join(Stage, col(Stage.id) == col(Question.stage_id))
        .join(Campaign, col(Campaign.id) == col(Question.campaign_id))
        .where(col(Campaign.code) == campaign, col(Stage.kind) == kind)
        .where(col(Question.asked_at).is_not(None), col(Question.answered_at).is_(None))
    )
    return session.exec(query).one()

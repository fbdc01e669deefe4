"""The few numbers at the head of a campaign's page."""

from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlmodel import Session, col

from domain.people import Principal
from domain.values import Value
from models.campaigns import Campaign, Participation, Question
from models.dossiers import Dossier
from models.registrations import Registration
from queries import stuck
from queries.visibility import reach
from queries.wanted import Wanted

Counted = type[Participation] | type[Registration] | type[Dossier]
WITHDRAWN = "withdrawn"


class Figures(Value):
    """Of what the viewer sees: what stands still, units and how many registered, dossiers and how many are awarded."""

    stuck: int
    overdue: int
    units: int
    registered: int
    dossiers: int
    awarded: int
    questions: int


def figures(session: Session, viewer: Principal, campaign: Campaign, *, on: date) -> Figures:
    """A handful of counts, each within what the viewer may see."""

    def count(table: Counted, *conditions: ColumnElement[bool]) -> int:
        campaign_id, unit_id = col(table.campaign_id), col(table.unit_id)
        query = select(func.count()).select_from(table).where(campaign_id == campaign.id)
        return session.scalars(query.where(reach(viewer, "campaign:view", campaign_id, unit_id), *conditions)).one()

    return Figures(
        stuck=stuck.total(session, viewer, on=on, wanted=Wanted(campaign=campaign.code, stuck=True)),
        overdue=stuck.total(session, viewer, on=on, wanted=Wanted(campaign=campaign.code, overdue=True)),
        units=count(Participation),
        registered=count(Registration, col(Registration.state) != WITHDRAWN),
        dossiers=count(Dossier, col(Dossier.state) != WITHDRAWN),
        awarded=count(Dossier, col(Dossier.state) == "awarded"),
        questions=_questions(session, campaign.id),
    )


def _questions(session: Session, campaign_id: int) -> int:
    query = select(func.count()).select_from(Question)
    return session.scalars(
        query.where(col(Question.campaign_id) == campaign_id, col(Question.answered_at).is_(None))
    ).one()

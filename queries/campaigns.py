"""One campaign with everything about it, for a viewer. All of them as a matrix of stages: `queries.overview`."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import func, select
from sqlmodel import Session, col

from domain.errors import NotFound
from domain.people import Principal
from domain.plan import Plan
from domain.values import Value
from models.campaigns import Campaign, Participation, PlanVersion, Question
from models.places import Unit
from models.stages import Duty, Stage
from plans.writing import from_json
from queries.quotas import QuotaLine, quota_lines
from queries.recusals import duties_seen
from queries.visibility import reach, visible_campaigns
from wording.labels import stage_label
from wording.questions import how_to_answer, question


class StageLine(Value):
    """One stage: planned and real dates, what is owed in it, and when the service looks at it again by itself.

    `remind_by` and `due` are the earlier and the later reading of the deadline.
    """

    stage: str
    name: str
    state: str
    reason: str
    opens: date | None
    remind_by: date | None
    due: date | None
    opened_at: datetime | None
    closed_at: datetime | None
    next_at: datetime | None
    owed: int
    done: int
    lapsed: int


class QuestionLine(Value):
    """An open item of the plan that nobody has answered."""

    key: str
    stage: str
    question: str
    kind: str
    how: str
    asked_at: datetime | None
    blocks: str


class CampaignDetail(Value):
    """One campaign as its officers see it; `plan` is the version in force."""

    code: str
    name: str
    authority: str
    state: str
    version: int
    created_at: datetime
    launched_at: datetime | None
    closed_at: datetime | None
    suspended_at: datetime | None
    units: tuple[str, ...]
    stages: tuple[StageLine, ...]
    questions: tuple[QuestionLine, ...]
    quotas: tuple[QuotaLine, ...]


def detail(session: Session, viewer: Principal, code: str) -> CampaignDetail:
    """Everything about one campaign.

    Raises:
        NotFound: `campaign`, also for one that the viewer may not see, so that nobody learns that it exists.
    """
    row = visible(session, viewer, code)
    plan = plan_of(session, row)
    return CampaignDetail(
        code=row.code,
        name=row.name,
        authority=row.authority,
        state=row.state,
        version=row.version,
        created_at=row.created_at,
        launched_at=row.launched_at,
        closed_at=row.closed_at,
        suspended_at=row.suspended_at,
        units=tuple(_units(session, row.id)),
        stages=stage_lines(session, viewer, row.id),
        questions=open_questions(session, row.id),
        quotas=quota_lines(session, row.id, plan),
    )


def visible(session: Session, viewer: Principal, code: str) -> Campaign:
    """The campaign, if the viewer may see it; raises NotFound `campaign`."""
    found = session.scalars(select(Campaign).where(col(Campaign.code) == code, visible_campaigns(viewer))).first()
    if found is None:
        raise NotFound("campaign", code=code)
    return found


def plan_of(session: Session, campaign: Campaign) -> Plan:
    """The plan in force."""
    query = select(col(PlanVersion.plan)).where(
        col(PlanVersion.campaign_id) == campaign.id, col(PlanVersion.number) == campaign.version
    )
    return from_json(session.scalars(query).one())


def _stages(session: Session, ids: Iterable[int]) -> dict[int, list[Stage]]:
    found: defaultdict[int, list[Stage]] = defaultdict(list)
    query = select(Stage).where(col(Stage.campaign_id).in_(list(ids)))
    for stage in session.scalars(query.order_by(col(Stage.campaign_id), col(Stage.position))):
        found[stage.campaign_id].append(stage)
    return found


def _units(session: Session, campaign_id: int) -> list[str]:
    query = select(col(Unit.code)).join(Participation, col(Participation.unit_id) == col(Unit.id))
    return list(session.scalars(query.where(col(Participation.campaign_id) == campaign_id).order_by(col(Unit.code))))


def stage_lines(session: Session, viewer: Principal, campaign_id: int) -> tuple[StageLine, ...]:
    """The stages of one campaign in order; of what is owed in them only what the viewer may see is counted."""
    counts = _duty_counts(session, viewer, campaign_id)
    return tuple(
        StageLine(
            stage=stage.key,
            name=stage_label(stage.kind, stage.round),
            state=stage.state,
            reason=stage.reason,
            opens=stage.opens,
            remind_by=stage.remind_by,
            due=stage.due,
            opened_at=stage.opened_at,
            closed_at=stage.closed_at,
            next_at=stage.next_due_at,
            **counts.get(stage.id, {"owed": 0, "done": 0, "lapsed": 0}),
        )
        for stage in _stages(session, [campaign_id])[campaign_id]
    )


def _duty_counts(session: Session, viewer: Principal, campaign_id: int) -> dict[int, dict[str, int]]:
    query = (
        select(
            col(Duty.stage_id),
            func.count().filter(col(Duty.ended).is_(False)),
            func.count(col(Duty.done_at)),
            func.count(col(Duty.lapsed_at)),
        )
        .where(col(Duty.stage_id).in_(select(col(Stage.id)).where(col(Stage.campaign_id) == campaign_id)))
        .where(reach(viewer, "campaign:view", col(Duty.campaign_id), col(Duty.unit_id)), duties_seen(session, viewer))
        .group_by(col(Duty.stage_id))
    )
    return {
        stage: {"owed": owed, "done": done, "lapsed": lapsed} for stage, owed, done, lapsed in session.execute(query)
    }


def open_questions(session: Session, campaign_id: int) -> tuple[QuestionLine, ...]:
    """Open items of one campaign that nobody has answered, in the order of its stages."""
    query = (
        select(Question, Stage)
        .join(Stage, col(Stage.id) == col(Question.stage_id))
        .where(col(Question.campaign_id) == campaign_id, col(Question.answered_at).is_(None))
        .order_by(col(Stage.position), col(Question.id))
    )
    return tuple(
        QuestionLine(
            key=row.key,
            stage=stage.key,
            question=question(row.key),
            kind=row.answer_kind,
            how=how_to_answer(row.answer_kind),
            asked_at=row.asked_at,
            blocks=row.blocks,
        )
        for row, stage in session.execute(query)
    )

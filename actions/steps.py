"""Taking the steps that are due: the sweep narrows, here each stage is asked again under its campaign's lock."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import insert
from sqlmodel import Session

from actions.audit import record
from actions.cases import Case
from actions.comments import end_period
from actions.complaint_duties import go_along
from actions.owing import lapse_all
from actions.procedures import PROCEDURES
from actions.questions import ask
from actions.refreshing import refresh_records
from actions.reminding import escalate, remind
from actions.telling import tell_roles
from domain.people import Principal, Role
from domain.stages import StageKind, StageState
from domain.steps import ASK, CLOSE, END_COMMENTS, OPEN, Step, due_steps, local_day
from domain.values import Value
from domain.workdays import WorkCalendar
from models.base import table_of
from models.campaign_rows import campaigns_of_stages, questions_by_id
from models.duties import owed_in
from models.situations import NO_DATE, CampaignRecord, StageRecord, load, reload
from models.stages import StepTaken
from models.standing import facts_of
from models.surroundings import Surroundings
from models.workdays import load_calendar
from notifications.notices.of_campaigns import StageClosed, StageOpened

ROUNDS = 6
"""Steps of one stage follow each other at once (ask, open, close); more than this in one look would be a loop."""


WITHOUT_DUTIES = (ASK, OPEN, END_COMMENTS)
"""Steps that do not ask who owes what."""


class Due(NamedTuple):
    """A step that is due now."""

    record: CampaignRecord
    stage: StageRecord
    step: Step


class Taken(Value):
    """One step that was taken: of which campaign and stage."""

    campaign: str
    stage: str
    stage_id: int
    step: str


def take_steps(session: Session, stage_ids: Iterable[int], *, by: Principal, at: datetime) -> tuple[Taken, ...]:
    """Take every due step of these stages. Campaigns that another transaction holds are left to it.

    One step of each campaign, then all that moved are read again together: a step may change what is due beside it,
    and reading them one by one would cost more than the steps.
    """
    wanted = set(stage_ids)
    calendar = load_calendar(session)
    looks: Counter[int] = Counter()
    taken: list[Taken] = []
    campaigns = campaigns_of_stages(session, wanted, skip_locked=True)
    around = Surroundings(session, campaigns, local_day(at))
    moving = load(session, campaigns)
    while moving:
        due: list[Due] = []
        resting: list[CampaignRecord] = []
        for one in moving:
            found = _first_due(one, wanted, looks, calendar, at)
            due.append(found) if found else resting.append(one)
        _take_all(around, due, calendar, by=by, at=at)
        taken += (_taken(one) for one in due)
        looks.update(one.stage.stage.id for one in due)
        # These too, because a stage that was due without a step (a missed reminder) needs its next moment.
        refresh_records(session, resting, calendar=calendar, at=at)
        moving = reload(session, [one.record for one in due])
    return tuple(taken)


def _first_due(
    record_: CampaignRecord, wanted: set[int], looks: Counter[int], calendar: WorkCalendar, at: datetime
) -> Due | None:
    for one in record_.stages:
        if one.stage.id in wanted and looks[one.stage.id] < ROUNDS:
            steps = due_steps(facts_of(record_, one), calendar, at)
            if steps:
                return Due(record_, one, steps[0])
    return None


def _take_all(around: Surroundings, due: Sequence[Due], calendar: WorkCalendar, *, by: Principal, at: datetime) -> None:
    duties = owed_in(around.session, [one.stage.stage.id for one in due if one.step.name not in WITHOUT_DUTIES])
    for record_, one, step in due:
        case = Case.within(around, calendar, record_.campaign, one.stage, by=by, at=at)
        case.owing = duties.get(one.stage.id)
        _take(case, one, step)
    # Asking happens once per question, which says so itself; answers may bring up new questions in the same stage.
    if noted := [_noted(one, at) for one in due if one.step.name != ASK]:
        around.session.execute(insert(table_of(StepTaken)), noted)


def _take(case: Case, one: StageRecord, step: Step) -> None:
    if step.name == ASK:
        _ask(case, one)
        _record(case, "stage:asked", questions=[q.key for q in one.questions])
    elif step.name == OPEN:
        open_stage(case, one)
    elif step.name == CLOSE:
        close_stage(case)
    elif step.name == END_COMMENTS:
        _record(case, "comments:ended", **end_period(case))
    else:
        _urge(case, step)


def _taken(due: Due) -> Taken:
    stage = due.stage.stage
    return Taken(campaign=due.record.campaign.code, stage=stage.key, stage_id=stage.id, step=due.step.name)


def _noted(due: Due, at: datetime) -> dict[str, object]:
    stage, step = due.stage.stage, due.step
    return {
        "stage_id": stage.id,
        "revision": stage.revision,
        "name": step.name,
        "due": step.due or NO_DATE,
        "taken_at": at,
    }


def _ask(case: Case, one: StageRecord) -> None:
    unasked = [question.id for question in one.questions if question.asked_at is None]
    if unasked:
        ask(case, questions_by_id(case.session, unasked))


def open_stage(case: Case, one: StageRecord) -> None:
    """The stage opens: what is owed is written down, people are told, what does not hold it up is asked."""
    stage = case.stage
    stage.state, stage.opened_at = StageState.OPEN, case.at
    PROCEDURES[StageKind(stage.kind)].opened(case)
    if stage.state == StageState.OPEN:
        _ask(case, one)
        _tell_opened(case)
    _record(case, f"stage:{'opened' if stage.state == StageState.OPEN else 'skipped'}", due=stage.due)


def close_stage(case: Case) -> None:
    """The stage closes: results are drawn, what was not done in time lapses, the office is told."""
    stage = case.stage
    results = PROCEDURES[StageKind(stage.kind)].closing(case)
    go_along(case)
    lapsed = lapse_all(case)
    if stage.state == StageState.OPEN:
        stage.state, stage.closed_at = StageState.CLOSED, case.at
    office = (Role.OFFICER, Role.SECRETARY, Role.LEADER)
    tell_roles(case, StageClosed, office, stage_label=case.label, closed_on=case.today, results=results)
    _record(case, "stage:closed", lapsed=len(lapsed), results=list(results), revision=stage.revision)


def _urge(case: Case, step: Step) -> None:
    due = step.due or date.max
    told = remind(case, due) if step.name.startswith("remind") else escalate(case, due)
    _record(case, "stage:reminded" if step.name.startswith("remind") else "stage:escalated", due=due, told=told)


def _tell_opened(case: Case) -> None:
    stage = case.stage
    office = (Role.OFFICER, Role.SECRETARY)
    tell_roles(case, StageOpened, office, stage_label=case.label, opened_on=case.today, due_on=stage.remind_by)


def _record(case: Case, kind: str, **facts: object) -> None:
    record(
        case.session,
        kind,
        by=case.by,
        at=case.at,
        subject=f"stage:{case.stage.key}",
        campaign=case.campaign.code,
        facts=facts,
    )

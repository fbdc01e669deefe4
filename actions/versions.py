"""Plan versions: every change of a plan is a new version, projected onto the stages that lie ahead; the past stays."""

from actions.breaking_off import break_off
from actions.cases import Case
from actions.owing import lapse, move_deadline, settle
from actions.telling import tell_units
from domain.errors import WrongState
from domain.openitems import OpenItem
from domain.plan import Plan
from domain.schedule import Slot, project
from domain.stages import StageKind, StageState
from models.campaign_rows import questions_of, stages_of
from models.campaigns import PlanVersion, Question
from models.duties import owed
from models.stages import Stage
from notifications.notices.of_campaigns import StageSkipped
from plans.writing import to_json
from wording.labels import stage_label


def write_version(case: Case, plan: Plan, *, change: str, reason: str = "", document: str | None = None) -> PlanVersion:
    """Store the next version and project it. The caller records the event and refreshes.

    Raises:
        WrongState: `stage_has_begun` when the new plan drops a stage that is open or ended.
    """
    campaign = case.campaign
    number = campaign.version + 1
    version = PlanVersion(
        campaign_id=campaign.id,
        number=number,
        plan=to_json(plan),
        change=change,
        reason=reason,
        document=document,
        made_at=case.at,
        made_by=case.by.code,
    )
    campaign.version = number
    case.session.add(version)
    case.__dict__["plan"] = plan
    project_stages(case, plan)
    return version


def project_stages(case: Case, plan: Plan) -> None:
    """Bring stages and open items in line with the plan."""
    timetable = project(plan)
    stages = {stage.key: stage for stage in stages_of(case.session, case.campaign.id)}
    for slot in timetable.slots:
        stage = stages.pop(str(slot.key), None)
        if stage is None:
            case.session.add(_new_stage(case, slot))
        else:
            _update(case, stage, slot)
    for left_over in stages.values():
        _drop(case, left_over)
    case.session.flush()
    _sync_questions(case, plan)


def _new_stage(case: Case, slot: Slot) -> Stage:
    return Stage(
        campaign_id=case.campaign.id,
        kind=slot.key.kind.value,
        round=slot.key.round,
        position=slot.position,
        state=StageState.SKIPPED if slot.skipped else StageState.PLANNED,
        reason=slot.skipped or "",
        closed_at=case.at if slot.skipped else None,
        opens=slot.opens,
        remind_by=slot.remind_by,
        due=slot.due,
        ask_from=slot.ask_from,
    )


def _update(case: Case, stage: Stage, slot: Slot) -> None:
    if stage.state not in (StageState.PLANNED, StageState.OPEN):
        return
    if slot.skipped:
        skip_rows(case, stage, slot.skipped)
        return
    if stage.state == StageState.OPEN and stage.remind_by != slot.remind_by:
        move_deadline(case.session, stage.id, old=stage.remind_by, new=slot.remind_by)
    if stage.state == StageState.PLANNED:
        stage.opens = slot.opens
    stage.position, stage.ask_from = slot.position, slot.ask_from
    stage.remind_by, stage.due = slot.remind_by, slot.due


def skip_rows(case: Case, stage: Stage, reason: str) -> None:
    """The stage is not held: what was under way in it ends, everybody concerned is told."""
    was_open = stage.state == StageState.OPEN
    break_off(case, stage, reason)
    stage.state, stage.reason, stage.closed_at = StageState.SKIPPED, reason, case.at
    if case.campaign.state != "running":
        return
    if was_open or stage.kind in (StageKind.REGISTRATION, StageKind.MIDTERM_REVIEW):
        tell_units(case, StageSkipped, stage_label=stage_label(stage.kind, stage.round), reason=reason)


def _drop(case: Case, stage: Stage) -> None:
    if stage.state != StageState.PLANNED:
        if stage.state == StageState.OPEN:
            raise WrongState("stage_has_begun", stage=stage.key)
        return
    stage.reason = "Không còn trong bản kế hoạch mới."
    break_off(case, stage, stage.reason)
    stage.state, stage.closed_at = StageState.CANCELLED, case.at


def _sync_questions(case: Case, plan: Plan) -> None:
    stages = {stage.key: stage for stage in stages_of(case.session, case.campaign.id)}
    rows = {row.key: row for row in questions_of(case.session, case.campaign.id)}
    for item in project(plan).open_items:
        stage, row = stages[str(item.stage)], rows.pop(item.key, None)
        if stage.state not in (StageState.PLANNED, StageState.OPEN):
            continue
        if row is None:
            case.session.add(_new_question(case, stage, item))
        elif row.answered_at is None and row.stage_id != stage.id:
            # Because nobody would ever be asked in a stage that is not held any more.
            lapse(case, owed(case.session, row.stage_id, question_id=row.id))
            row.stage_id, row.asked_at = stage.id, None
    waived = {item.key: item.reason for item in plan.waived}
    for row in rows.values():
        if row.answered_at is None:
            answered(case, row, waived.get(row.key, f"Theo bản kế hoạch số {case.campaign.version}"))
            row.waived = row.key in waived


def _new_question(case: Case, stage: Stage, item: OpenItem) -> Question:
    return Question(
        campaign_id=case.campaign.id,
        stage_id=stage.id,
        key=item.key,
        answer_kind=item.answer.value,
        blocks=item.blocks.value,
        asks=item.asks.value,
    )


def answered(case: Case, row: Question, answer: str) -> None:
    """The open item has its answer; the duty to give it is done."""
    row.answered_at, row.answered_by, row.answer = case.at, case.by.code, answer
    for duty in owed(case.session, row.stage_id, question_id=row.id):
        settle([duty], case)

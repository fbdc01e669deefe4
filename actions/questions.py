"""Asking for what a plan leaves open, and answering."""

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import Session

from actions.audit import record
from actions.cases import Case
from actions.guard import require
from actions.owing import owe
from actions.refreshing import refresh
from actions.telling import tell_roles
from actions.versions import answered, write_version
from domain.answers import apply_answer, waive
from domain.duties import DutyKind
from domain.errors import AlreadyDone, NotFound
from domain.openitems import AnswerKind, OpenItem, open_items
from domain.people import Principal, Role
from models.campaign_rows import questions_of
from models.campaigns import Question
from models.finders import campaign_by_code
from models.stages import Stage
from notifications.notices.of_duties import QuestionAsked
from wording.labels import stage_label
from wording.questions import how_to_answer, question


def ask(case: Case, rows: Iterable[Question]) -> None:
    """Ask each open item once: a duty for whoever answers, and a notice."""
    for row in rows:
        if row.asked_at is not None or row.answered_at is not None:
            continue
        row.asked_at = case.at
        owe(
            case,
            DutyKind.ANSWER_QUESTION,
            about=question(row.key),
            key=row.key,
            role=row.asks,
            question_id=row.id,
            blocks=row.blocks == "closing",
        )
        tell_roles(
            case,
            QuestionAsked,
            (Role(row.asks),),
            question=question(row.key),
            needed_for=stage_label(case.stage.kind, case.stage.round),
            how_to_answer=how_to_answer(row.answer_kind),
        )


def answer(
    session: Session,
    code: str,
    key: str,
    value: str | None,
    *,
    reason: str = "",
    document: str | None = None,
    by: Principal,
    at: datetime,
) -> None:
    """Answer an open item, or waive it with `value=None` and a reason: a new plan version.

    Raises:
        NotFound: `question`, no such open item.
        AlreadyDone: `question_answered`.
        Invalid: `answer`, `not_waivable`, `rule_is_adopted`.
    """
    campaign = campaign_by_code(session, code, lock=True)
    require(by, "campaign:answer", campaign_id=campaign.id)
    row = _question(session, campaign.id, key)
    case = Case(session, campaign, session.get_one(Stage, row.stage_id), by, at)
    item = _item(case, row)
    if value is None:
        plan = waive(case.plan, item, by=by.code, on=case.today, reason=reason)
    else:
        plan = apply_answer(case.plan, item, value, by=by.code, on=case.today, reason=reason)
    write_version(case, plan, change="answer", reason=reason or question(key), document=document)
    if row.answered_at is None:
        answered(case, row, reason if value is None else value)
    row.waived, row.answer = value is None, reason if value is None else value
    record(
        session,
        "question:answered",
        by=by,
        at=at,
        subject=f"question:{key}",
        campaign=code,
        reason=reason,
        facts={"answer": value, "waived": value is None, "version": campaign.version},
    )
    refresh(session, [campaign], calendar=case.calendar, at=at)


def answer_by_acting(case: Case, key: str, value: str) -> None:
    """An open item that was answered by doing the thing, for example convening a meeting."""
    for row in questions_of(case.session, case.campaign.id):
        if row.key == key and row.answered_at is None:
            answered(case, row, value)


def forget_asking(case: Case) -> None:
    """What was asked in an earlier revision of the stage and never answered is asked again by the sweep."""
    for row in questions_of(case.session, case.campaign.id):
        if row.stage_id == case.stage.id and row.answered_at is None:
            row.asked_at = None


def _question(session: Session, campaign_id: int, key: str) -> Question:
    rows = {row.key: row for row in questions_of(session, campaign_id)}
    if key not in rows:
        raise NotFound("question", key=key, known=tuple(sorted(k for k, r in rows.items() if r.answered_at is None)))
    if rows[key].answered_at is not None:
        raise AlreadyDone("question_answered", key=key, answer=rows[key].answer)
    return rows[key]


def _item(case: Case, row: Question) -> OpenItem:
    derived = {item.key: item for item in open_items(case.plan)}
    if row.key in derived:
        return derived[row.key]
    return OpenItem.model_validate(
        {"key": row.key, "stage": case.key, "answer": AnswerKind(row.answer_kind), "blocks": row.blocks}
    )

"""Midterm review: units report, the office writes its finding."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlmodel import Session

from actions.audit import canonical, record
from actions.cases import Case
from actions.entering import entered, window
from actions.guard import require
from actions.owing import owe, owe_units, settle_kind
from actions.planned import owe_planned
from actions.refreshing import refresh
from actions.telling import tell_units
from domain.duties import DutyKind
from domain.errors import AlreadyDone, Incomplete, WrongState
from domain.people import Principal
from domain.stages import MAIN, StageKey, StageKind, StageState
from models.handed_in import report_of, reports_of, review_of
from models.registrations import MidtermReport, Review
from notifications.notices.of_campaigns import ReportReceived, StageClosed, StageOpened


def opened(case: Case) -> None:
    """Every unit owes its report, the office the review."""
    owe_units(case, DutyKind.FILE_REPORT, due=case.stage.remind_by)
    owe(case, DutyKind.WRITE_REVIEW)
    owe_planned(case)
    tell_units(
        case,
        StageOpened,
        stage_label=case.label,
        opened_on=case.today,
        due_on=case.stage.remind_by,
        due_wording=case.due_wording,
        duty="Gửi báo cáo sơ kết",
    )


def closing(case: Case) -> tuple[str, ...]:
    """How many reported; units get the finding."""
    lines = (f"{len(reports_of(case.session, case.stage.id))}/{len(case.units)} đơn vị gửi báo cáo sơ kết.",)
    tell_units(case, StageClosed, stage_label=case.label, closed_on=case.today, results=lines)
    return lines


def file_report(
    session: Session,
    code: str,
    unit_code: str,
    *,
    text: str,
    indicators: Mapping[str, str] | None = None,
    round_: str = MAIN,
    incoming_number: str | None = None,
    received_on: date | None = None,
    by: Principal,
    at: datetime,
) -> MidtermReport:
    """A unit files its midterm report.

    Raises:
        WrongState: `stage_not_open`; TooLate: `deadline_passed`; AlreadyDone: `reported_already`;
        Incomplete: `text_missing`.
    """
    key = StageKey(StageKind.MIDTERM_REVIEW, round_)
    case, unit = window(session, code, key, unit_code, "report:file", by=by, at=at, received_on=received_on)
    if not text.strip():
        raise Incomplete("text_missing", what="report")
    if report_of(session, case.stage.id, unit.id) is not None:
        raise AlreadyDone("reported_already", unit=unit.name, code=code)
    row = MidtermReport(
        campaign_id=case.campaign.id,
        stage_id=case.stage.id,
        unit_id=unit.id,
        text=text.strip(),
        indicators=canonical(dict(indicators or {})),
        filed_at=at,
        filed_by=by.code,
        incoming_number=incoming_number,
        received_on=received_on,
    )
    session.add(row)
    settle_kind(case, DutyKind.FILE_REPORT, unit_id=unit.id)
    tell_units(
        case,
        ReportReceived,
        unit_ids=[unit.id],
        unit_name=unit.name,
        report_name="báo cáo sơ kết",
        received_at=at,
        incoming_number=incoming_number,
    )
    facts = {"indicators": dict(indicators or {}), **entered(incoming_number, received_on)}
    _record(case, "report:filed", f"unit:{unit.code}", facts)
    return row


def write_review(
    session: Session,
    code: str,
    *,
    text: str,
    document: str | None = None,
    round_: str = MAIN,
    by: Principal,
    at: datetime,
) -> Review:
    """The office writes its finding of the midterm review.

    Raises:
        WrongState: `stage_not_open`; AlreadyDone: `reviewed_already`; Incomplete: `text_missing`.
    """
    case = Case.of(session, code, StageKey(StageKind.MIDTERM_REVIEW, round_), by=by, at=at)
    require(by, "review:write", campaign_id=case.campaign.id)
    figures = {"units": len(case.units), "reports": len(reports_of(session, case.stage.id))}
    row = write(case, text, document, figures)
    settle_kind(case, DutyKind.WRITE_REVIEW)
    _record(case, "review:written", f"stage:{case.stage.key}", {"document": document, **figures})
    return row


def write(case: Case, text: str, document: str | None, figures: Mapping[str, object]) -> Review:
    """The row of a finding or a summary; refuses what both refuse."""
    if case.stage.state != StageState.OPEN:
        raise WrongState("stage_not_open", stage=case.stage.key, state=case.stage.state, opens=case.stage.opens)
    if not text.strip():
        raise Incomplete("text_missing", what="review")
    if review_of(case.session, case.stage.id) is not None:
        raise AlreadyDone("reviewed_already", stage=case.stage.key)
    row = Review(
        campaign_id=case.campaign.id,
        stage_id=case.stage.id,
        text=text.strip(),
        figures=canonical(dict(figures)),
        document=document,
        written_at=case.at,
        written_by=case.by.code,
    )
    case.session.add(row)
    return row


def _record(case: Case, kind: str, subject: str, facts: Mapping[str, object]) -> None:
    record(case.session, kind, by=case.by, at=case.at, subject=subject, campaign=case.campaign.code, facts=facts)
    refresh(case.session, [case.campaign], calendar=case.calendar, at=case.at)

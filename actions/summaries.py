"""The final summary: it says what came of the campaign and closes it."""

from collections import Counter
from datetime import datetime

from sqlmodel import Session

from actions.audit import record
from actions.cases import Case
from actions.guard import require
from actions.owing import owe, settle_kind
from actions.planned import owe_planned
from actions.questions import answer_by_acting
from actions.refreshing import refresh
from actions.reviews import write
from actions.telling import tell_units
from domain.duties import DutyKind
from domain.people import Principal
from domain.stages import StageKey, StageKind
from models.awards import awarded_kinds, issued_decisions
from models.handed_in import count_dossiers, registrations_of
from models.registrations import Review
from notifications.notices.of_campaigns import StageOpened, SummaryPublished
from wording.labels import NOMINEE_KINDS

KEY = StageKey(StageKind.FINAL_SUMMARY)


def opened(case: Case) -> None:
    """The office owes the summary; what the plan itself asks of units at the end is owed too."""
    owe(case, DutyKind.WRITE_SUMMARY, due=case.stage.remind_by)
    owe_planned(case)
    if case.plan.duties and any(d.stage is StageKind.FINAL_SUMMARY and d.owed_by == "units" for d in case.plan.duties):
        tell_units(case, StageOpened, stage_label=case.label, opened_on=case.today, due_on=case.stage.remind_by)


def closing(case: Case) -> tuple[str, ...]:
    """The campaign is over."""
    case.campaign.state, case.campaign.closed_at = "closed", case.at
    return result_lines(case)


def write_summary(
    session: Session, code: str, *, text: str, document: str | None = None, by: Principal, at: datetime
) -> Review:
    """The office writes the final summary; everybody who took part gets it.

    Raises:
        WrongState: `stage_not_open`; AlreadyDone: `reviewed_already`; Incomplete: `text_missing`.
    """
    case = Case.of(session, code, KEY, by=by, at=at)
    require(by, "summary:write", campaign_id=case.campaign.id)
    kinds = Counter(awarded_kinds(session, case.campaign.id))
    figures = {
        "units": len(case.units),
        "registrations": sum(r.state == "confirmed" for r in registrations_of(session, case.campaign.id)),
        "dossiers": count_dossiers(session, case.campaign.id),
        "awards": dict(sorted(kinds.items())),
    }
    row = write(case, text, document, figures)
    settle_kind(case, DutyKind.WRITE_SUMMARY)
    answer_by_acting(case, "final_summary.date", case.today.isoformat())
    tell_units(case, SummaryPublished, published_on=case.today, results=result_lines(case))
    record(
        session,
        "summary:written",
        by=by,
        at=at,
        subject=f"stage:{KEY}",
        campaign=code,
        facts={"document": document, **figures},
    )
    refresh(session, [case.campaign], calendar=case.calendar, at=at)
    return row


def result_lines(case: Case) -> tuple[str, ...]:
    """What came of the campaign, a line each."""
    kinds = Counter(awarded_kinds(case.session, case.campaign.id))
    decisions = issued_decisions(case.session, case.campaign.id)
    awards = (f"{NOMINEE_KINDS[kind]} được khen thưởng: {count}." for kind, count in sorted(kinds.items()))
    return (*awards, f"Quyết định đã ban hành: {len(decisions)}.")

"""A stage ends before its time, skipped or cancelled: nothing that was under way in it stays open behind it."""

from actions.ballot_cases import end_without_result
from actions.cases import Case
from actions.complaint_duties import go_along
from actions.incidents import give_up
from actions.owing import lapse_all
from domain.stages import ROUND_KINDS, StageKind
from models.aside_rows import open_period
from models.handed_in import dossiers_of, open_consultations
from models.sittings import ballots_in, meetings_of
from models.stages import Stage


def break_off(case: Case, stage: Stage, reason: str) -> int:
    """End duties, failed steps, ballots, the meeting, opinions asked for and public comment; how many duties lapsed.

    The stage's own state is the caller's.
    """
    here = Case(case.session, case.campaign, stage, case.by, case.at)
    give_up(here, reason)
    if stage.kind in ROUND_KINDS:
        _end_opinions(here)
    if stage.kind == StageKind.COUNCIL_APPRAISAL:
        _end_sitting(here)
    period = open_period(here.session, stage.id)
    if period is not None:
        period.closed_at, period.closed_by = here.at, here.by.code
    go_along(here)
    return len(lapse_all(here))


def _end_opinions(case: Case) -> None:
    # In whatever stage they were asked for, because without it nobody judges the round's dossiers.
    for row in dossiers_of(case.session, case.campaign.id, case.stage.round):
        for asked in open_consultations(case.session, row.id):
            asked.answer, asked.answered_at, asked.answered_by = "dropped", case.at, case.by.code


def _end_sitting(case: Case) -> None:
    for ballot in ballots_in(case.session, case.stage.id, still_open=True):
        end_without_result(case, ballot, "dropped")
    for meeting in meetings_of(case.session, case.stage.id):
        if meeting.state == "convened":
            meeting.state = "cancelled"

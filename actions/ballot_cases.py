"""What every act about one ballot shares: the dossier before the council, who may vote on it, and how a ballot ends."""

from datetime import datetime

from sqlmodel import Session

from actions.cases import Case
from actions.dossier_cases import refuse_held_back
from actions.finishing import finish
from actions.owing import lapse, settle_kind
from actions.papers import discard
from actions.recusals import refuse_undecided
from actions.seats import release_leavers
from actions.sitting_cases import appraisal, meeting_for, refuse_recused, rule_of, voters
from domain.ballots import CouncilRule, Count, Tally, has_quorum, quorum_needed
from domain.dossiers import DossierState
from domain.duties import DutyKind
from domain.errors import AlreadyDone, NotFound, WrongState
from domain.people import Principal
from domain.steps import local_day
from models.council import Ballot, Meeting
from models.dossiers import Dossier
from models.duties import owed
from models.finders import dossier_by_code
from models.sittings import latest_ballot, present_at, recused_from

DECIDED = ("passed", "failed")


def on_dossier(
    session: Session, code: str, round_: str, dossier_code: str, action: str, by: Principal, at: datetime
) -> tuple[Case, Dossier]:
    """The open appraisal and a dossier before it, for somebody who may judge it.

    Raises:
        WrongState: `dossier_state` and those of `appraisal`; NotAllowed: `recused`; NotFound: `dossier`.
    """
    case = appraisal(session, code, round_, action, by, at)
    row = dossier_by_code(session, case.campaign.id, dossier_code)
    if row.round != round_ or row.state != DossierState.ACCEPTED:
        raise WrongState("dossier_state", dossier=row.code, state=row.state, allowed=(DossierState.ACCEPTED.value,))
    refuse_recused(case, row)
    return case, row


def new_ballot(case: Case, row: Dossier, method: str) -> Ballot:
    """The next turn of voting on a dossier, not stored yet.

    Raises:
        NotFound: `meeting`; AlreadyDone: `ballot_decided`;
        WrongState: `ballot_open`, `conflicts_undecided`, `no_quorum`, `not_on_agenda`, `under_complaint`.
    """
    rule, sitting = rule_of(case), meeting_for(case, row)
    before = latest_ballot(case.session, row.id)
    if before is not None and before.closed_at is None:
        raise WrongState("ballot_open", dossier=row.code)
    if before is not None and before.outcome in DECIDED and not case.owed_about(DutyKind.HOLD_BALLOT, row.id):
        raise AlreadyDone("ballot_decided", dossier=row.code, outcome=before.outcome)
    refuse_held_back(case, row)
    refuse_undecided(case, row)
    if method != "written":
        _refuse_too_few(case, row, rule, sitting)
    return Ballot(
        meeting_id=sitting.id,
        dossier_id=row.id,
        turn=before.turn + 1 if before else 1,
        method=method,
        opened_at=case.at,
        opened_by=case.by.code,
    )


def open_ballot_of(case: Case, row: Dossier) -> Ballot:
    """The ballot on a dossier that is open; raises NotFound `ballot`, WrongState `ballot_closed`."""
    ballot = latest_ballot(case.session, row.id)
    if ballot is None:
        raise NotFound("ballot", dossier=row.code)
    if ballot.closed_at is not None:
        raise WrongState("ballot_closed", dossier=row.code, outcome=ballot.outcome)
    return ballot


def electorate(case: Case, rule: CouncilRule, meeting_id: int) -> dict[int, str]:
    """Person id → seat, of everybody who votes at a meeting: its day decides, however long a ballot stays open."""
    return voters(case, rule, on=local_day(case.session.get_one(Meeting, meeting_id).at))


def entitled(case: Case, rule: CouncilRule, row: Dossier, meeting_id: int) -> dict[int, str]:
    """Person id → seat, of everybody who may vote on this dossier at a meeting."""
    out = recused_from(case.session, row.id)
    return {person: seat for person, seat in electorate(case, rule, meeting_id).items() if person not in out}


def present_voters(case: Case, rule: CouncilRule, row: Dossier, meeting_id: int) -> set[int]:
    """Who is there and may vote on this dossier."""
    return present_at(case.session, meeting_id) & set(entitled(case, rule, row, meeting_id))


def count_of(case: Case, rule: CouncilRule, row: Dossier, meeting_id: int, *, present: int) -> Count:
    """The members as the tally wants to know them, no paper counted yet."""
    members, left = len(electorate(case, rule, meeting_id)), len(entitled(case, rule, row, meeting_id))
    return Count(members=members, recused=members - left, present=present, yes=0, no=0)


def end_ballot(case: Case, row: Dossier, ballot: Ballot, result: Tally, facts: dict[str, object]) -> None:
    """The ballot closes with its tally; a dossier that is decided on owes no ballot any more."""
    ballot.closed_at, ballot.closed_by = case.at, case.by.code
    ballot.tally, ballot.outcome = result.model_dump_json(), result.outcome
    release_leavers(case)
    lapse(case, owed(case.session, case.stage.id, DutyKind.VOTE, dossier_id=row.id))
    if result.outcome in DECIDED:
        settle_kind(case, DutyKind.HOLD_BALLOT, dossier_id=row.id)
    counted: dict[str, object] = {name: getattr(ballot, name) for name in ("yes", "no", "blank", "invalid")}
    told = {"turn": ballot.turn, "method": ballot.method, "outcome": result.outcome}
    worked = {"base": result.base, "needed": result.needed}
    finish(case, "ballot:closed", counted | told | worked | facts, f"dossier:{row.code}")


def end_without_result(case: Case, ballot: Ballot, outcome: str) -> None:
    """An open ballot ends and says nothing; its sealed papers are destroyed. The caller ends duties and records it."""
    ballot.closed_at, ballot.closed_by, ballot.outcome = case.at, case.by.code, outcome
    release_leavers(case)
    discard(case.session, ballot, None)


def declare_void(case: Case, row: Dossier, ballot: Ballot, reason: str) -> None:
    """An open ballot ends for this reason and is to be held again: the dossier still owes one."""
    end_without_result(case, ballot, "void")
    ballot.reason = reason
    lapse(case, owed(case.session, case.stage.id, DutyKind.VOTE, dossier_id=row.id))
    finish(case, "ballot:voided", {"turn": ballot.turn}, f"dossier:{row.code}", reason)


def _refuse_too_few(case: Case, row: Dossier, rule: CouncilRule, sitting: Meeting) -> None:
    count = count_of(case, rule, row, sitting.id, present=len(present_voters(case, rule, row, sitting.id)))
    if not has_quorum(rule, count):
        left = count.members - (count.recused if rule.recusal == "reduces" else 0)
        raise WrongState("no_quorum", present=count.present, members=left, quorum=quorum_needed(rule, left))

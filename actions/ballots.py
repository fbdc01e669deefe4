"""Ballots held openly: a show of hands or written votes by name, and paper ballots counted by a counting team.

Secret papers on screen are not held here: a rule that asks for a secret ballot is served by paper, whose counts and
signed minutes are entered.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from sqlmodel import Session

from actions.cases import Case
from actions.council import appraisal, meeting, rule_of, voters
from actions.finishing import finish
from actions.owing import lapse, owe, settle_kind
from domain.ballots import CouncilRule, Count, Tally, has_quorum, tally
from domain.dossiers import DossierState
from domain.duties import DutyKind
from domain.errors import AlreadyDone, Incomplete, Invalid, NotAllowed, NotFound, WrongState
from domain.people import Principal
from models.council import CHOICES, Ballot, Vote
from models.dossiers import Dossier
from models.duties import owed
from models.finders import dossier_by_code, person_by_code
from models.people import Person
from models.sittings import latest_ballot, present_at, vote_of, votes_by_choice, written_votes

OPEN_METHODS = ("show_of_hands", "written")


def open_ballot(session: Session, code: str, round_: str, dossier_code: str, *, by: Principal, at: datetime) -> Ballot:
    """The secretary puts a dossier to the vote; whoever is present and may vote owes a vote.

    Raises:
        NotFound: `meeting`; WrongState: `no_quorum`, `ballot_open`, `secret_on_paper`; AlreadyDone: `ballot_decided`.
    """
    case, row = _on(session, code, round_, dossier_code, "ballot:open", by, at)
    rule = rule_of(case)
    if rule.method == "secret":
        raise WrongState("secret_on_paper", dossier=row.code)
    ballot = _new_ballot(case, row, rule)
    session.add(ballot)
    session.flush()
    if rule.method in OPEN_METHODS:
        for person_id in sorted(_present_voters(case, rule)):
            owe(
                case,
                DutyKind.VOTE,
                about=row.code,
                key=f"{row.code}:{ballot.turn}:{person_id}",
                person_id=person_id,
                dossier_id=row.id,
            )
    finish(case, "ballot:opened", {"turn": ballot.turn, "method": ballot.method}, f"dossier:{row.code}")
    return ballot


def vote(
    session: Session,
    code: str,
    round_: str,
    dossier_code: str,
    choice: str,
    *,
    written_by: str | None = None,
    by: Principal,
    at: datetime,
) -> None:
    """A member votes openly; `written_by` enters an absent member's written opinion, by the secretary.

    Raises:
        NotFound: `ballot`, `member`; WrongState: `ballot_closed`; AlreadyDone: `voted_already`; Invalid: `choice`,
        `written_opinion_not_admitted`; NotAllowed: `not_present`.
    """
    action = "ballot:vote" if written_by is None else "ballot:open"
    case, row = _on(session, code, round_, dossier_code, action, by, at)
    if choice not in CHOICES:
        raise Invalid("choice", found=choice, allowed=CHOICES)
    ballot, rule = _open(case, row), rule_of(case)
    person = person_by_code(session, written_by or by.code)
    _check_voter(case, rule, ballot, person, written=written_by is not None)
    session.add(
        Vote(
            ballot_id=ballot.id,
            person_id=person.id,
            choice=choice,
            cast_at=at,
            on_behalf=None if written_by is None else f"Ý kiến bằng văn bản, {by.code} nhập",
        )
    )
    settle_kind(case, DutyKind.VOTE, person_id=person.id, dossier_id=row.id)
    facts: dict[str, object] = {"turn": ballot.turn, "choice": choice, "written": written_by}
    finish(case, "ballot:voted", facts, f"dossier:{row.code}")


def enter_count(
    session: Session,
    code: str,
    round_: str,
    dossier_code: str,
    *,
    yes: int,
    no: int,
    blank: int = 0,
    invalid: int = 0,
    document: str,
    by: Principal,
    at: datetime,
) -> Tally:
    """The counting team's result of a paper ballot is entered with its minutes, and the ballot closes.

    Raises:
        Invalid: `negative_count`, `more_papers_than_voters`; Incomplete: `minutes_missing`;
        WrongState as `open_ballot`.
    """
    case, row = _on(session, code, round_, dossier_code, "ballot:count", by, at)
    if not document.strip():
        raise Incomplete("minutes_missing")
    rule = rule_of(case)
    ballot = latest_ballot(session, row.id)
    if ballot is None or ballot.closed_at is not None:
        ballot = _new_ballot(case, row, rule)
    ballot.method = "paper"
    ballot.yes, ballot.no, ballot.blank, ballot.invalid = yes, no, blank, invalid
    count = Count(
        members=len(voters(case, rule)),
        present=len(_present_voters(case, rule)),
        yes=yes,
        no=no,
        blank=blank,
        invalid=invalid,
    )
    result = tally(rule, count)
    session.add(ballot)
    _close(case, row, ballot, result, {"document": document})
    return result


def close_ballot(session: Session, code: str, round_: str, dossier_code: str, *, by: Principal, at: datetime) -> Tally:
    """The secretary closes an open ballot; the tally is made under the council's rule.

    Raises:
        NotFound: `ballot`; WrongState: `ballot_closed`.
    """
    case, row = _on(session, code, round_, dossier_code, "ballot:close", by, at)
    ballot, rule = _open(case, row), rule_of(case)
    votes = votes_by_choice(session, ballot.id)
    ballot.yes, ballot.no, ballot.blank = votes.get("yes", 0), votes.get("no", 0), votes.get("blank", 0)
    count = Count(
        members=len(voters(case, rule)),
        present=len(_present_voters(case, rule)),
        written=written_votes(session, ballot.id),
        yes=ballot.yes,
        no=ballot.no,
        blank=ballot.blank,
        chair_vote=_chair_vote(case, rule, ballot),
    )
    result = tally(rule, count)
    _close(case, row, ballot, result, {})
    return result


def _close(case: Case, row: Dossier, ballot: Ballot, result: Tally, facts: dict[str, object]) -> None:
    ballot.closed_at, ballot.closed_by = case.at, case.by.code
    ballot.tally, ballot.outcome = result.model_dump_json(), result.outcome
    lapse(case, owed(case.session, case.stage.id, DutyKind.VOTE, dossier_id=row.id))
    if result.outcome in ("passed", "failed"):
        settle_kind(case, DutyKind.HOLD_BALLOT, dossier_id=row.id)
    finish(
        case,
        "ballot:closed",
        {
            "turn": ballot.turn,
            "method": ballot.method,
            "yes": ballot.yes,
            "no": ballot.no,
            "blank": ballot.blank,
            "invalid": ballot.invalid,
            "outcome": result.outcome,
            "base": result.base,
            "needed": result.needed,
            **facts,
        },
        f"dossier:{row.code}",
    )


def _on(
    session: Session, code: str, round_: str, dossier_code: str, action: str, by: Principal, at: datetime
) -> tuple[Case, Dossier]:
    case = appraisal(session, code, round_, action, by, at)
    row = dossier_by_code(session, case.campaign.id, dossier_code)
    if row.round != round_ or row.state != DossierState.ACCEPTED:
        raise WrongState("dossier_state", dossier=row.code, state=row.state, allowed=(DossierState.ACCEPTED.value,))
    return case, row


def _new_ballot(case: Case, row: Dossier, rule: CouncilRule) -> Ballot:
    sitting = meeting(case)
    before = latest_ballot(case.session, row.id)
    if before is not None and before.closed_at is None:
        raise WrongState("ballot_open", dossier=row.code)
    if before is not None and before.outcome in ("passed", "failed"):
        raise AlreadyDone("ballot_decided", dossier=row.code, outcome=before.outcome)
    present, members = len(_present_voters(case, rule)), len(voters(case, rule))
    if not has_quorum(rule, Count(members=members, present=present, yes=0, no=0)):
        raise WrongState("no_quorum", present=present, members=members, quorum=rule.quorum)
    return Ballot(
        meeting_id=sitting.id,
        dossier_id=row.id,
        turn=before.turn + 1 if before else 1,
        method=rule.method,
        opened_at=case.at,
        opened_by=case.by.code,
    )


def _open(case: Case, row: Dossier) -> Ballot:
    ballot = latest_ballot(case.session, row.id)
    if ballot is None:
        raise NotFound("ballot", dossier=row.code)
    if ballot.closed_at is not None:
        raise WrongState("ballot_closed", dossier=row.code, outcome=ballot.outcome)
    if ballot.method == "paper":
        raise WrongState("ballot_on_paper", dossier=row.code)
    return ballot


def _present_voters(case: Case, rule: CouncilRule) -> set[int]:
    return present_at(case.session, meeting(case).id) & set(voters(case, rule))


def _check_voter(case: Case, rule: CouncilRule, ballot: Ballot, person: Person, *, written: bool) -> None:
    if person.id not in voters(case, rule):
        raise NotFound("member", person=person.name, code=case.campaign.code)
    if vote_of(case.session, ballot.id, person.id) is not None:
        raise AlreadyDone("voted_already", person=person.name)
    there = person.id in present_at(case.session, ballot.meeting_id)
    if written and (there or rule.absent != "written_opinion"):
        raise Invalid("written_opinion_not_admitted", person=person.name)
    if not written and not there:
        raise NotAllowed("not_present", person=person.name)


def _chair_vote(case: Case, rule: CouncilRule, ballot: Ballot) -> Literal["yes", "no"] | None:
    chairs: Iterable[int] = (person for person, seat in voters(case, rule).items() if seat == "chair")
    for person in chairs:
        cast = vote_of(case.session, ballot.id, person)
        if cast is not None and cast.choice in ("yes", "no"):
            return "yes" if cast.choice == "yes" else "no"
    return None

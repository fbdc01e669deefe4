"""Ballots: votes by name with hands or in writing, secret papers on screen, and paper counted by a counting team.

Whatever the method, a ballot ends as the same result. How an open one stands is told to nobody, not even in a preview.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Literal, NamedTuple

from sqlmodel import Session

from actions import papers
from actions.ballot_cases import (
    count_of,
    end_ballot,
    entitled,
    new_ballot,
    on_dossier,
    open_ballot_of,
    present_voters,
)
from actions.cases import Case
from actions.finishing import finish
from actions.owing import owe, settle_kind
from actions.previews import previewing
from actions.sitting_cases import rule_of
from domain.ballots import CouncilRule, Tally, tally
from domain.duties import DutyKind
from domain.errors import AlreadyDone, Incomplete, Invalid, NotAllowed, NotFound, WrongState
from domain.people import Principal
from domain.secrecy import CHOICES
from models.council import Ballot, Vote
from models.dossiers import Dossier
from models.finders import person_by_code
from models.papers import PaperCount
from models.people import Person
from models.sittings import latest_ballot, present_at, vote_of, voters_noted, votes_by_choice, written_votes


class Scan(NamedTuple):
    """The signed minutes of a counting team as a file in the file store."""

    file_name: str
    size: int
    digest: str


class Papers(NamedTuple):
    """What a counting team found: papers issued and returned, opinions of absent members among them, and who counted.

    Where nobody says how many were issued, as many were as came back.
    """

    issued: int | None = None
    returned: int | None = None
    written: int = 0
    tellers: tuple[str, ...] = ()
    scan: Scan | None = None


def open_ballot(
    session: Session,
    code: str,
    round_: str,
    dossier_code: str,
    *,
    keys: Path | None = None,
    on_paper: bool = False,
    by: Principal,
    at: datetime,
) -> Ballot:
    """The secretary puts a dossier to the vote; whoever may vote owes a vote. `keys` is where keys of ballots lie.

    Raises:
        NotFound: `meeting`; AlreadyDone: `ballot_decided`; NotAllowed: `recused`;
        WrongState: `no_quorum`, `ballot_open`, `conflicts_undecided`, `not_on_agenda`; `secret_on_paper` where a secret
        ballot has no place for its key.
    """
    case, row = on_dossier(session, code, round_, dossier_code, "ballot:open", by, at)
    rule = rule_of(case)
    method = "paper" if on_paper else rule.method
    if method == "secret" and keys is None:
        raise WrongState("secret_on_paper", dossier=row.code)
    ballot = new_ballot(case, row, method)
    session.add(ballot)
    session.flush()
    if method == "secret" and keys is not None:
        papers.begin(session, ballot, keys)
    for person_id in sorted(_asked(case, rule, row, ballot)):
        key = f"{row.code}:{ballot.turn}:{person_id}"
        owe(case, DutyKind.VOTE, about=row.code, key=key, person_id=person_id, dossier_id=row.id)
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
    keys: Path | None = None,
    by: Principal,
    at: datetime,
) -> None:
    """A member votes; `written_by` enters an absent member's written opinion, by the secretary.

    In a secret ballot on screen a second paper takes the place of the first, and the trail knows nothing of either.

    Raises:
        NotFound: `ballot`, `member`; WrongState: `ballot_closed`, `ballot_on_paper`, `ballot_key_lost`;
        AlreadyDone: `voted_already`; Invalid: `choice`, `written_opinion_not_admitted`;
        NotAllowed: `not_present`, `recused`.
    """
    action = "ballot:vote" if written_by is None else "ballot:open"
    case, row = on_dossier(session, code, round_, dossier_code, action, by, at)
    if choice not in CHOICES:
        raise Invalid("choice", found=choice, allowed=CHOICES)
    ballot, rule = _open_to_votes(case, row), rule_of(case)
    person = person_by_code(session, written_by or by.code)
    written = _check_voter(case, rule, row, ballot, person, on_behalf=written_by is not None)
    if ballot.method == "secret":
        papers.put_in(session, ballot, keys, person.id, choice, written=written)
    else:
        session.add(_named_vote(case, ballot, person, choice, on_behalf=written_by is not None))
    settle_kind(case, DutyKind.VOTE, person_id=person.id, dossier_id=row.id)
    facts: dict[str, object] = {"turn": ballot.turn, "person": person.code, "written": written}
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
    counted: Papers | None = None,
    by: Principal,
    at: datetime,
) -> Tally:
    """The counting team's result of a paper ballot is entered with its minutes, and the ballot closes.

    Raises:
        Invalid: `negative_count`, `more_papers_than_voters`, `papers_do_not_add_up`; Incomplete: `minutes_missing`;
        WrongState: `ballot_on_screen`, and as `open_ballot`.
    """
    case, row = on_dossier(session, code, round_, dossier_code, "ballot:count", by, at)
    if not document.strip():
        raise Incomplete("minutes_missing")
    rule, found, ballot = rule_of(case), counted or Papers(), _to_be_counted(case, row)
    ballot.yes, ballot.no, ballot.blank, ballot.invalid = yes, no, blank, invalid
    present = len(present_voters(case, rule, row, ballot.meeting_id))
    count = count_of(case, rule, row, ballot.meeting_id, present=present).model_copy(
        update={"yes": yes, "no": no, "blank": blank, "invalid": invalid, "written": found.written}
    )
    result = tally(rule, count)
    session.add(ballot)
    session.flush()
    session.add(_paper_count(ballot, found, yes + no + blank + invalid, present + found.written, document.strip()))
    end_ballot(case, row, ballot, result, {"document": document, "tellers": len(found.tellers)})
    return result


def close_ballot(
    session: Session,
    code: str,
    round_: str,
    dossier_code: str,
    *,
    keys: Path | None = None,
    by: Principal,
    at: datetime,
) -> Tally:
    """The secretary closes an open ballot; the tally is made under the council's rule.

    Raises:
        NotFound: `ballot`; NotAllowed: `recused`; WrongState: `ballot_closed`, `ballot_on_paper`, `too_few_papers`,
        `ballot_key_lost`; `preview_would_tell`, because a preview that can be repeated would be a running tally.
    """
    case, row = on_dossier(session, code, round_, dossier_code, "ballot:close", by, at)
    if previewing(session):
        raise WrongState("preview_would_tell")
    ballot, rule = _open_to_votes(case, row), rule_of(case)
    if ballot.method == "secret":
        choices = papers.take_out(session, ballot, keys)
        votes = {choice: choices.count(choice) for choice in CHOICES}
        written = sum(noted.written for noted in voters_noted(session, ballot.id))
    else:
        votes, written = votes_by_choice(session, ballot.id), written_votes(session, ballot.id)
    ballot.yes, ballot.no, ballot.blank = votes.get("yes", 0), votes.get("no", 0), votes.get("blank", 0)
    present = len(present_voters(case, rule, row, ballot.meeting_id))
    if ballot.method == "written":
        # Nobody meets: whose opinion came in takes part, and so is there.
        present, written = sum(votes.values()), 0
    count = count_of(case, rule, row, ballot.meeting_id, present=present).model_copy(
        update={"written": written, **votes, "chair_vote": _chair_vote(case, rule, row, ballot)}
    )
    result = tally(rule, count)
    end_ballot(case, row, ballot, result, {})
    return result


def _to_be_counted(case: Case, row: Dossier) -> Ballot:
    """The open ballot, from now on one on paper, or a new one."""
    ballot = latest_ballot(case.session, row.id)
    if ballot is None or ballot.closed_at is not None:
        return new_ballot(case, row, "paper")
    if ballot.method == "secret" or votes_by_choice(case.session, ballot.id):
        raise WrongState("ballot_on_screen", dossier=row.code)
    ballot.method = "paper"
    return ballot


def _asked(case: Case, rule: CouncilRule, row: Dossier, ballot: Ballot) -> Iterable[int]:
    """Who is to vote: nobody where papers are counted, everybody where opinions are written, else who is there."""
    if ballot.method == "paper":
        return ()
    if ballot.method == "written":
        return entitled(case, rule, row, ballot.meeting_id)
    return present_voters(case, rule, row, ballot.meeting_id)


def _open_to_votes(case: Case, row: Dossier) -> Ballot:
    ballot = open_ballot_of(case, row)
    if ballot.method == "paper":
        raise WrongState("ballot_on_paper", dossier=row.code)
    return ballot


def _check_voter(
    case: Case, rule: CouncilRule, row: Dossier, ballot: Ballot, person: Person, *, on_behalf: bool
) -> bool:
    """May this member put a paper in? Returns whether it is a written opinion of somebody who is not there."""
    if person.id not in entitled(case, rule, row, ballot.meeting_id):
        raise NotFound("member", person=person.name, code=case.campaign.code)
    if _has_voted(case, ballot, person, on_behalf=on_behalf):
        raise AlreadyDone("voted_already", person=person.name)
    there = person.id in present_at(case.session, ballot.meeting_id)
    in_writing = ballot.method == "written" or rule.absent == "written_opinion"
    if on_behalf and (there or not in_writing):
        raise Invalid("written_opinion_not_admitted", person=person.name)
    by_herself = ballot.method == "written" or (ballot.method == "secret" and in_writing)
    if not there and not on_behalf and not by_herself:
        raise NotAllowed("not_present", person=person.name)
    return not there and ballot.method != "written"


def _has_voted(case: Case, ballot: Ballot, person: Person, *, on_behalf: bool) -> bool:
    """Is her vote in and to stay? A sealed paper is replaced by its voter only, never by whoever enters for her."""
    if ballot.method != "secret":
        return vote_of(case.session, ballot.id, person.id) is not None
    return on_behalf and any(noted.person_id == person.id for noted in voters_noted(case.session, ballot.id))


def _named_vote(case: Case, ballot: Ballot, person: Person, choice: str, *, on_behalf: bool) -> Vote:
    note = f"Ý kiến bằng văn bản, {case.by.code} nhập" if on_behalf else None
    return Vote(ballot_id=ballot.id, person_id=person.id, choice=choice, cast_at=case.at, on_behalf=note)


def _paper_count(ballot: Ballot, found: Papers, counted: int, voters: int, document: str) -> PaperCount:
    returned = counted if found.returned is None else found.returned
    issued = returned if found.issued is None else found.issued
    if counted != returned or returned > issued or issued > voters or found.written < 0:
        raise Invalid("papers_do_not_add_up", counted=counted, returned=returned, issued=issued, voters=voters)
    scan = found.scan._asdict() if found.scan else {}
    return PaperCount(
        ballot_id=ballot.id,
        issued=issued,
        returned=returned,
        written=found.written,
        tellers=json.dumps(_names(found.tellers), ensure_ascii=False),
        document=document,
        **scan,
    )


def _names(tellers: Sequence[str]) -> list[str]:
    return [name.strip() for name in tellers if name.strip()]


def _chair_vote(case: Case, rule: CouncilRule, row: Dossier, ballot: Ballot) -> Literal["yes", "no"] | None:
    """How the chair voted where votes have names; a secret paper of hers is as secret as any other."""
    chairs = (person for person, seat in entitled(case, rule, row, ballot.meeting_id).items() if seat == "chair")
    for person in chairs:
        cast = vote_of(case.session, ballot.id, person)
        if cast is not None and cast.choice in ("yes", "no"):
            return "yes" if cast.choice == "yes" else "no"
    return None

"""When a ballot does not settle the matter: declared void, a tie settled by the chair, voted again."""

from datetime import datetime
from pathlib import Path

from sqlmodel import Session

from actions.ballot_cases import DECIDED, declare_void, entitled, on_dossier, open_ballot_of
from actions.cases import Case
from actions.dossier_cases import owe_ballot
from actions.finishing import finish
from actions.owing import settle_kind
from actions.papers import discard
from actions.sitting_cases import rule_of
from domain.ballots import CouncilRule, Tally
from domain.duties import DutyKind
from domain.errors import AlreadyDone, Incomplete, Invalid, NotAllowed, NotFound, WrongState
from domain.people import Principal
from models.council import Ballot
from models.dossiers import Dossier
from models.sittings import latest_ballot, present_at


def void_ballot(
    session: Session,
    code: str,
    round_: str,
    dossier_code: str,
    *,
    reason: str,
    keys: Path | None = None,
    by: Principal,
    at: datetime,
) -> None:
    """An open ballot is declared void: its key was lost, or something went wrong. Nothing of it is ever opened.

    Raises:
        NotFound: `ballot`; WrongState: `ballot_closed`; Invalid: `reason_missing`.
    """
    case, row = on_dossier(session, code, round_, dossier_code, "ballot:close", by, at)
    if not reason.strip():
        raise Invalid("reason_missing")
    ballot = open_ballot_of(case, row)
    declare_void(case, row, ballot, reason.strip())
    discard(session, ballot, keys)


def settle_tie(
    session: Session, code: str, round_: str, dossier_code: str, choice: str, *, by: Principal, at: datetime
) -> Tally:
    """The chair settles a tie openly where the rule leaves it to her; a vice-chair in her absence.

    Raises:
        NotFound: `tie`; Invalid: `choice`; NotAllowed: `chair_settles`, `recused`;
        WrongState: `rule_settles_otherwise`.
    """
    case, row = on_dossier(session, code, round_, dossier_code, "ballot:settle", by, at)
    if choice not in ("yes", "no"):
        raise Invalid("choice", found=choice, allowed=("yes", "no"))
    ballot, rule = _last_closed(case, row), rule_of(case)
    if ballot is None or ballot.outcome != "tie" or ballot.tally is None:
        raise NotFound("tie", dossier=row.code)
    if rule.tie != "chair":
        raise WrongState("rule_settles_otherwise", dossier=row.code, source=rule.source)
    if by.person_id not in _presiding(case, rule, row, ballot):
        raise NotAllowed("chair_settles", person=by.name)
    settled: dict[str, object] = {"outcome": "passed" if choice == "yes" else "failed", "settled_by_chair": True}
    result = Tally.model_validate_json(ballot.tally).model_copy(update=settled)
    ballot.tally, ballot.outcome = result.model_dump_json(), result.outcome
    settle_kind(case, DutyKind.HOLD_BALLOT, dossier_id=row.id)
    finish(case, "ballot:tie_settled", {"turn": ballot.turn, "outcome": result.outcome}, f"dossier:{row.code}")
    return result


def vote_again(
    session: Session,
    code: str,
    round_: str,
    dossier_code: str,
    *,
    reason: str,
    document: str,
    by: Principal,
    at: datetime,
) -> None:
    """The council votes anew on what it has decided, before it concludes: a tie at a quota's edge, a wrong count.

    What was decided stays readable; the last turn counts.

    Raises:
        NotFound: `decided_ballot`; AlreadyDone: `votes_again_already`; Invalid: `reason_missing`;
        Incomplete: `minutes_missing`.
    """
    case, row = on_dossier(session, code, round_, dossier_code, "ballot:open", by, at)
    if not reason.strip():
        raise Invalid("reason_missing")
    if not document.strip():
        raise Incomplete("minutes_missing")
    ballot = _last_closed(case, row)
    if ballot is None or ballot.outcome not in DECIDED:
        raise NotFound("decided_ballot", dossier=row.code)
    if case.owed_about(DutyKind.HOLD_BALLOT, row.id):
        raise AlreadyDone("votes_again_already", dossier=row.code)
    ballot.reason = reason.strip()
    owe_ballot(case, row)
    facts = {"turn": ballot.turn, "document": document.strip()}
    finish(case, "ballot:to_be_held_again", facts, f"dossier:{row.code}", reason.strip())


def _last_closed(case: Case, row: Dossier) -> Ballot | None:
    ballot = latest_ballot(case.session, row.id)
    return ballot if ballot is not None and ballot.closed_at is not None else None


def _presiding(case: Case, rule: CouncilRule, row: Dossier, ballot: Ballot) -> tuple[int, ...]:
    """The chair where she was there and may judge this dossier; else the vice-chairs who were."""
    there, seats = present_at(case.session, ballot.meeting_id), entitled(case, rule, row, ballot.meeting_id)
    for wanted in ("chair", "vice_chair"):
        found = tuple(person for person, seat in seats.items() if seat == wanted and person in there)
        if found:
            return found
    return ()

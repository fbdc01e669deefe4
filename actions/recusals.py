"""Conflicts of a member with a dossier: declared by her or found from data, decided by the chair.

Until it is decided the dossier is not put to the vote, and the member sees nothing of how it is judged.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from sqlmodel import Session

from actions.cases import Case
from actions.finishing import finish
from actions.guard import require
from actions.owing import owe, settle
from actions.sitting_cases import appraisal, council_in, rule_of, sitting_day, voters
from domain.dossiers import DossierState
from domain.duties import DutyKind
from domain.errors import AlreadyDone, Invalid, NotAllowed, NotFound, WrongState
from domain.people import Principal
from domain.recusals import Conflict, Ground
from models.conflicts import conflicts
from models.council import Recusal
from models.dossiers import Dossier
from models.duties import owed, times_owed
from models.finders import dossier_by_code, person_by_code
from models.people import Person
from models.sittings import latest_ballot, members_of, recusals_of
from models.stages import Duty


def declare(
    session: Session,
    code: str,
    round_: str,
    dossier_code: str,
    *,
    reason: str,
    person: str | None = None,
    by: Principal,
    at: datetime,
) -> Recusal:
    """A member says that she is close to a dossier; the secretary may enter it for her. The chair decides.

    Raises:
        NotFound: `member`; AlreadyDone: `conflict_noted`; Invalid: `reason_missing`;
        WrongState: `dossier_state`, `ballot_open`, because a vote may have been cast, `ballot_decided`.
    """
    case = appraisal(session, code, round_, "recusal:declare", by, at)
    if person not in (None, by.code):
        require(by, "ballot:open", campaign_id=case.campaign.id)
    row, member = _before_ballot(case, dossier_code), person_by_code(session, person or by.code)
    if member.id not in voters(case, rule_of(case), on=sitting_day(case, row)):
        raise NotFound("member", person=member.name, code=code)
    if not reason.strip():
        raise Invalid("reason_missing")
    noted = [one for one in recusals_of(session, [row.id]) if one.person_id == member.id]
    if any(one.ground == Ground.DECLARED or one.agreed for one in noted):
        raise AlreadyDone("conflict_noted", person=member.name, dossier=row.code)
    made = _note(case, Conflict(row.id, member.id, Ground.DECLARED), reason.strip())
    _owe_decision(case, row, member.id)
    _pass_on(case, row, member.id)
    facts = {"person": member.code, "ground": Ground.DECLARED.value}
    finish(case, "recusal:declared", facts, f"dossier:{row.code}", personal={"reason": reason.strip()})
    return made


def decide(
    session: Session,
    code: str,
    round_: str,
    dossier_code: str,
    person: str,
    *,
    agreed: bool,
    reason: str,
    by: Principal,
    at: datetime,
) -> None:
    """The chair or a vice-chair decides whether a member takes part; the secretary where all of them are close.

    Raises:
        NotFound: `conflict`; AlreadyDone: `conflict_decided`; Invalid: `reason_missing`;
        NotAllowed: `conflict_is_her_own`, `chair_decides`; WrongState as `declare`.
    """
    case = appraisal(session, code, round_, "recusal:decide", by, at)
    row, member = _before_ballot(case, dossier_code), person_by_code(session, person)
    _check_decider(case, row, member)
    if not reason.strip():
        raise Invalid("reason_missing")
    pending = _pending(case, row, member)
    for one in pending:
        one.decided_at, one.decided_by, one.agreed, one.decision = at, by.code, agreed, reason.strip()
    settle((duty for duty in _decisions_owed(case, row) if _about(duty.key) == member.id), case)
    facts = {"person": member.code, "agreed": agreed, "grounds": [one.ground for one in pending]}
    finish(case, "recusal:decided", facts, f"dossier:{row.code}", personal={"reason": reason.strip()})


def note_conflicts(case: Case, dossiers: Iterable[Dossier]) -> int:
    """Write down what the data shows and is not noted yet, for the chair to decide; how many. The caller records it."""
    rows = {row.id: row for row in dossiers}
    found = unnoted(case, rows.values())
    for one in found:
        _note(case, one, "")
    for dossier_id, person_id in dict.fromkeys((one.dossier_id, one.person_id) for one in found):
        _owe_decision(case, rows[dossier_id], person_id)
    return len(found)


def unnoted(case: Case, dossiers: Iterable[Dossier]) -> tuple[Conflict, ...]:
    """Conflicts of voting members that the data shows and nobody has written down."""
    rows = list(dossiers)
    known = {(one.dossier_id, one.person_id, one.ground) for one in recusals_of(case.session, [r.id for r in rows])}
    if not rows:
        return ()
    # They stand on one agenda together, or there is only one.
    found = conflicts(case.session, voters(case, rule_of(case), on=sitting_day(case, rows[0])), rows)
    return tuple(one for one in found if (one.dossier_id, one.person_id, one.ground.value) not in known)


def refuse_undecided(case: Case, row: Dossier) -> None:
    """A dossier is not put to the vote while it is open who votes; raises WrongState `conflicts_undecided`."""
    waiting = {one.person_id for one in recusals_of(case.session, [row.id]) if one.agreed is None}
    waiting |= {one.person_id for one in unnoted(case, [row])}
    if waiting:
        names = sorted(case.session.get_one(Person, person_id).name for person_id in waiting)
        raise WrongState("conflicts_undecided", dossier=row.code, people=tuple(names))


def _before_ballot(case: Case, dossier_code: str) -> Dossier:
    row = dossier_by_code(case.session, case.campaign.id, dossier_code, lock=True)
    if row.round != case.stage.round or row.state != DossierState.ACCEPTED:
        raise WrongState("dossier_state", dossier=row.code, state=row.state, allowed=(DossierState.ACCEPTED.value,))
    ballot = latest_ballot(case.session, row.id)
    if ballot is not None and ballot.closed_at is None:
        raise WrongState("ballot_open", dossier=row.code)
    if ballot is not None and ballot.outcome in ("passed", "failed"):
        raise AlreadyDone("ballot_decided", dossier=row.code, outcome=ballot.outcome)
    return row


def _check_decider(case: Case, row: Dossier, member: Person) -> None:
    if case.by.person_id == member.id:
        raise NotAllowed("conflict_is_her_own", person=member.name)
    if case.by.person_id not in _deciders(case, row, member.id):
        raise NotAllowed("chair_decides", person=case.by.name)


def pass_on_decisions(case: Case, people: set[int], *, on: date) -> None:
    """What people who leave the council had to decide goes to those who sit there from this day on."""
    for duty in case.owed(DutyKind.DECIDE_RECUSAL):
        row = case.session.get_one(Dossier, duty.dossier_id) if duty.person_id in people else None
        others = _deciders(case, row, _about(duty.key), on=on) if row is not None else []
        if others and duty.person_id not in others:
            duty.person_id = others[0]


def _deciders(case: Case, row: Dossier, member_id: int, *, on: date | None = None) -> list[int]:
    """Who decides about this member's conflict, the first one owes it: never she, nor who is close to it as well.

    `on` is the day whose members are meant, that of the dossier's meeting where it is None.
    """
    close = {one.person_id for one in recusals_of(case.session, [row.id]) if one.agreed is not False} | {member_id}
    by_seat: defaultdict[str, list[int]] = defaultdict(list)
    for seat in members_of(case.session, council_in(case).id, on=on or sitting_day(case, row)):
        if seat.person_id not in close:
            by_seat[seat.seat].append(seat.person_id)
    # A vice-chair beside the chair, because the chair may be away when the others meet.
    return [*by_seat["chair"], *by_seat["vice_chair"]] or by_seat["secretary"] or by_seat["member"]


def _pending(case: Case, row: Dossier, member: Person) -> list[Recusal]:
    noted = [one for one in recusals_of(case.session, [row.id]) if one.person_id == member.id]
    found = [_note(case, one, "") for one in unnoted(case, [row]) if one.person_id == member.id]
    pending = [one for one in noted if one.agreed is None] + found
    if not noted and not found:
        raise NotFound("conflict", person=member.name, dossier=row.code)
    if not pending:
        raise AlreadyDone("conflict_decided", person=member.name, dossier=row.code)
    return pending


def _note(case: Case, one: Conflict, reason: str) -> Recusal:
    row = Recusal(
        dossier_id=one.dossier_id,
        person_id=one.person_id,
        ground=one.ground.value,
        reason=reason,
        noted_at=case.at,
        noted_by=case.by.code,
    )
    case.session.add(row)
    return row


def _owe_decision(case: Case, row: Dossier, person_id: int) -> None:
    if any(_about(duty.key) == person_id for duty in _decisions_owed(case, row)):
        return
    times = times_owed(case.session, case.stage.id, DutyKind.DECIDE_RECUSAL, dossier_id=row.id)
    key = f"{row.code}:{times + 1}:{person_id}"
    for holder in _deciders(case, row, person_id)[:1]:
        owe(case, DutyKind.DECIDE_RECUSAL, about=row.code, key=key, person_id=holder, dossier_id=row.id)


def _pass_on(case: Case, row: Dossier, person_id: int) -> None:
    """Whoever turns out to be close to a dossier decides about nobody else's conflict with it."""
    for duty in _decisions_owed(case, row):
        others = _deciders(case, row, _about(duty.key))
        if duty.person_id == person_id and others:
            duty.person_id = others[0]


def _decisions_owed(case: Case, row: Dossier) -> list[Duty]:
    return owed(case.session, case.stage.id, DutyKind.DECIDE_RECUSAL, dossier_id=row.id)


def _about(key: str) -> int:
    """The member whose conflict a duty's key names last."""
    return int(key.rpartition(":")[2])

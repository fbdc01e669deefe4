"""Decisions about decisions: signed, issued, given up. The one they are about is never touched."""

from collections.abc import Iterable
from datetime import date, datetime
from itertools import groupby
from typing import Any

from sqlmodel import Session

from actions.ballots import Scan
from actions.cases import Case
from actions.finishing import finish
from actions.guard import need_reason
from actions.issuing import as_signer, issue_row, sign_row
from actions.later_cases import case_of, facts_of, subject_of, told_title
from actions.telling import tell_roles, tell_units
from domain.delegations import Signing
from domain.dossiers import DossierState
from domain.errors import WrongState
from domain.later_decisions import DecisionKind, Recovered
from domain.people import Principal, Role
from models.awards import corrections_of, lines_of, standing_lines
from models.decisions import Decision, DecisionLine
from models.handed_in import dossiers_by_id
from models.later_decisions import Recovery
from notifications.notices.of_decisions import AwardCancelled, DecisionCorrected, DecisionReplaced, DecisionSigned
from wording.labels import NOMINEE_KINDS
from wording.later_decisions import GROUNDS


def sign(session: Session, code: str, number: int, *, signing: Signing, by: Principal, at: datetime) -> Decision:
    """Sign a later decision, with the rights that an award decision asks for.

    Raises:
        NotFound: `decision_row`. WrongState: `not_a_later_decision`; what `actions.issuing.sign_row` refuses.
    """
    case, row, old = _later(session, code, number, signing.right, by, at)
    facts = sign_row(session, row, signing=signing, by=by, at=at)
    case.by = as_signer(session, row, by)
    title = told_title(row, old)
    tell_roles(
        case, DecisionSigned, (Role.CLERK, Role.OFFICER), decision_title=title, signed_by=by.name, signed_on=case.today
    )
    finish(case, "later_decision:signed", {**facts_of(row, old), **facts}, subject_of(case, row))
    return row


def issue(
    session: Session,
    code: str,
    number: int,
    *,
    book_number: str | None,
    issued_on: date,
    scan: Scan | None = None,
    by: Principal,
    at: datetime,
) -> Decision:
    """Enter a later decision in the book; awards that it ends are revoked, and the units concerned are told.

    Raises:
        NotFound: `decision_row`. WrongState: `not_a_later_decision`; what `actions.issuing.issue_row` refuses.
    """
    case, row, old = _later(session, code, number, "decision:issue", by, at)
    # Asked before it is issued, because afterwards they do not stand any more.
    before = standing_lines(session, old.id)
    facts = issue_row(session, row, number=book_number, issued_on=issued_on, scan=scan, by=by, at=at)
    _EFFECTS[DecisionKind(row.kind)](case, row, old, before)
    finish(case, "later_decision:issued", {**facts_of(row, old), **facts}, subject_of(case, row))
    return row


def drop(session: Session, code: str, number: int, *, reason: str, by: Principal, at: datetime) -> Decision:
    """Give a later decision up before it is issued; the one it is about can be spoken of anew.

    Raises:
        NotFound: `decision_row`. WrongState: `not_a_later_decision`, `later_not_in_hand`. Invalid: `reason_missing`.
    """
    case, row, old = _later(session, code, number, "decision:draft", by, at)
    need_reason(reason)
    if row.state not in ("draft", "signed"):
        raise WrongState("later_not_in_hand", later_kind=row.kind, state=row.state)
    row.state = "dropped"
    session.add(row)
    finish(case, "later_decision:dropped", facts_of(row, old), subject_of(case, row), reason)
    return row


def _later(
    session: Session, code: str, number: int, right: str, by: Principal, at: datetime
) -> tuple[Case, Decision, Decision]:
    """The case, the later decision, and the one that it is about."""
    case, row = case_of(session, code, number, right, by=by, at=at)
    if row.about_id is None:
        raise WrongState("not_a_later_decision", number=row.number)
    return case, row, session.get_one(Decision, row.about_id)


def _replaced(case: Case, row: Decision, old: Decision, before: list[DecisionLine]) -> None:
    lines = lines_of(case.session, row.id)
    kept = {line.dossier_id for line in lines}
    left_out = [line for line in before if line.dossier_id not in kept]
    _revoke(case, left_out)
    tell_units(case, DecisionReplaced, **_said(row, old), awards=_listed(lines), left_out=_listed(left_out))


def _corrected(case: Case, row: Decision, old: Decision, _before: list[DecisionLine]) -> None:
    passages = tuple(f"“{one.stood}” → “{one.stands}”" for one in corrections_of(case.session, row.id))
    tell_units(case, DecisionCorrected, **_said(row, old), passages=passages)


def _cancelled(case: Case, row: Decision, old: Decision, _before: list[DecisionLine]) -> None:
    """Object and money come back; each unit hears of its own nominees."""
    lines = lines_of(case.session, row.id)
    _revoke(case, lines)
    case.session.add_all(Recovery(line_id=line.id, item=item.value) for line in lines for item in Recovered)
    units = {one.id: one.unit_id for one in dossiers_by_id(case.session, (line.dossier_id for line in lines))}
    ordered = sorted(lines, key=lambda line: (units[line.dossier_id], line.position))
    for unit, own in groupby(ordered, key=lambda line: units[line.dossier_id]):
        said = {**_said(row, old), "ground": GROUNDS[row.ground or ""], "document": row.document or ""}
        tell_units(case, AwardCancelled, unit_ids=[unit], **said, awards=_listed(own))


_EFFECTS = {
    DecisionKind.REPLACEMENT: _replaced,
    DecisionKind.CORRECTION: _corrected,
    DecisionKind.CANCELLATION: _cancelled,
}


def _revoke(case: Case, lines: Iterable[DecisionLine]) -> None:
    for dossier in dossiers_by_id(case.session, (line.dossier_id for line in lines)):
        dossier.state = DossierState.REVOKED
        case.session.add(dossier)


def _said(row: Decision, old: Decision) -> dict[str, Any]:
    return {
        "authority_name": row.authority,
        "decision_number": row.number,
        "decision_date": row.issued_on,
        "old_number": old.number,
        "old_date": old.issued_on,
    }


def _listed(lines: Iterable[DecisionLine]) -> tuple[str, ...]:
    return tuple(f"{NOMINEE_KINDS[line.nominee_kind]}: {line.nominee} ({line.unit_name})" for line in lines)

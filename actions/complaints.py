"""Complaints (khiếu nại): received, accepted for handling or not, resolved, or withdrawn by whoever sent them.

While one is open its nominee is held back: not accepted as eligible, not put to the vote, in no decision. What others
receive goes on. An award that was issued stays as it is until a decision of its own cancels it.
"""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlmodel import Session

from actions.cases import Case
from actions.complaint_cases import (
    about_award,
    complaint_case,
    exclude,
    finish_complaint,
    held_back_now,
    let_go,
    need_complaint_state,
)
from actions.complaint_duties import move_handling, owe_handling
from actions.dossier_cases import dossier_at
from actions.entering import refuse_future
from actions.guard import need_reason
from domain.complaints import OPEN, ComplaintAbout, ComplaintOutcome, ComplaintState, due_of
from domain.dossiers import OVER, DossierState
from domain.errors import AlreadyDone, Incomplete, Invalid, WrongState
from domain.people import Principal
from domain.steps import local_day
from models.complaint_rows import count_complaints, limit_now
from models.complaints import Complaint
from models.dossiers import Dossier
from wording.names import clean_name, nfc


class Scan(NamedTuple):
    """The letter as a file in the file store."""

    file_name: str
    size: int
    digest: str


class Letter(NamedTuple):
    """What a complaint says and who sent it."""

    sender: str
    content: str
    document: str
    received_on: date


def file(
    session: Session,
    code: str,
    dossier_code: str,
    *,
    sender: str,
    content: str,
    document: str,
    received_on: date,
    scan: Scan | None = None,
    by: Principal,
    at: datetime,
) -> Complaint:
    """Enter a complaint about a dossier: its nominee is held back from now on; one that is awarded stays awarded.

    Raises:
        NotFound: `dossier`; WrongState: `complaint_moot`; Incomplete: `text_missing`, `complaint_document`;
        Invalid: `received_in_future`, `name_blank`.
    """
    case, row = dossier_at(session, code, dossier_code, "complaint:handle", by=by, at=at)
    if row.state in OVER:
        raise WrongState("complaint_moot", dossier=row.code, state=row.state)
    if not content.strip():
        raise Incomplete("text_missing", what="complaint")
    if not document.strip():
        raise Incomplete("complaint_document")
    refuse_future(case, received_on)
    letter = Letter(clean_name(sender), nfc(content.strip()), document.strip(), received_on)
    found = _received(case, row, letter)
    if scan is not None:
        found.file_name, found.size, found.digest = nfc(scan.file_name)[-200:], scan.size, scan.digest
    session.add(found)
    session.flush()
    owe_handling(case, found, row)
    held_back_now(case, found, row)
    facts = {"about": found.about, "document": found.document, "received_on": received_on}
    finish_complaint(case, "complaint:filed", found, row, facts)
    return found


def accept(session: Session, code: str, complaint: str, *, document: str, by: Principal, at: datetime) -> None:
    """It is accepted for handling (thụ lý), by a paper.

    Raises:
        NotFound: `complaint`; WrongState: `complaint_state`; Incomplete: `complaint_document`.
    """
    case, found, row = complaint_case(session, code, complaint, by=by, at=at)
    need_complaint_state(found, ComplaintState.RECEIVED)
    if not document.strip():
        raise Incomplete("complaint_document")
    found.state, found.accepted_at, found.accepted_by = ComplaintState.ACCEPTED, at, by.code
    found.accepted_document = document.strip()
    found.due = due_of(limit_now(session), received=found.received_on, accepted=case.today, calendar=case.calendar)
    move_handling(case, found)
    finish_complaint(case, "complaint:accepted", found, row, {"document": document.strip(), "limit": found.due})


def refuse(session: Session, code: str, complaint: str, *, reason: str, by: Principal, at: datetime) -> None:
    """It is not accepted for handling; who was held back by it is not any more.

    Raises:
        NotFound: `complaint`; WrongState: `complaint_state`; Invalid: `reason_missing`.
    """
    case, found, row = complaint_case(session, code, complaint, by=by, at=at)
    need_complaint_state(found, ComplaintState.RECEIVED)
    need_reason(reason)
    _end(case, found, ComplaintState.NOT_ACCEPTED, reason)
    let_go(case, found, row)
    finish_complaint(case, "complaint:not_accepted", found, row, {}, reason)


def withdraw(session: Session, code: str, complaint: str, *, reason: str, by: Principal, at: datetime) -> None:
    """Its sender takes it back; it is as if it had not come.

    Raises:
        NotFound: `complaint`; WrongState: `complaint_state`; Invalid: `reason_missing`.
    """
    case, found, row = complaint_case(session, code, complaint, by=by, at=at)
    need_complaint_state(found, *OPEN)
    need_reason(reason)
    _end(case, found, ComplaintState.WITHDRAWN, reason)
    let_go(case, found, row)
    finish_complaint(case, "complaint:withdrawn", found, row, {}, reason)


def resolve(
    session: Session,
    code: str,
    complaint: str,
    *,
    outcome: ComplaintOutcome,
    conclusion: str,
    document: str,
    excludes: bool | None = None,
    by: Principal,
    at: datetime,
) -> None:
    """What was found. An upheld one about a nominee ends the proposal on that ground; where it is upheld in part,
    `excludes` says whether it does. An award that was issued is cancelled by a decision of its own.

    Raises:
        NotFound: `complaint`; Incomplete: `text_missing`, `complaint_document`; Invalid: `exclusion_unclear`,
        `exclusion_without_ground`, `award_is_not_excluded`; WrongState: `complaint_state`, `decision_signed`.
    """
    case, found, row = complaint_case(session, code, complaint, by=by, at=at)
    need_complaint_state(found, ComplaintState.ACCEPTED)
    if not conclusion.strip():
        raise Incomplete("text_missing", what="conclusion")
    if not document.strip():
        raise Incomplete("complaint_document")
    out = _excludes(found, row, outcome, excludes)
    if out:
        # While it is still open, because a list that it has overtaken is not held to its signature.
        exclude(case, found, row, document.strip())
    found.outcome, found.conclusion, found.conclusion_document = outcome, nfc(conclusion.strip()), document.strip()
    _end(case, found, ComplaintState.RESOLVED, None)
    if not out:
        let_go(case, found, row)
    facts = {"finding": outcome, "document": found.conclusion_document, "excludes": out}
    finish_complaint(case, "complaint:resolved", found, row, facts)


def extend(session: Session, code: str, complaint: str, due: date, *, reason: str, by: Principal, at: datetime) -> None:
    """The limit is extended, once.

    Raises:
        NotFound: `complaint`; WrongState: `complaint_state`, `no_limit`; AlreadyDone: `extended_already`;
        Invalid: `extension_too_short`, `reason_missing`.
    """
    case, found, row = complaint_case(session, code, complaint, by=by, at=at)
    need_complaint_state(found, *OPEN)
    need_reason(reason)
    if found.due is None:
        raise WrongState("no_limit", code=found.code)
    if found.extended_at is not None:
        raise AlreadyDone("extended_already", code=found.code, due=found.due)
    if due <= found.due:
        raise Invalid("extension_too_short", found=due, due=found.due, field="due")
    old = found.due
    found.extended_at, found.extended_by, found.extended_from = at, by.code, old
    found.extension_reason, found.due = reason.strip(), due
    move_handling(case, found)
    finish_complaint(case, "complaint:extended", found, row, {"old": old, "new": due}, reason)


def pause(session: Session, code: str, complaint: str, *, reason: str, by: Principal, at: datetime) -> None:
    """The clock stands, once: another body has to speak first.

    Raises:
        NotFound: `complaint`; WrongState: `complaint_state`; AlreadyDone: `paused_already`; Invalid: `reason_missing`.
    """
    case, found, row = complaint_case(session, code, complaint, by=by, at=at)
    need_complaint_state(found, *OPEN)
    need_reason(reason)
    if found.paused_at is not None:
        raise AlreadyDone("paused_already", code=found.code)
    found.paused_at, found.paused_by, found.pause_reason = at, by.code, reason.strip()
    move_handling(case, found)
    finish_complaint(case, "complaint:paused", found, row, {}, reason)


def resume(session: Session, code: str, complaint: str, *, by: Principal, at: datetime) -> None:
    """The clock goes on; the limit moves by the days for which it stood.

    Raises:
        NotFound: `complaint`; WrongState: `complaint_state`, `not_paused`.
    """
    case, found, row = complaint_case(session, code, complaint, by=by, at=at)
    need_complaint_state(found, *OPEN)
    if found.paused_at is None or found.resumed_at is not None:
        raise WrongState("not_paused", code=found.code)
    found.resumed_at = at
    if found.due is not None:
        found.due = _moved(case, found.due, local_day(found.paused_at))
    move_handling(case, found)
    finish_complaint(case, "complaint:resumed", found, row, {"limit": found.due})


def _received(case: Case, row: Dossier, letter: Letter) -> Complaint:
    number = count_complaints(case.session, case.campaign.id) + 1
    limit = limit_now(case.session)
    return Complaint(
        campaign_id=case.campaign.id,
        dossier_id=row.id,
        code=f"KN-{number:04d}",
        about=ComplaintAbout.AWARD if row.state == DossierState.AWARDED else ComplaintAbout.NOMINEE,
        **letter._asdict(),
        filed_at=case.at,
        filed_by=case.by.code,
        due=due_of(limit, received=letter.received_on, accepted=None, calendar=case.calendar),
    )


def _end(case: Case, found: Complaint, state: ComplaintState, reason: str | None) -> None:
    found.state, found.ended_at, found.ended_by = state, case.at, case.by.code
    found.end_reason = reason.strip() if reason else None


def _excludes(found: Complaint, row: Dossier, outcome: ComplaintOutcome, wanted: bool | None) -> bool:
    """Is the nominee left out? An upheld complaint says so, a part of one leaves it to whoever concludes."""
    if about_award(row) or row.state in OVER:
        if wanted:
            raise Invalid("award_is_not_excluded", dossier=row.code, field="excludes")
        return False
    if outcome is ComplaintOutcome.UNFOUNDED and wanted:
        raise Invalid("exclusion_without_ground", code=found.code, field="excludes")
    if outcome is ComplaintOutcome.PARTLY and wanted is None:
        raise Invalid("exclusion_unclear", code=found.code, field="excludes")
    return outcome is ComplaintOutcome.UPHELD or bool(wanted)


def _moved(case: Case, due: date, since: date) -> date:
    limit = limit_now(case.session)
    if limit is not None and limit.unit == "working":
        return case.calendar.add(due, max(case.calendar.between(since, case.today), 0))
    return due + timedelta(days=(case.today - since).days)

"""What every decision goes through, whatever it decides: signed once, numbered once, issued once.

No stage and no duty is asked here: an award decision stands in its round (`actions.decisions`), a later one may come
when the campaign is long over.
"""

from dataclasses import replace
from datetime import date, datetime

from sqlmodel import Session

from actions.ballots import Scan
from actions.delegations import delegation_for
from actions.number_books import take
from actions.signed_copies import keep_copy
from domain.delegations import ABBREVIATIONS, DELEGATED, Signing, SigningForm, form_of
from domain.errors import AlreadyDone, Incomplete, Invalid, WrongState
from domain.people import Principal
from domain.steps import local_day
from models.awards import number_used
from models.decisions import Decision
from models.issuing import Delegation
from models.issuing_rows import open_book, printed_block
from models.people import Person
from wording.labels import form_label

Facts = dict[str, object]
"""What the caller's event tells of it."""


def sign_row(session: Session, decision: Decision, *, signing: Signing, by: Principal, at: datetime) -> Facts:
    """A draft is signed. The caller has asked for `signing.right`, and records the event with what is returned.

    The event is told of `as_signer(session, decision, by)`, so that the trail names both who signed and for whom.

    Raises:
        WrongState: `decision_state`. Incomplete: `signer_title_missing`. Invalid: `signing_needs_delegation`.
        What `actions.delegations.delegation_for` refuses.
    """
    expect(decision, "draft")
    if signing.delegation is None:
        form, block = _own(signing.title)
    else:
        basis = delegation_for(session, decision, signing.delegation, by=by, on=local_day(at))
        form, block = SigningForm(basis.form), printed_block(basis)
        decision.delegation_id = basis.id
    decision.state, decision.signed_at, decision.signed_by = "signed", at, by.code
    decision.signing_form, decision.signer_title = form.value, block
    session.add(decision)
    told: Facts = {"title": block, "signing": form.value}
    return told if signing.delegation is None else {**told, "delegation": signing.delegation}


def as_signer(session: Session, decision: Decision, by: Principal) -> Principal:
    """Who signed, in the place of the person who delegated where the decision rests on a delegation."""
    if decision.delegation_id is None:
        return by
    head = session.get_one(Person, session.get_one(Delegation, decision.delegation_id).delegator_id)
    return replace(by, for_person=head.code)


def issue_row(
    session: Session,
    decision: Decision,
    *,
    number: str | None,
    issued_on: date,
    scan: Scan | None = None,
    by: Principal,
    at: datetime,
) -> Facts:
    """A signed decision gets its number and date. The caller records the event with what is returned.

    Where the authority keeps a book of its own the number is the next one of the book, and None is given.

    Raises:
        WrongState: `decision_state`. AlreadyDone: `decision_number_used`.
        Invalid: `decision_number`, `issue_date`, `book_gives_the_number`, `book_day_passed`.
    """
    expect(decision, "signed")
    _check_day(decision, issued_on, local_day(at))
    decision.number = _number(session, decision, (number or "").strip(), issued_on)
    decision.year, decision.issued_on = issued_on.year, issued_on
    decision.state, decision.issued_at, decision.issued_by = "issued", at, by.code
    session.add(decision)
    told: Facts = {"number": decision.number, "issued_on": issued_on}
    return {**told, "digest": keep_copy(session, decision, scan, by=by, at=at).digest} if scan else told


def expect(decision: Decision, state: str) -> None:
    """Raises WrongState `decision_state` unless the decision is in this state."""
    if decision.state != state:
        raise WrongState("decision_state", form=form_label(decision.form), state=decision.state, allowed=state)


def _own(title: str) -> tuple[SigningForm, str]:
    """The block of who signs in her own right; whoever writes KT., TL. or TUQ. signs for somebody else."""
    block = "\n".join(line.strip() for line in title.strip().splitlines() if line.strip())
    if not block:
        raise Incomplete("signer_title_missing", field="signer_title")
    form = form_of(block)
    if form in DELEGATED:
        raise Invalid("signing_needs_delegation", found=ABBREVIATIONS[form], field="signer_title")
    return form, block


def _check_day(decision: Decision, issued_on: date, today: date) -> None:
    first = local_day(decision.drafted_at)
    if not first <= issued_on <= today:
        raise Invalid("issue_date", found=issued_on, first=first, last=today)


def _number(session: Session, decision: Decision, entered: str, issued_on: date) -> str:
    """The next number of the authority's own book; where it keeps none, the number of the clerical register."""
    book = open_book(session, decision.authority, decision.type, lock=True)
    if book is not None:
        if entered:
            raise Invalid("book_gives_the_number", found=entered, authority=decision.authority, field="number")
        return take(session, book, decision, issued_on)
    if not entered or len(entered) > 40:
        raise Invalid("decision_number", found=entered, field="number")
    if number_used(session, decision.authority, decision.type, issued_on.year, entered) is not None:
        raise AlreadyDone("decision_number_used", number=entered, year=issued_on.year)
    return entered

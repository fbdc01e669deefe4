"""What every decision goes through, whatever it decides: signed once, numbered once, issued once.

No stage and no duty is asked here: an award decision stands in its round (`actions.decisions`), a later one may come
when the campaign is long over.
"""

from datetime import date, datetime

from sqlmodel import Session

from domain.delegations import Signing
from domain.errors import AlreadyDone, Incomplete, Invalid, WrongState
from domain.people import Principal
from domain.steps import local_day
from models.awards import number_used
from models.decisions import Decision
from wording.labels import form_label

Facts = dict[str, object]
"""What the caller's event tells of it."""


def sign_row(session: Session, decision: Decision, *, signing: Signing, by: Principal, at: datetime) -> Facts:
    """A draft is signed. The caller has asked for `signing.right`, and records the event with what is returned.

    Raises:
        WrongState: `decision_state`. Incomplete: `signer_title_missing`.
    """
    expect(decision, "draft")
    title = signing.title.strip()
    if not title:
        raise Incomplete("signer_title_missing")
    decision.state, decision.signed_at, decision.signed_by = "signed", at, by.code
    decision.signer_title = title
    session.add(decision)
    return {"title": title}


def issue_row(
    session: Session, decision: Decision, *, number: str | None, issued_on: date, by: Principal, at: datetime
) -> Facts:
    """A signed decision gets its number and date. The caller records the event with what is returned.

    Raises:
        WrongState: `decision_state`. Invalid: `decision_number`, `issue_date`. AlreadyDone: `decision_number_used`.
    """
    expect(decision, "signed")
    _check_day(decision, issued_on, local_day(at))
    decision.number = _entered(session, decision, (number or "").strip(), issued_on)
    decision.year, decision.issued_on = issued_on.year, issued_on
    decision.state, decision.issued_at, decision.issued_by = "issued", at, by.code
    session.add(decision)
    return {"number": decision.number, "issued_on": issued_on}


def expect(decision: Decision, state: str) -> None:
    """Raises WrongState `decision_state` unless the decision is in this state."""
    if decision.state != state:
        raise WrongState("decision_state", form=form_label(decision.form), state=decision.state, allowed=state)


def _check_day(decision: Decision, issued_on: date, today: date) -> None:
    first = local_day(decision.drafted_at)
    if not first <= issued_on <= today:
        raise Invalid("issue_date", found=issued_on, first=first, last=today)


def _entered(session: Session, decision: Decision, number: str, issued_on: date) -> str:
    """The number as it stands in the clerical register."""
    if not number or len(number) > 40:
        raise Invalid("decision_number", found=number)
    if number_used(session, decision.authority, decision.type, issued_on.year, number) is not None:
        raise AlreadyDone("decision_number_used", number=number, year=issued_on.year)
    return number

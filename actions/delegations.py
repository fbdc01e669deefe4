"""Delegations to sign: who signs in whose place, as what, for which decisions; entered, ended, asked when signing."""

from datetime import date, datetime

from sqlmodel import Session

from actions.audit import record
from actions.guard import need_reason, require
from actions.telling import tell_of_service
from domain.delegations import Reach, SigningForm, Term, in_chain
from domain.errors import AlreadyDone, Incomplete, Invalid, NotAllowed, NotFound, WrongState
from domain.people import Principal
from domain.permissions import allowed, holders
from domain.steps import local_day
from domain.values import Value
from models.awards import lines_of
from models.decisions import Decision
from models.finders import grants_of, person_by_code
from models.issuing import Delegation
from models.issuing_rows import delegation_by_id, delegations_around, printed_block, term_of
from models.people import Person
from notifications.notices.of_service import SigningDelegated
from wording.issuing import block_line, reach_phrase
from wording.names import fold


class Titles(Value):
    """What is printed: the collective authority, where it acts as one, the head's office, and the signer's own."""

    delegator: str = ""
    delegate: str = ""
    collective: str = ""


class Basis(Value):
    """The document that delegates, and its days."""

    document: str
    document_date: date
    valid_from: date
    valid_to: date


def enter(
    session: Session,
    delegator: str,
    delegate: str,
    form: SigningForm,
    *,
    titles: Titles,
    reach: Reach,
    basis: Basis,
    by: Principal,
    at: datetime,
) -> Delegation:
    """`delegate` may sign in the place of `delegator`, as the document says; both are told.

    Titles that are left out are those of the two people.

    Raises:
        NotAllowed: `role_missing`, `delegate_enters`, `person_not_active`, `delegator_may_not_sign`,
            `delegate_without_role`, `delegation_chain`.
        Invalid: `own_delegation`, `ends_before_begins`, `delegation_over`, `document_in_future`.
        Incomplete: `document_of_delegation_missing`, `delegation_title_missing`. NotFound: `person`.
        AlreadyDone: `delegation_entered`.
    """
    require(by, "delegation:manage")
    _check_days(basis, local_day(at))
    head, signer = _both(session, delegator, delegate)
    _check_people(session, head, signer, by, max(basis.valid_from, local_day(at)))
    row = _row(head, signer, form, titles, reach, basis)
    row.made_at, row.made_by = at, by.code
    _check_others(session, row, head, signer)
    session.add(row)
    session.flush()
    _tell(session, row, head, signer, at)
    facts = {"delegator": head.code, "delegate": signer.code, "signing": row.form, "document": row.document}
    days = {"from": row.valid_from, "to": row.valid_to}
    record(session, "delegation:entered", by=by, at=at, subject=f"delegation:{row.id}", facts={**facts, **days})
    return row


def end(session: Session, number: int, *, reason: str, by: Principal, at: datetime) -> None:
    """A delegation is over before its day; what was signed by it stands.

    Raises:
        NotFound: `delegation`. NotAllowed: `role_missing`. Invalid: `reason_missing`. AlreadyDone: `delegation_ended`.
    """
    require(by, "delegation:manage")
    need_reason(reason)
    row = _found(session, number)
    head, signer = session.get_one(Person, row.delegator_id), session.get_one(Person, row.delegate_id)
    if row.ended_at is not None:
        raise AlreadyDone("delegation_ended", delegator=head.name, delegate=signer.name)
    row.ended_at, row.ended_by = at, by.code
    facts = {"delegator": head.code, "delegate": signer.code}
    record(session, "delegation:ended", by=by, at=at, subject=f"delegation:{row.id}", reason=reason, facts=facts)


def delegation_for(session: Session, decision: Decision, number: int, *, by: Principal, on: date) -> Delegation:
    """The delegation by which `by` signs this decision that day.

    Raises:
        NotFound: `delegation`. WrongState: `delegation_not_valid`.
        NotAllowed: `delegation_of_another`, `delegation_reach`, `delegator_may_not_sign`, and who approves of what is
            her own: `delegate_entered`, `delegate_drafted`, `delegate_nominated`.
    """
    row = _found(session, number)
    term = term_of(row)
    if term.delegate != by.person_id:
        raise NotAllowed("delegation_of_another", number=number, person=by.name)
    if not term.holds_on(on):
        raise WrongState("delegation_not_valid", number=number, first=row.valid_from, last=row.valid_to, day=on)
    asked = Reach(authority=decision.authority, kind=decision.kind, award_form=decision.form)
    if not term.reach.covers(asked):
        allowed_ = reach_phrase(row.authority, row.kind, row.award_form)
        raise NotAllowed("delegation_reach", number=number, allowed=allowed_)
    head = session.get_one(Person, row.delegator_id)
    _check_right(session, head, on, decision.campaign_id)
    _check_own_matter(session, row, decision, by)
    return row


def _found(session: Session, number: int) -> Delegation:
    row = delegation_by_id(session, number)
    if row is None:
        raise NotFound("delegation", number=number)
    return row


def _both(session: Session, delegator: str, delegate: str) -> tuple[Person, Person]:
    """The two people, locked in one order, so that two entries at once cannot make a chain."""
    head, signer = person_by_code(session, delegator), person_by_code(session, delegate)
    for person_id in sorted({head.id, signer.id}):
        session.get_one(Person, person_id, with_for_update={"key_share": True})
    return head, signer


def _row(head: Person, signer: Person, form: SigningForm, titles: Titles, reach: Reach, basis: Basis) -> Delegation:
    found = {"delegator": titles.delegator.strip() or head.title, "delegate": titles.delegate.strip() or signer.title}
    for whose, title in found.items():
        if not title:
            raise Incomplete("delegation_title_missing", field=f"{whose}_title")
    return Delegation(
        delegator_id=head.id,
        delegate_id=signer.id,
        form=form.value,
        collective=titles.collective.strip() or None,
        delegator_title=found["delegator"],
        delegate_title=found["delegate"],
        **reach.model_dump(),
        **{**basis.model_dump(), "document": basis.document.strip()},
    )


def _check_days(basis: Basis, today: date) -> None:
    if basis.valid_to < basis.valid_from:
        raise Invalid("ends_before_begins", found=basis.valid_to, begins=basis.valid_from)
    if basis.valid_to < today:
        raise Invalid("delegation_over", found=basis.valid_to, today=today)
    if basis.document_date > today:
        raise Invalid("document_in_future", found=basis.document_date, today=today)
    if not basis.document.strip():
        raise Incomplete("document_of_delegation_missing")


def _check_people(session: Session, head: Person, signer: Person, by: Principal, on: date) -> None:
    if head.id == signer.id:
        raise Invalid("own_delegation", person=head.name)
    if by.stands_for(signer.code):
        raise NotAllowed("delegate_enters", person=signer.name)
    for one in (head, signer):
        if not one.active:
            raise NotAllowed("person_not_active", person=one.name)
    _check_right(session, head, on, None)
    roles = holders("decision:sign_for")
    if not any(grant.role in roles for grant in grants_of(session, signer.id, on)):
        raise NotAllowed("delegate_without_role", person=signer.name, roles=roles)


def _check_right(session: Session, head: Person, on: date, campaign_id: int | None) -> None:
    """Only who may sign herself has somebody sign for her; `campaign_id` None: in any campaign at all."""
    held = grants_of(session, head.id, on)
    signing = holders("decision:sign")
    as_head = Principal(head.code, head.name, head.id, head.unit_id, held)
    anywhere = any(grant.role in signing for grant in held)
    if not (anywhere if campaign_id is None else allowed("decision:sign", as_head, campaign_id=campaign_id)):
        raise NotAllowed("delegator_may_not_sign", person=head.name, roles=signing)


def _check_others(session: Session, row: Delegation, head: Person, signer: Person) -> None:
    new = term_of(row)
    for other in delegations_around(session, (head.id, signer.id)):
        term = term_of(other)
        if in_chain(new, term):
            raise NotAllowed("delegation_chain", person=_middle(new, head, signer, term).name, number=other.id)
        if _same(row, other) and new.first <= term.last and term.first <= new.last:
            raise AlreadyDone("delegation_entered", delegator=head.name, delegate=signer.name, number=other.id)


def _middle(new: Term, head: Person, signer: Person, other: Term) -> Person:
    """Who would hand on what she herself was given."""
    return head if new.delegator == other.delegate else signer


def _same(one: Delegation, other: Delegation) -> bool:
    columns = ("delegator_id", "delegate_id", "form", "authority", "kind", "award_form")
    return all(getattr(one, name) == getattr(other, name) for name in columns)


def _check_own_matter(session: Session, row: Delegation, decision: Decision, by: Principal) -> None:
    if row.made_by == by.code:
        raise NotAllowed("delegate_entered", person=by.name, number=row.id)
    if decision.drafted_by == by.code:
        raise NotAllowed("delegate_drafted", person=by.name)
    # A namesake is stopped too: the head tells them apart, and signs herself.
    if any(fold(line.nominee) == fold(by.name) for line in lines_of(session, decision.id)):
        raise NotAllowed("delegate_nominated", person=by.name)


def _tell(session: Session, row: Delegation, head: Person, signer: Person, at: datetime) -> None:
    tell_of_service(
        session,
        SigningDelegated,
        [head, signer],
        at=at,
        delegator_name=head.name,
        delegate_name=signer.name,
        block=block_line(printed_block(row)),
        reach=reach_phrase(row.authority, row.kind, row.award_form),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        document=row.document,
        document_date=row.document_date,
    )

"""Deputies: who acts in place of somebody who is away, by a document, between two days."""

from datetime import date, datetime

from sqlmodel import Session

from actions.audit import record
from actions.guard import need_reason, require
from actions.telling import tell_of_service
from domain.errors import AlreadyDone, Incomplete, Invalid, NotAllowed, NotFound
from domain.people import Principal, Role
from domain.steps import local_day
from models.account_rows import deputy_by_id, sessions_acting_for, similar_deputy
from models.accounts import Deputy
from models.finders import campaign_by_code, person_by_code, unit_by_code
from models.people import Person
from notifications.notices.of_service import DeputyAppointed
from wording.deputies import reach_phrase


def appoint(
    session: Session,
    person: str,
    deputy: str,
    *,
    role: Role | None = None,
    unit: str | None = None,
    campaign: str | None = None,
    valid_from: date,
    valid_to: date,
    document: str,
    document_date: date,
    by: Principal,
    at: datetime,
) -> Deputy:
    """`deputy` may act in place of `person`, who appoints her herself or is away already; both are told.

    Without a scope the deputy may do all that the person may, except what is her own: voting, naming deputies.

    Raises:
        NotAllowed: `role_missing`. Invalid: `own_deputy`, `ends_before_begins`, `deputy_over`, `document_in_future`.
        Incomplete: `document_of_deputy_missing`. AlreadyDone: `deputy_appointed`.
        NotFound: `person`, `unit`, `campaign`. NotAllowed: `person_not_active`.
    """
    _require(by, person)
    _check_days(valid_from, valid_to, document_date, local_day(at))
    if not document.strip():
        raise Incomplete("document_of_deputy_missing")
    away, other = person_by_code(session, person), person_by_code(session, deputy)
    _check_people(away, other)
    row = Deputy(
        person_id=away.id,
        deputy_id=other.id,
        role=role.value if role else None,
        unit_id=unit_by_code(session, unit).id if unit else None,
        campaign_id=campaign_by_code(session, campaign).id if campaign else None,
        valid_from=valid_from,
        valid_to=valid_to,
        document=document.strip(),
        document_date=document_date,
        made_at=at,
        made_by=by.code,
    )
    if similar_deputy(session, row) is not None:
        raise AlreadyDone("deputy_appointed", person=away.name, deputy=other.name)
    session.add(row)
    session.flush()
    tell_of_service(
        session,
        DeputyAppointed,
        [away, other],
        at=at,
        person_name=away.name,
        deputy_name=other.name,
        scope=reach_phrase(row.role, unit, campaign),
        valid_from=valid_from,
        valid_to=valid_to,
        document=row.document,
        document_date=document_date,
    )
    facts = {"person": person, "deputy": deputy, "document": row.document, "from": valid_from, "to": valid_to}
    scope = {"role": row.role, "unit": unit}
    record(
        session,
        "deputy:appointed",
        by=by,
        at=at,
        subject=f"deputy:{row.id}",
        campaign=campaign,
        facts={**facts, **{name: value for name, value in scope.items() if value}},
    )
    return row


def end(session: Session, deputy_id: int, *, reason: str, by: Principal, at: datetime) -> None:
    """A deputy's time is over before its day; sessions in which she acted so go on in her own name.

    Raises:
        NotFound: `deputy`. NotAllowed: `role_missing`. Invalid: `reason_missing`. AlreadyDone: `deputy_ended`.
    """
    row = deputy_by_id(session, deputy_id)
    if row is None:
        raise NotFound("deputy", number=deputy_id)
    away, other = session.get_one(Person, row.person_id), session.get_one(Person, row.deputy_id)
    # She who was appointed may lay it down herself.
    if by.code != other.code:
        _require(by, away.code)
    need_reason(reason)
    if row.ended_at is not None:
        raise AlreadyDone("deputy_ended", person=away.name, deputy=other.name)
    row.ended_at, row.ended_by = at, by.code
    for web_session in sessions_acting_for(session, row.id):
        web_session.acting_for = None
    facts = {"person": away.code, "deputy": other.code}
    record(session, "deputy:ended", by=by, at=at, subject=f"deputy:{row.id}", reason=reason, facts=facts)


def _require(by: Principal, person: str) -> None:
    """The person herself may, but not who acts in her place: a deputy names no further deputy."""
    if by.code != person or by.for_person is not None:
        require(by, "deputy:appoint")


def _check_days(valid_from: date, valid_to: date, document_date: date, today: date) -> None:
    if valid_to < valid_from:
        raise Invalid("ends_before_begins", found=valid_to, begins=valid_from)
    if valid_to < today:
        raise Invalid("deputy_over", found=valid_to, today=today)
    if document_date > today:
        raise Invalid("document_in_future", found=document_date, today=today)


def _check_people(away: Person, other: Person) -> None:
    if away.id == other.id:
        raise Invalid("own_deputy", person=away.name)
    for one in (away, other):
        if not one.active:
            raise NotAllowed("person_not_active", person=one.name)

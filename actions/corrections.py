"""Putting right what is wrong about a person: she asks, somebody else decides, and what was issued stays as issued."""

from datetime import datetime

from sqlmodel import Session

from actions.account_parts import spend_links
from actions.audit import record
from actions.guard import need_reason, require
from actions.profiles import checked_phone
from actions.telling import tell_of_service
from domain.errors import AlreadyDone, Incomplete, Invalid, NotAllowed, NotFound
from domain.people import Principal, Role
from domain.personal_data import Field
from domain.steps import local_day
from models.finders import person_by_code
from models.ledger_rows import watchers
from models.nominee_rows import named_after, papers_naming
from models.people import Person
from models.personal_data import CorrectionRequest
from models.personal_rows import correction_waiting, open_correction
from notifications.message import checked_address
from notifications.notices.of_service import CorrectionAsked, CorrectionDecided
from wording.names import clean_name, fold
from wording.personal_data import FIELDS, frozen_words

LONGEST = 500


def ask(
    session: Session, field: Field, *, right: str, wrong: str = "", reason: str, by: Principal, at: datetime
) -> CorrectionRequest:
    """Ask that something kept about oneself is put right. `wrong` is needed for OTHER only: what stands where.

    Raises:
        Invalid: `reason_missing`, `correction_same`, `correction_too_long`, as well as whatever the field refuses.
        Incomplete: `form_field`. AlreadyDone: `correction_asked`.
    """
    need_reason(reason)
    person = person_by_code(session, by.code)
    stands = wrong.strip() if field is Field.OTHER else _now(person, field)
    wanted = _checked(field, right)
    if field is Field.OTHER and not (stands and wanted):
        raise Incomplete("form_field", field="right" if stands else "wrong")
    if wanted == stands:
        raise Invalid("correction_same", field="right")
    if correction_waiting(session, person.id, field):
        raise AlreadyDone("correction_asked", field=FIELDS[field])
    row = CorrectionRequest(
        person_id=person.id,
        field=field.value,
        wrong=stands,
        right=wanted,
        reason=reason.strip(),
        asked_at=at,
        asked_by=by.code,
    )
    session.add(row)
    session.flush()
    others = [one for one in watchers(session, (Role.ADMINISTRATOR,), local_day(at)) if one.id != person.id]
    tell_of_service(
        session, CorrectionAsked, others, at=at, number=row.id, person_name=person.name, field=FIELDS[field]
    )
    # The reason is hers and may say anything about her, so it is kept where it can be erased.
    personal = {name: value for name, value in (("wrong", stands), ("right", wanted), ("reason", row.reason)) if value}
    facts = {"number": row.id, "field": field.value}
    record(session, "correction:asked", by=by, at=at, subject=f"person:{person.code}", facts=facts, personal=personal)
    return row


def decide(
    session: Session, number: int, *, agree: bool, answer: str = "", by: Principal, at: datetime
) -> CorrectionRequest:
    """Put it right, or say why not. A name is put right where it may still change; papers that were issued stay.

    Raises:
        NotFound: `correction`. NotAllowed: `own_correction`. Incomplete: `correction_answer_missing`.
        Invalid: whatever the field refuses by now.
    """
    require(by, "data:correct")
    row = open_correction(session, number)
    if row is None:
        raise NotFound("correction", number=number)
    if by.stands_for(row.asked_by) or by.person_id == row.person_id:
        raise NotAllowed("own_correction", person=by.name)
    field, said = Field(row.field), answer.strip()
    if not said and (field is Field.OTHER or not agree):
        raise Incomplete("correction_answer_missing", field="answer")
    person = session.get_one(Person, row.person_id)
    frozen = _apply(session, person, field, row.right, at) if agree else ()
    row.answer = " ".join(filter(None, (said, frozen_words(frozen) if frozen else "")))
    row.decided_at, row.decided_by, row.agreed = at, by.code, agree
    tell_of_service(
        session, CorrectionDecided, [person], at=at, field=FIELDS[field], agreed=agree, answer=row.answer or None
    )
    facts = {"number": row.id, "field": field.value, "frozen": list(frozen)}
    personal = {"right": row.right} if agree and row.right else None
    record(
        session,
        "correction:agreed" if agree else "correction:refused",
        by=by,
        at=at,
        subject=f"person:{person.code}",
        facts=facts,
        personal=personal,
    )
    return row


def _apply(session: Session, person: Person, field: Field, right: str, at: datetime) -> tuple[str, ...]:
    """Change the live rows; the numbers of decisions that keep the old name."""
    wanted = _checked(field, right)
    if field is Field.PHONE:
        person.phone = wanted or None
    elif field is Field.EMAIL:
        spend_links(session, person, at)
        person.email = wanted or None
    elif field is Field.TITLE:
        person.title = wanted
    elif field is Field.NAME:
        return _rename(session, person, wanted)
    return ()


def _rename(session: Session, person: Person, name: str) -> tuple[str, ...]:
    """Dossiers that no decision lists yet follow; a list is put right by another decision only."""
    frozen = papers_naming(session, person)
    for dossier in named_after(session, person, listed=False):
        dossier.nominee, dossier.folded = name, fold(name)
    person.name, person.folded = name, fold(name)
    return frozen


def _checked(field: Field, typed: str) -> str:
    plain = typed.strip()
    if len(plain) > LONGEST:
        raise Invalid("correction_too_long", found=len(plain), most=LONGEST, field="right")
    if field is Field.NAME:
        return clean_name(plain)
    if field is Field.EMAIL:
        return checked_address(plain) if plain else ""
    if field is Field.PHONE:
        return checked_phone(plain) or ""
    return plain


def _now(person: Person, field: Field) -> str:
    return str(getattr(person, field.value) or "")

"""Erasing takes two: one asks with a reason, a second person agrees or not. Rows that decisions rest on stay."""

import json
from datetime import datetime
from pathlib import Path

from sqlmodel import Session

from actions.audit import record
from actions.emptying import Emptying, forget_files
from actions.guard import need_reason, require
from actions.telling import tell_of_service
from domain.errors import AlreadyDone, NotAllowed, NotFound, WrongState
from domain.people import Principal, Role
from domain.personal_data import OF_A_PERSON, Kept, cut_off
from domain.steps import local_day
from models.finders import person_by_code
from models.ledger_rows import watchers
from models.people import Person
from models.personal_data import Erasure
from models.personal_rows import erasure_waiting, open_erasure, period_of
from models.retained_rows import count, due, of_person
from notifications.notices.of_service import ErasureAsked
from wording.personal_data import KEPT

SECOND = (Role.ADMINISTRATOR, Role.LEADER)


def ask_due(
    session: Session, kept: Kept, *, reason: str, document: str | None = None, by: Principal, at: datetime
) -> Erasure:
    """Ask that what is due today in a class goes. What becomes due later is no part of it.

    Raises:
        Invalid: `reason_missing`. WrongState: `retention_unset`, `nothing_to_erase`. AlreadyDone: `erasure_asked`.
    """
    require(by, "data:erase")
    need_reason(reason)
    period = period_of(session, kept)
    if period is None or period.years is None:
        raise WrongState("retention_unset", kept=KEPT[kept])
    before = cut_off(period.years, local_day(at))
    if not count(session, due(kept, before)):
        raise WrongState("nothing_to_erase", kept=KEPT[kept])
    asked = Erasure(
        kept=kept.value, before=before, reason=reason.strip(), document=document, asked_at=at, asked_by=by.code
    )
    return _ask(session, asked, by, at)


def ask_person(
    session: Session, person: str, *, reason: str, document: str | None = None, by: Principal, at: datetime
) -> Erasure:
    """Ask that the data of somebody who left goes, on her request.

    Raises:
        NotFound: `person`. Invalid: `reason_missing`. WrongState: `person_still_here`. AlreadyDone: `erasure_asked`.
    """
    require(by, "data:erase")
    need_reason(reason)
    row = _gone(session, person)
    asked = Erasure(person_id=row.id, reason=reason.strip(), document=document, asked_at=at, asked_by=by.code)
    return _ask(session, asked, by, at)


def decide(
    session: Session, number: int, *, agree: bool, answer: str = "", files: Path | None, by: Principal, at: datetime
) -> dict[str, int]:
    """A second person decides; with her consent the data goes at once: class → how many rows were emptied.

    `files` is where documents lie; their bytes go when the transaction is kept.

    Raises:
        NotFound: `erasure`. NotAllowed: `erasure_second_person`. Invalid: `reason_missing` for a no.
        WrongState: `person_still_here`.
    """
    require(by, "data:erase")
    row = open_erasure(session, number)
    if row is None:
        raise NotFound("erasure", number=number)
    if by.stands_for(row.asked_by):
        raise NotAllowed("erasure_second_person", person=by.name)
    if not agree:
        need_reason(answer)
    counts = _empty(session, row, by, at) if agree else {}
    row.decided_at, row.decided_by, row.agreed, row.answer = at, by.code, agree, answer.strip()
    row.counts = json.dumps(counts, sort_keys=True)
    facts = {"number": row.id, "asked_by": row.asked_by, "kept": _classes(row)}
    if agree:
        facts |= {"count": sum(counts.values()), "counts": counts}
        record(session, "erasure:agreed", by=by, at=at, subject=_subject(session, row), reason=answer, facts=facts)
    else:
        record(session, "erasure:refused", by=by, at=at, subject=_subject(session, row), reason=answer, facts=facts)
    if files is not None:
        forget_files(session, files)
    return counts


def _empty(session: Session, row: Erasure, by: Principal, at: datetime) -> dict[str, int]:
    emptying = Emptying(session, row, by, at)
    if row.kept is not None and row.before is not None:
        return {row.kept: emptying.empty(Kept(row.kept), due(Kept(row.kept), row.before))}
    person = _gone(session, session.get_one(Person, row.person_id).code)
    # Her values in the trail last, because emptying the others writes events that keep salts of their own.
    return {kept.value: emptying.empty(kept, of_person(kept, person)) for kept in OF_A_PERSON}


def _ask(session: Session, row: Erasure, by: Principal, at: datetime) -> Erasure:
    before = erasure_waiting(session, Kept(row.kept) if row.kept else None, row.person_id)
    if before is not None:
        raise AlreadyDone("erasure_asked", number=before.id)
    session.add(row)
    session.flush()
    others = [one for one in watchers(session, SECOND, local_day(at)) if one.code != by.code]
    of = ", ".join(KEPT[kept] for kept in _classes(row))
    tell_of_service(session, ErasureAsked, others, at=at, number=row.id, of=of, asked_by=by.name)
    facts = {"number": row.id, "kept": _classes(row)}
    record(session, "erasure:asked", by=by, at=at, subject=_subject(session, row), reason=row.reason, facts=facts)
    return row


def _gone(session: Session, code: str) -> Person:
    row = person_by_code(session, code)
    if row.active:
        raise WrongState("person_still_here", person=row.name)
    return row


def _classes(row: Erasure) -> list[str]:
    return [row.kept] if row.kept else [kept.value for kept in OF_A_PERSON]


def _subject(session: Session, row: Erasure) -> str:
    return f"person:{session.get_one(Person, row.person_id).code}" if row.person_id else f"erasure:{row.id}"

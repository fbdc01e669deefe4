"""What comes back with a cancelled award: the object and the money, each on its day."""

from datetime import date, datetime

from sqlmodel import Session

from actions.finishing import finish
from actions.later_cases import case_of, facts_of, subject_of
from domain.errors import AlreadyDone, Invalid, NotFound
from domain.people import Principal
from models.awards import recovery_of
from models.decisions import Decision, DecisionLine
from models.dossiers import Dossier
from models.later_decisions import Recovery


def note_recovery(
    session: Session,
    code: str,
    number: int,
    recovery: int,
    *,
    recovered_on: date,
    document: str | None = None,
    by: Principal,
    at: datetime,
) -> Recovery:
    """Note the day on which one object or sum of cancellation `number` came back, once.

    Raises:
        NotFound: `decision_row`, `recovery`. AlreadyDone: `recovered`. Invalid: `recovery_date`.
    """
    case, row = case_of(session, code, number, "award:recover", by=by, at=at)
    one = recovery_of(session, row.id, recovery)
    if one is None or row.issued_on is None or row.about_id is None:
        raise NotFound("recovery", number=recovery)
    if one.recovered_on is not None:
        raise AlreadyDone("recovered", item=one.item, recovered_on=one.recovered_on)
    if not row.issued_on <= recovered_on <= case.today:
        raise Invalid("recovery_date", found=recovered_on, first=row.issued_on, last=case.today)
    one.recovered_on, one.noted_at, one.noted_by = recovered_on, at, by.code
    one.document = (document or "").strip() or None
    session.add(one)
    line = session.get_one(DecisionLine, one.line_id)
    told = {
        **facts_of(row, session.get_one(Decision, row.about_id)),
        "item": one.item,
        "dossier": session.get_one(Dossier, line.dossier_id).code,
        "recovered_on": recovered_on,
    }
    finish(case, "recovery:noted", told, subject_of(case, row))
    return one

"""Consultation (hiệp y): an outside body is asked for its opinion on a dossier.

Until it answers the clock stands still, because what another body takes to answer is not the office's delay.
"""

from datetime import date, datetime

from sqlmodel import Session

from actions.dossier_cases import dossier_case, finish_dossier, need_state, owe_appraisal
from actions.owing import owe, settle, settle_kind
from domain.dossiers import DossierState
from domain.duties import DutyKind
from domain.errors import Incomplete, Invalid, NotFound
from domain.people import Principal
from models.dossiers import Consultation
from models.handed_in import open_consultations
from wording.names import clean_name, fold

ANSWERS = ("agrees", "disagrees", "no_opinion")


def ask_body(
    session: Session,
    code: str,
    dossier_code: str,
    *,
    body: str,
    document: str,
    due: date,
    by: Principal,
    at: datetime,
) -> Consultation:
    """Ask an outside body about a dossier, by a letter and until a day.

    Raises:
        WrongState: `dossier_state`; Incomplete: `document_of_request_missing`; Invalid: `date_past`, `name_blank`.
    """
    case, row = dossier_case(session, code, dossier_code, "consultation:manage", by=by, at=at)
    need_state(row, DossierState.SUBMITTED)
    if not document.strip():
        raise Incomplete("document_of_request_missing")
    if due < case.today:
        raise Invalid("date_past", stage=case.stage.key, found=due, today=case.today)
    asked = Consultation(
        dossier_id=row.id, body=clean_name(body), document=document.strip(), due=due, asked_at=at, asked_by=by.code
    )
    session.add(asked)
    session.flush()
    settle_kind(case, DutyKind.APPRAISE_DOSSIER, dossier_id=row.id)
    about = f"{asked.body}, hồ sơ {row.code}"
    owe(case, DutyKind.GET_OPINION, about=about, key=_key(asked), dossier_id=row.id, due=due)
    finish_dossier(case, "dossier:opinion_asked", row, {"body": asked.body, "document": asked.document, "due": due})
    return asked


def record_opinion(
    session: Session,
    code: str,
    dossier_code: str,
    *,
    answer: str,
    opinion: str = "",
    document: str | None = None,
    body: str | None = None,
    by: Principal,
    at: datetime,
) -> None:
    """Enter what the body answered; once none is awaited any more the office owes its judgement again.

    `body` tells which one answered, where several were asked.

    Raises:
        NotFound: `consultation`; Invalid: `opinion`.
    """
    case, row = dossier_case(session, code, dossier_code, "consultation:manage", by=by, at=at)
    if answer not in ANSWERS:
        raise Invalid("opinion", found=answer, allowed=ANSWERS)
    asked = _asked(open_consultations(session, row.id), body, row.code)
    asked.answer, asked.answered_at, asked.answered_by = answer, at, by.code
    asked.opinion, asked.answer_document = opinion.strip(), document
    owed = case.owed(DutyKind.GET_OPINION)
    settle((duty for duty in owed if duty.key == f"{DutyKind.GET_OPINION.value}:{_key(asked)}"), case)
    owe_appraisal(case, row)
    facts = {"body": asked.body, "opinion": answer, "document": document}
    finish_dossier(case, "dossier:opinion_given", row, facts)


def _key(asked: Consultation) -> str:
    return f"{asked.dossier_id}:{asked.id}"


def _asked(awaited: list[Consultation], body: str | None, dossier: str) -> Consultation:
    found = [one for one in awaited if body is None or fold(body) == fold(one.body)]
    if len(found) != 1:
        raise NotFound("consultation", dossier=dossier, known=tuple(one.body for one in awaited))
    return found[0]

"""Dossier intake: submission, return for supplement, acceptance, and the judgement that a nominee is not eligible."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from sqlmodel import Session

from actions.audit import canonical, record
from actions.cases import Case
from actions.dossier_cases import (
    dossier_case,
    finish_dossier,
    need_state,
    owe_appraisal,
    owe_ballot,
    tell_dossier,
)
from actions.dossier_parts import Paper, Proof, add_papers, add_proofs, assess_dossier
from actions.entering import window
from actions.owing import owe, owe_units, settle_kind
from actions.proposing import Proposal, take_in
from actions.refreshing import refresh
from actions.telling import tell_units
from actions.withdrawing import WITHDRAWABLE, leave, leave_appraisal
from domain.dossiers import UNDER_APPRAISAL, DossierState
from domain.duties import DutyKind
from domain.errors import Incomplete, Invalid, TooLate, WrongState
from domain.nominees import NomineeKind
from domain.people import Principal
from domain.stages import StageKey, StageKind
from models.dossiers import Dossier, DossierReturn
from models.handed_in import documents_of, dossiers_of, open_consultations, returns_of
from notifications.notices.of_campaigns import StageOpened
from notifications.notices.of_dossiers import DossierAccepted, DossierIneligible, DossierReceived, DossierReturned
from wording.components import component_label


def opened(case: Case) -> None:
    """Every unit owes its dossiers, or the word that it proposes nobody."""
    owe_units(case, DutyKind.SUBMIT_DOSSIER, due=case.stage.remind_by)
    tell_units(
        case,
        StageOpened,
        stage_label=case.label,
        opened_on=case.today,
        due_on=case.stage.remind_by,
        due_wording=case.due_wording,
        duty="Gửi hồ sơ đề nghị khen thưởng hoặc báo không đề nghị",
    )


def closing(case: Case) -> tuple[str, ...]:
    """How many dossiers go to the council."""
    rows = dossiers_of(case.session, case.campaign.id, case.stage.round)
    accepted = sum(row.state == DossierState.ACCEPTED for row in rows)
    return (f"Hồ sơ đã nhận: {len(rows)}.", f"Đủ điều kiện trình Hội đồng: {accepted}.")


def submit(
    session: Session,
    code: str,
    unit_code: str,
    *,
    round_: str,
    nominee: str,
    nominee_kind: NomineeKind,
    form: str,
    papers: Iterable[Paper],
    proofs: Iterable[Proof] = (),
    nominee_role: str | None = None,
    achievement: str = "",
    initiative: str = "",
    incoming_number: str | None = None,
    received_on: date | None = None,
    by: Principal,
    at: datetime,
) -> Dossier:
    """A unit proposes one nominee for one award form.

    Raises:
        WrongState: `stage_not_open`; TooLate: `deadline_passed`; AlreadyDone: `nominee_proposed`;
        Incomplete: `components_missing`, `registration_missing`; Invalid: `award_form`, `nominee_kind`.
    """
    key = StageKey(StageKind.DOSSIER_INTAKE, round_)
    case, unit = window(session, code, key, unit_code, "dossier:submit", by=by, at=at, received_on=received_on)
    proposal = Proposal(
        nominee=nominee,
        nominee_kind=nominee_kind,
        form=form,
        papers=papers,
        proofs=proofs,
        nominee_role=nominee_role,
        achievement=achievement,
        initiative=initiative,
        incoming_number=incoming_number,
        received_on=received_on,
    )
    return take_in(case, unit, proposal)


def decline(
    session: Session, code: str, unit_code: str, *, round_: str, reason: str, by: Principal, at: datetime
) -> None:
    """A unit says that it proposes nobody in this round.

    Raises:
        WrongState: `stage_not_open`, `nothing_to_decline` when it has done its part already.
    """
    key = StageKey(StageKind.DOSSIER_INTAKE, round_)
    case, unit = window(session, code, key, unit_code, "nomination:decline", by=by, at=at)
    if not settle_kind(case, DutyKind.SUBMIT_DOSSIER, unit_id=unit.id):
        raise WrongState("nothing_to_decline", unit=unit.name)
    record(
        session,
        "nomination:declined",
        by=by,
        at=at,
        subject=f"unit:{unit.code}",
        campaign=code,
        reason=reason,
        facts={"round": round_},
    )
    refresh(session, [case.campaign], calendar=case.calendar, at=at)


def return_for_supplement(
    session: Session,
    code: str,
    dossier_code: str,
    *,
    reasons: Mapping[str, str],
    due: date,
    by: Principal,
    at: datetime,
) -> None:
    """The office asks for a supplement, with a reason per component and a deadline; the clock stops.

    Raises:
        WrongState: `dossier_state`; Incomplete: `reason_missing`; Invalid: `date_past`.
    """
    case, row = dossier_case(session, code, dossier_code, "dossier:return", by=by, at=at)
    need_state(row, DossierState.SUBMITTED)
    if not reasons or not all(text.strip() for text in reasons.values()):
        raise Incomplete("reason_missing")
    if due < case.today:
        raise Invalid("date_past", stage=case.stage.key, found=due, today=case.today)
    row.state = DossierState.RETURNED
    session.add(
        DossierReturn(dossier_id=row.id, reasons=canonical(dict(reasons)), due=due, returned_at=at, returned_by=by.code)
    )
    settle_kind(case, DutyKind.APPRAISE_DOSSIER, dossier_id=row.id)
    turn = len(returns_of(session, row.id))
    key = f"{row.code}:{turn + 1}"
    owe(case, DutyKind.SUPPLEMENT_DOSSIER, about=row.code, key=key, unit_id=row.unit_id, dossier_id=row.id, due=due)
    texts = tuple(f"{component_label(part)}: {text}" for part, text in reasons.items())
    left = case.calendar.between(case.today, due)
    tell_dossier(case, row, DossierReturned, reasons=texts, due_on=due, working_days_left=left)
    finish_dossier(case, "dossier:returned", row, {"due": due, "components": sorted(reasons)})


def supplement(
    session: Session,
    code: str,
    dossier_code: str,
    *,
    papers: Iterable[Paper] = (),
    proofs: Iterable[Proof] = (),
    by: Principal,
    at: datetime,
) -> None:
    """The unit hands in what was asked for; a replaced document stays, marked.

    Raises:
        WrongState: `dossier_state`; TooLate: `supplement_late`; Incomplete: `nothing_supplemented`.
    """
    case, row = dossier_case(session, code, dossier_code, "dossier:submit", by=by, at=at)
    need_state(row, DossierState.RETURNED)
    asked = returns_of(session, row.id)[-1]
    given, proved = tuple(papers), tuple(proofs)
    if case.today > asked.due:
        raise TooLate("supplement_late", dossier=row.code, due=asked.due, day=case.today)
    if not given and not proved:
        raise Incomplete("nothing_supplemented", dossier=row.code)
    add_papers(case, row, given)
    add_proofs(case, row, proved)
    row.state, asked.supplemented_at = DossierState.SUBMITTED, at
    settle_kind(case, DutyKind.SUPPLEMENT_DOSSIER, dossier_id=row.id)
    owe_appraisal(case, row)
    names = tuple(component_label(p.component) for p in given)
    tell_dossier(case, row, DossierReceived, received_at=at, documents=names)
    finish_dossier(case, "dossier:supplemented", row, {"papers": len(given), "proofs": len(proved)})


def accept(session: Session, code: str, dossier_code: str, *, opinion: str, by: Principal, at: datetime) -> None:
    """The office finds the dossier complete and the nominee eligible: it goes to the council.

    Raises:
        WrongState: `dossier_state`, `consultation_open`;
        Incomplete: `not_eligible`, with every criterion that is not met or not shown.
    """
    case, row = dossier_case(session, code, dossier_code, "dossier:accept", by=by, at=at)
    need_state(row, DossierState.SUBMITTED)
    if asked := open_consultations(session, row.id):
        raise WrongState("consultation_open", dossier=row.code, body=asked[0].body, due=asked[0].due)
    found = assess_dossier(case, row)
    if found.outcome != "eligible":
        open_ = tuple(
            (r.criterion.wording, r.finding) for r in found.reasons if r.finding not in ("met", "not_applicable")
        )
        raise Incomplete("not_eligible", dossier=row.code, outcome=found.outcome, reasons=open_)
    _judge(case, row, DossierState.ACCEPTED, opinion)
    owe_ballot(case, row)
    tell_dossier(case, row, DossierAccepted, accepted_on=case.today)
    facts = {"criteria": len(found.reasons), "papers": len(documents_of(session, row.id))}
    finish_dossier(case, "dossier:accepted", row, facts)


def judge_ineligible(
    session: Session, code: str, dossier_code: str, *, reasons: Iterable[str], by: Principal, at: datetime
) -> None:
    """The office finds that the nominee does not meet the plan's criteria, and says which.

    Raises:
        WrongState: `dossier_state`; Incomplete: `reason_missing`; TooLate is never raised: a late supplement ends here.
    """
    case, row = dossier_case(session, code, dossier_code, "dossier:judge", by=by, at=at)
    texts = tuple(text.strip() for text in reasons if text.strip())
    need_state(row, *UNDER_APPRAISAL)
    if not texts:
        raise Incomplete("reason_missing")
    leave_appraisal(case, row)
    _judge(case, row, DossierState.INELIGIBLE, "; ".join(texts))
    tell_dossier(case, row, DossierIneligible, reasons=texts)
    finish_dossier(case, "dossier:ineligible", row, {"reasons": len(texts)})


def withdraw(session: Session, code: str, dossier_code: str, *, reason: str, by: Principal, at: datetime) -> None:
    """The unit takes its proposal back before the decision is signed; ballots and lists go on without it.

    Raises:
        WrongState: `dossier_state`, `decision_signed`; Incomplete: `reason_missing`.
    """
    case, row = dossier_case(session, code, dossier_code, "dossier:withdraw", by=by, at=at)
    need_state(row, *WITHDRAWABLE)
    if not reason.strip():
        raise Incomplete("reason_missing")
    leave(case, row, DossierState.WITHDRAWN)
    finish_dossier(case, "dossier:withdrawn", row, {}, reason=reason)


def _judge(case: Case, row: Dossier, state: DossierState, opinion: str) -> None:
    row.state, row.opinion, row.judged_at, row.judged_by = state, opinion, case.at, case.by.code
    settle_kind(case, DutyKind.APPRAISE_DOSSIER, dossier_id=row.id)

"""Dossier intake: submission, return for supplement, acceptance, and the judgement that a nominee is not eligible."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from sqlmodel import Session

from actions.audit import canonical, record
from actions.cases import Case
from actions.dossier_parts import Paper, Proof, add_papers, add_proofs, assess_dossier, refuse_missing
from actions.entering import entered, window
from actions.guard import require
from actions.owing import owe, owe_units, settle_kind
from actions.refreshing import refresh
from actions.telling import tell_units
from domain.dossiers import UNDER_APPRAISAL, DossierState
from domain.duties import DutyKind
from domain.errors import AlreadyDone, Incomplete, Invalid, TooLate, WrongState
from domain.people import Principal
from domain.plan import NomineeKind
from domain.stages import StageKey, StageKind
from models.dossiers import Dossier, DossierReturn
from models.finders import dossier_by_code
from models.handed_in import count_dossiers, documents_of, dossiers_of, registration_of, returns_of
from models.stages import Stage
from notifications.notices import (
    DossierAccepted,
    DossierIneligible,
    DossierReceived,
    DossierReturned,
    StageOpened,
)
from wording.components import component_label
from wording.names import clean_name, fold


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
    name, given = clean_name(nominee), tuple(papers)
    _check_proposal(case, unit.id, name, nominee_kind, form)
    refuse_missing(case.plan, given)
    row = Dossier(
        campaign_id=case.campaign.id,
        stage_id=case.stage.id,
        round=round_,
        code=f"HS-{count_dossiers(session, case.campaign.id) + 1:04d}",
        unit_id=unit.id,
        unit_name=unit.name,
        group=unit.group,
        nominee=name,
        folded=fold(name),
        nominee_kind=nominee_kind.value,
        nominee_role=nominee_role,
        form=form,
        achievement=achievement,
        submitted_at=at,
        submitted_by=by.code,
        incoming_number=incoming_number,
        received_on=received_on,
    )
    session.add(row)
    session.flush()
    add_papers(case, row, given)
    add_proofs(case, row, proofs)
    settle_kind(case, DutyKind.SUBMIT_DOSSIER, unit_id=unit.id)
    owe(case, DutyKind.APPRAISE_DOSSIER, about=row.code, key=row.code, dossier_id=row.id)
    _tell(case, row, DossierReceived, received_at=at, documents=tuple(component_label(p.component) for p in given))
    facts = {"kind": nominee_kind.value, "form": form, "papers": len(given), **entered(incoming_number, received_on)}
    _record(case, "dossier:submitted", row, facts, personal={"nominee": name})
    return row


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
    case, row = _dossier(session, code, dossier_code, "dossier:return", by, at)
    _need_state(row, DossierState.SUBMITTED)
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
    _tell(case, row, DossierReturned, reasons=texts, due_on=due, working_days_left=left)
    _record(case, "dossier:returned", row, {"due": due, "components": sorted(reasons)})


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
    case, row = _dossier(session, code, dossier_code, "dossier:submit", by, at)
    _need_state(row, DossierState.RETURNED)
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
    key = f"{row.code}:{len(returns_of(session, row.id)) + 1}"
    owe(case, DutyKind.APPRAISE_DOSSIER, about=row.code, key=key, dossier_id=row.id)
    names = tuple(component_label(p.component) for p in given)
    _tell(case, row, DossierReceived, received_at=at, documents=names)
    _record(case, "dossier:supplemented", row, {"papers": len(given), "proofs": len(proved)})


def accept(session: Session, code: str, dossier_code: str, *, opinion: str, by: Principal, at: datetime) -> None:
    """The office finds the dossier complete and the nominee eligible: it goes to the council.

    Raises:
        WrongState: `dossier_state`; Incomplete: `not_eligible`, with every criterion that is not met or not shown.
    """
    case, row = _dossier(session, code, dossier_code, "dossier:accept", by, at)
    _need_state(row, DossierState.SUBMITTED)
    found = assess_dossier(case, row)
    if found.outcome != "eligible":
        open_ = tuple(
            (r.criterion.wording, r.finding) for r in found.reasons if r.finding not in ("met", "not_applicable")
        )
        raise Incomplete("not_eligible", dossier=row.code, outcome=found.outcome, reasons=open_)
    _judge(case, row, DossierState.ACCEPTED, opinion)
    _tell(case, row, DossierAccepted, accepted_on=case.today)
    facts = {"criteria": len(found.reasons), "papers": len(documents_of(session, row.id))}
    _record(case, "dossier:accepted", row, facts)


def judge_ineligible(
    session: Session, code: str, dossier_code: str, *, reasons: Iterable[str], by: Principal, at: datetime
) -> None:
    """The office finds that the nominee does not meet the plan's criteria, and says which.

    Raises:
        WrongState: `dossier_state`; Incomplete: `reason_missing`; TooLate is never raised: a late supplement ends here.
    """
    case, row = _dossier(session, code, dossier_code, "dossier:judge", by, at)
    texts = tuple(text.strip() for text in reasons if text.strip())
    if row.state not in UNDER_APPRAISAL:
        raise _wrong_state(row, *UNDER_APPRAISAL)
    if not texts:
        raise Incomplete("reason_missing")
    settle_kind(case, DutyKind.SUPPLEMENT_DOSSIER, dossier_id=row.id)
    _judge(case, row, DossierState.INELIGIBLE, "; ".join(texts))
    _tell(case, row, DossierIneligible, reasons=texts)
    _record(case, "dossier:ineligible", row, {"reasons": len(texts)})


def withdraw(session: Session, code: str, dossier_code: str, *, reason: str, by: Principal, at: datetime) -> None:
    """The unit takes its proposal back before the council has voted.

    Raises:
        WrongState: `dossier_state`; Incomplete: `reason_missing`.
    """
    case, row = _dossier(session, code, dossier_code, "dossier:withdraw", by, at)
    if row.state not in UNDER_APPRAISAL:
        raise _wrong_state(row, *UNDER_APPRAISAL)
    if not reason.strip():
        raise Incomplete("reason_missing")
    row.state = DossierState.WITHDRAWN
    for kind in (DutyKind.APPRAISE_DOSSIER, DutyKind.SUPPLEMENT_DOSSIER):
        settle_kind(case, kind, dossier_id=row.id)
    _record(case, "dossier:withdrawn", row, {}, reason=reason)


def _dossier(
    session: Session, code: str, dossier_code: str, action: str, by: Principal, at: datetime
) -> tuple[Case, Dossier]:
    case = Case.of(session, code, StageKey(StageKind.LAUNCH), by=by, at=at)
    row = dossier_by_code(session, case.campaign.id, dossier_code, lock=True)
    require(by, action, campaign_id=case.campaign.id, unit_id=row.unit_id)
    if case.campaign.suspended_at is not None:
        raise WrongState("campaign_suspended", code=code)
    case.stage = session.get_one(Stage, row.stage_id)
    return case, row


def _check_proposal(case: Case, unit_id: int, name: str, kind: NomineeKind, form: str) -> None:
    forms = {f.code: f for f in case.plan.forms_of(case.stage.round)}
    if form not in forms:
        raise Invalid("award_form", found=form, allowed=tuple(forms))
    if forms[form].kinds and kind not in forms[form].kinds:
        raise Invalid("nominee_kind", found=kind.value, allowed=tuple(k.value for k in forms[form].kinds))
    registered = registration_of(case.session, case.campaign.id, unit_id)
    if case.plan.registration_required and (registered is None or registered.state != "confirmed"):
        raise Incomplete("registration_missing", code=case.campaign.code)
    for other in dossiers_of(case.session, case.campaign.id, case.stage.round):
        if (other.unit_id, other.nominee_kind, other.nominee, other.form) == (unit_id, kind.value, name, form):
            raise AlreadyDone("nominee_proposed", nominee=name, dossier=other.code)


def _judge(case: Case, row: Dossier, state: DossierState, opinion: str) -> None:
    row.state, row.opinion, row.judged_at, row.judged_by = state, opinion, case.at, case.by.code
    settle_kind(case, DutyKind.APPRAISE_DOSSIER, dossier_id=row.id)


def _need_state(row: Dossier, state: DossierState) -> None:
    if row.state != state:
        raise _wrong_state(row, state)


def _wrong_state(row: Dossier, *allowed: DossierState) -> WrongState:
    return WrongState("dossier_state", dossier=row.code, state=row.state, allowed=tuple(s.value for s in allowed))


def _tell(case: Case, row: Dossier, kind: type, **values: object) -> None:
    tell_units(
        case,
        kind,
        unit_ids=[row.unit_id],
        dossier_code=row.code,
        unit_name=row.unit_name,
        nominee_name=row.nominee,
        **values,
    )


def _record(
    case: Case,
    kind: str,
    row: Dossier,
    facts: Mapping[str, object],
    *,
    reason: str = "",
    personal: Mapping[str, str] | None = None,
) -> None:
    record(
        case.session,
        kind,
        by=case.by,
        at=case.at,
        subject=f"dossier:{row.code}",
        campaign=case.campaign.code,
        reason=reason,
        facts={"round": row.round, **facts},
        personal=personal,
    )
    refresh(case.session, [case.campaign], calendar=case.calendar, at=case.at)

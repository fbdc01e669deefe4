"""Decisions: draft, sign, issue. The list approved by the council, the draft's list and the decision's are one list."""

from datetime import date, datetime

from sqlmodel import Session

from actions.approved_lists import (
    approved,
    check_list,
    held_back,
    is_up_to_date,
    list_of,
    to_be_listed,
    write_list,
)
from actions.ballots import Scan
from actions.cases import Case
from actions.comments import refuse_comments
from actions.complaint_duties import holds_stage
from actions.decision_moves import follow_list, hand_on, settle_move
from actions.finishing import finish
from actions.guard import require
from actions.issuing import as_signer, expect, issue_row, sign_row
from actions.questions import answer_by_acting
from actions.telling import tell_roles, tell_units
from actions.versions import skip_rows
from domain.delegations import Signing
from domain.dossiers import DossierState
from domain.duties import DutyKind
from domain.errors import AlreadyDone, NotFound, WrongState
from domain.people import Principal, Role
from domain.stages import StageKey, StageKind, StageState
from models.awards import current_decision, decisions_of, lines_of
from models.decisions import Decision
from models.handed_in import dossiers_of
from notifications.notices.of_decisions import DecisionIssued, DecisionSigned
from wording.labels import NOMINEE_KINDS, form_label

IN_HAND = ("draft", "signed")
NOBODY = "Không có trường hợp nào được Hội đồng đề nghị khen thưởng."


def opened(case: Case) -> None:
    """One decision per award form is to be drafted, unless the council proposed nobody."""
    forms = sorted({row.form for row in approved(case)})
    if not forms:
        skip_rows(case, case.stage, NOBODY)
        return
    for form in forms:
        follow_list(case, form)
    for row in approved(case):
        holds_stage(case, row)


def closing(case: Case) -> tuple[str, ...]:
    """Which decisions were issued."""
    rows = (row for row in decisions_of(case.session, case.stage.id) if row.state == "issued")
    return tuple(f"Quyết định {row.number}: {form_label(row.form)}." for row in rows)


def draft(session: Session, code: str, round_: str, form: str, *, by: Principal, at: datetime) -> Decision:
    """Draft the decision on one award form with the council's list, by rank, without those who are held back.

    A draft whose list is not what it is to be any more is written anew, and a signature under the old list is void.
    Once it is issued, those who were held back and may be awarded now come into a next part.

    Raises:
        WrongState: `stage_not_open`, `all_held_back`; AlreadyDone: `decision_drafted`; NotFound: `approved_list`.
    """
    case = _case(session, code, round_, "decision:draft", by, at)
    before = current_decision(session, case.stage.id, form)
    _refuse_drafted(case, form, before)
    rows = list_of(case, form)
    decision = before if before is not None and before.state != "issued" else _new_draft(case, form, before)
    anew = before is not None and before.state in IN_HAND
    _begin(case, decision)
    write_list(case, decision, rows)
    follow_list(case, form)
    waiting = [row.code for row in held_back(case, form)]
    facts: dict[str, object] = {"lines": len(rows), "part": decision.part, "held_back": waiting}
    _finish(case, decision, "decision:drafted_anew" if anew else "decision:drafted", facts)
    return decision


def sign(
    session: Session, code: str, round_: str, form: str, *, signing: Signing, by: Principal, at: datetime
) -> Decision:
    """The leader signs, or somebody in her place.

    Raises:
        NotFound: `decision`; WrongState: `list_differs`, `comments_open`; what `actions.issuing.sign_row` refuses.
    """
    case = _case(session, code, round_, signing.right, by, at)
    decision = _decision(case, form, "draft")
    check_list(case, decision)
    refuse_comments(case)
    facts = sign_row(session, decision, signing=signing, by=by, at=at)
    case.by = as_signer(session, decision, by)
    hand_on(case, form, DutyKind.SIGN_DECISION, DutyKind.ISSUE_DECISION)
    office = (Role.CLERK, Role.OFFICER)
    title = f"Quyết định tặng {form_label(form)}"
    tell_roles(case, DecisionSigned, office, decision_title=title, signed_by=by.name, signed_on=case.today)
    _finish(case, decision, "decision:signed", facts)
    return decision


def issue(
    session: Session,
    code: str,
    round_: str,
    form: str,
    *,
    number: str | None,
    issued_on: date,
    scan: Scan | None = None,
    by: Principal,
    at: datetime,
) -> Decision:
    """The clerk issues it, with the signed copy where it is at hand; everybody who took part is told.

    Raises:
        NotFound: `decision`; WrongState: `list_differs`; what `actions.issuing.issue_row` refuses.
    """
    case = _case(session, code, round_, "decision:issue", by, at)
    decision = _decision(case, form, "signed")
    check_list(case, decision)
    facts = issue_row(session, decision, number=number, issued_on=issued_on, scan=scan, by=by, at=at)
    lines = lines_of(session, decision.id)
    awarded = {line.dossier_id for line in lines}
    for row in dossiers_of(session, case.campaign.id, round_):
        if row.id in awarded:
            row.state = DossierState.AWARDED
    settle_move(case, form, DutyKind.ISSUE_DECISION)
    answer_by_acting(case, f"{case.stage.key}.date", issued_on.isoformat())
    tell_units(
        case,
        DecisionIssued,
        authority_name=decision.authority,
        decision_number=decision.number,
        decision_date=issued_on,
        awards=tuple(f"{NOMINEE_KINDS[line.nominee_kind]}: {line.nominee} ({line.unit_name})" for line in lines),
    )
    _finish(case, decision, "decision:issued", {**facts, "lines": len(lines)})
    return decision


def _case(session: Session, code: str, round_: str, action: str, by: Principal, at: datetime) -> Case:
    case = Case.of(session, code, StageKey(StageKind.DECISION_ISSUANCE, round_), by=by, at=at)
    require(by, action, campaign_id=case.campaign.id)
    if case.stage.state != StageState.OPEN:
        raise WrongState("stage_not_open", stage=case.stage.key, state=case.stage.state, opens=case.stage.opens)
    if case.campaign.suspended_at is not None:
        raise WrongState("campaign_suspended", code=code)
    return case


def _decision(case: Case, form: str, state: str) -> Decision:
    decision = current_decision(case.session, case.stage.id, form)
    if decision is None:
        raise NotFound("decision", form=form_label(form), stage=case.stage.key)
    expect(decision, state)
    return decision


def _refuse_drafted(case: Case, form: str, before: Decision | None) -> None:
    """Raises AlreadyDone `decision_drafted` where a new list would say nothing else than the one there is."""
    if before is None or before.state == "dropped":
        return
    if before.state == "issued":
        again = bool(to_be_listed(case, form) or held_back(case, form))
    else:
        again = not is_up_to_date(case, before)
    if not again:
        raise AlreadyDone("decision_drafted", form=form_label(form))


def _begin(case: Case, decision: Decision) -> None:
    """It is a draft from now on; a signature was given to a list that does not hold any more."""
    decision.state, decision.drafted_at, decision.drafted_by = "draft", case.at, case.by.code
    decision.signed_at = decision.signed_by = decision.signer_title = None
    decision.signing_form = decision.delegation_id = None
    case.session.add(decision)
    case.session.flush()


def _new_draft(case: Case, form: str, before: Decision | None) -> Decision:
    return Decision(
        campaign_id=case.campaign.id,
        stage_id=case.stage.id,
        round=case.stage.round,
        form=form,
        part=before.part + 1 if before else 1,
        authority=case.plan.authority,
        drafted_at=case.at,
        drafted_by=case.by.code,
    )


def _finish(case: Case, decision: Decision, kind: str, facts: dict[str, object]) -> None:
    finish(case, kind, {"form": decision.form, **facts}, f"decision:{case.stage.key}/{decision.form}")

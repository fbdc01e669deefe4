"""Whose move a decision is: to draft, to sign, to issue it, or nobody's while its whole list is held back."""

from actions.approved_lists import held_back, is_up_to_date, to_be_listed
from actions.cases import Case
from actions.owing import lapse, owe, settle
from domain.duties import DutyKind
from models.awards import current_decision, lines_of
from models.decisions import Decision
from models.duties import times_owed
from models.stages import Duty
from wording.labels import form_label

MOVES = (DutyKind.DRAFT_DECISION, DutyKind.SIGN_DECISION, DutyKind.ISSUE_DECISION)


def hand_on(case: Case, form: str, done: DutyKind, next_: DutyKind) -> None:
    """One has done her part; the next one owes hers."""
    settle_move(case, form, done)
    owe_move(case, form, next_)


def settle_move(case: Case, form: str, kind: DutyKind) -> None:
    """What was owed about the decision on this form is done."""
    settle(_owed(case, form, kind), case)


def owe_move(case: Case, form: str, kind: DutyKind) -> None:
    """Somebody owes the next step of the decision on this form; it may come again, after a list was renewed."""
    before = times_owed(case.session, case.stage.id, kind)
    key = f"{form}:{before + 1}" if before else form
    owe(case, kind, about=form_label(form), key=key, due=case.stage.remind_by)


def follow_list(case: Case, form: str) -> None:
    """The list of a form has changed in an open stage: who has the move follows from what stands now.

    A draft nobody of whom is left is dropped.
    """
    decision = current_decision(case.session, case.stage.id, form)
    if decision is not None and decision.state in ("draft", "signed") and not _anybody(case, form):
        _drop(case, decision)
    wanted = _move_of(case, decision, form)
    for kind in MOVES:
        owed = _owed(case, form, kind)
        if kind != wanted:
            lapse(case, owed)
        elif not owed:
            owe_move(case, form, kind)


def _move_of(case: Case, decision: Decision | None, form: str) -> DutyKind | None:
    if decision is not None and decision.state in ("draft", "signed") and is_up_to_date(case, decision):
        return DutyKind.SIGN_DECISION if decision.state == "draft" else DutyKind.ISSUE_DECISION
    return DutyKind.DRAFT_DECISION if to_be_listed(case, form) else None


def _anybody(case: Case, form: str) -> bool:
    return bool(to_be_listed(case, form) or held_back(case, form))


def _drop(case: Case, decision: Decision) -> None:
    for line in lines_of(case.session, decision.id):
        line.struck_at = case.at
    decision.state = "dropped"


def _owed(case: Case, form: str, kind: DutyKind) -> list[Duty]:
    return [duty for duty in case.owed(kind) if duty.key.split(":")[1] == form]

"""The list of a decision: what the council approved in a round, without those whom a complaint holds back."""

from actions.cases import Case
from domain.dossiers import DossierState
from domain.errors import NotFound, WrongState
from models.awards import lines_of
from models.complaint_rows import complained_of, open_complaints
from models.decisions import Decision, DecisionLine
from models.dossiers import Dossier
from models.handed_in import dossiers_of
from wording.labels import form_label


def approved(case: Case) -> list[Dossier]:
    """What the council proposes in this round and no decision has awarded yet, by rank."""
    rows = dossiers_of(case.session, case.campaign.id, case.stage.round)
    return sorted((row for row in rows if row.state == DossierState.PASSED), key=lambda row: (row.rank or 0, row.code))


def to_be_listed(case: Case, form: str) -> list[Dossier]:
    """Who is to stand in the next decision on a form."""
    rows = _of_form(case, form)
    blocked = open_complaints(case.session, [row.id for row in rows])
    return [row for row in rows if row.id not in blocked]


def held_back(case: Case, form: str) -> list[Dossier]:
    """Who is approved and has to wait."""
    rows = _of_form(case, form)
    blocked = open_complaints(case.session, [row.id for row in rows])
    return [row for row in rows if row.id in blocked]


def list_of(case: Case, form: str) -> list[Dossier]:
    """The same as `to_be_listed`, where there is anybody.

    Raises:
        NotFound: `approved_list`. WrongState: `all_held_back`.
    """
    if rows := to_be_listed(case, form):
        return rows
    if waiting := held_back(case, form):
        codes = tuple(row.code for row in waiting)
        raise WrongState("all_held_back", form=form_label(form), stage=case.stage.key, dossiers=codes)
    raise NotFound("approved_list", form=form_label(form), stage=case.stage.key)


def is_up_to_date(case: Case, decision: Decision) -> bool:
    """Does the decision list just whom it is to list, in this order and by these names?"""
    listed = [(line.dossier_id, line.nominee) for line in lines_of(case.session, decision.id)]
    return listed == [(row.id, row.nominee) for row in to_be_listed(case, decision.form)]


def check_list(case: Case, decision: Decision) -> None:
    """Whether the list is up to date, asked when it is signed and when it is issued.

    Raises:
        WrongState: `list_held_back` where a complaint has come or gone since it was drafted; else `list_differs`, or as
        `list_of`.
    """
    council = list_of(case, decision.form)
    if is_up_to_date(case, decision):
        return
    lines = lines_of(case.session, decision.id)
    changed = {line.dossier_id for line in lines} ^ {row.id for row in council}
    if changed and changed <= complained_of(case.session, changed):
        raise WrongState("list_held_back", listed=len(lines), approved=len(council))
    raise WrongState("list_differs", listed=len(lines), approved=len(council))


def write_list(case: Case, decision: Decision, rows: list[Dossier]) -> None:
    """The list by rank, counted from one; lines that do not belong to it any more stay below it, struck out."""
    before = {line.dossier_id: line for line in lines_of(case.session, decision.id, struck_too=True)}
    places = max((line.position for line in before.values()), default=0) + len(rows)
    # Out of the way first, because a place is taken once only.
    for number, old in enumerate(before.values(), places + 1):
        old.position = number
    case.session.flush()
    for number, row in enumerate(rows, 1):
        line = before.pop(row.id, None) or _line(decision, number, row)
        line.position, line.struck_at = number, None
        case.session.add(line)
    for number, old in enumerate(before.values(), len(rows) + 1):
        old.position, old.struck_at = number, old.struck_at or case.at


def _of_form(case: Case, form: str) -> list[Dossier]:
    return [row for row in approved(case) if row.form == form]


def _line(decision: Decision, number: int, row: Dossier) -> DecisionLine:
    return DecisionLine(
        decision_id=decision.id,
        position=number,
        dossier_id=row.id,
        nominee=row.nominee,
        nominee_kind=row.nominee_kind,
        unit_name=row.unit_name,
    )

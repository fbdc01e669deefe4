"""The list of a decision: what the council approved in a round, line by line, and nothing else."""

from actions.cases import Case
from domain.dossiers import DossierState
from domain.errors import NotFound, WrongState
from models.awards import lines_of
from models.decisions import Decision, DecisionLine
from models.dossiers import Dossier
from models.handed_in import dossiers_of
from wording.labels import form_label


def approved(case: Case) -> list[Dossier]:
    """What the council proposes in this round, by rank."""
    rows = dossiers_of(case.session, case.campaign.id, case.stage.round)
    return sorted((row for row in rows if row.state == DossierState.PASSED), key=lambda row: (row.rank or 0, row.code))


def list_of(case: Case, form: str) -> list[Dossier]:
    """What a decision on one form is to hold; raises NotFound `approved_list`."""
    rows = [row for row in approved(case) if row.form == form]
    if not rows:
        raise NotFound("approved_list", form=form_label(form), stage=case.stage.key)
    return rows


def check_list(case: Case, decision: Decision) -> None:
    """Raises WrongState `list_differs` unless the decision holds just what it is to hold."""
    listed = [(line.dossier_id, line.nominee) for line in lines_of(case.session, decision.id)]
    council = [(row.id, row.nominee) for row in list_of(case, decision.form)]
    if listed != council:
        raise WrongState("list_differs", listed=len(listed), approved=len(council))


def write_list(case: Case, decision: Decision, rows: list[Dossier]) -> None:
    """The list by rank; a line that was struck out of an earlier draft comes back below it, and only once."""
    before = {line.dossier_id: line for line in lines_of(case.session, decision.id, struck_too=True)}
    first = max((line.position for line in before.values()), default=0) + 1
    for number, row in enumerate(rows, first):
        line = before.get(row.id) or _line(decision, number, row)
        line.position, line.struck_at = number, None
        case.session.add(line)


def _line(decision: Decision, number: int, row: Dossier) -> DecisionLine:
    return DecisionLine(
        decision_id=decision.id,
        position=number,
        dossier_id=row.id,
        nominee=row.nominee,
        nominee_kind=row.nominee_kind,
        unit_name=row.unit_name,
    )

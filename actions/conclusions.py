"""The council's conclusion: of those who passed the quotas pick by rank; a tie at the edge is never left to chance."""

from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction

from sqlmodel import Session

from actions.cases import Case
from actions.finishing import finish
from actions.owing import settle_kind
from actions.sitting_cases import accepted, appraisal, meeting, rule_of, under_appraisal
from actions.telling import tell_units
from domain.ballots import Tally
from domain.dossiers import DossierState
from domain.duties import DutyKind
from domain.errors import Incomplete, WrongState
from domain.people import Principal
from domain.quotas import Pick
from domain.ranking import Candidate, Selection, pick
from models.council import Ballot
from models.dossiers import Dossier
from models.finders import unit_codes
from models.sittings import ballots_of_meetings
from notifications.notices.of_dossiers import ResultPublished


def conclude(
    session: Session,
    code: str,
    round_: str,
    *,
    minutes: str,
    document: str,
    order: Sequence[str] = (),
    by: Principal,
    at: datetime,
) -> tuple[str, ...]:
    """Draw the council's result into its minutes; codes of the chosen dossiers by rank.

    `order` are dossier codes as the chair or the council ranked those that tie at a quota's edge.

    Raises:
        Incomplete: `ballots_missing`, `minutes_missing`, `dossiers_under_appraisal`;
        WrongState: `edge_tie`, with the dossiers and who settles it.
    """
    case = appraisal(session, code, round_, "council:conclude", by, at)
    if not minutes.strip() or not document.strip():
        raise Incomplete("minutes_missing")
    rows, closed = accepted(case), decided(case)
    # One that is to be voted on again was decided before and is owed all the same.
    again = {duty.dossier_id for duty in case.owed(DutyKind.HOLD_BALLOT)}
    missing = [row.code for row in rows if row.id not in closed or row.id in again]
    if missing:
        raise Incomplete("ballots_missing", dossiers=tuple(missing))
    waiting = tuple(row.code for row in under_appraisal(case))
    if waiting:
        raise Incomplete("dossiers_under_appraisal", dossiers=waiting)
    selection = select_winners(case, rows, closed, order)
    ties = [candidate.pick.nominee for tie in selection.edge_ties for candidate in tie.candidates]
    if ties:
        raise WrongState("edge_tie", dossiers=tuple(ties), settled_by=selection.edge_ties[0].settled_by)
    chosen = tuple(candidate.pick.nominee for candidate in selection.winners)
    _mark(rows, chosen)
    sitting = meeting(case)
    sitting.minutes, sitting.minutes_document = minutes.strip(), document.strip()
    settle_kind(case, DutyKind.CONCLUDE_COUNCIL)
    for row in rows:
        _tell(case, row, closed[row.id])
    facts: dict[str, object] = {"chosen": list(chosen), "considered": len(rows), "document": document}
    finish(case, "council:concluded", facts)
    return chosen


def select_winners(
    case: Case, rows: Sequence[Dossier], closed: dict[int, Ballot], order: Sequence[str] = ()
) -> Selection:
    """Who is chosen within the quotas, as the ballots stand."""
    places = {code: number for number, code in enumerate(order, 1)}
    units = unit_codes(case.session, {row.unit_id for row in rows})
    candidates = tuple(
        Candidate(
            pick=Pick(
                nominee=row.code,
                kind=row.nominee_kind,
                round=row.round,
                form=row.form,
                unit=units[row.unit_id],
                group=row.group,
            ),
            share=_share(closed[row.id]),
            order=places.get(row.code),
        )
        for row in rows
        if closed[row.id].outcome == "passed"
    )
    return pick(candidates, case.plan.quotas_of(case.stage.round), tie=rule_of(case).tie)


def decided(case: Case) -> dict[int, Ballot]:
    """Dossier id → its last ballot, where that one decided."""
    last = {ballot.dossier_id: ballot for ballot in ballots_of_meetings(case.session, case.stage.id)}
    return {key: ballot for key, ballot in last.items() if ballot.outcome in ("passed", "failed")}


def _share(ballot: Ballot) -> Fraction:
    result = Tally.model_validate_json(ballot.tally or "{}")
    return result.share or Fraction(0)


def _mark(rows: Sequence[Dossier], chosen: Sequence[str]) -> None:
    for row in rows:
        row.state = DossierState.PASSED if row.code in chosen else DossierState.NOT_PASSED
        row.rank = chosen.index(row.code) + 1 if row.code in chosen else None


def _tell(case: Case, row: Dossier, ballot: Ballot) -> None:
    result = Tally.model_validate_json(ballot.tally or "{}")
    tell_units(
        case,
        ResultPublished,
        unit_ids=[row.unit_id],
        dossier_code=row.code,
        unit_name=row.unit_name,
        nominee_name=row.nominee,
        passed=row.state == DossierState.PASSED,
        votes_for=ballot.yes,
        votes_base=result.base,
        rule=rule_of(case).source,
    )

"""Ties at a quota's edge that a chair or a council has settled: the ballots, ranked without the order that she gave."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from domain.ballots import CouncilRule, Tally
from domain.quotas import Pick
from domain.ranking import Candidate, SettledBy, pick
from domain.steps import local_day
from domain.values import Value
from models.campaigns import Campaign, PlanVersion
from models.council import Ballot, Council, Meeting
from models.dossiers import Dossier
from models.places import Unit
from plans.writing import from_json
from queries.quotas import CHOSEN

CONCLUDED = (*CHOSEN, "not_passed")


class SettledTie(Value):
    """Dossiers of equal share for fewer places than there are of them, and which of them were chosen."""

    campaign: str
    round: str
    day: date
    places: int
    dossiers: tuple[str, ...]
    chosen: tuple[str, ...]
    settled_by: SettledBy


def edge_ties(session: Session) -> Iterator[SettledTie]:
    """Every tie of a council that has concluded; two queries."""
    rounds: defaultdict[tuple[str, str], list[Any]] = defaultdict(list)
    for row in session.execute(_passed()):
        rounds[row.code, row.Dossier.round].append(row)
    terms = {code: (plan, rule) for code, plan, rule in session.execute(_terms(code for code, _ in rounds))}
    for (code, round_), rows in rounds.items():
        plan, rule = from_json(terms[code][0]), CouncilRule.model_validate_json(terms[code][1])
        chosen = {row.Dossier.code for row in rows if row.Dossier.state in CHOSEN}
        selection = pick(map(_candidate, rows), plan.quotas_of(round_), tie=rule.tie)
        for edge in selection.edge_ties:
            tied = tuple(candidate.pick.nominee for candidate in edge.candidates)
            yield SettledTie(
                campaign=code,
                round=round_,
                day=max(local_day(row.at) for row in rows),
                places=edge.places,
                dossiers=tied,
                chosen=tuple(nominee for nominee in tied if nominee in chosen),
                settled_by=edge.settled_by,
            )


def _passed() -> Any:
    return (
        select(Dossier, col(Campaign.code), col(Unit.code).label("unit"), col(Ballot.tally), col(Meeting.at))
        .join(Campaign, col(Campaign.id) == col(Dossier.campaign_id))
        .join(Unit, col(Unit.id) == col(Dossier.unit_id))
        .join(Ballot, col(Ballot.dossier_id) == col(Dossier.id))
        .join(Meeting, col(Meeting.id) == col(Ballot.meeting_id))
        .where(col(Ballot.outcome) == "passed", col(Dossier.state).in_(CONCLUDED))
        .order_by(col(Dossier.id))
    )


def _terms(codes: Iterator[str]) -> Any:
    """Code, plan in force and the council's rule of these campaigns."""
    return (
        select(col(Campaign.code), col(PlanVersion.plan), col(Council.rule))
        .join(PlanVersion, col(PlanVersion.campaign_id) == col(Campaign.id))
        .join(Council, col(Council.campaign_id) == col(Campaign.id))
        .where(col(PlanVersion.number) == col(Campaign.version), col(Campaign.code).in_(list(codes)))
    )


def _candidate(row: Any) -> Candidate:
    dossier: Dossier = row.Dossier
    kind: Any = dossier.nominee_kind
    chosen = Pick(
        nominee=dossier.code, kind=kind, round=dossier.round, form=dossier.form, unit=row.unit, group=dossier.group
    )
    return Candidate(pick=chosen, share=Tally.model_validate_json(row.tally).share or Fraction(0))

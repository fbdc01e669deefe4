"""What opening and closing mean for each stage kind: the table that the sweep reads."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from actions import council, decisions, dossiers, launching, registrations, reviews, summaries
from actions.cases import Case
from domain.stages import StageKind


class Procedure(NamedTuple):
    """`opened` sets up what is owed and tells people; `closing` ends it and returns result lines for the notice."""

    opened: Callable[[Case], None]
    closing: Callable[[Case], tuple[str, ...]]


PROCEDURES: Mapping[StageKind, Procedure] = {
    StageKind.LAUNCH: Procedure(launching.opened, launching.closing),
    StageKind.REGISTRATION: Procedure(registrations.opened, registrations.closing),
    StageKind.MIDTERM_REVIEW: Procedure(reviews.opened, reviews.closing),
    StageKind.DOSSIER_INTAKE: Procedure(dossiers.opened, dossiers.closing),
    StageKind.COUNCIL_APPRAISAL: Procedure(council.opened, council.closing),
    StageKind.DECISION_ISSUANCE: Procedure(decisions.opened, decisions.closing),
    StageKind.FINAL_SUMMARY: Procedure(summaries.opened, summaries.closing),
}

"""The procedure and the flow of each stage kind, in the office's order."""

from collections.abc import Awaitable, Mapping
from datetime import datetime
from typing import Any, Protocol

from domain.stages import StageKind
from flows import (
    council_appraisal,
    decision_issuance,
    dossier_intake,
    final_summary,
    launch,
    midterm_review,
    registration,
)
from flows.procedure import Procedure


class StageFlow(Protocol):
    """The flow of a stage kind, as the sweep calls it."""

    def __call__(self, *, stage_ids: list[int], as_of: datetime | None) -> Awaitable[Any]:
        """Take what is due in these stages."""


PROCEDURES: Mapping[StageKind, Procedure] = {
    StageKind.LAUNCH: launch.PROCEDURE,
    StageKind.REGISTRATION: registration.PROCEDURE,
    StageKind.MIDTERM_REVIEW: midterm_review.PROCEDURE,
    StageKind.DOSSIER_INTAKE: dossier_intake.PROCEDURE,
    StageKind.COUNCIL_APPRAISAL: council_appraisal.PROCEDURE,
    StageKind.DECISION_ISSUANCE: decision_issuance.PROCEDURE,
    StageKind.FINAL_SUMMARY: final_summary.PROCEDURE,
}

FLOWS: Mapping[StageKind, StageFlow] = {
    StageKind.LAUNCH: launch.launch,
    StageKind.REGISTRATION: registration.registration,
    StageKind.MIDTERM_REVIEW: midterm_review.midterm_review,
    StageKind.DOSSIER_INTAKE: dossier_intake.dossier_intake,
    StageKind.COUNCIL_APPRAISAL: council_appraisal.council_appraisal,
    StageKind.DECISION_ISSUANCE: decision_issuance.decision_issuance,
    StageKind.FINAL_SUMMARY: final_summary.final_summary,
}

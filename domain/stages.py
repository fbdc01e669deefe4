"""The seven stage kinds of a campaign, in the office's order, and how a stage is addressed."""

import re
from enum import StrEnum
from typing import NamedTuple, Self

from domain.errors import Invalid

MAIN = "main"
FINAL = "final"
MIDTERM = "midterm"
_ROUND = re.compile(r"[a-z0-9][a-z0-9-]{0,19}")


class StageKind(StrEnum):
    """Law 06/2022/QH15 art. 17 as stages of the service."""

    LAUNCH = "launch"
    REGISTRATION = "registration"
    MIDTERM_REVIEW = "midterm_review"
    DOSSIER_INTAKE = "dossier_intake"
    COUNCIL_APPRAISAL = "council_appraisal"
    DECISION_ISSUANCE = "decision_issuance"
    FINAL_SUMMARY = "final_summary"


ORDER: tuple[StageKind, ...] = tuple(StageKind)
ROUND_KINDS = (StageKind.DOSSIER_INTAKE, StageKind.COUNCIL_APPRAISAL, StageKind.DECISION_ISSUANCE)
"""An award round is these three, one after the other; a campaign may hold several."""


class StageState(StrEnum):
    """`planned → open → closed`, or `skipped`, `cancelled`. Suspended is a flag of the campaign."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"
    SKIPPED = "skipped"
    CANCELLED = "cancelled"


ENDED = (StageState.CLOSED, StageState.SKIPPED, StageState.CANCELLED)


class StageKey(NamedTuple):
    """`kind@round`, for example `dossier_intake@2025`; the round `main` is left out in text."""

    kind: StageKind
    round: str = MAIN

    def __str__(self) -> str:
        return self.kind.value if self.round == MAIN else f"{self.kind.value}@{self.round}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `kind` or `kind@round`.

        Raises:
            Invalid: `stage_key`, with what is allowed.
        """
        kind, _, round_ = text.strip().partition("@")
        if kind not in set(StageKind) or (round_ and not _ROUND.fullmatch(round_)):
            raise Invalid("stage_key", found=text, allowed=tuple(StageKind))
        return cls(StageKind(kind), round_ or MAIN)


def position(key: StageKey, rounds: tuple[str, ...]) -> int:
    """Where a stage stands in its campaign, rounds in the order in which they are held."""
    before = rounds.index(key.round) if key.round in rounds else 0
    held = {StageKind.LAUNCH: 0, StageKind.REGISTRATION: 1, StageKind.MIDTERM_REVIEW: 2, StageKind.FINAL_SUMMARY: 900}
    return held.get(key.kind, 10 + 10 * before + ORDER.index(key.kind))

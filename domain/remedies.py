"""What helps where something waits, the mildest first, and why a remedy does not apply. Rights are asked apart."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from domain.duties import DutyKind
from domain.stages import ENDED, StageKind, StageState


class Remedy(StrEnum):
    """From the mildest to the strongest."""

    REMIND = "remind"
    RETRY = "retry"
    HAND_OVER = "hand_over"
    EXTEND = "extend"
    SET_DATE = "set_date"
    SKIP = "skip"
    STEP_BACK = "step_back"
    REOPEN = "reopen"
    SUSPEND = "suspend"


RIGHTS: Mapping[Remedy, str] = {
    Remedy.REMIND: "stage:remind",
    Remedy.RETRY: "incident:retry",
    Remedy.HAND_OVER: "duty:hand_over",
    Remedy.EXTEND: "campaign:extend",
    Remedy.SET_DATE: "campaign:set_date",
    Remedy.SKIP: "stage:skip",
    Remedy.STEP_BACK: "stage:step_back",
    Remedy.REOPEN: "stage:reopen",
    Remedy.SUSPEND: "campaign:suspend",
}
"""The action in the permission table that each needs."""

PERSONAL = frozenset({DutyKind.VOTE.value, DutyKind.CONFIRM_SKIP.value})
GOES_BACK = frozenset({StageKind.COUNCIL_APPRAISAL.value, StageKind.DECISION_ISSUANCE.value})
ALWAYS_HELD = frozenset({StageKind.LAUNCH.value, StageKind.FINAL_SUMMARY.value})
REOPENS = frozenset(
    {
        StageKind.REGISTRATION.value,
        StageKind.MIDTERM_REVIEW.value,
        StageKind.DOSSIER_INTAKE.value,
        StageKind.COUNCIL_APPRAISAL.value,
    }
)
"""The launch cannot be taken back, an issued decision neither, and with the summary the campaign is over."""


@dataclass(frozen=True, slots=True)
class Standstill:
    """One wait with what decides which remedies apply: its cause, its stage, and how the campaign stands."""

    cause: str
    kind: str
    state: str
    has_duty: bool
    has_deadline: bool
    running: bool
    suspended: bool


def why_not(remedy: Remedy, where: Standstill) -> str | None:
    """The code of what speaks against a remedy; None where it applies."""
    if where.suspended:
        return "suspended"
    if not where.running and remedy in (Remedy.STEP_BACK, Remedy.REOPEN, Remedy.SUSPEND):
        return "not_running"
    if where.state in ENDED and remedy not in (Remedy.REOPEN, Remedy.SUSPEND):
        return "ended"
    return _WHY_NOT[remedy](where)


def _remind(where: Standstill) -> str | None:
    return None if where.has_duty else "nobody_owes"


def _retry(where: Standstill) -> str | None:
    return None if where.cause == "incident" else "nothing_broken"


def _hand_over(where: Standstill) -> str | None:
    if not where.has_duty:
        return "nobody_owes"
    return "personal" if where.cause in PERSONAL else None


def _extend(where: Standstill) -> str | None:
    return None if where.has_deadline else "no_deadline"


def _set_date(where: Standstill) -> str | None:
    return "has_deadline" if where.has_deadline else None


def _skip(where: Standstill) -> str | None:
    return "always_held" if where.kind in ALWAYS_HELD else None


def _step_back(where: Standstill) -> str | None:
    if where.kind not in GOES_BACK:
        return "no_way_back"
    return None if where.state == StageState.OPEN else "not_open"


def _reopen(where: Standstill) -> str | None:
    if where.kind not in REOPENS:
        return "no_reopening"
    return None if where.state == StageState.CLOSED else "not_closed"


def _suspend(_where: Standstill) -> str | None:
    return None


_WHY_NOT: Mapping[Remedy, Callable[[Standstill], str | None]] = {
    Remedy.REMIND: _remind,
    Remedy.RETRY: _retry,
    Remedy.HAND_OVER: _hand_over,
    Remedy.EXTEND: _extend,
    Remedy.SET_DATE: _set_date,
    Remedy.SKIP: _skip,
    Remedy.STEP_BACK: _step_back,
    Remedy.REOPEN: _reopen,
    Remedy.SUSPEND: _suspend,
}

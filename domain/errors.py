"""Errors of the field. They carry data; `wording.errors` renders the sentence.

ThiduaError
├── Refused                 a rule says no: exit code 1, nothing was changed
│   ├── NotFound            no such campaign, stage, unit, person …
│   ├── NotAllowed          the person lacks the right
│   ├── WrongState          the thing is not in a state that allows this
│   ├── TooLate             a deadline has passed
│   ├── AlreadyDone         a second registration, vote, signature …
│   ├── Incomplete          something required is missing
│   ├── Invalid             a value that cannot be right
│   └── PlanRefused         a plan file with faults, all of them at once
└── Broken                  an invariant of the store does not hold: a bug or tampering
"""

from collections.abc import Mapping
from typing import ClassVar


class ThiduaError(Exception):
    """Base of all errors; `code` names the sentence, `data` fills it."""

    family: ClassVar[str] = "error"

    def __init__(self, code: str, /, **data: object) -> None:
        super().__init__(code)
        self.code = code
        self.data: Mapping[str, object] = data

    def __str__(self) -> str:
        shown = ", ".join(f"{key}={value}" for key, value in self.data.items())
        return f"{self.family}:{self.code}({shown})"


class Refused(ThiduaError):
    """A rule says no. Nothing was changed."""

    family = "refused"


class NotFound(Refused):
    """There is no such thing."""

    family = "not_found"


class NotAllowed(Refused):
    """The principal lacks the right."""

    family = "not_allowed"


class WrongState(Refused):
    """The thing is in a state that does not allow this."""

    family = "wrong_state"


class TooLate(Refused):
    """The deadline has passed."""

    family = "too_late"


class AlreadyDone(Refused):
    """It was done before and can be done once only."""

    family = "already_done"


class Incomplete(Refused):
    """Something required is missing."""

    family = "incomplete"


class Invalid(Refused):
    """A value cannot be right."""

    family = "invalid"


class PlanRefused(Refused):
    """A plan with faults: `data["faults"]` is a tuple of `plans.faults.Fault`."""

    family = "plan_refused"


class Broken(ThiduaError):
    """An invariant of the store does not hold."""

    family = "broken"

"""How many may be commended: a plan's quotas as data, what is used and left, what breaks them."""

from typing import Literal, Self

from pydantic import model_validator

from domain.sources import Value

NomineeKind = Literal["collective", "individual", "household"]
QuotaSubject = Literal["collective", "individual", "household", "combined"]
Operator = Literal["<=", "==", "delegated", "range"]
Scope = Literal["total", "per_group", "per_unit"]

KINDS: tuple[NomineeKind, ...] = ("collective", "individual", "household")

YEARLY = "yearly"
"""Round of a quota that holds anew for each yearly award round ("2025", "2026")."""

ANY_ROUND = "any"
"""Round of a quota whose plan does not say for which round it is."""


class Limit(Value):
    """How many nominees of these kinds, counted together; None is no bound on that side."""

    kinds: tuple[NomineeKind, ...]
    max: int | None = None
    min: int | None = None


class Reading(Value):
    """One way to understand a quota's wording.

    All limits hold ("01 tập thể và 02 cá nhân"); with `exclusive` only one of them may be used at all
    ("01 tập thể hoặc 02 cá nhân").
    """

    code: str
    label: str
    limits: tuple[Limit, ...]
    exclusive: bool = False


class Quota(Value):
    """A quota as the plan words it.

    Without `readings` the subject, `max` and `min` say it all. With readings, each counts until an officer
    has `confirmed` one by its code: the nominees must fit all of them, so the stricter one binds.
    """

    subject: QuotaSubject
    op: Operator
    max: int | None = None
    min: int | None = None
    scope: Scope = "total"
    round: str
    form: str
    wording: str
    readings: tuple[Reading, ...] = ()
    confirmed: str | None = None

    @model_validator(mode="after")
    def _bounds_fit_operator(self) -> Self:
        if self.op in ("<=", "==") and self.max is None and not self.readings:
            raise ValueError(f"operator {self.op} needs max")
        if self.op == "delegated" and (self.max, self.min) != (None, None):
            raise ValueError("a delegated quota has no number of its own")
        if self.op == "range" and (self.min is None or self.max is None):
            raise ValueError("a range needs min and max")
        return self

    @model_validator(mode="after")
    def _confirmed_is_a_reading(self) -> Self:
        if self.confirmed is not None and self.confirmed not in {reading.code for reading in self.readings}:
            raise ValueError(f"confirmed reading {self.confirmed!r} is not among the readings")
        return self

    @property
    def ambiguous(self) -> bool:
        """More than one reading, none confirmed."""
        return len(self.readings) > 1 and self.confirmed is None


class Pick(Value):
    """A nominee that is, or would be, commended."""

    nominee: str
    kind: NomineeKind
    round: str
    form: str
    unit: str | None = None
    group: str | None = None


class Room(Value):
    """One limit of one reading at one place: how many are used, how many are left (None: no upper bound).

    `place` is the group or the unit; None for a quota in total, and for nominees whose group or unit is unknown.
    """

    quota: Quota
    reading: Reading
    limit: Limit
    round: str
    place: str | None
    used: int
    left: int | None


class Breach(Value):
    """A limit that does not hold, and by how many; `certain` is False when only an unconfirmed reading says so."""

    room: Room
    kind: Literal["over", "under", "exclusive", "unplaced"]
    by: int
    certain: bool

"""How many may be commended: a plan's quotas as data, what is used and left, what breaks them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, Self

from pydantic import Field, model_validator

from domain.nominees import NomineeKind
from domain.values import Value

QuotaSubject = Literal["collective", "individual", "household", "combined"]
Operator = Literal["<=", "==", "delegated", "range"]
Scope = Literal["total", "per_group", "per_unit"]

YEARLY = "yearly"
"""Round of a quota that holds anew for each yearly award round ("2025", "2026")."""

ANY_ROUND = "any"
"""Round of a quota whose plan does not say for which round it is."""


class Limit(Value):
    """How many nominees of these kinds, counted together; None is no bound on that side."""

    kinds: tuple[NomineeKind, ...] = Field(min_length=1)
    max: int | None = Field(default=None, ge=0)
    min: int | None = Field(default=None, ge=0)


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
    max: int | None = Field(default=None, ge=0)
    min: int | None = Field(default=None, ge=0)
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
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError("min is above max")
        return self

    @model_validator(mode="after")
    def _confirmed_is_a_reading(self) -> Self:
        codes = [reading.code for reading in self.readings]
        if len(set(codes)) < len(codes):
            raise ValueError("two readings have one code")
        if self.confirmed is not None and self.confirmed not in codes:
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


def together_or_each(count: int) -> tuple[Reading, Reading]:
    """The two readings of "không quá 10 tập thể, cá nhân": that many together, or that many of either kind."""
    return (
        Reading(
            code="together",
            label=f"tổng cộng {count} (gộp tập thể và cá nhân)",
            limits=(Limit(kinds=("collective", "individual"), max=count),),
        ),
        Reading(
            code="each",
            label=f"{count} tập thể và {count} cá nhân",
            limits=(Limit(kinds=("collective",), max=count), Limit(kinds=("individual",), max=count)),
        ),
    )


def binding(quota: Quota) -> tuple[Reading, ...]:
    """The readings that bind: the confirmed one, or all of them while none is confirmed."""
    if quota.readings:
        return tuple(reading for reading in quota.readings if quota.confirmed in (None, reading.code))
    kinds = tuple(NomineeKind) if quota.subject == "combined" else (quota.subject,)
    low = quota.max if quota.op == "==" else quota.min
    return (Reading(code="plain", label=quota.wording, limits=(Limit(kinds=kinds, max=quota.max, min=low),)),)


def applies(quota: Quota, round_: str) -> bool:
    """Does the quota hold in this award round? A yearly one holds anew in each round named after a year."""
    return quota.round in (round_, ANY_ROUND) or (quota.round == YEARLY and round_.isdigit())


def room(
    quotas: Iterable[Quota],
    taken: Iterable[Pick],
    *,
    round_: str,
    groups: Sequence[str] = (),
    units: Sequence[str] = (),
) -> tuple[Room, ...]:
    """What is used and what is left of each limit in one award round.

    `groups` and `units` are those of the campaign, so that a place where nobody is picked yet is shown too.
    A delegated quota has a row without a bound.
    """
    chosen = [pick for pick in taken if pick.round == round_]
    return tuple(
        row
        for quota in quotas
        if applies(quota, round_)
        for row in _rooms(quota, [pick for pick in chosen if pick.form == quota.form], round_, groups, units)
    )


def check(
    quotas: Iterable[Quota],
    picks: Iterable[Pick],
    *,
    round_: str,
    groups: Sequence[str] = (),
    units: Sequence[str] = (),
) -> tuple[Breach, ...]:
    """Every limit that the picks of one award round break, or do not reach.

    A nominee without the group or unit that a quota counts by is a breach too, because it would escape the quota.
    """
    rows = room(quotas, picks, round_=round_, groups=groups, units=units)
    return tuple(breach for row in rows for breach in (*_breaches(row), *_exclusive_breach(row, rows)))


def _rooms(quota: Quota, picks: list[Pick], round_: str, groups: Sequence[str], units: Sequence[str]) -> Iterator[Room]:
    for place in _places(quota, picks, groups, units):
        here = [pick for pick in picks if place_of(quota, pick) == place]
        for reading in binding(quota):
            for limit in reading.limits:
                used = sum(pick.kind in limit.kinds for pick in here)
                left = None if limit.max is None else limit.max - used
                yield Room(quota=quota, reading=reading, limit=limit, round=round_, place=place, used=used, left=left)


def place_of(quota: Quota, pick: Pick) -> str | None:
    """The group or unit a nominee is counted in; None for a quota in total, and where it is unknown."""
    return {"total": None, "per_group": pick.group, "per_unit": pick.unit}[quota.scope]


def _places(quota: Quota, picks: list[Pick], groups: Sequence[str], units: Sequence[str]) -> tuple[str | None, ...]:
    if quota.scope == "total":
        return (None,)
    known = groups if quota.scope == "per_group" else units
    concerned = {place_of(quota, pick) for pick in picks if _counts(quota, pick)}
    named = sorted({*known, *(place for place in concerned if place is not None)})
    return (*named, None) if None in concerned else tuple(named)


def _counts(quota: Quota, pick: Pick) -> bool:
    return any(pick.kind in limit.kinds for reading in binding(quota) for limit in reading.limits)


def _breaches(row: Room) -> Iterator[Breach]:
    certain = not row.quota.ambiguous
    if row.place is None and row.quota.scope != "total":
        if row.used:
            yield Breach(room=row, kind="unplaced", by=row.used, certain=True)
        return
    if row.left is not None and row.left < 0:
        yield Breach(room=row, kind="over", by=-row.left, certain=certain)
    if row.limit.min is not None and row.used < row.limit.min:
        yield Breach(room=row, kind="under", by=row.limit.min - row.used, certain=certain)


def _exclusive_breach(row: Room, rows: tuple[Room, ...]) -> Iterator[Breach]:
    """Said once, at the second limit in use."""
    if not row.reading.exclusive or not row.used:
        return
    siblings = [other for other in rows if _same_choice(other, row)]
    used_before = [other for other in siblings[: siblings.index(row)] if other.used]
    if used_before:
        yield Breach(room=row, kind="exclusive", by=row.used, certain=not row.quota.ambiguous)


def _same_choice(one: Room, other: Room) -> bool:
    return (one.quota, one.reading, one.place) == (other.quota, other.reading, other.place)

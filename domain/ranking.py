"""Who of those that passed is commended when the quotas leave less room: by rank, never by the order of rows."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import groupby
from typing import Literal, NamedTuple

from domain.errors import Invalid
from domain.quotas import Limit, Pick, Quota, Reading, applies, binding, place_of
from domain.values import Value

SettledBy = Literal["chair", "revote"]


class Candidate(Value):
    """A nominee that passed: share of yes, and the `order` (1 first) that the council or the chair gave it in a tie."""

    pick: Pick
    share: Fraction
    order: int | None = None


class Slot(Value):
    """One limit of one quota at one place in one round: what candidates compete for."""

    quota: Quota
    reading: Reading
    limit: Limit
    round: str
    place: str | None


class EdgeTie(Value):
    """Candidates of equal rank for fewer `places` than there are of them: all of them wait for who settles it."""

    slot: Slot
    places: int
    candidates: tuple[Candidate, ...]
    settled_by: SettledBy


class Loser(Value):
    """A candidate that passed and is left out, with the limit that leaves it out."""

    candidate: Candidate
    slot: Slot


class Selection(Value):
    """Winners by rank, those left out, ties to be settled, and who `waits` for how a tie of others is settled."""

    winners: tuple[Candidate, ...]
    losers: tuple[Loser, ...]
    edge_ties: tuple[EdgeTie, ...]
    waiting: tuple[Candidate, ...]


def pick(
    candidates: Iterable[Candidate],
    quotas: Iterable[Quota],
    *,
    tie: Literal["chair", "revote", "fails"],
    taken: Iterable[Pick] = (),
) -> Selection:
    """Fill the quotas from the highest share of yes down; `taken` are already commended and use up room.

    `tie` is the council's rule: the chair settles a tie at a quota's edge, or the council votes anew. A settled tie
    comes back with `order` on its candidates.

    Raises Invalid when a nominee is there twice for one form and round, or has no group or unit where a quota
    counts by it.
    """
    table = _Table(tuple(quotas), "chair" if tie == "chair" else "revote")
    ranked = sorted(candidates, key=lambda candidate: (_rank(candidate), candidate.pick.nominee))
    _refuse_doubles(ranked)
    for commended in taken:
        table.used.update(table.slots(commended))
    for _, equals in groupby(ranked, key=_rank):
        table.seat(tuple(equals))
    return Selection(
        winners=tuple(table.winners),
        losers=tuple(table.losers),
        edge_ties=tuple(table.edge_ties),
        waiting=tuple(table.waiting),
    )


def _rank(candidate: Candidate) -> tuple[Fraction, bool, int]:
    """Lower is better; within one share, those whose order was settled come first."""
    return (-candidate.share, candidate.order is None, candidate.order or 0)


def _refuse_doubles(candidates: list[Candidate]) -> None:
    seen = Counter((each.pick.nominee, each.pick.form, each.pick.round) for each in candidates)
    for (nominee, form, round_), times in seen.items():
        if times > 1:
            raise Invalid("nominee_twice", nominee=nominee, form=form, round=round_)


class _Open(NamedTuple):
    candidate: Candidate
    slots: tuple[Slot, ...]


@dataclass
class _Table:
    """The places, filled class by class. `held` are places that an unsettled tie may still take."""

    quotas: tuple[Quota, ...]
    settled_by: SettledBy
    used: Counter[Slot] = field(default_factory=Counter)
    held: Counter[Slot] = field(default_factory=Counter)
    winners: list[Candidate] = field(default_factory=list)
    losers: list[Loser] = field(default_factory=list)
    edge_ties: list[EdgeTie] = field(default_factory=list)
    waiting: list[Candidate] = field(default_factory=list)

    def slots(self, chosen: Pick) -> tuple[Slot, ...]:
        """Every place that a nominee would take up, once each even when the plan states a quota twice."""
        return tuple(dict.fromkeys(slot for quota in self.quotas for slot in _slots(quota, chosen)))

    def seat(self, equals: tuple[Candidate, ...]) -> None:
        """Decide candidates of equal rank together, so that none of them is ahead of another."""
        fitting = tuple(_Open(each, self.slots(each.pick)) for each in equals if self._stays(each))
        wanted = Counter(slot for each in fitting for slot in each.slots)
        crowded = {slot: self._rivals(slot, fitting) for slot in wanted if self._is_crowded(slot, wanted)}
        # Because how many places are left is open while an earlier tie holds some of them.
        ties = tuple(self._tie(slot, crowded[slot]) for slot in crowded if not self.held[slot])
        tied = {candidate for edge in ties for candidate in edge.candidates}
        for each in fitting:
            if crowded.keys() & set(each.slots):
                self.held.update(each.slots)
                self.waiting.extend(() if each.candidate in tied else (each.candidate,))
            else:
                self.used.update(each.slots)
                self.winners.append(each.candidate)
        self.edge_ties.extend(ties)
        self._close_certainly_full(ties, crowded)

    def _stays(self, candidate: Candidate) -> bool:
        """False, and put down as left out or waiting, when a limit has no room for the candidate."""
        slots = self.slots(candidate.pick)
        taken = next((slot for slot in slots if self._is_full(slot, with_held=False)), None)
        if taken:
            self.losers.append(Loser(candidate=candidate, slot=taken))
            return False
        if any(self._is_full(slot, with_held=True) for slot in slots):
            self.waiting.append(candidate)
            # Because whoever is ranked below must not take a place that this one may still win.
            self.held.update(slots)
            return False
        return True

    def _is_full(self, slot: Slot, *, with_held: bool) -> bool:
        barred = any(self.used[other] or (with_held and self.held[other]) for other in _excluded_by(slot))
        counted = self.used[slot] + (self.held[slot] if with_held else 0)
        return barred or (slot.limit.max is not None and counted >= slot.limit.max)

    def _is_crowded(self, slot: Slot, wanted: Counter[Slot]) -> bool:
        counted = self.used[slot] + self.held[slot] + wanted[slot]
        too_many = slot.limit.max is not None and counted > slot.limit.max
        return too_many or any(wanted[other] for other in _excluded_by(slot))

    def _rivals(self, slot: Slot, fitting: tuple[_Open, ...]) -> tuple[Candidate, ...]:
        wanted = {slot, *_excluded_by(slot)}
        return tuple(each.candidate for each in fitting if wanted & set(each.slots))

    def _tie(self, slot: Slot, rivals: tuple[Candidate, ...]) -> EdgeTie:
        free = len(rivals) if slot.limit.max is None else slot.limit.max - self.used[slot]
        return EdgeTie(slot=slot, places=free, candidates=rivals, settled_by=self.settled_by)

    def _close_certainly_full(self, ties: tuple[EdgeTie, ...], crowded: dict[Slot, tuple[Candidate, ...]]) -> None:
        """Once a tie is settled its limit is full, whoever wins, unless another limit may keep rivals out."""
        places = {edge.slot: edge.places for edge in ties}
        for edge in ties:
            rivals = set(edge.candidates)
            narrower = [
                slot
                for slot, others in crowded.items()
                if rivals & set(others) and not (rivals == set(others) and places.get(slot, 0) >= edge.places)
            ]
            if not narrower and not edge.slot.reading.exclusive and edge.slot.limit.max is not None:
                self.used[edge.slot] = edge.slot.limit.max


def _slots(quota: Quota, chosen: Pick) -> Iterator[Slot]:
    if quota.form != chosen.form or not applies(quota, chosen.round):
        return
    for reading in binding(quota):
        for limit in reading.limits:
            if chosen.kind not in limit.kinds or (limit.max is None and not reading.exclusive):
                continue
            place = place_of(quota, chosen)
            if place is None and quota.scope != "total":
                raise Invalid("nominee_without_place", nominee=chosen.nominee, scope=quota.scope)
            yield Slot(quota=quota, reading=reading, limit=limit, round=chosen.round, place=place)


def _excluded_by(slot: Slot) -> tuple[Slot, ...]:
    """The other choices of an "or": using one of them closes this one."""
    if not slot.reading.exclusive:
        return ()
    return tuple(
        Slot(quota=slot.quota, reading=slot.reading, limit=limit, round=slot.round, place=slot.place)
        for limit in slot.reading.limits
        if limit != slot.limit
    )

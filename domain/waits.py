"""What a stage waits for, derived from its facts by one pure function; the stored waits must always equal it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from domain.duties import Clock
from domain.stages import ENDED, StageState

PLANNED = ("date", "predecessor")
"""Causes that are no hold-up: the time has not come."""

UNDATED_LIMIT = 10
"""Working days after which something counts as stuck that nobody has given a deadline: two weeks of an office."""


@dataclass(frozen=True, slots=True)
class OwedDuty:
    """A duty that is still owed, with who holds it."""

    id: int
    kind: str
    clock: str
    since: datetime
    due: date | None
    unit_id: int | None
    person_id: int | None
    role: str | None


@dataclass(frozen=True, slots=True)
class StageSituation:
    """A stage as the rule of waits sees it. `since` is when the campaign last moved towards it."""

    state: StageState
    running: bool
    opens: date | None
    due: date | None
    since: datetime
    predecessor: str | None
    duties: tuple[OwedDuty, ...] = ()
    incidents: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Waiting:
    """One wait: its cause, what it is about, who has the move, since when, until when."""

    cause: str
    subject: str
    clock: str
    since: datetime
    due: date | None = None
    duty_id: int | None = None
    unit_id: int | None = None
    person_id: int | None = None
    role: str | None = None


def waits_of(situation: StageSituation) -> tuple[Waiting, ...]:
    """Everything the stage waits for; nothing once it has ended."""
    if situation.state in ENDED:
        return ()
    return (*_duties(situation.duties), *_incidents(situation), *_planned(situation))


def _duties(duties: Iterable[OwedDuty]) -> Iterator[Waiting]:
    for duty in duties:
        yield Waiting(
            cause=duty.kind,
            subject=f"duty:{duty.id}",
            clock=duty.clock,
            since=duty.since,
            due=duty.due,
            duty_id=duty.id,
            unit_id=duty.unit_id,
            person_id=duty.person_id,
            role=duty.role,
        )


def _incidents(situation: StageSituation) -> Iterator[Waiting]:
    for number in situation.incidents:
        yield Waiting("incident", f"incident:{number}", Clock.OURS, situation.since, role="officer")


def _planned(situation: StageSituation) -> Iterator[Waiting]:
    if situation.state is not StageState.PLANNED or not situation.running:
        return
    if situation.predecessor is not None:
        yield Waiting("predecessor", situation.predecessor, Clock.OURS, situation.since)
    elif situation.opens is not None:
        yield Waiting("date", situation.opens.isoformat(), Clock.OURS, situation.since, situation.opens)

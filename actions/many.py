"""The same act on many things: each in a savepoint of its own, so that one refusal leaves the others done."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from sqlmodel import Session

from domain.errors import Refused

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """What became of one thing; `refused` is why nothing did."""

    item: T
    refused: Refused | None = None


def each(session: Session, items: Iterable[T], act: Callable[[T], object]) -> tuple[Outcome[T], ...]:
    """Do `act` on every item, in their order; anything but a refusal undoes all of it.

    The acts record themselves, each with the reason, so the trail holds many events and none of their sum.
    """
    return tuple(_one(session, item, act) for item in items)


def _one(session: Session, item: T, act: Callable[[T], object]) -> Outcome[T]:
    try:
        with session.begin_nested():
            act(item)
    except Refused as refusal:
        return Outcome(item, refusal)
    return Outcome(item)

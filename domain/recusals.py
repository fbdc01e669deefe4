"""Who does not take part in judging a dossier (có liên quan), and why: declared by the member, or found from data.

The law asks for impartial councils and names no list; these grounds are those that the data can show. What they do to
the base of a vote is the council's own rule (`CouncilRule.recusal`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Ground(StrEnum):
    """Why a member is close to a dossier."""

    DECLARED = "declared"
    OWN_UNIT = "own_unit"
    PROPOSER = "proposer"
    CO_SIGNER = "co_signer"
    NOMINEE = "nominee"


@dataclass(frozen=True, slots=True)
class Member:
    """A member as far as conflicts go; `units` are her own and those she is the officer of, `name` is folded."""

    person_id: int
    code: str
    name: str
    units: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Judged:
    """A dossier as far as conflicts go; `nominee` and `signed_by` are folded names, the first of individuals only."""

    dossier_id: int
    unit_id: int
    submitted_by: str
    nominee: str | None = None
    signed_by: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Conflict:
    """One member, one dossier, one ground."""

    dossier_id: int
    person_id: int
    ground: Ground


def find(members: Iterable[Member], dossiers: Iterable[Judged]) -> tuple[Conflict, ...]:
    """Every conflict that the data shows, by dossier, then member; who has several grounds is there with each."""
    seats = tuple(members)
    return tuple(
        Conflict(judged.dossier_id, member.person_id, ground)
        for judged in dossiers
        for member in seats
        for ground in _grounds(member, judged)
    )


def _grounds(member: Member, judged: Judged) -> tuple[Ground, ...]:
    found = {
        Ground.OWN_UNIT: judged.unit_id in member.units,
        Ground.PROPOSER: judged.submitted_by == member.code,
        Ground.CO_SIGNER: member.name in judged.signed_by,
        # A namesake is found too: the chair tells them apart.
        Ground.NOMINEE: judged.nominee is not None and judged.nominee == member.name,
    }
    return tuple(ground for ground, holds in found.items() if holds)

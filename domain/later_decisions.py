"""What may become of an issued decision: another decision replaces, corrects or cancels it. It is never edited.

Sources: ND 30/2020 art. 18 para. 4 (replaced when the content is wrong, corrected when the form is); Law 06/2022/QH15
art. 93 (the four grounds on which an award is cancelled; object and money are taken back).
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple


class DecisionKind(StrEnum):
    """`award` is the first word; the others are later ones about it."""

    AWARD = "award"
    REPLACEMENT = "replacement"
    CORRECTION = "correction"
    CANCELLATION = "cancellation"


class Ground(StrEnum):
    """Why an award is cancelled. Law 06/2022/QH15 art. 93 (primary text)."""

    FALSE_STATEMENT = "false_statement"
    FORGED_PAPERS = "forged_papers"
    AGAINST_RULES = "against_rules"
    FAULT_FOUND = "fault_found"


class Recovered(StrEnum):
    """What is taken back with a cancelled award."""

    OBJECT = "object"
    MONEY = "money"


LISTING = (DecisionKind.AWARD, DecisionKind.REPLACEMENT)
"""Decisions whose list says who is awarded."""

ABOUT: Mapping[DecisionKind, tuple[DecisionKind, ...]] = {
    DecisionKind.REPLACEMENT: (DecisionKind.AWARD,),
    DecisionKind.CORRECTION: (DecisionKind.AWARD, DecisionKind.REPLACEMENT, DecisionKind.CANCELLATION),
    DecisionKind.CANCELLATION: LISTING,
}
"""Which kinds of decision a later one may be about."""


def decision_subject(stage: str, form: str, kind: str, part: int) -> str:
    """How the trail names a decision; the first kind has no other name than its round and form."""
    return f"decision:{stage}/{form}" + ("" if kind == DecisionKind.AWARD else f"/{kind}-{part}")


class Named(NamedTuple):
    """How a nominee and her unit are written."""

    nominee: str
    unit_name: str


class Passage(NamedTuple):
    """Words of a decision: how they stood, how they stand."""

    stood: str
    stands: str

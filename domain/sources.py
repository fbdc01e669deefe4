"""Where a fact of law or practice comes from, and how sure we are of it."""

from typing import Literal

from domain.values import Value

Certainty = Literal["primary", "secondary", "second_hand", "memory", "computed"]
"""How a fact was checked: text of the law read; a page about it read; heard of; remembered; computed by us."""

VERIFIED: frozenset[Certainty] = frozenset({"primary", "secondary", "computed"})


class Source(Value):
    """A document and how sure we are of what we say it says."""

    text: str
    certainty: Certainty

    @property
    def verified(self) -> bool:
        """False for what was only heard of or remembered: such a fact is shown as "chưa kiểm chứng"."""
        return self.certainty in VERIFIED

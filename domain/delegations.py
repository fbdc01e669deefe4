"""Signing a decision: in one's own right, or in another's place by a delegation."""

from domain.values import Value


class Signing(Value):
    """As what somebody signs: under her own `title` as it is printed, or by the delegation of that number."""

    title: str = ""
    delegation: int | None = None

    @property
    def right(self) -> str:
        """What she has to be allowed: to sign, or to sign for somebody who may."""
        return "decision:sign" if self.delegation is None else "decision:sign_for"

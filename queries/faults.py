"""One thing that is wrong in the store."""

from collections.abc import Mapping

from domain.values import Value


class Fault(Value):
    """`code` names the sentence in `wording.doctor`, `data` fills it."""

    code: str
    data: Mapping[str, object]


def fault(code: str, /, **data: object) -> Fault:
    """A fault with what it is about."""
    return Fault(code=code, data=data)

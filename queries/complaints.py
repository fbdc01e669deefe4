"""One thing that is wrong in the store."""

from collections.abc import Mapping

from domain.values import Value


class Complaint(Value):
    """`code` names the sentence in `wording.doctor`, `data` fills it."""

    code: str
    data: Mapping[str, object]


def complaint(code: str, /, **data: object) -> Complaint:
    """A complaint with what it is about."""
    return Complaint(code=code, data=data)

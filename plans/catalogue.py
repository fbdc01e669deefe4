"""The five real plans that come with the service."""

from dataclasses import dataclass
from pathlib import Path

from domain.errors import NotFound
from domain.plan import Plan
from plans.loading import load_file

_DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class ShippedPlan:
    """A plan file of the package; `code` is the campaign code it suggests."""

    code: str
    path: Path


def shipped() -> tuple[ShippedPlan, ...]:
    """All of them, by code; each file is named by its code."""
    return tuple(ShippedPlan(path.stem, path) for path in sorted(_DATA.glob("*.yaml")))


def shipped_text(code: str) -> str:
    """The file of the plan with this campaign code, as it was written; raises as `load_shipped`."""
    return _found(code).path.read_text(encoding="utf-8")


def load_shipped(code: str) -> Plan:
    """The plan with this campaign code.

    Raises:
        NotFound: `shipped_plan`, with the codes that there are.
    """
    return load_file(_found(code).path).plan


def _found(code: str) -> ShippedPlan:
    for plan in shipped():
        if plan.code == code:
            return plan
    raise NotFound("shipped_plan", code=code, allowed=tuple(plan.code for plan in shipped()))

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


def load_shipped(code: str) -> Plan:
    """The plan with this campaign code.

    Raises:
        NotFound: `shipped_plan`, with the codes that there are.
    """
    for plan in shipped():
        if plan.code == code:
            return load_file(plan.path).plan
    raise NotFound("shipped_plan", code=code, allowed=tuple(plan.code for plan in shipped()))

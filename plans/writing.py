"""A plan as the canonical text that the store keeps, and back."""

import json

from pydantic import ValidationError

from domain.errors import Broken
from domain.plan import Plan


def to_json(plan: Plan) -> str:
    """The same plan always gives the same text: sorted keys, no blanks, letters as they are."""
    return json.dumps(plan.model_dump(mode="json"), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_json(text: str) -> Plan:
    """The plan of a stored text.

    Raises:
        Broken: `stored_plan`, with the first thing that is wrong: somebody changed the store by hand.
    """
    try:
        return Plan.model_validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise Broken("stored_plan", at=".".join(map(str, first["loc"])), reason=first["type"]) from None

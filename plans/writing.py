"""A plan as the canonical text that the store keeps, and back; and the text of a plan file."""

import json
from collections.abc import Mapping
from io import StringIO
from typing import Any

from pydantic import ValidationError
from ruamel.yaml import YAML

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


def to_yaml(parts: Mapping[str, Any]) -> str:
    """A plan file of these parts, which may be incomplete; what is empty is left out. `plans.loading` reads it."""
    writer = YAML(typ="safe", pure=True)
    writer.default_flow_style, writer.allow_unicode, writer.width = False, True, 4096
    writer.sort_base_mapping_type_on_output = False  # type: ignore[assignment]  # the order is the reader's
    # A day that stands in two places is written twice: references are refused in a plan file.
    writer.representer.ignore_aliases = lambda _: True
    out = StringIO()
    writer.dump(_filled(parts), out)
    return out.getvalue()


def _filled(value: Any) -> Any:
    if isinstance(value, Mapping):
        inside = {key: _filled(item) for key, item in value.items()}
        return {key: item for key, item in inside.items() if item not in (None, "", {}, [])}
    if isinstance(value, list | tuple):
        return [item for item in map(_filled, value) if item not in (None, "", {}, [])]
    # A word of an enumeration is a word in the file.
    return str(value) if isinstance(value, str) else value

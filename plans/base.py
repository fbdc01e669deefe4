"""What all parts of a plan file have in common."""

from typing import Any

from pydantic import BaseModel, ConfigDict, model_validator


class Shape(BaseModel):
    """A map of the file: unknown keys are faults; a key with nothing behind it counts as left out."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    @model_validator(mode="before")
    @classmethod
    def _drop_empty(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        # An unknown key is kept even when empty: a comma inside {…} cuts a text in two and makes such a key of its end.
        return {key: value for key, value in data.items() if value is not None or key not in cls.model_fields}

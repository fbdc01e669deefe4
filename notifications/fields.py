"""Types of the texts inside a notice: composed Vietnamese, one line each, bounded."""

import unicodedata
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

LINE_LENGTH = 1000
CODE_LENGTH = 80
LIST_LENGTH = 2000


def one_line(text: str) -> str:
    """Compose to NFC, drop control characters and fold every run of blanks, line breaks too, into one space."""
    composed = unicodedata.normalize("NFC", text)
    if not composed.isprintable():
        composed = "".join(mark if mark.isprintable() or mark.isspace() else " " for mark in composed)
    return " ".join(composed.split())


# Because the constraint stands after the composer, it counts what is kept, and NFD input is not refused.
Line = Annotated[str, AfterValidator(one_line), StringConstraints(min_length=1, max_length=LINE_LENGTH)]
Link = Annotated[str, StringConstraints(max_length=LINE_LENGTH, pattern=r"^https?://[^\s<>\"]+$")]
Code = Annotated[str, AfterValidator(one_line), StringConstraints(max_length=CODE_LENGTH, pattern=r"^\S+$")]
Lines = Annotated[tuple[Line, ...], Field(max_length=LIST_LENGTH)]
SomeLines = Annotated[tuple[Line, ...], Field(min_length=1, max_length=LIST_LENGTH)]

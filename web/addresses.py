"""What an address may hold, looked at before any page asks the store with it."""

from fastapi import HTTPException
from starlette.requests import Request

LONGEST_NUMBER = 18
"""Digits that every database takes for a whole number of its own."""

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""A year of other centuries is a slip of the finger, and some of them no clock of an office can show."""


def checked(request: Request) -> None:
    """For every route. Raises 404 for a number that nothing can have, 400 for a character that no text can hold."""
    told = [str(value) for value in request.path_params.values()]
    if any(value.isdecimal() and len(value) > LONGEST_NUMBER for value in told):
        raise HTTPException(404)
    # PostgreSQL keeps no such character, and nobody can type it.
    if any("\0" in text for text in (*told, *(text for pair in request.query_params.multi_items() for text in pair))):
        raise HTTPException(400)


def year_of(text: str) -> int | None:
    """A year as a filter names it; None for what is none."""
    found = int(text) if text.isascii() and text.isdecimal() and len(text) == len(str(LAST_YEAR)) else 0
    return found if FIRST_YEAR <= found <= LAST_YEAR else None


def number_of(text: str) -> int | None:
    """A number by which a list goes on; None for what is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER else None

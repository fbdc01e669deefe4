"""Choices of simulated people: a hash of who, where and what, never of a sequence, so that a killed demo ends alike."""

import hashlib
from collections.abc import Sequence
from typing import TypeVar

Choice = TypeVar("Choice")


def number(seed: str, *words: str) -> int:
    """A large number that depends on the words alone."""
    return int.from_bytes(hashlib.sha256("\x1f".join((seed, *words)).encode()).digest()[:8])


def below(limit: int, seed: str, *words: str) -> int:
    """A number from 0 to `limit` - 1."""
    return number(seed, *words) % limit


def one_of(choices: Sequence[Choice], seed: str, *words: str) -> Choice:
    """One of the choices."""
    return choices[below(len(choices), seed, *words)]

"""Passwords are hashed with argon2id, and tried at one cost whether or not somebody has the name."""

import secrets
from dataclasses import dataclass
from functools import cache
from threading import BoundedSemaphore

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from domain.accounts import DEMO_PASSWORD, Credential, normal_password

# Each takes 64 MB, so a crowd at the door must not take the machine's memory.
_AT_ONCE = BoundedSemaphore(4)
_HASHER = PasswordHash((Argon2Hasher(),))
# No letters that look like others on paper or on the phone.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS, _GROUP = 4, 4


@dataclass(frozen=True, slots=True)
class Proof:
    """A password that was tried. `tried_hash` tells whether the password has been changed since."""

    name_digest: str
    person: str | None
    tried_hash: str | None
    fits: bool


def prove(known: Credential, typed: str) -> Proof:
    """Try a password: 60 to 100 ms and 64 MB, so never in a transaction that others wait for."""
    fits = fits_hash(typed, known.password_hash or _nobodys_hash())
    return Proof(known.name_digest, known.person, known.password_hash, fits and known.password_hash is not None)


def hashed(password: str) -> str:
    """A new hash, with a salt of its own."""
    with _AT_ONCE:
        return _HASHER.hash(normal_password(password))


@cache
def demo_hash() -> str:
    """One hash for all accounts of a demonstration; everybody is shown their password, so there is nothing to hide."""
    return hashed(DEMO_PASSWORD)


def fits_hash(typed: str, password_hash: str) -> bool:
    """Is this the password?"""
    with _AT_ONCE:
        return _HASHER.verify(normal_password(typed), password_hash)


def temporary_password() -> str:
    """`k7mp-x2hd-9qrt-wn4c`: 79 random bits, to be changed at the first sign-in."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(_GROUP)) for _ in range(_GROUPS))


def new_token() -> str:
    """256 random bits for a cookie or a link."""
    return secrets.token_urlsafe(32)


@cache
def _nobodys_hash() -> str:
    return hashed(new_token())

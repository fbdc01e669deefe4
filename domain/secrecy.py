"""What a secret paper is made of: choices of one length, sealed under the ballot's key, shuffled before they are read.

The cipher is AES-256-GCM of `cryptography`. Ballot and voter are bound to the paper as associated data, so that a
sealed paper cannot be put into another ballot or under another name.
"""

import secrets
from collections.abc import Iterable

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from domain.errors import Broken

CHOICES = ("yes", "no", "blank")
LEAST_PAPERS = 3
"""Fewer papers would tell who voted how: of one everything, of two what the other one said."""

_NONCE, _PAPER, _TAG = 12, 8, 16
SEALED_SIZE = _NONCE + _PAPER + _TAG


def new_key() -> bytes:
    """A fresh key for one ballot, 32 bytes."""
    return AESGCM.generate_key(bit_length=256)


def seal(key: bytes, ballot_id: int, person_id: int, choice: str) -> bytes:
    """A paper as it lies in the store: `SEALED_SIZE` bytes whatever the choice."""
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, choice.encode().ljust(_PAPER), _bound(ballot_id, person_id))


def unseal(key: bytes, ballot_id: int, person_id: int, sealed: bytes) -> str:
    """The choice on a sealed paper.

    Raises:
        Broken: `sealed_paper_changed`, when it was sealed with another key, for another ballot or by somebody else.
    """
    try:
        paper = AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], _bound(ballot_id, person_id))
    except InvalidTag:
        raise Broken("sealed_paper_changed", ballot=ballot_id) from None
    return paper.decode().rstrip()


def shuffled(choices: Iterable[str]) -> tuple[str, ...]:
    """The same choices in an order that nobody can know or repeat."""
    mixed = list(choices)
    secrets.SystemRandom().shuffle(mixed)
    return tuple(mixed)


def _bound(ballot_id: int, person_id: int) -> bytes:
    return f"thidua ballot {ballot_id} voter {person_id}".encode()

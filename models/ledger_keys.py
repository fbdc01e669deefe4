"""The private keys of the ledger: files that only the service's own user reads, outside the store and its backups."""

import base64
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from domain.checkpoints import key_id
from domain.errors import WrongState

DIRECTORY = Path("keys") / "ledger"
"""Below the data directory."""

OWNER_ONLY = 0o600


@dataclass(frozen=True)
class SigningKey:
    """A key pair; `public` in hex, as the store and the checkpoints name it."""

    id: str
    public: str
    private: Ed25519PrivateKey = field(repr=False)

    def sign(self, statement: str) -> str:
        """The signature over a statement, in base64."""
        return base64.b64encode(self.private.sign(statement.encode())).decode()


def path_of(directory: Path, id_: str) -> Path:
    """Where the key with this id lies."""
    return directory / DIRECTORY / f"{id_}.pem"


def open_key(directory: Path, id_: str) -> SigningKey:
    """The key with this id.

    Raises:
        WrongState: `ledger_key_lost`, when its file is not there or is not that key.
    """
    path = path_of(directory, id_)
    try:
        loaded = load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError, TypeError):
        raise WrongState("ledger_key_lost", key=id_, path=str(path)) from None
    if not isinstance(loaded, Ed25519PrivateKey) or _named(loaded).id != id_:
        raise WrongState("ledger_key_lost", key=id_, path=str(path))
    return _named(loaded)


@contextmanager
def new_key(directory: Path) -> Iterator[SigningKey]:
    """A new key, on disk before anything is signed with it; taken away again when the block fails."""
    key = _named(Ed25519PrivateKey.generate())
    path = path_of(directory, key.id)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    with os.fdopen(handle, "wb") as file:
        file.write(key.private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        file.flush()
        os.fsync(file.fileno())
    try:
        yield key
    except BaseException:
        path.unlink()
        raise


def _named(private: Ed25519PrivateKey) -> SigningKey:
    public = private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()
    return SigningKey(key_id(public), public, private)

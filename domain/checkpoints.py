"""What leaves the store so that the ledger can be held against it: signed lines of text, easy to mail, print and keep.

A *checkpoint* says how many events there were and the root of the tree over them; a key's line says which key signs
from then on, signed by the key before. Signatures are Ed25519 over the line up to `signature=`.
"""

import base64
import binascii
import email
import email.policy
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

_AT = "%Y-%m-%dT%H:%M:%SZ"
_SIGNED = r"signature=(?P<signature>[A-Za-z0-9+/]{86}==)"
_CHECKPOINT = re.compile(
    r"thidua-checkpoint v1 size=(?P<size>[1-9]\d{0,9}) root=(?P<root>[0-9a-f]{64})"
    rf" at=(?P<at>[\dT:Z-]{{20}}) key=(?P<key>[0-9a-f]{{16}}) {_SIGNED}"
)
_KEY = re.compile(
    r"thidua-key v1 key=(?P<id>[0-9a-f]{16}) public=(?P<public>[0-9a-f]{64}) at=(?P<at>[\dT:Z-]{20})"
    rf"(?: after=(?P<after>[0-9a-f]{{16}}) {_SIGNED})?"
)


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The first `size` events have this root (hex); `key` is the id of the key, `signature` in base64."""

    size: int
    root: str
    at: datetime
    key: str
    signature: str = ""

    @property
    def statement(self) -> str:
        """What is signed."""
        return f"thidua-checkpoint v1 size={self.size} root={self.root} at={self.at:{_AT}} key={self.key}"

    @property
    def line(self) -> str:
        """As it leaves the store."""
        return f"{self.statement} signature={self.signature}"


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A key that signs from `at` on; `after` and `signature` are of the key before it, empty where there is none."""

    id: str
    public: str
    at: datetime
    after: str = ""
    signature: str = ""

    @property
    def statement(self) -> str:
        """What the key before it signs."""
        told = f"thidua-key v1 key={self.id} public={self.public} at={self.at:{_AT}}"
        return f"{told} after={self.after}" if self.after else told

    @property
    def line(self) -> str:
        """As it leaves the store."""
        return f"{self.statement} signature={self.signature}" if self.after else self.statement


@dataclass(frozen=True, slots=True)
class Anchors:
    """What somebody kept outside: checkpoints in the order of their sizes, and keys."""

    checkpoints: tuple[Checkpoint, ...] = ()
    keys: tuple[PublicKey, ...] = ()


def whole_second(at: datetime) -> datetime:
    """A moment as a checkpoint tells it."""
    return at.astimezone(UTC).replace(microsecond=0)


def key_id(public: str) -> str:
    """The name of a public key (hex): the beginning of its SHA-256."""
    return sha256(bytes.fromhex(public)).hexdigest()[:16]


def is_signed(statement: str, signature: str, public: str) -> bool:
    """Whether the key made this signature (base64) over the statement."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public))
        key.verify(base64.b64decode(signature, validate=True), statement.encode())
    except (InvalidSignature, ValueError, binascii.Error):
        return False
    return True


def read_anchors(text: str) -> Anchors:
    """Every checkpoint and key in a text, whatever stands around them: a kept file, a printed page, a mail."""
    # A mail program may have broken a long line; no value holds a blank, so joining costs nothing.
    joined = " ".join(text.split())
    checkpoints = dict.fromkeys(_checkpoints(joined))
    keys = {key.id: key for key in _keys(joined) if key.id == key_id(key.public)}
    return Anchors(tuple(sorted(checkpoints, key=lambda one: (one.size, one.at))), tuple(keys.values()))


def anchors_in(content: bytes) -> Anchors:
    """The same of a file's bytes, which may be a mail as it was saved."""
    text = content.decode("utf-8", errors="replace")
    if "\nMIME-Version:" in text.replace("\r", "\n"):
        body = email.message_from_bytes(content, policy=email.policy.default).get_body(("plain", "html"))
        text = str(body.get_content()) if body else text
    return read_anchors(text)


def unannounced(keys: Sequence[PublicKey]) -> tuple[str, ...]:
    """Ids of the keys that no earlier key vouches for; the first needs nobody."""
    known: dict[str, str] = {}
    strange = []
    for key in keys:
        before = known.get(key.after)
        if known and (before is None or not is_signed(key.statement, key.signature, before)):
            strange.append(key.id)
        known[key.id] = key.public
    return tuple(strange)


def _checkpoints(text: str) -> Iterator[Checkpoint]:
    for found in _CHECKPOINT.finditer(text):
        at = _moment(found["at"])
        if at is not None:
            yield Checkpoint(int(found["size"]), found["root"], at, found["key"], found["signature"])


def _keys(text: str) -> Iterator[PublicKey]:
    for found in _KEY.finditer(text):
        at = _moment(found["at"])
        if at is not None:
            yield PublicKey(found["id"], found["public"], at, found["after"] or "", found["signature"] or "")


def _moment(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, _AT).replace(tzinfo=UTC)
    except ValueError:
        return None

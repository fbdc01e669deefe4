"""Rules of signing in: what a password must be, when a name is locked, how long a session lasts."""

import hashlib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.errors import Invalid

SHORTEST, LONGEST = 12, 200
"""Letters of a password. At least twelve, by the house; at most two hundred, because hashing costs by length."""

FIELD = "new_password"
"""What a form calls it, so that the page can point at what is wrong."""

TRIALS = 5
LOCKED_FOR = timedelta(minutes=15)
"""So many wrong passwords lock a name for so long."""

RESET_LASTS = timedelta(hours=1)
INVITATION_LASTS = timedelta(hours=72)
RESET_PAUSE = timedelta(minutes=5)
"""Within this time a second link is not mailed, so that nobody's mailbox is filled by others."""

SEEN_EVERY = timedelta(minutes=1)
"""How exactly the last use of a session is known."""

DEMO_PASSWORD = "minh-hoa-thi-dua"  # noqa: S105  of invented people in simulated stores, and shown on their page

# Of the common ones, those that are long enough to be tried here.
_COMMONEST = frozenset(
    {
        "123456789012",
        "1234567890123",
        "12345678901234",
        "123123123123",
        "012345678910",
        "abcdefghijkl",
        "abc123456789",
        "abcd12345678",
        "matkhau12345",
        "matkhau123456",
        "password1234",
        "password12345",
        "password123456",
        "qwertyuiop12",
        "qwertyuiop123",
        "qwertyuiopasdfgh",
        "1q2w3e4r5t6y",
        "1qaz2wsx3edc",
        "iloveyou1234",
        "administrator",
        "administrator1",
        "quantrihethong",
        "thiduakhenthuong",
        "thidua123456",
        "khenthuong123",
        "vietnam12345",
        "vietnam123456",
        "anhyeuem12345",
        "emyeuanh12345",
    }
)
_OWN_WORD = 4
"""Shorter parts of a name stand in many honest passwords."""
_FEWEST_LETTERS = 4
"""`abababababab` is as bad as a common one."""


@dataclass(frozen=True, slots=True)
class Credential:
    """What a typed name leads to: the digest under which trials are counted, and a password's hash if there is one."""

    name_digest: str
    person: str | None = None
    password_hash: str | None = None


@dataclass(frozen=True, slots=True)
class Lasting:
    """How long a session lasts: at most so long, and unused so long."""

    whole: timedelta = timedelta(hours=12)
    idle: timedelta = timedelta(hours=2)


def normal_password(typed: str) -> str:
    """The password as it is hashed: composed, because a keyboard may send the same letters decomposed."""
    return unicodedata.normalize("NFC", typed)


def checked_password(typed: str, *, own: Iterable[str]) -> str:
    """The password in its one form; `own` are the person's code, name and mail address.

    Raises:
        Invalid: `password_short`, `password_long`, `password_common`, `password_personal`.
    """
    password = normal_password(typed)
    if len(password) < SHORTEST:
        raise Invalid("password_short", found=len(password), least=SHORTEST, field=FIELD)
    if len(password) > LONGEST:
        raise Invalid("password_long", found=len(password), most=LONGEST, field=FIELD)
    bare = _bare(password)
    if bare in _COMMONEST or len(set(password)) < _FEWEST_LETTERS:
        raise Invalid("password_common", field=FIELD)
    words = (_bare(word.partition("@")[0]) for word in own)
    if any(len(word) >= _OWN_WORD and word in bare for word in words):
        raise Invalid("password_personal", field=FIELD)
    return password


def hash_of(token: str) -> str:
    """How a token is kept. Without salt, because 256 random bits cannot be guessed from their hash."""
    return hashlib.sha256(token.encode()).hexdigest()


def digest_of(name: str) -> str:
    """Under which the trials of a name are counted. A digest, because people type passwords into the wrong field."""
    return hashlib.sha256(name.casefold().encode()).hexdigest()


def locked_after(failed: int, at: datetime) -> datetime | None:
    """Until when a name is locked after its `failed`th wrong password in a row; None while it may be tried again."""
    return at + LOCKED_FOR if failed >= TRIALS else None


def _bare(text: str) -> str:
    """Without accents, case, blanks and signs: what a guesser would try first."""
    marked = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(letter for letter in marked if letter.isalnum())

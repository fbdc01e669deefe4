"""Keys of secret ballots: one small file each, outside the store and its backups, gone for good once the ballot ends.

Without its key a sealed paper is noise, in the store as in every copy that was ever made of it. That is why a key is
never written into the database, and why its directory carries the mark by which backup programs leave one out.
"""

import os
import re
import secrets
from pathlib import Path

from domain.errors import WrongState
from domain.secrecy import new_key

DIRECTORY = Path("keys", "ballots")
"""Below the data directory."""
MARK = "CACHEDIR.TAG"
SIGNATURE = "Signature: 8a477f597d28d172789f06886806bc55\n# Keys of open secret ballots: never back them up.\n"
_NAME = re.compile(r"[0-9a-f]{32}")
_SIZE = 32


def make(directory: Path) -> str:
    """Write a fresh key that only this user may read; its name."""
    _prepare(directory)
    name = secrets.token_hex(16)
    number = os.open(directory / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(number, new_key())
        os.fsync(number)
    finally:
        os.close(number)
    _make_lasting(directory)
    return name


def read(directory: Path | None, name: str | None) -> bytes:
    """The key of an open ballot; raises WrongState `ballot_key_lost`."""
    place = directory / name if directory and name and _NAME.fullmatch(name) else None
    key = place.read_bytes() if place is not None and place.is_file() else b""
    if len(key) != _SIZE:
        raise WrongState("ballot_key_lost")
    return key


def names(directory: Path) -> tuple[str, ...]:
    """The keys that are there."""
    if not directory.is_dir():
        return ()
    return tuple(sorted(place.name for place in directory.iterdir() if _NAME.fullmatch(place.name)))


def destroy(directory: Path, name: str) -> None:
    """Overwrite the key and take its file away; one that is gone already stays gone."""
    place = directory / name
    if not _NAME.fullmatch(name) or not place.is_file():
        return
    number = os.open(place, os.O_WRONLY)
    try:
        os.write(number, bytes(_SIZE))
        os.fsync(number)
    finally:
        os.close(number)
    place.unlink(missing_ok=True)
    _make_lasting(directory)


def _prepare(directory: Path) -> None:
    directory.mkdir(parents=True, exist_ok=True)
    directory.chmod(0o700)
    # The mark of https://bford.info/cachedir, which tar, rsync's wrappers, borg and restic know.
    (directory / MARK).write_text(SIGNATURE, encoding="ascii")


def _make_lasting(directory: Path) -> None:
    number = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)

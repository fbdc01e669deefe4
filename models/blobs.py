"""Files of dossiers, kept under the SHA-256 of their bytes: what is read back is what was handed in, or an error."""

import hashlib
import os
import re
import tempfile
from pathlib import Path

from domain.errors import Broken, Invalid, NotFound

LIMIT = 20 * 1024 * 1024
_DIGEST = re.compile(r"[0-9a-f]{64}")


def put(directory: Path, content: bytes, *, limit: int = LIMIT) -> str:
    """Store the bytes and return their digest, 64 hexadecimal digits. Storing them again changes nothing.

    Raises:
        Invalid: `file_empty`; `file_too_big` with `size` and `limit` in bytes.
    """
    if not content:
        raise Invalid("file_empty")
    if len(content) > limit:
        raise Invalid("file_too_big", size=len(content), limit=limit)
    digest = hashlib.sha256(content).hexdigest()
    place = _place(directory, digest)
    # A damaged file is replaced, because here are the right bytes.
    if not place.is_file() or not _is_whole(place.read_bytes(), digest):
        _write(place, content)
    return digest


def get(directory: Path, digest: str) -> bytes:
    """The bytes with this digest.

    Raises:
        NotFound: `file`, also for what is not a digest at all, so that no path can be smuggled in.
        Broken: `file_changed`, when the bytes are not those that were stored.
    """
    if not _DIGEST.fullmatch(digest):
        raise NotFound("file", digest=digest)
    try:
        content = _place(directory, digest).read_bytes()
    except FileNotFoundError:
        raise NotFound("file", digest=digest) from None
    if not _is_whole(content, digest):
        raise Broken("file_changed", digest=digest)
    return content


def there(directory: Path, digest: str) -> bool:
    """Do bytes lie under this digest, whole or not?"""
    return bool(_DIGEST.fullmatch(digest)) and _place(directory, digest).is_file()


def remove(directory: Path, digest: str) -> None:
    """Take the bytes away for good; those that are gone already stay gone."""
    if there(directory, digest):
        _place(directory, digest).unlink(missing_ok=True)
        _make_lasting(_place(directory, digest).parent)


def _place(directory: Path, digest: str) -> Path:
    # Two levels, because some file systems are slow with very many files in one directory.
    return directory / digest[:2] / digest


def _is_whole(content: bytes, digest: str) -> bool:
    return hashlib.sha256(content).hexdigest() == digest


def _write(place: Path, content: bytes) -> None:
    """Either the whole file is there or none, also after a power cut."""
    place.parent.mkdir(parents=True, exist_ok=True)
    number, name = tempfile.mkstemp(dir=place.parent, prefix=".new-")
    temporary = Path(name)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(place)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _make_lasting(place.parent)


def _make_lasting(directory: Path) -> None:
    # The new name is in the directory, which has to reach the disk as well.
    number = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)

"""The file of a backup: a compressed tar whose last member tells the digest of every other one.

`tar xf` and `sha256sum -c SHA256SUMS` open and check it without this service. It is written and read piece by piece, so
that memory does not grow with the office.
"""

import hashlib
import io
import os
import re
import tarfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from domain.errors import AlreadyDone, Broken, NotFound

ABOUT, SUMS = "thidua-backup.json", "SHA256SUMS"
STORES = {"sqlite": "store.db", "postgresql": "store.pgdump"}
PIECE = 1 << 20
OWNER_ONLY = 0o600
QUICK = 1
"""Strength of the compression: documents are compressed already, and the store shrinks well even so."""

_KNOWN = re.compile(
    r"thidua-backup\.json|store\.(db|pgdump)|checkpoints\.txt|settings\.json|SHA256SUMS"
    r"|keys/ledger/[0-9a-f]{16}\.pem|files/[0-9a-f]{2}/[0-9a-f]{64}"
)


class _Hashing(io.RawIOBase):
    """Passes a file on and hashes what passes."""

    def __init__(self, source: IO[bytes]) -> None:
        self.source, self.found = source, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        piece = self.source.read(size)
        self.found.update(piece)
        return piece


class Writer:
    """Adds members and remembers their digests."""

    def __init__(self, target: tarfile.TarFile) -> None:
        self._target = target
        self._sums: dict[str, str] = {}

    def add_file(self, name: str, file: Path) -> str:
        """Add a file under a name; its digest."""
        with file.open("rb") as source:
            return self._add(name, os.fstat(source.fileno()).st_size, source)

    def add_text(self, name: str, text: str) -> str:
        """Add a text under a name; its digest."""
        content = text.encode()
        return self._add(name, len(content), io.BytesIO(content))

    def finish(self) -> None:
        """Say what was added; nothing comes after this."""
        self.add_text(SUMS, "".join(f"{digest}  {name}\n" for name, digest in sorted(self._sums.items())))

    def _add(self, name: str, size: int, source: IO[bytes]) -> str:
        info = tarfile.TarInfo(name)
        info.size, info.mode = size, OWNER_ONLY
        hashing = _Hashing(source)
        self._target.addfile(info, hashing)
        self._sums[name] = hashing.found.hexdigest()
        return self._sums[name]


@contextmanager
def writing(file: Path) -> Iterator[Writer]:
    """A new backup, which has its name only once it is whole and on disk.

    Raises:
        AlreadyDone: `backup_exists`.
    """
    if file.exists():
        raise AlreadyDone("backup_exists", path=str(file))
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f".{file.name}.part")
    part.unlink(missing_ok=True)
    number = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    try:
        with os.fdopen(number, "wb") as target:
            with tarfile.open(fileobj=target, mode="w:gz", compresslevel=QUICK, format=tarfile.PAX_FORMAT) as tar:
                writer = Writer(tar)
                yield writer
                writer.finish()
            target.flush()
            os.fsync(target.fileno())
        part.rename(file)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def unpack(file: Path, to: Path) -> None:
    """Write all members below `to`, each compared with what the last one says about it.

    Raises:
        NotFound: `backup_missing`. Broken: `backup_damaged`, for a file that is cut off, was changed, or is none.
    """
    found: dict[str, str] = {}
    try:
        with tarfile.open(file, mode="r|gz") as tar:
            for member in tar:
                if SUMS in found or member.name in found or not _KNOWN.fullmatch(member.name) or not member.isreg():
                    raise Broken("backup_damaged", path=str(file), at=member.name)
                found[member.name] = _write(tar, member, to / member.name)
        sums = _sums(to / SUMS)
    except FileNotFoundError:
        raise NotFound("backup_missing", path=str(file)) from None
    except (tarfile.TarError, EOFError, OSError, zlib.error, ValueError) as error:
        raise Broken("backup_damaged", path=str(file), at=type(error).__name__) from error
    found.pop(SUMS)
    if found != sums:
        wrong = sorted(name for name in found | sums if found.get(name) != sums.get(name))
        raise Broken("backup_damaged", path=str(file), at=wrong[0])


def _write(tar: tarfile.TarFile, member: tarfile.TarInfo, place: Path) -> str:
    source = tar.extractfile(member)
    if source is None:
        raise tarfile.ReadError(member.name)
    place.parent.mkdir(parents=True, exist_ok=True)
    digest, left = hashlib.sha256(), member.size
    number = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    with os.fdopen(number, "wb") as target:
        read: Callable[[int], Any] = source.read
        while piece := read(PIECE):
            digest.update(piece)
            target.write(piece)
            left -= len(piece)
        target.flush()
        os.fsync(target.fileno())
    if left:
        raise EOFError(member.name)
    return digest.hexdigest()


def _sums(file: Path) -> dict[str, str]:
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        raise EOFError(SUMS) from None
    return {name: digest for digest, _, name in (line.partition("  ") for line in lines)}

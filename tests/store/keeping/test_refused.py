"""A file that is cut off, changed or made by somebody else changes nothing."""

import gzip
import hashlib
import io
import tarfile
from collections.abc import Callable

import pytest

from deployments.engine import process
from deployments.keeping.archive import SUMS
from domain.errors import Broken, Invalid
from tests.store.keeps import PAPER, Office, content


def cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def flipped(data: bytes) -> bytes:
    plain = bytearray(gzip.decompress(data))
    place = plain.find(PAPER)
    plain[place] ^= 1
    return gzip.compress(bytes(plain))


def without_sums(data: bytes) -> bytes:
    return repacked(data, lambda member: member.name != SUMS)


def without_documents(data: bytes) -> bytes:
    return repacked(data, lambda member: not member.name.startswith("files/"))


def with_stranger(data: bytes) -> bytes:
    return repacked(data, lambda _: True, ("../outside", b"x"))


def repacked(data: bytes, wanted: Callable[[tarfile.TarInfo], bool], *more: tuple[str, bytes]) -> bytes:
    target = io.BytesIO()
    with tarfile.open(fileobj=io.BytesIO(data)) as old, tarfile.open(fileobj=target, mode="w:gz") as new:
        for name, inside in more:
            info = tarfile.TarInfo(name)
            info.size = len(inside)
            new.addfile(info, io.BytesIO(inside))
        for member in filter(wanted, old):
            new.addfile(member, old.extractfile(member))
    return target.getvalue()


BAD_FILES = (cut, flipped, without_sums, without_documents, with_stranger, lambda _: b"", lambda _: b"no archive")


@pytest.mark.parametrize("spoil", BAD_FILES)
def test_bad_file_changes_nothing(office: Office, spoil: Callable[[bytes], bytes]) -> None:
    office.backup()
    office.file.write_bytes(spoil(office.file.read_bytes()))
    with pytest.raises(Broken, match="backup_damaged"):
        office.restore()
    assert [file.name for file in office.elsewhere.data_directory.iterdir()] == [process.LOCK_NAME]
    assert not (office.elsewhere.data_directory.parent / "outside").exists()


def test_backup_of_another_database_is_refused(office: Office) -> None:
    office.backup()
    said = content(office.file).replace(b'"sqlite"', b'"oracle"').replace(b'"postgresql"', b'"postgresqI"')
    office.file.write_bytes(summed(said))
    with pytest.raises(Invalid, match="backup_of_other_database"):
        office.restore()


def summed(plain: bytes) -> bytes:
    """The archive with digests that fit again, as somebody would make it who knows the format."""
    members: list[tuple[str, bytes]] = []
    with tarfile.open(fileobj=io.BytesIO(plain)) as tar:
        for member in tar:
            held = tar.extractfile(member)
            members += [(member.name, held.read())] if held and member.name != SUMS else []
    sums = "".join(f"{hashlib.sha256(inside).hexdigest()}  {name}\n" for name, inside in members)
    return repacked(gzip.compress(plain), lambda _: False, *members, (SUMS, sums.encode()))

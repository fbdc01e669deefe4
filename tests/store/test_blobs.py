"""Files under their digest: what comes back is what was handed in, or an error."""

import hashlib
from pathlib import Path

import pytest

from domain.errors import Broken, Invalid, NotFound
from models import blobs

CONTENT = "Báo cáo thành tích".encode()
DIGEST = hashlib.sha256(CONTENT).hexdigest()


def files(directory: Path) -> list[Path]:
    return [path for path in directory.rglob("*") if path.is_file()]


def test_bytes_come_back_as_they_were(tmp_path: Path) -> None:
    assert blobs.get(tmp_path, blobs.put(tmp_path, CONTENT)) == CONTENT


def test_the_same_bytes_are_stored_once(tmp_path: Path) -> None:
    assert blobs.put(tmp_path, CONTENT) == blobs.put(tmp_path, CONTENT) == DIGEST
    assert len(files(tmp_path)) == 1


def test_a_changed_file_is_noticed(tmp_path: Path) -> None:
    blobs.put(tmp_path, CONTENT)
    files(tmp_path)[0].write_bytes(b"forged")
    with pytest.raises(Broken) as found:
        blobs.get(tmp_path, DIGEST)
    assert found.value.data == {"digest": DIGEST}


def test_storing_again_mends_a_changed_file(tmp_path: Path) -> None:
    blobs.put(tmp_path, CONTENT)
    files(tmp_path)[0].write_bytes(b"forged")
    blobs.put(tmp_path, CONTENT)
    assert blobs.get(tmp_path, DIGEST) == CONTENT


def test_a_file_that_is_too_big_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Invalid) as refused:
        blobs.put(tmp_path, b"12345", limit=4)
    assert (refused.value.code, refused.value.data) == ("file_too_big", {"size": 5, "limit": 4})


def test_a_file_at_the_limit_is_stored(tmp_path: Path) -> None:
    assert blobs.get(tmp_path, blobs.put(tmp_path, b"1234", limit=4)) == b"1234"


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="file_empty"):
        blobs.put(tmp_path, b"")


@pytest.mark.parametrize("digest", ["", "../secret", "0" * 63, "0" * 65, DIGEST.upper(), f"{DIGEST}\n", "/etc/passwd"])
def test_what_is_no_digest_finds_nothing(tmp_path: Path, digest: str) -> None:
    (tmp_path / "secret").write_text("kept")
    with pytest.raises(NotFound):
        blobs.get(tmp_path / "files", digest)


def test_an_unknown_digest_finds_nothing(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        blobs.get(tmp_path, "0" * 64)


def test_a_failed_write_leaves_nothing_behind(tmp_path: Path) -> None:
    # A directory in the file's place makes the last step fail, also for root.
    (tmp_path / DIGEST[:2] / DIGEST / "x").mkdir(parents=True)
    with pytest.raises(OSError, match="directory"):
        blobs.put(tmp_path, CONTENT)
    assert files(tmp_path) == []

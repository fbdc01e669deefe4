"""What others wrote lies beside its licence and is what it was when it came."""

import hashlib
from pathlib import Path

STATIC = Path(__file__).parents[2] / "web" / "static"
OURS = {"theme.css", "thidua.js", "emblem.svg", "SHA256SUMS"}


def listed() -> dict[str, str]:
    """File → its digest in the list."""
    lines = (line.split() for line in (STATIC / "SHA256SUMS").read_text().splitlines())
    return {name: digest for digest, name in lines}


def test_vendored_files_are_unchanged() -> None:
    found = {name: hashlib.sha256((STATIC / name).read_bytes()).hexdigest() for name in listed()}
    assert found == listed()


def test_every_file_is_ours_or_listed() -> None:
    files = {path.relative_to(STATIC).as_posix() for path in STATIC.rglob("*") if path.is_file()}
    assert files - OURS == set(listed())


def test_each_vendored_work_has_its_licence() -> None:
    licences = {path.stem for path in (STATIC / "licences").iterdir()}
    assert licences == {"htmx", "bootstrap", "be-vietnam-pro", "tinos"}

"""Making a backup while the service runs: the store first, then the documents that it may name."""

import hashlib
import json
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from sqlalchemy import make_url

from deployments.keeping import archive, stores
from models.ledger_file import NAME as CHECKPOINTS
from models.ledger_keys import DIRECTORY as LEDGER_KEYS
from models.migrations import HEAD
from settings import Settings
from settings.harmless import shown

FORMAT = 1
FILES = "files"


@dataclass(frozen=True)
class Made:
    """What lies in the backup: bytes, documents, and those that were damaged already."""

    size: int
    files: int
    damaged: tuple[str, ...]


def make(current: Settings, file: Path, *, at: datetime, with_keys: bool = False, tools: Path | None = None) -> Made:
    """Write the whole installation into one new file.

    Left out: keys of ballots and sealed papers, secrets among the settings, the key of the pages, Prefect's own
    database; the private keys of the ledger unless `with_keys`.

    Raises:
        AlreadyDone: `backup_exists`. Incomplete: `pg_tool_missing`. Broken: `pg_tool_failed`.
    """
    database = make_url(current.database_url).get_backend_name()
    damaged: list[str] = []
    count = 0
    with archive.writing(file) as writer, tempfile.TemporaryDirectory(dir=file.parent) as directory:
        copied = Path(directory) / archive.STORES[database]
        stores.copy(current.database_url, copied, tools)
        writer.add_text(archive.ABOUT, _about(database, at))
        writer.add_file(copied.name, copied)
        copied.unlink()
        # After the store, because a document is on disk before anything names it.
        for document in _documents(current.data_directory / FILES):
            name = f"{FILES}/{document.name[:2]}/{document.name}"
            # One that was erased meanwhile stays erased.
            with suppress(FileNotFoundError):
                damaged += [document.name] if writer.add_file(name, document) != document.name else []
                count += 1
        _add_small(writer, current, with_keys=with_keys)
    return Made(file.stat().st_size, count, tuple(damaged))


def _about(database: str, at: datetime) -> str:
    told = {"format": FORMAT, "database": database, "revision": HEAD, "version": version("thidua")}
    return json.dumps({**told, "made_at": at.isoformat()}, indent=1)


def _documents(directory: Path) -> Iterator[Path]:
    """Whole documents only: one that is being written has another name."""
    length = hashlib.sha256().digest_size * 2
    yield from sorted(file for file in directory.glob("??/*") if len(file.name) == length and file.is_file())


def _add_small(writer: archive.Writer, current: Settings, *, with_keys: bool) -> None:
    writer.add_text("settings.json", json.dumps(dict(shown(current)), ensure_ascii=False, indent=1))
    checkpoints = current.data_directory / CHECKPOINTS
    if checkpoints.is_file():
        writer.add_file(CHECKPOINTS, checkpoints)
    if with_keys:
        for key in sorted((current.data_directory / LEDGER_KEYS).glob("*.pem")):
            writer.add_file(f"{LEDGER_KEYS.as_posix()}/{key.name}", key)

"""Where a backup is brought back to: whether it is free, and how what is there is put aside, not lost."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import inspect, make_url, text

from deployments.engine.process import LOCK_NAME
from models.engine import open_engine
from settings import Settings

KEYS = "keys"
PUT_ASIDE = "replaced-"
STAGING = ".restoring"


def occupied(current: Settings) -> tuple[str, ...]:
    """What lies where a backup would go; keys of this machine are no part of it."""
    found = [str(file) for file in (*_in_directory(current.data_directory), *_store_elsewhere(current))]
    if make_url(current.database_url).get_backend_name() == "postgresql" and _tables(current.database_url):
        found.append(make_url(current.database_url).set(query={}).render_as_string(hide_password=True))
    return tuple(found)


@contextmanager
def freed(current: Settings, *, taken: bool) -> Iterator[Path | None]:
    """Put what is there into a directory, and a schema, of their own (None where nothing is); undone where this fails.

    The schema is called like the directory, with `replaced_` before the moment.
    """
    open_engine(current.database_url).dispose()
    with ExitStack() as undo:
        aside = _move_aside(current, undo) if taken else None
        if store_file(current) is None:
            _free_schema(current.database_url, None if aside is None else aside.name.replace("-", "_"), undo)
        yield aside
        undo.pop_all()


def _move_aside(current: Settings, undo: ExitStack) -> Path:
    aside = current.data_directory / f"{PUT_ASIDE}{datetime.now(UTC):%Y%m%d%H%M%S}"
    aside.mkdir(mode=0o700)
    undo.callback(aside.rmdir)
    for file in (*_in_directory(current.data_directory), *_store_elsewhere(current)):
        shutil.move(file, aside / file.name)
        undo.callback(shutil.move, aside / file.name, file)
    return aside


def _free_schema(url: str, aside: str | None, undo: ExitStack) -> None:
    """An empty schema, which is empty again, or what it was, where the rest fails."""
    if aside is None:
        undo.callback(_run, url, "DROP SCHEMA public CASCADE", "CREATE SCHEMA public")
        return
    _run(url, f'ALTER SCHEMA public RENAME TO "{aside}"', "CREATE SCHEMA public")
    undo.callback(_run, url, "DROP SCHEMA public CASCADE", f'ALTER SCHEMA "{aside}" RENAME TO public')


def _in_directory(directory: Path) -> Iterator[Path]:
    if directory.is_dir():
        for file in sorted(directory.iterdir()):
            if file.name not in (KEYS, LOCK_NAME) and not file.name.startswith((PUT_ASIDE, STAGING)):
                yield file


def _store_elsewhere(current: Settings) -> Iterator[Path]:
    """The file of a store that lies outside the data directory, with what SQLite keeps beside it."""
    place = store_file(current)
    if place is not None and place.parent != current.data_directory:
        for ending in ("", "-wal", "-shm"):
            file = place.with_name(place.name + ending)
            if file.exists():
                yield file


def store_file(current: Settings) -> Path | None:
    """The file of a store on SQLite."""
    address = make_url(current.database_url)
    return Path(address.database or "") if address.get_backend_name() == "sqlite" else None


def _tables(url: str) -> list[str]:
    return inspect(open_engine(url)).get_table_names()


def _run(url: str, *statements: str) -> None:
    with open_engine(url).begin() as connection:
        # Whoever still holds the store is waited for by the lock's own limit.
        connection.execute(text("SET LOCAL statement_timeout = 0"))
        for statement in statements:
            connection.execute(text(statement))
    # What is known of the tables of before is known no more.
    open_engine(url).dispose()

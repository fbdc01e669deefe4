"""Stores that were brought to some point once, to be copied whenever a test wants to begin there."""

import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Hashable
from contextlib import closing
from copy import copy
from itertools import count
from pathlib import Path
from typing import TypeVar

from sqlalchemy import URL, Engine, text

from models.engine import open_engine

World = TypeVar("World")
Key = tuple[str, Hashable]

# It removes itself when the process ends.
FILES = tempfile.TemporaryDirectory(prefix="thidua-worlds-")
kept: dict[Key, tuple[str, object]] = {}
numbers = count(1)


def once(engine: Engine, key: Hashable, build: Callable[[], World]) -> World:
    """What `build` makes of an empty store, built at the first asking and copied into the store ever after."""
    found = kept.get((engine.dialect.name, key))
    if found is None:
        world = build()
        # What is handed out may be changed by the test, so another one is kept.
        name = f"world_{next(numbers)}"
        _copy(engine, engine.url, _place(engine, name))
        kept[engine.dialect.name, key] = name, copy(world)
        return world
    name, told = found
    _copy(engine, _place(engine, name), engine.url)
    return copy(told)  # type: ignore[return-value]  # the key stands for one kind of world


def _place(engine: Engine, name: str) -> URL:
    return engine.url.set(database=f"{FILES.name}/{name}.db" if engine.dialect.name == "sqlite" else name)


def _copy(engine: Engine, source: URL, target: URL) -> None:
    # Nobody may be connected while a database is copied, and no connection may outlive the file it read.
    engine.dispose()
    if engine.dialect.name == "sqlite":
        copy_file(Path(source.database or ""), Path(target.database or ""))
    else:
        copy_database(engine.url, source.database or "", target.database or "")


def copy_file(source: Path, target: Path) -> None:
    """Copy a SQLite file with what its log still holds."""
    with closing(sqlite3.connect(source)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    for ending in ("", "-wal", "-shm"):
        target.with_name(target.name + ending).unlink(missing_ok=True)
    shutil.copy(source, target)


def copy_database(server: URL, source: str, target: str) -> None:
    """Copy a database of PostgreSQL; what had the name before is dropped."""
    administer(server, f"DROP DATABASE IF EXISTS {target} WITH (FORCE)", f"CREATE DATABASE {target} TEMPLATE {source}")


def administer(server: URL, *statements: str) -> None:
    """Run statements that cannot stand in a transaction."""
    address = server.set(drivername="postgresql", database="postgres").render_as_string(hide_password=False)
    engine = open_engine(address).execution_options(isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))

"""A copy of the store as of one moment, and a store made from such a copy, on either database.

Sealed papers of open ballots stay out of every copy: whoever finds their key later finds nothing to open.
"""

import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from psycopg.conninfo import make_conninfo
from sqlalchemy import URL, make_url

from domain.errors import Broken, Incomplete

LEFT_OUT = "sealed_paper"
ASIDE = "replaced_"
"""How a schema begins that holds an earlier store which was put aside."""


def copy(url: str, target: Path, tools: Path | None) -> None:
    """The store at this address into a file that is not there yet. Nobody waits for it.

    Raises:
        Incomplete: `pg_tool_missing`. Broken: `pg_tool_failed`.
    """
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        _copy_file(Path(address.database or ""), target)
    else:
        options = ("--format=custom", "--no-owner", "--no-privileges")
        out = (f"--exclude-table-data={LEFT_OUT}", f"--exclude-schema={ASIDE}*")
        _run("pg_dump", [*options, *out, f"--file={target}"], address, tools)
        target.chmod(0o600)


def load(url: str, source: Path, tools: Path | None) -> None:
    """Fill an empty database of PostgreSQL, all of it or nothing; raises as `copy`."""
    address = make_url(url)
    contents = _run("pg_restore", ["--list", str(source)], None, tools)
    with tempfile.TemporaryDirectory() as directory:
        # The schema itself is there already, whoever owns it.
        wanted = Path(directory) / "contents"
        wanted.write_text("".join(f"{line}\n" for line in contents.splitlines() if " SCHEMA - " not in line))
        options = ("--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges")
        _run("pg_restore", [*options, f"--use-list={wanted}", str(source)], address, tools)


def _copy_file(source: Path, target: Path) -> None:
    target.touch(mode=0o600)
    with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(target)) as held:
        # All at once, because a copy in pieces begins anew whenever somebody writes; readers keep nobody waiting.
        live.backup(held, pages=-1)
        held.execute("PRAGMA secure_delete = ON")
        held.execute(f"DELETE FROM {LEFT_OUT}")  # noqa: S608  # the name stands above
        held.commit()
        held.execute("PRAGMA journal_mode = DELETE")


def _run(tool: str, options: Sequence[str], address: URL | None, tools: Path | None) -> str:
    path = shutil.which(tool, path=None if tools is None else str(tools))
    if path is None:
        raise Incomplete("pg_tool_missing", tool=tool, command=f"{tool} {' '.join(options)}")
    with _reached(address) as reached:
        command = [path, *options, *reached]
        # The tool was found by its name, and nothing is read by a shell.
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  # as above
    if done.returncode:
        raise Broken("pg_tool_failed", tool=tool, said=(done.stderr.strip().splitlines() or [""])[-1].rstrip("."))
    return done.stdout


@contextmanager
def _reached(address: URL | None) -> Iterator[tuple[str, ...]]:
    """How a tool reaches the database; the password in a file of its own, because everybody sees arguments."""
    if address is None:
        yield ()
        return
    told = address.translate_connect_args(username="user", database="dbname")
    password = told.pop("password", None)
    known = {**told, **{key: value for key, value in address.query.items() if isinstance(value, str)}}
    with tempfile.TemporaryDirectory() as directory:
        if password:
            secret = Path(directory) / "pass"
            secret.touch(mode=0o600)
            secret.write_text(f"*:*:*:*:{_quoted(str(password))}\n")
            known["passfile"] = os.fspath(secret)
        yield (f"--dbname={make_conninfo('', **known)}",)


def _quoted(password: str) -> str:
    return password.replace("\\", "\\\\").replace(":", "\\:")

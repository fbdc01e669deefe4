"""What the trail said last about each row, in a file of its own, so that memory does not grow with the rows."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from types import TracebackType
from typing import NamedTuple

ASKED = 500
"""Values in one statement; a database takes only so many."""

CACHE = 32 * 1024
"""Kilobytes of it that stay in memory."""


class Told(NamedTuple):
    """The digest of a row in the last event that names it, and that event."""

    row: str
    digest: str
    event_id: int


class LastTold:
    """Names of rows with what was said last; gone with the process, for a database without a name is nobody's."""

    def __init__(self) -> None:
        self._held = sqlite3.connect("", isolation_level=None)
        for setting in ("journal_mode = OFF", "synchronous = OFF", f"cache_size = -{CACHE}", "temp_store = FILE"):
            self._held.execute(f"PRAGMA {setting}")
        self._held.execute("CREATE TABLE told (row TEXT PRIMARY KEY, digest TEXT, event INTEGER) WITHOUT ROWID")

    def __enter__(self) -> "LastTold":
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._held.close()

    def note(self, told: Iterable[Told]) -> None:
        """What later events say takes the place of what earlier ones said."""
        self._held.execute("BEGIN")
        self._held.executemany("INSERT OR REPLACE INTO told VALUES (?, ?, ?)", told)
        self._held.execute("COMMIT")

    def take(self, rows: Sequence[str]) -> dict[str, Told]:
        """What was said about these rows; it is forgotten, so that in the end those are left that nobody asked for."""
        found: dict[str, Told] = {}
        for start in range(0, len(rows), ASKED):
            names = rows[start : start + ASKED]
            wanted = f"row IN ({', '.join('?' * len(names))})"
            # The statement is made of question marks only.
            asked = self._held.execute(f"SELECT row, digest, event FROM told WHERE {wanted}", names)  # noqa: S608  # as above
            found.update((one[0], Told(*one)) for one in asked)
        self._held.execute("BEGIN")
        self._held.executemany("DELETE FROM told WHERE row = ?", ((name,) for name in found))
        self._held.execute("COMMIT")
        return found

    def left(self) -> Iterator[Told]:
        """What nobody took, by name."""
        yield from (Told(*one) for one in self._held.execute("SELECT row, digest, event FROM told ORDER BY row"))

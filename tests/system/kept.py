"""What a command that runs in another process has written so far, read from outside."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any


def rows(where: Path, query: str, *values: object) -> list[tuple[Any, ...]]:
    """What stands in the store of a data directory; nothing while there are no tables yet."""
    try:
        with closing(sqlite3.connect(f"file:{where}/thidua.db?mode=ro", uri=True)) as store:
            return store.execute(query, values).fetchall()
    except sqlite3.OperationalError:
        return []

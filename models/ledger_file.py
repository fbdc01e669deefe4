"""The file beside the store in which every checkpoint is a line: whoever changes the database has to change it too.

It is only ever added to. On another machine, or on paper, the same lines prove more.
"""

import os
from collections.abc import Iterable
from pathlib import Path

from domain.checkpoints import Anchors, Checkpoint, PublicKey, read_anchors

NAME = "checkpoints.txt"
"""In the data directory."""


def kept(directory: Path) -> Anchors:
    """What was kept so far; nothing where there is no file yet."""
    return read_anchors(_text(directory))


def keep(directory: Path, keys: Iterable[PublicKey], checkpoints: Iterable[Checkpoint]) -> int:
    """Add the lines that are not there yet, on disk before this returns; how many. A kill leaves out, never doubles."""
    there = set(_text(directory).splitlines())
    lines = (*(key.line for key in keys), *(checkpoint.line for checkpoint in checkpoints))
    fresh = [line for line in lines if line not in there]
    if fresh:
        directory.mkdir(parents=True, exist_ok=True)
        with (directory / NAME).open("a", encoding="ascii") as file:
            file.writelines(f"{line}\n" for line in fresh)
            file.flush()
            os.fsync(file.fileno())
    return len(fresh)


def _text(directory: Path) -> str:
    try:
        return (directory / NAME).read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return ""

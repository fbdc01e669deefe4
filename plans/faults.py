"""Faults of a plan file: all of them at once, each with its place, what stands there and what may stand there."""

from dataclasses import dataclass

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a text file, both counted from 1 as editors do."""

    line: int
    column: int


TOP = Mark(1, 1)


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault. `wording.plan_faults.fault_sentence` renders `code` with `found` and `allowed`."""

    code: str
    path: Path = ()
    line: int = 1
    column: int = 1
    found: str = ""
    allowed: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """`quotas[1].form`; lists count from 1, as people do."""
        text = ""
        for part in self.path:
            text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
        return text

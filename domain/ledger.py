"""What is sealed of an event, and what can be wrong with a ledger, each case told from the others."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from domain.checkpoints import Checkpoint

GRACE = timedelta(hours=1)
"""How long an event may wait between being written and being sealed before it looks as if it was written later."""

MOMENTS = frozenset({"at", "happened"})
"""What of a finding is a moment."""

SHOWN = 50
"""Findings of one kind that are told one by one; the others are counted."""


def entry(event_id: int, text: str) -> bytes:
    """What is hashed into the leaf of an event: its number in the trail, a line break, its text as it was stored."""
    return f"{event_id}\n{text}".encode()


@dataclass(frozen=True, slots=True)
class Finding:
    """Something is wrong: `code` names the sentence, `data` fills it."""

    code: str
    data: Mapping[str, object] = field(default_factory=dict)


def told(findings: Iterable[Finding]) -> list[dict[str, object]]:
    """Findings as plain values, to be kept or handed on."""
    return [{"code": one.code, **{key: _plain(value) for key, value in one.data.items()}} for one in findings]


def heard(kept: Sequence[object]) -> tuple[Finding, ...]:
    """The same read back; of older checks only the codes were kept."""
    return tuple(_finding(one) for one in kept)


def _finding(one: object) -> Finding:
    if not isinstance(one, Mapping):
        return Finding(str(one))
    data = {str(key): _value(str(key), value) for key, value in one.items() if key != "code"}
    return Finding(str(one["code"]), data)


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _value(key: str, value: object) -> object:
    if key in MOMENTS and isinstance(value, str):
        return datetime.fromisoformat(value)
    return tuple(value) if isinstance(value, list) else value


@dataclass(frozen=True, slots=True)
class Anchor:
    """A checkpoint and where it was kept: `store`, `kept` (a file beside the store) or `outside`."""

    checkpoint: Checkpoint
    source: str


@dataclass
class Findings:
    """Collects what is wrong, in the order in which it was seen, without drowning in one kind."""

    found: list[Finding] = field(default_factory=list)
    _seen: dict[str, int] = field(default_factory=dict)

    def add(self, code: str, /, **data: object) -> None:
        """Note one more."""
        self._seen[code] = self._seen.get(code, 0) + 1
        if self._seen[code] <= SHOWN:
            self.found.append(Finding(code, data))

    def all(self) -> tuple[Finding, ...]:
        """Everything, with a line for each kind of which not all are told."""
        more = [Finding("more", {"kind": code, "count": n - SHOWN}) for code, n in self._seen.items() if n > SHOWN]
        return (*self.found, *more)


def cut_name(first: int, last: int, size: int) -> str:
    """What is missing when events `first` to `last` of `size` are gone."""
    if first == 0:
        return "all_deleted" if last == size - 1 else "head_cut"
    return "tail_cut" if last == size - 1 else "middle_cut"


def confirmed(anchors: Iterable[Anchor], roots: Mapping[int, str]) -> int:
    """Up to where checkpoints confirm the ledger; 0 when none of them does."""
    return max((one.checkpoint.size for one in anchors if _fits(one, roots)), default=0)


def judge(
    anchors: Sequence[Anchor], roots: Mapping[int, str], size: int, last_moment: Callable[[int], datetime | None]
) -> Iterator[Finding]:
    """What checkpoints say against a ledger of `size` events with these roots; nothing where all of them fit.

    Of those that are larger the largest speaks, of those that differ the smallest: the others only repeat it.
    `last_moment` tells when the last of so many events happened.
    """
    sound = confirmed(anchors, roots)
    larger = [one for one in anchors if one.checkpoint.size > size]
    differing = [one for one in anchors if one.checkpoint.size <= size and not _fits(one, roots)]
    if larger:
        yield _shorter(max(larger, key=_size), size, sound)
    if differing:
        first = min(differing, key=_size)
        yield _different(first, sound, last_moment(first.checkpoint.size))


def _fits(anchor: Anchor, roots: Mapping[int, str]) -> bool:
    return roots.get(anchor.checkpoint.size) == anchor.checkpoint.root


def _size(anchor: Anchor) -> int:
    return anchor.checkpoint.size


def _shorter(anchor: Anchor, size: int, sound: int) -> Finding:
    signed = anchor.checkpoint
    told = {"size": signed.size, "at": signed.at, "source": anchor.source, "left": size, "lost": signed.size - size}
    # Whether what is left is what it was, only a smaller checkpoint can tell.
    name = "all_deleted" if size == 0 else "tail_cut" if sound else "log_shorter"
    return Finding(name, {**told, "first": size, "last": signed.size - 1})


def _different(anchor: Anchor, sound: int, last: datetime | None) -> Finding:
    signed = anchor.checkpoint
    # What was sealed before a moment cannot have happened after it; a checkpoint tells whole seconds.
    after = last is not None and last > signed.at + timedelta(seconds=1)
    told = {"size": signed.size, "at": signed.at, "source": anchor.source}
    return Finding("resealed" if after else "rewritten", {**told, "since": sound if sound < signed.size else 0})

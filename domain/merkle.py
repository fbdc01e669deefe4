"""The hash tree of RFC 9162, section 2.1, over SHA-256: roots, proofs and their verification, as pure functions.

A *place* `(level, position)` is a complete subtree over the leaves `position << level` up to `(position + 1) << level`.
Its hash never changes once all its leaves are there; every root and every proof is folded from such hashes, so
that a tree of n leaves needs at most 2·log2(n) of them for either.
"""

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256

Place = tuple[int, int]

EMPTY_ROOT = sha256(b"").digest()
"""The root of a tree without leaves."""


def place_number(place: Place) -> int:
    """A place as one number, as in the array of RFC 9420, appendix C: leaves are even, what is above them is odd."""
    level, position = place
    return (position << level + 1) + (1 << level) - 1


def leaf_hash(entry: bytes) -> bytes:
    """SHA-256 over 0x00 and the entry."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256 over 0x01 and both children, so that no node can pass for a leaf."""
    return sha256(b"\x01" + left + right).digest()


class Edge:
    """The right edge of a growing tree: its size and the hashes of its peaks, the largest subtree first."""

    def __init__(self, size: int = 0, peaks: Sequence[bytes] = ()) -> None:
        self.size = size
        self._peaks = list(peaks)

    def add(self, leaf: bytes) -> Iterator[tuple[Place, bytes]]:
        """Append a leaf; gives place and hash of every subtree that it completes, which must be consumed."""
        level, position = 0, self.size
        while position & 1:
            leaf = node_hash(self._peaks.pop(), leaf)
            level, position = level + 1, position >> 1
            yield (level, position), leaf
        self._peaks.append(leaf)
        self.size += 1

    @property
    def root(self) -> bytes:
        """The root over all leaves so far."""
        return fold(self._peaks)


def fold(hashes: Sequence[bytes]) -> bytes:
    """One hash of neighbouring subtrees that grow smaller to the right."""
    if not hashes:
        return EMPTY_ROOT
    *rest, folded = hashes
    for hash_ in reversed(rest):
        folded = node_hash(hash_, folded)
    return folded


def peaks(start: int, end: int) -> tuple[Place, ...]:
    """The complete subtrees over the leaves from `start` up to `end`, where `start` is a multiple of the largest."""
    found: list[Place] = []
    for level in reversed(range((end - start).bit_length())):
        if (end - start) >> level & 1:
            found.append((level, start >> level))
            start += 1 << level
    return tuple(found)


Parts = tuple[tuple[Place, ...], ...]
"""A proof before its hashes are known: each element is folded from these places."""


def inclusion_parts(number: int, size: int) -> Parts:
    """What proves that leaf `number`, counted from 0, is in a tree of `size`: PATH of RFC 9162, 2.1.3.1."""
    if not 0 <= number < size:
        raise ValueError(f"no leaf {number} in a tree of {size}")
    parts = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if number < middle:
            parts.append(peaks(middle, end))
            end = middle
        else:
            parts.append(peaks(start, middle))
            start = middle
    return tuple(reversed(parts))


def consistency_parts(first: int, second: int) -> Parts:
    """What proves that a tree of `first` leaves is the beginning of one of `second`: PROOF of RFC 9162, 2.1.4.1."""
    if not 0 < first <= second:
        raise ValueError(f"no tree of {first} in a tree of {second}")
    parts = []
    start, end = 0, second
    while end != first:
        middle = start + _split(end - start)
        if first <= middle:
            parts.append(peaks(middle, end))
            end = middle
        else:
            parts.append(peaks(start, middle))
            start = middle
    if start:
        # The verifier knows the first root itself; a subtree within it has to be given.
        parts.append(peaks(start, end))
    return tuple(reversed(parts))


def proof_of(parts: Parts, hashes: Mapping[Place, bytes]) -> tuple[bytes, ...]:
    """The proof, from the stored hashes; KeyError for a place that is not among them."""
    return tuple(fold([hashes[place] for place in part]) for part in parts)


def includes(root: bytes, size: int, number: int, leaf: bytes, proof: Sequence[bytes]) -> bool:
    """Whether the proof leads from the leaf at `number` to the root: RFC 9162, 2.1.3.2."""
    if not 0 <= number < size:
        return False
    position, last, hash_ = number, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if position & 1 or position == last:
            hash_ = node_hash(sibling, hash_)
            while not position & 1 and position:
                position, last = position >> 1, last >> 1
        else:
            hash_ = node_hash(hash_, sibling)
        position, last = position >> 1, last >> 1
    return last == 0 and hash_ == root


def continues(first: int, first_root: bytes, second: int, second_root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether the larger tree begins with the smaller one: RFC 9162, 2.1.4.2."""
    if not 0 < first <= second:
        return False
    if first == second:
        return not proof and first_root == second_root
    # A complete subtree is its own root, which the proof leaves out.
    path = list(proof) if first & (first - 1) else [first_root, *proof]
    if not path:
        return False
    position, last = first - 1, second - 1
    while position & 1:
        position, last = position >> 1, last >> 1
    return _climb(path, position, last, (first_root, second_root))


def _climb(path: Sequence[bytes], position: int, last: int, roots: tuple[bytes, bytes]) -> bool:
    old = new = path[0]
    for hash_ in path[1:]:
        if last == 0:
            return False
        if position & 1 or position == last:
            old, new = node_hash(hash_, old), node_hash(hash_, new)
            while not position & 1 and position:
                position, last = position >> 1, last >> 1
        else:
            new = node_hash(new, hash_)
        position, last = position >> 1, last >> 1
    return last == 0 and (old, new) == roots


def _split(size: int) -> int:
    """The largest power of two below `size`."""
    return 1 << (size - 1).bit_length() - 1

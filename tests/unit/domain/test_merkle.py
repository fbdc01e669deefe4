"""The tree against the vectors of Certificate Transparency, RFC 9162 and another implementation."""

from hashlib import sha256

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pymerkle import InmemoryTree

from domain.merkle import (
    EMPTY_ROOT,
    Edge,
    Place,
    consistency_parts,
    continues,
    fold,
    includes,
    inclusion_parts,
    leaf_hash,
    node_hash,
    peaks,
    proof_of,
)

# The reference inputs and roots of Certificate Transparency (merkletree tests), one root for each size.
INPUTS = ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
ROOTS = (
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)
SIZES = st.integers(min_value=1, max_value=300)


def entry(number: int) -> bytes:
    return f"event {number}".encode()


LEAVES = tuple(leaf_hash(entry(number)) for number in range(300))


def grown(leaves: tuple[bytes, ...]) -> tuple[Edge, dict[Place, bytes]]:
    """The tree over these leaves, and the hash of every complete subtree."""
    edge = Edge()
    hashes: dict[Place, bytes] = {}
    for number, leaf in enumerate(leaves):
        hashes[(0, number)] = leaf
        hashes.update(dict(edge.add(leaf)))
    return edge, hashes


TREE = grown(LEAVES)[1]


def root(size: int) -> bytes:
    return fold([TREE[place] for place in peaks(0, size)])


def inclusion(number: int, size: int) -> tuple[bytes, ...]:
    return proof_of(inclusion_parts(number, size), TREE)


def consistency(first: int, second: int) -> tuple[bytes, ...]:
    return proof_of(consistency_parts(first, second), TREE)


@pytest.fixture(scope="module")
def other() -> InmemoryTree:
    tree = InmemoryTree(algorithm="sha256")
    for number in range(len(LEAVES)):
        tree.append(entry(number))
    return tree


@pytest.mark.parametrize(("size", "expected"), [*enumerate(ROOTS)])
def test_root_is_that_of_the_reference(size: int, expected: str) -> None:
    edge, _ = grown(tuple(leaf_hash(bytes.fromhex(text)) for text in INPUTS[:size]))
    assert edge.root.hex() == expected


# The example of RFC 9162, 2.1.5: a tree of seven leaves and the names of its nodes.
NAMES: dict[str, Place] = {
    **{name: (0, number) for number, name in enumerate("abcdef")},
    "j": (0, 6),
    "g": (1, 0),
    "h": (1, 1),
    "i": (1, 2),
    "k": (2, 0),
}


@pytest.mark.parametrize(("number", "names"), [(0, "b h l"), (3, "c g l"), (4, "f j k"), (6, "i k")])
def test_inclusion_is_that_of_the_standard(number: int, names: str) -> None:
    assert inclusion_parts(number, 7) == tuple(_places(name) for name in names.split())


@pytest.mark.parametrize(("first", "names"), [(3, "c d g l"), (4, "l"), (6, "i j k")])
def test_consistency_is_that_of_the_standard(first: int, names: str) -> None:
    assert consistency_parts(first, 7) == tuple(_places(name) for name in names.split())


def _places(name: str) -> tuple[Place, ...]:
    """`l` of the standard stands over e, f and j, which is no complete subtree."""
    return (NAMES["i"], NAMES["j"]) if name == "l" else (NAMES[name],)


@given(size=SIZES)
def test_root_agrees_with_another_implementation(other: InmemoryTree, size: int) -> None:
    assert root(size) == other.get_state(size)


@given(size=SIZES, data=st.data())
def test_inclusion_agrees_with_another_implementation(other: InmemoryTree, size: int, data: st.DataObject) -> None:
    number = data.draw(st.integers(0, size - 1))
    assert (LEAVES[number], *inclusion(number, size)) == tuple(other.prove_inclusion(number + 1, size).path)


@given(second=SIZES, data=st.data())
def test_consistency_agrees_with_another_implementation(other: InmemoryTree, second: int, data: st.DataObject) -> None:
    first = data.draw(st.integers(1, second))
    theirs = other.prove_consistency(first, second)
    # Their list of hashes is another one, because they go down to a leaf where the standard stops at a whole subtree.
    assert (theirs.retrieve_prior_state(), theirs.resolve()) == (root(first), root(second))


@given(second=SIZES, data=st.data())
def test_consistency_is_the_recursion_of_the_standard(second: int, data: st.DataObject) -> None:
    first = data.draw(st.integers(1, second))
    assert consistency(first, second) == tuple(subproof(first, LEAVES[:second], whole=True))


def subproof(first: int, leaves: tuple[bytes, ...], *, whole: bool) -> list[bytes]:
    """SUBPROOF(m, D_n, b) as it is written in RFC 9162, 2.1.4.1."""
    size = len(leaves)
    if first == size:
        return [] if whole else [tree_head(leaves)]
    split = max(1 << power for power in range(10) if 1 << power < size)
    if first <= split:
        return [*subproof(first, leaves[:split], whole=whole), tree_head(leaves[split:])]
    return [*subproof(first - split, leaves[split:], whole=False), tree_head(leaves[:split])]


def tree_head(leaves: tuple[bytes, ...]) -> bytes:
    """MTH(D[n]) as it is written in RFC 9162, 2.1.1."""
    if len(leaves) == 1:
        return leaves[0]
    split = max(1 << power for power in range(10) if 1 << power < len(leaves))
    return node_hash(tree_head(leaves[:split]), tree_head(leaves[split:]))


@given(size=SIZES, data=st.data())
def test_every_inclusion_is_verified(size: int, data: st.DataObject) -> None:
    number = data.draw(st.integers(0, size - 1))
    assert includes(root(size), size, number, LEAVES[number], inclusion(number, size))


@given(second=SIZES, data=st.data())
def test_every_consistency_is_verified(second: int, data: st.DataObject) -> None:
    first = data.draw(st.integers(1, second))
    assert continues(first, root(first), second, root(second), consistency(first, second))


def mutations(proof: tuple[bytes, ...]) -> st.SearchStrategy[tuple[bytes, ...]]:
    """A proof with a bit turned, an element lost, added, doubled or two of them swapped."""
    grow = st.binary(min_size=32, max_size=32).map(lambda extra: (*proof, extra))
    if not proof:
        return grow
    places = st.integers(0, len(proof) - 1)
    turn = st.tuples(places, st.integers(0, 255)).map(lambda at: _turned(proof, *at))
    lose = places.map(lambda at: (*proof[:at], *proof[at + 1 :]))
    double = places.map(lambda at: (*proof[:at], proof[at], *proof[at:]))
    swap = st.tuples(places, places).map(lambda pair: _swapped(proof, *pair))
    return st.one_of(grow, turn, lose, double, swap)


def _turned(proof: tuple[bytes, ...], at: int, bit: int) -> tuple[bytes, ...]:
    changed = bytearray(proof[at])
    changed[bit // 8] ^= 1 << bit % 8
    return (*proof[:at], bytes(changed), *proof[at + 1 :])


def _swapped(proof: tuple[bytes, ...], one: int, two: int) -> tuple[bytes, ...]:
    changed = list(proof)
    changed[one], changed[two] = changed[two], changed[one]
    return tuple(changed)


@given(size=SIZES, data=st.data())
def test_mutated_inclusion_is_refused(size: int, data: st.DataObject) -> None:
    number = data.draw(st.integers(0, size - 1))
    mutated = data.draw(mutations(inclusion(number, size)))
    assume(mutated != inclusion(number, size))
    assert not includes(root(size), size, number, LEAVES[number], mutated)


@given(second=SIZES, data=st.data())
def test_mutated_consistency_is_refused(second: int, data: st.DataObject) -> None:
    first = data.draw(st.integers(1, second))
    mutated = data.draw(mutations(consistency(first, second)))
    assume(mutated != consistency(first, second))
    assert not continues(first, root(first), second, root(second), mutated)


@given(size=SIZES, data=st.data())
def test_inclusion_elsewhere_is_refused(size: int, data: st.DataObject) -> None:
    number, claimed = data.draw(st.integers(0, size - 1)), data.draw(st.integers(-1, size))
    assume(number != claimed)
    assert not includes(root(size), size, claimed, LEAVES[number], inclusion(number, size))


@given(second=SIZES, data=st.data())
def test_consistency_with_another_root_is_refused(second: int, data: st.DataObject) -> None:
    first = data.draw(st.integers(1, second))
    strange = sha256(root(first)).digest()
    assert not continues(first, strange, second, root(second), consistency(first, second))


@given(size=SIZES, data=st.data())
def test_inclusion_in_a_larger_tree_is_refused(size: int, data: st.DataObject) -> None:
    number = data.draw(st.integers(0, size - 1))
    levels = (size - 1).bit_length()
    claimed = data.draw(st.integers((1 << levels) + 1, 4 * size + 4))
    assert not includes(root(size), claimed, number, LEAVES[number], inclusion(number, size))


@given(second=SIZES, data=st.data())
def test_consistency_with_a_larger_tree_is_refused(second: int, data: st.DataObject) -> None:
    first = data.draw(st.integers(1, second))
    claimed = data.draw(st.integers((1 << (second - 1).bit_length()) + 1, 4 * second + 4))
    assert not continues(first, root(first), claimed, root(second), consistency(first, second))


@pytest.mark.parametrize(("first", "second"), [(0, 5), (6, 5), (-1, 5)])
def test_no_consistency_outside_the_tree(first: int, second: int) -> None:
    with pytest.raises(ValueError, match="no tree"):
        consistency_parts(first, second)
    assert not continues(first, EMPTY_ROOT, second, root(5), ())


@pytest.mark.parametrize(("number", "size"), [(5, 5), (-1, 5), (0, 0)])
def test_no_inclusion_outside_the_tree(number: int, size: int) -> None:
    with pytest.raises(ValueError, match="no leaf"):
        inclusion_parts(number, size)


def test_node_cannot_pass_for_a_leaf() -> None:
    left, right = LEAVES[:2]
    assert node_hash(left, right) != leaf_hash(left + right)


def test_proof_at_ten_million_needs_few_hashes() -> None:
    parts = inclusion_parts(9_999_998, 10_000_000)
    assert sum(len(part) for part in parts) < 2 * 24

"""Sealed papers as values: of one size, bound to ballot and voter, and shuffled without a pattern."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Broken
from domain.secrecy import CHOICES, SEALED_SIZE, new_key, seal, shuffled, unseal

KEY = new_key()


@given(st.integers(1, 10**9), st.integers(1, 10**9), st.sampled_from(CHOICES))
def test_sealed_paper_opens_as_it_was(ballot: int, person: int, choice: str) -> None:
    paper = seal(KEY, ballot, person, choice)
    assert (len(paper), unseal(KEY, ballot, person, paper)) == (SEALED_SIZE, choice)


def test_same_vote_is_never_sealed_alike() -> None:
    assert len({seal(KEY, 1, 1, "yes") for _ in range(200)}) == 200


@pytest.mark.parametrize(
    ("key", "ballot", "person"), [(new_key(), 1, 1), (KEY, 2, 1), (KEY, 1, 2)], ids=["key", "ballot", "voter"]
)
def test_paper_opens_nowhere_else(key: bytes, ballot: int, person: int) -> None:
    with pytest.raises(Broken, match="sealed_paper_changed"):
        unseal(key, ballot, person, seal(KEY, 1, 1, "yes"))


@given(st.integers(0, SEALED_SIZE * 8 - 1))
def test_changed_bit_is_noticed(bit: int) -> None:
    paper = bytearray(seal(KEY, 1, 1, "no"))
    paper[bit // 8] ^= 1 << bit % 8
    with pytest.raises(Broken):
        unseal(KEY, 1, 1, bytes(paper))


def test_two_keys_are_never_one() -> None:
    assert len({new_key() for _ in range(100)}) == 100


@given(st.lists(st.sampled_from(CHOICES), max_size=30))
def test_shuffling_neither_adds_nor_loses(papers: list[str]) -> None:
    assert Counter(shuffled(papers)) == Counter(papers)


def test_every_voter_may_end_in_every_place() -> None:
    orders = Counter(shuffled("abc") for _ in range(6000))
    # Six orders, a thousand each on average; 800 to 1,200 is more than six standard deviations either way.
    assert len(orders) == 6
    assert all(800 < times < 1200 for times in orders.values())

"""Two hundred secret papers put in at once, half of them twice: none lost, none counted double."""

from itertools import product
from pathlib import Path

import pytest
from sqlalchemy import Engine

from actions import ballots
from models import ballot_keys
from models.papers import BallotPaper, BallotVoter, SealedPaper
from tests.store.crowd import crowded, vote_at_once

MEMBERS, DOSSIERS = 25, 8


@pytest.mark.slow
def test_two_hundred_papers_at_once(store: Engine, tmp_path: Path) -> None:
    keys = tmp_path / ballot_keys.DIRECTORY
    world, codes = crowded(store, keys, members=MEMBERS, dossiers=DOSSIERS)
    pairs = [(f"m{number}", code) for number, code in product(range(MEMBERS), codes)]
    # The first hundred change their mind, some of them while their first paper is still on its way.
    vote_at_once(world, keys, [(member, code, "no") for member, code in pairs[:100]], hands=6)
    vote_at_once(world, keys, [(member, code, "yes") for member, code in pairs], hands=6)
    assert (len(world.rows(BallotVoter)), len(world.rows(SealedPaper))) == (200, 200)
    results = [world.do(ballots.close_ballot, "final", code, keys=keys, by="secretary") for code in codes]
    assert {(result.got, result.base) for result in results} == {(MEMBERS, MEMBERS)}
    assert (len(world.rows(BallotPaper)), ballot_keys.names(keys)) == (200, ())

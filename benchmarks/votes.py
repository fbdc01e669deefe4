"""Secret papers put in at once: none lost, none double, and what one costs.

python -m benchmarks.votes [--database sqlite|postgresql] [--members 50] [--dossiers 20] [--hands 12]

CPU is that of this process and, on PostgreSQL, of the server's. Every member votes on every dossier, each paper in a
transaction of its own, from so many threads; then every ballot is closed and its papers are counted.
"""

import argparse
import time
from itertools import product
from pathlib import Path

from actions import ballots
from benchmarks.sweep import stores
from models import ballot_keys, migrations
from models.engine import open_engine
from models.papers import BallotPaper, BallotVoter
from tests.store.crowd import crowded, vote_at_once


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="postgresql")
    parser.add_argument("--members", type=int, default=50)
    parser.add_argument("--dossiers", type=int, default=20)
    parser.add_argument("--hands", type=int, default=12)
    asked = parser.parse_args()
    with stores(asked.database) as made:
        url = made.url("votes")
        migrations.upgrade(url)
        keys = Path(made.directory) / ballot_keys.DIRECTORY
        world, codes = crowded(open_engine(url), keys, members=asked.members, dossiers=asked.dossiers)
        votes = [(f"m{number}", code, "yes") for number, code in product(range(asked.members), codes)]
        wall, cpu = time.perf_counter(), made.cpu()
        vote_at_once(world, keys, votes, hands=asked.hands)
        wall, cpu = time.perf_counter() - wall, made.cpu() - cpu
        results = [world.do(ballots.close_ballot, "final", code, keys=keys, by="secretary") for code in codes]
        noted, papers = len(world.rows(BallotVoter)), len(world.rows(BallotPaper))
        print(f"{asked.database}: {len(votes)} papers by {asked.hands} hands in {wall:.1f} s, {cpu:.1f} s of CPU")
        print(f"{1000 * wall / len(votes):.1f} ms wall and {1000 * cpu / len(votes):.1f} ms CPU for one")
        print(f"noted {noted}, papers {papers}, counted {sum(result.got for result in results)}")
        if not noted == papers == sum(result.got for result in results) == len(votes):
            raise SystemExit("papers were lost or counted double")


if __name__ == "__main__":
    main()

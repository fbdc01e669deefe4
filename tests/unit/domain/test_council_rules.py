"""A table to read aloud: a rule, who was there, what was voted, what came of it; fifteen members unless said.

Rules are written as councils speak of them: `>= 90% of all`. Votes are yes-no-blank-invalid.
"""

import re
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.ballots import CouncilRule, Count, tally
from domain.quotas import Pick, Quota
from domain.ranking import Candidate, pick
from domain.secrecy import shuffled

SPOKEN = re.compile(r"(?P<comparator>>=|>) (?P<share>[\d/%]+) of (?P<denominator>all|present|valid)")


def rule(spoken: str, **more: object) -> CouncilRule:
    """A tie fails, absent members count where all do, a recused member leaves the base."""
    words = SPOKEN.fullmatch(spoken)
    assert words is not None, spoken
    share = words["share"]
    threshold = Fraction(share.removesuffix("%")) / (100 if share.endswith("%") else 1)
    told = {"method": "secret", "threshold": threshold, "absent": "count", "recusal": "reduces", "tie": "fails"}
    said = {"comparator": words["comparator"], "denominator": words["denominator"]}
    return CouncilRule.model_validate({**told, **said, "secretary_votes": True, "source": "Quy chế", **more})


def count(present: int, votes: str, **more: object) -> Count:
    yes, no, blank, invalid = (int(part) for part in votes.split("-"))
    papers = {"yes": yes, "no": no, "blank": blank, "invalid": invalid}
    return Count.model_validate({"members": 15, "present": present, **papers, **more})


NATIONAL = {"absent": "written_opinion", "recusal": "keeps"}

# rule, what else it says, present, votes, what else there is, outcome, base, needed
TABLE = [
    # The national rule for the highest titles: 90 per cent of all members, absent ones in writing.
    (">= 90% of all", NATIONAL, 15, "15-0-0-0", {}, "passed", 15, 14),
    (">= 90% of all", NATIONAL, 15, "14-1-0-0", {}, "passed", 15, 14),
    (">= 90% of all", NATIONAL, 15, "13-2-0-0", {}, "failed", 15, 14),
    (">= 90% of all", NATIONAL, 13, "13-0-0-0", {}, "failed", 15, 14),
    (">= 90% of all", NATIONAL, 13, "14-0-0-0", {"written": 1}, "passed", 15, 14),
    (">= 90% of all", NATIONAL, 13, "15-0-0-0", {"written": 2}, "passed", 15, 14),
    (">= 90% of all", NATIONAL, 13, "13-1-0-0", {"written": 1}, "failed", 15, 14),
    (">= 90% of all", NATIONAL, 14, "14-0-0-0", {"recused": 1}, "passed", 15, 14),
    (">= 90% of all", NATIONAL, 13, "13-0-0-0", {"recused": 2}, "failed", 15, 14),
    (">= 90% of all", NATIONAL, 14, "14-0-0-0", {"written": 0, "recused": 1}, "passed", 15, 14),
    (">= 90% of all", NATIONAL, 9, "9-0-0-0", {"members": 9}, "passed", 9, 9),
    (">= 90% of all", NATIONAL, 9, "8-1-0-0", {"members": 9}, "failed", 9, 9),
    (">= 90% of all", NATIONAL, 10, "9-1-0-0", {"members": 10}, "passed", 10, 9),
    (">= 90% of all", NATIONAL, 10, "9-0-0-1", {"members": 10}, "passed", 10, 9),
    # The same share of those present.
    (">= 90% of present", {}, 13, "13-0-0-0", {}, "passed", 13, 12),
    (">= 90% of present", {}, 13, "12-1-0-0", {}, "passed", 13, 12),
    (">= 90% of present", {}, 13, "11-2-0-0", {}, "failed", 13, 12),
    (">= 90% of present", {}, 12, "11-0-1-0", {"recused": 1}, "passed", 12, 11),
    (">= 90% of present", {"recusal": "keeps"}, 12, "11-1-0-0", {"recused": 1}, "failed", 13, 12),
    # 80 and 70 per cent.
    (">= 80% of all", {}, 15, "12-3-0-0", {}, "passed", 15, 12),
    (">= 80% of all", {}, 15, "11-4-0-0", {}, "failed", 15, 12),
    (">= 80% of present", {}, 14, "12-2-0-0", {}, "passed", 14, 12),
    (">= 80% of present", {}, 14, "11-3-0-0", {}, "failed", 14, 12),
    (">= 70% of all", {}, 15, "11-4-0-0", {}, "passed", 15, 11),
    (">= 70% of all", {}, 15, "10-5-0-0", {}, "failed", 15, 11),
    (">= 70% of present", {}, 10, "7-3-0-0", {}, "passed", 10, 7),
    (">= 70% of present", {}, 10, "6-4-0-0", {}, "failed", 10, 7),
    ("> 70% of present", {}, 10, "7-3-0-0", {}, "failed", 10, 8),
    # Two thirds.
    (">= 2/3 of all", {}, 15, "10-5-0-0", {}, "passed", 15, 10),
    (">= 2/3 of all", {}, 15, "9-6-0-0", {}, "failed", 15, 10),
    ("> 2/3 of all", {}, 15, "10-5-0-0", {}, "failed", 15, 11),
    ("> 2/3 of all", {}, 15, "11-4-0-0", {}, "passed", 15, 11),
    (">= 2/3 of present", {}, 12, "8-4-0-0", {}, "passed", 12, 8),
    (">= 2/3 of present", {}, 13, "8-5-0-0", {}, "failed", 13, 9),
    (">= 2/3 of valid", {}, 13, "8-4-1-0", {}, "passed", 12, 8),
    (">= 2/3 of valid", {}, 13, "8-4-0-1", {}, "passed", 12, 8),
    (">= 2/3 of valid", {}, 13, "7-4-1-1", {}, "failed", 11, 8),
    # More than half.
    ("> 1/2 of all", {}, 15, "8-7-0-0", {}, "passed", 15, 8),
    ("> 1/2 of all", {}, 15, "7-8-0-0", {}, "failed", 15, 8),
    ("> 1/2 of all", {}, 11, "8-3-0-0", {}, "passed", 15, 8),
    ("> 1/2 of all", {}, 11, "7-4-0-0", {}, "failed", 15, 8),
    ("> 1/2 of all", {"absent": "exclude"}, 11, "6-5-0-0", {}, "passed", 11, 6),
    ("> 1/2 of all", {}, 13, "7-6-0-0", {"recused": 2}, "passed", 13, 7),
    ("> 1/2 of all", {"recusal": "keeps"}, 13, "7-6-0-0", {"recused": 2}, "failed", 15, 8),
    ("> 1/2 of present", {}, 11, "6-5-0-0", {}, "passed", 11, 6),
    ("> 1/2 of present", {}, 11, "5-5-1-0", {}, "failed", 11, 6),
    ("> 1/2 of valid", {}, 15, "1-0-14-0", {}, "passed", 1, 1),
    ("> 1/2 of valid", {}, 15, "0-0-15-0", {}, "failed", 0, 1),
    ("> 1/2 of valid", {}, 15, "5-4-3-3", {}, "passed", 9, 5),
    (">= 1/2 of all", {}, 14, "7-7-0-0", {"members": 14}, "passed", 14, 7),
    # A tie is exactly half in favour under "more than half".
    ("> 1/2 of all", {"tie": "chair"}, 14, "7-7-0-0", {"members": 14}, "tie", 14, 8),
    ("> 1/2 of all", {"tie": "chair"}, 14, "7-7-0-0", {"members": 14, "chair_vote": "yes"}, "passed", 14, 8),
    ("> 1/2 of all", {"tie": "chair"}, 14, "7-7-0-0", {"members": 14, "chair_vote": "no"}, "failed", 14, 8),
    ("> 1/2 of all", {"tie": "revote"}, 14, "7-7-0-0", {"members": 14}, "tie", 14, 8),
    ("> 1/2 of all", {"tie": "fails"}, 14, "7-7-0-0", {"members": 14}, "failed", 14, 8),
    ("> 1/2 of all", {"tie": "chair"}, 14, "7-6-1-0", {"members": 14, "chair_vote": "yes"}, "passed", 14, 8),
    ("> 1/2 of all", {"tie": "chair"}, 14, "7-7-0-0", {"recused": 1}, "tie", 14, 8),
    ("> 1/2 of all", {"tie": "chair"}, 14, "6-8-0-0", {"members": 14, "chair_vote": "yes"}, "failed", 14, 8),
    # Quorum goes before everything else; a share is of those who may judge, a number is a number.
    ("> 1/2 of present", {"quorum": "2/3"}, 10, "10-0-0-0", {}, "passed", 10, 6),
    ("> 1/2 of present", {"quorum": "2/3"}, 9, "9-0-0-0", {}, "no_quorum", 9, 5),
    ("> 1/2 of present", {"quorum": "2/3"}, 9, "9-0-0-0", {"recused": 2}, "passed", 9, 5),
    ("> 1/2 of present", {"quorum": "2/3", "recusal": "keeps"}, 9, "9-0-0-0", {"recused": 2}, "no_quorum", 11, 6),
    ("> 1/2 of present", {"quorum": 10}, 9, "9-0-0-0", {}, "no_quorum", 9, 5),
    ("> 1/2 of present", {"quorum": 9}, 9, "9-0-0-0", {}, "passed", 9, 5),
    (">= 90% of all", {**NATIONAL, "quorum": "2/3"}, 9, "15-0-0-0", {"written": 6}, "no_quorum", 15, 14),
    (">= 90% of all", {**NATIONAL, "quorum": "2/3"}, 10, "15-0-0-0", {"written": 5}, "passed", 15, 14),
    # All of them.
    (">= 1 of all", {}, 15, "15-0-0-0", {}, "passed", 15, 15),
    (">= 1 of all", {}, 15, "14-0-1-0", {}, "failed", 15, 15),
    (">= 1 of present", {}, 8, "8-0-0-0", {}, "passed", 8, 8),
    (">= 1 of valid", {}, 15, "3-0-12-0", {}, "passed", 3, 3),
]


@pytest.mark.parametrize(
    ("spoken", "says", "present", "votes", "there", "outcome", "base", "needed"),
    TABLE,
    ids=[f"{row[0]}|{row[2]}|{row[3]}|{n}" for n, row in enumerate(TABLE, 1)],
)
def test_votes_under_a_rule(
    spoken: str,
    says: dict[str, object],
    present: int,
    votes: str,
    there: dict[str, object],
    outcome: str,
    base: int,
    needed: int,
) -> None:
    result = tally(rule(spoken, **says), count(present, votes, **there))
    assert (result.outcome, result.base, result.needed) == (outcome, base, needed)


def test_table_is_long_enough_to_be_believed() -> None:
    assert len({(row[0], str(row[1]), row[2], row[3], str(row[4])) for row in TABLE}) >= 60


PAPERS = st.lists(st.sampled_from(["yes", "no", "blank"]), min_size=3, max_size=15)


@given(PAPERS, st.randoms())
def test_order_of_casting_never_matters(papers: list[str], order: Random) -> None:
    mixed = list(papers)
    order.shuffle(mixed)
    results = [tally(rule("> 1/2 of all"), counted(each)) for each in (papers, mixed, list(shuffled(papers)))]
    assert results[0] == results[1] == results[2]


def counted(papers: list[str]) -> Count:
    found = {choice: papers.count(choice) for choice in ("yes", "no", "blank")}
    return Count.model_validate({"members": 15, "present": 15, **found})


SHARES = st.fractions(0, 1, max_denominator=15)
FORM = "giay_khen"


@given(st.lists(SHARES, max_size=12), st.integers(0, 6), st.randoms())
def test_winners_never_exceed_the_quota(shares: list[Fraction], most: int, order: Random) -> None:
    quota = Quota(subject="collective", op="<=", max=most, round="final", form=FORM, wording="không quá")
    candidates = [
        Candidate(
            pick=Pick(nominee=f"HS-{n}", kind="collective", round="final", form=FORM, unit=None, group=None),
            share=share,
        )
        for n, share in enumerate(shares)
    ]
    chosen = pick(candidates, [quota], tie="chair")
    order.shuffle(candidates)
    assert len(chosen.winners) <= most
    assert pick(candidates, [quota], tie="chair") == chosen

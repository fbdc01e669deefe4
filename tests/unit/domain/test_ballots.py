from fractions import Fraction

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from domain.ballots import CouncilRule, Count, Tally, tally
from domain.council import NATIONAL_NINETY_PERCENT, PRESETS
from domain.errors import Invalid

NINETY = NATIONAL_NINETY_PERCENT.rule


def rule(**changes: object) -> CouncilRule:
    """More than half of all, absent members counted; the chair settles a tie."""
    usual = {"method": "show_of_hands", "threshold": "1/2", "comparator": ">", "denominator": "all", "absent": "count"}
    rest = {"recusal": "reduces", "tie": "chair", "secretary_votes": True, "source": "Quy chế của Hội đồng"}
    return CouncilRule.model_validate({**usual, **rest, **changes})


def count(members: int, present: int, yes: int, no: int = 0, **more: object) -> Count:
    return Count.model_validate({"members": members, "present": present, "yes": yes, "no": no, **more})


def way(result: Tally) -> list[tuple[str, int]]:
    return [(step.code, step.value) for step in result.working]


def test_thirteen_of_fifteen_miss_ninety_percent() -> None:
    result = tally(NINETY, count(15, 13, 13))
    assert (result.outcome, result.share, result.margin) == ("failed", Fraction(13, 15), -1)


def test_one_written_yes_reaches_ninety_percent() -> None:
    result = tally(NINETY, count(15, 13, 14, written=1))
    assert (result.outcome, result.share, result.margin) == ("passed", Fraction(14, 15), 0)


def test_same_votes_pass_among_the_present() -> None:
    result = tally(rule(threshold="9/10", comparator=">=", denominator="present"), count(15, 13, 13))
    assert (result.outcome, result.share) == ("passed", Fraction(1))


def test_nine_of_nine_is_all() -> None:
    assert tally(NINETY, count(9, 9, 9)).share == 1


def test_working_leads_from_members_to_margin() -> None:
    result = tally(rule(), count(15, 12, 8, 4, recused=2))
    assert way(result) == [("members", 15), ("recused", -2), ("base", 13), ("needed", 7), ("got", 8), ("margin", 1)]


def test_working_takes_absent_members_off() -> None:
    result = tally(rule(denominator="present"), count(15, 12, 7, 5, recused=1))
    assert way(result)[:4] == [("members", 15), ("recused", -1), ("absent", -2), ("base", 12)]


def test_working_of_valid_papers_starts_there() -> None:
    result = tally(rule(denominator="valid"), count(15, 15, 8, 5, blank=1, invalid=1))
    assert way(result)[:3] == [("valid", 13), ("base", 13), ("needed", 7)]


def test_other_readings_show_what_they_give() -> None:
    readings = {each.denominator: each for each in tally(NINETY, count(15, 13, 13)).readings}
    assert {code: each.passed for code, each in readings.items()} == {"present": True, "valid": True}
    assert readings["present"].base == 13


@pytest.mark.parametrize(
    ("threshold", "comparator", "base", "needed"),
    [
        ("9/10", ">=", 15, 14),
        ("9/10", ">=", 10, 9),
        ("9/10", ">", 10, 10),
        ("9/10", ">=", 9, 9),
        ("2/3", ">=", 9, 6),
        ("2/3", ">", 9, 7),
        ("2/3", ">=", 10, 7),
        ("70%", ">=", 10, 7),
        ("4/5", ">=", 11, 9),
        ("1/2", ">", 8, 5),
        ("1/2", ">", 9, 5),
        ("1/2", ">=", 8, 4),
        ("1", ">=", 7, 7),
        ("1/10", ">=", 1, 1),
    ],
)
def test_smallest_number_that_passes(threshold: str, comparator: str, base: int, needed: int) -> None:
    share = Fraction(threshold.removesuffix("%")) / (100 if threshold.endswith("%") else 1)
    exact = rule(threshold=share, comparator=comparator, tie="fails")
    assert tally(exact, count(base, base, needed)).needed == needed
    assert tally(exact, count(base, base, needed - 1)).outcome == "failed"


@pytest.mark.parametrize(
    ("denominator", "absent", "recusal", "base"),
    [
        ("all", "count", "keeps", 15),
        ("all", "count", "reduces", 13),
        ("all", "exclude", "keeps", 12),
        ("all", "exclude", "reduces", 10),
        ("present", "count", "keeps", 12),
        ("present", "count", "reduces", 10),
        ("valid", "count", "keeps", 8),
        ("valid", "exclude", "reduces", 8),
    ],
)
def test_base_follows_the_rule(denominator: str, absent: str, recusal: str, base: int) -> None:
    papers = count(15, 10, 6, 2, recused=2, blank=1, invalid=1)
    assert tally(rule(denominator=denominator, absent=absent, recusal=recusal), papers).base == base


@pytest.mark.parametrize(("denominator", "base"), [("all", 15), ("present", 13)])
def test_written_opinions_join_the_present(denominator: str, base: int) -> None:
    written = rule(denominator=denominator, absent="written_opinion")
    assert tally(written, count(15, 10, 8, written=3)).base == base


@pytest.mark.parametrize(
    ("quorum", "present", "recused", "outcome"),
    [
        ("2/3", 10, 0, "passed"),
        ("2/3", 9, 0, "no_quorum"),
        (10, 10, 0, "passed"),
        (10, 9, 0, "no_quorum"),
        ("2/3", 9, 2, "passed"),
        ("1", 15, 0, "passed"),
        ("1", 14, 0, "no_quorum"),
        (1, 1, 0, "passed"),
    ],
)
def test_quorum_as_share_or_number(quorum: object, present: int, recused: int, outcome: str) -> None:
    few = rule(quorum=quorum, denominator="present")
    assert tally(few, count(15, present, present, recused=recused)).outcome == outcome


def test_written_opinions_do_not_make_a_quorum() -> None:
    written = rule(quorum="2/3", absent="written_opinion")
    assert tally(written, count(15, 9, 15, written=6)).outcome == "no_quorum"


@pytest.mark.parametrize(
    ("tie", "chair_vote", "outcome"),
    [
        ("chair", "yes", "passed"),
        ("chair", "no", "failed"),
        ("chair", None, "tie"),
        ("revote", "yes", "tie"),
        ("fails", "yes", "failed"),
    ],
)
def test_tie_is_settled_as_rule_says(tie: str, chair_vote: str | None, outcome: str) -> None:
    result = tally(rule(tie=tie), count(8, 8, 4, 4, chair_vote=chair_vote))
    assert result.outcome == outcome
    assert result.settled_by_chair == (tie == "chair" and chair_vote is not None)


def test_half_passes_when_half_is_enough() -> None:
    assert tally(rule(comparator=">="), count(8, 8, 4, 4, chair_vote="no")).outcome == "passed"


def test_equal_papers_below_ninety_percent_fail() -> None:
    assert tally(NINETY, count(8, 8, 4, 4, chair_vote="yes")).outcome == "failed"


def test_half_is_no_tie_under_two_thirds() -> None:
    assert tally(rule(threshold="2/3"), count(8, 8, 4, 4, chair_vote="yes")).outcome == "failed"


def test_chair_does_not_save_less_than_half() -> None:
    assert tally(rule(), count(15, 15, 5, 5, blank=5, chair_vote="yes")).outcome == "failed"


def test_chair_settles_nothing_without_quorum() -> None:
    result = tally(rule(quorum="2/3", denominator="present"), count(15, 8, 4, 4, chair_vote="yes"))
    assert (result.outcome, result.settled_by_chair) == ("no_quorum", False)


@pytest.mark.parametrize("denominator", ["all", "present", "valid"])
def test_nobody_passes_without_a_yes(denominator: str) -> None:
    result = tally(rule(denominator=denominator, comparator=">="), count(5, 0, 0))
    assert (result.outcome, result.needed >= 1) == ("failed", True)


def test_share_is_unknown_without_base() -> None:
    assert tally(rule(denominator="valid"), count(5, 5, 0, blank=5)).share is None


@pytest.mark.parametrize(
    ("papers", "error"),
    [
        (count(15, 13, 14), "more_papers_than_voters"),
        (count(15, 13, 10, 3, blank=1), "more_papers_than_voters"),
        (count(15, 13, 10, 3, invalid=1), "more_papers_than_voters"),
        (count(15, 16, 10), "more_taking_part_than_members"),
        (count(15, 14, 10, recused=2), "more_taking_part_than_members"),
        (count(15, 13, 13, written=1), "written_opinion_not_admitted"),
        (count(15, 13, -1), "negative_count"),
        (count(15, 13, 5, -1), "negative_count"),
        (count(15, 13, 5, recused=-1), "negative_count"),
        (count(0, 0, 0), "council_without_members"),
        (count(9, 9, 0, 9, chair_vote="yes"), "chair_vote_not_among_papers"),
        (count(9, 9, 9, 0, chair_vote="no"), "chair_vote_not_among_papers"),
    ],
)
def test_contradicting_count_is_refused(papers: Count, error: str) -> None:
    with pytest.raises(Invalid, match=error):
        tally(rule(), papers)


def test_refusal_tells_papers_and_voters() -> None:
    with pytest.raises(Invalid) as refusal:
        tally(rule(absent="written_opinion"), count(15, 12, 14, written=1))
    assert refusal.value.data == {"papers": 14, "voters": 13}


@pytest.mark.parametrize(
    "changes",
    [
        {"threshold": 0},
        {"threshold": "-1/2"},
        {"threshold": "3/2"},
        {"threshold": 1, "comparator": ">"},
        {"threshold": "nhiều"},
        {"quorum": 0},
        {"quorum": "4/3"},
        {"quorum": -3},
        {"denominator": "half"},
        {"unknown": 1},
    ],
)
def test_impossible_rule_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        rule(**changes)


def test_decimal_threshold_is_read_exactly() -> None:
    assert rule(threshold=0.9).threshold == Fraction(9, 10)


@pytest.mark.parametrize("quorum", [None, 1, 10, Fraction(1), Fraction(2, 3)])
def test_rule_survives_json(quorum: object) -> None:
    written = rule(quorum=quorum)
    back = CouncilRule.model_validate_json(written.model_dump_json())
    assert (back, type(back.quorum)) == (written, type(quorum))


def test_every_preset_names_its_source() -> None:
    assert all(preset.rule.source and preset.source.verified for preset in PRESETS)


RULES = st.builds(
    rule,
    threshold=st.fractions(Fraction(1, 20), 1, max_denominator=20).filter(lambda share: share < 1),
    comparator=st.sampled_from([">=", ">"]),
    denominator=st.sampled_from(["all", "present", "valid"]),
    absent=st.sampled_from(["count", "written_opinion", "exclude"]),
    recusal=st.sampled_from(["reduces", "keeps"]),
    tie=st.sampled_from(["chair", "revote", "fails"]),
    quorum=st.sampled_from([None, 3, "2/3"]),
) | st.builds(rule, denominator=st.sampled_from(["all", "present", "valid"]), quorum=st.sampled_from([None, "2/3"]))


@st.composite
def counts(draw: st.DrawFn) -> Count:
    present = draw(st.integers(0, 12))
    left, papers = present, []
    for _ in range(4):
        papers.append(draw(st.integers(0, left)))
        left -= papers[-1]
    yes, no, blank, invalid = papers
    recused, absent = draw(st.integers(0, 3)), draw(st.integers(0, 4))
    assume(present + recused + absent)
    members = present + recused + absent
    return count(members, present, yes, no, blank=blank, invalid=invalid, recused=recused)


def one_more_yes(papers: Count) -> list[Count]:
    """Every way in which one more member says yes: instead of another paper, of none, or of staying away."""
    silent = papers.present - papers.yes - papers.no - papers.blank - papers.invalid
    absent = papers.members - papers.present - papers.recused
    changes = [
        {source: getattr(papers, source) - 1} for source in ("no", "blank", "invalid") if getattr(papers, source)
    ]
    changes += [{}] * bool(silent) + [{"present": papers.present + 1}] * bool(absent)
    return [papers.model_copy(update={"yes": papers.yes + 1, **change}) for change in changes]


# Most counts that are drawn fail, and only a pass says anything here.
@settings(suppress_health_check=[HealthCheck.filter_too_much])
@given(RULES, counts(), st.sampled_from(["yes", "no", None]))
def test_further_yes_never_fails_a_pass(voting: CouncilRule, papers: Count, chair: str | None) -> None:
    assume(not (chair == "yes" and not papers.yes) and not (chair == "no" and papers.no < 2))
    papers = papers.model_copy(update={"chair_vote": chair})
    assume(tally(voting, papers).passed)
    assert all(tally(voting, more).passed for more in one_more_yes(papers))


@given(RULES, counts())
def test_recused_member_counts_only_when_kept(voting: CouncilRule, papers: Count) -> None:
    recused = papers.model_copy(update={"recused": papers.recused + 1, "members": papers.members + 1})
    grown = tally(voting, recused).base - tally(voting, papers).base
    assert grown == (voting.recusal == "keeps" and voting.denominator != "valid")


@given(RULES, counts())
def test_absent_member_counts_only_among_all(voting: CouncilRule, papers: Count) -> None:
    absent = papers.model_copy(update={"members": papers.members + 1})
    grown = tally(voting, absent).base - tally(voting, papers).base
    assert grown == (voting.denominator == "all" and voting.absent != "exclude")


@given(RULES, counts())
def test_working_adds_up(voting: CouncilRule, papers: Count) -> None:
    result = tally(voting, papers)
    steps = dict(way(result))
    assert sum(steps.get(code, 0) for code in ("members", "recused", "absent", "valid")) == result.base
    assert steps["got"] - steps["needed"] == steps["margin"]

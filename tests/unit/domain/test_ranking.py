from fractions import Fraction
from itertools import permutations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Invalid
from domain.quotas import Limit, Pick, Quota, Reading, check, together_or_each
from domain.ranking import Candidate, Selection, pick

KIND = {"c": "collective", "i": "individual", "h": "household"}


def quota(subject: str, most: int, scope: str = "total", **more: object) -> Quota:
    shape = {"subject": subject, "op": "<=", "max": most, "scope": scope, "round": "final", "form": "giay_khen"}
    return Quota.model_validate({**shape, "wording": "", **more})


def candidate(code: str, share: str, order: int | None = None, **place: str) -> Candidate:
    chosen = Pick.model_validate(
        {"nominee": code, "kind": KIND[code[0]], "round": "final", "form": "giay_khen", **place}
    )
    return Candidate(pick=chosen, share=Fraction(share), order=order)


def names(candidates: object) -> str:
    return " ".join(each.pick.nominee for each in candidates)  # type: ignore[attr-defined]  # any group of candidates


def outcome(selection: Selection) -> tuple[str, str]:
    return names(selection.winners), names(loser.candidate for loser in selection.losers)


def test_highest_shares_fill_the_quota() -> None:
    running = [candidate("i1", "9/10"), candidate("i2", "1"), candidate("i3", "14/15")]
    assert outcome(pick(running, [quota("individual", 2)], tie="chair")) == ("i2 i3", "i1")


def test_without_quota_everyone_who_passed_wins() -> None:
    assert outcome(pick([candidate("i1", "1"), candidate("c1", "2/3")], [], tie="chair")) == ("i1 c1", "")


def test_delegated_quota_leaves_nobody_out() -> None:
    delegated = quota("combined", 0, op="delegated", max=None)
    assert outcome(pick([candidate("i1", "1")], [delegated], tie="chair")) == ("i1", "")


def test_loser_names_the_limit_that_was_full() -> None:
    limit = quota("individual", 1)
    selection = pick([candidate("i1", "1"), candidate("i2", "1/2")], [limit], tie="chair")
    assert selection.losers[0].slot.quota == limit


def test_each_group_fills_its_own_places() -> None:
    running = [candidate("i1", "1", group="A"), candidate("i2", "9/10", group="A"), candidate("i3", "8/10", group="B")]
    assert outcome(pick(running, [quota("individual", 1, "per_group")], tie="chair")) == ("i1 i3", "i2")


def test_each_unit_fills_its_own_places() -> None:
    running = [candidate("i1", "1", unit="A"), candidate("i2", "9/10", unit="A"), candidate("i3", "8/10", unit="B")]
    assert outcome(pick(running, [quota("individual", 1, "per_unit")], tie="chair")) == ("i1 i3", "i2")


def test_quota_stated_twice_counts_once() -> None:
    running = [candidate("i1", "1"), candidate("i2", "9/10")]
    assert outcome(pick(running, [quota("individual", 2)] * 2, tie="chair")) == ("i1 i2", "")


def test_quota_of_another_form_is_no_bar() -> None:
    other_form = quota("individual", 0, form="bang_khen")
    assert outcome(pick([candidate("i1", "1")], [other_form], tie="chair")) == ("i1", "")


def test_yearly_quota_holds_anew_each_year() -> None:
    running = [candidate("i1", "1", round="2025"), candidate("i2", "1", round="2026")]
    assert outcome(pick(running, [quota("individual", 1, round="yearly")], tie="chair")) == ("i1 i2", "")


def test_places_already_taken_are_not_given_again() -> None:
    taken = [candidate("i9", "1").pick]
    assert outcome(pick([candidate("i1", "1")], [quota("individual", 1)], tie="chair", taken=taken)) == ("", "i1")


def test_unconfirmed_readings_bind_by_the_stricter() -> None:
    unclear = quota("combined", 1, readings=together_or_each(1))
    assert outcome(pick([candidate("i1", "1"), candidate("c1", "1/2")], [unclear], tie="chair")) == ("i1", "c1")


def test_confirmed_reading_makes_room_for_both() -> None:
    clear = quota("combined", 1, readings=together_or_each(1), confirmed="each")
    assert outcome(pick([candidate("i1", "1"), candidate("c1", "1/2")], [clear], tie="chair")) == ("i1 c1", "")


def test_either_kind_closes_the_other() -> None:
    choice = Reading(
        code="or",
        label="01 tập thể hoặc 02 cá nhân",
        limits=(Limit(kinds=("collective",), max=1), Limit(kinds=("individual",), max=2)),
        exclusive=True,
    )
    running = [candidate("i1", "1", unit="A"), candidate("c1", "9/10", unit="A"), candidate("i2", "1/2", unit="A")]
    selection = pick(running, [quota("combined", 1, "per_unit", readings=(choice,))], tie="chair")
    assert outcome(selection) == ("i1 i2", "c1")


def test_tie_at_the_edge_is_left_open() -> None:
    running = [candidate("i1", "1"), candidate("i2", "9/10"), candidate("i3", "9/10"), candidate("i4", "8/10")]
    selection = pick(running, [quota("individual", 2)], tie="chair")
    assert outcome(selection) == ("i1", "i4")
    assert (names(selection.edge_ties[0].candidates), selection.edge_ties[0].places) == ("i2 i3", 1)


def test_tie_inside_the_quota_is_no_tie() -> None:
    selection = pick([candidate("i1", "1"), candidate("i2", "1")], [quota("individual", 2)], tie="chair")
    assert (names(selection.winners), selection.edge_ties) == ("i1 i2", ())


@pytest.mark.parametrize(("rule", "settles"), [("chair", "chair"), ("revote", "revote"), ("fails", "revote")])
def test_edge_tie_goes_where_rule_says(rule: str, settles: str) -> None:
    running = [candidate("i1", "1"), candidate("i2", "1")]
    selection = pick(running, [quota("individual", 1)], tie=rule)  # type: ignore[arg-type]  # a table of texts
    assert selection.edge_ties[0].settled_by == settles


def test_settled_order_breaks_the_tie() -> None:
    running = [candidate("i1", "1", order=2), candidate("i2", "1", order=1)]
    assert outcome(pick(running, [quota("individual", 1)], tie="chair")) == ("i2", "i1")


def test_tie_across_an_exclusive_choice_is_open() -> None:
    choice = Reading(
        code="or",
        label="01 tập thể hoặc 01 cá nhân",
        limits=(Limit(kinds=("collective",), max=1), Limit(kinds=("individual",), max=1)),
        exclusive=True,
    )
    running = [candidate("c1", "1"), candidate("i1", "1"), candidate("i2", "1/2")]
    selection = pick(running, [quota("combined", 1, readings=(choice,))], tie="chair")
    assert (outcome(selection), names(selection.waiting)) == (("", ""), "i2")


def test_lower_rank_waits_for_a_tie_above() -> None:
    quotas = [quota("individual", 1, "per_unit"), quota("individual", 2)]
    running = [
        candidate("i1", "1", unit="A"),
        candidate("i2", "1", unit="A"),
        candidate("i3", "1/2", unit="B"),
    ]
    assert names(pick(running, quotas, tie="chair").waiting) == "i3"


PER_UNIT, PER_GROUP = quota("individual", 1, "per_unit"), quota("individual", 1, "per_group")
TIED_IN_UNIT_A = [candidate("i1", "1", unit="A", group="1"), candidate("i2", "1", unit="A", group="2")]


def test_place_a_waiting_one_may_win_stays_free() -> None:
    running = [
        *TIED_IN_UNIT_A,
        candidate("i3", "1/2", unit="B", group="1"),
        candidate("i4", "1/3", unit="B", group="3"),
    ]
    selection = pick(running, [PER_UNIT, PER_GROUP], tie="chair")
    assert (names(selection.winners), names(selection.waiting)) == ("", "i3 i4")


def test_equals_below_a_tie_wait_for_it() -> None:
    two_per_group = quota("individual", 2, "per_group")
    running = [*TIED_IN_UNIT_A, *(candidate(f"i{unit}", "1/2", unit=unit, group="1") for unit in "BC")]
    selection = pick(running, [PER_UNIT, two_per_group], tie="chair")
    assert (names(selection.waiting), len(selection.edge_ties)) == ("iB iC", 1)


def test_tie_settled_elsewhere_may_free_a_place() -> None:
    tied = [candidate(code, "1", unit=unit, group="1") for code, unit in (("i1", "B"), ("i2", "B"), ("i3", "A"))]
    selection = pick([*tied, candidate("i4", "1/2", unit="B", group="2")], [PER_UNIT, PER_GROUP], tie="chair")
    assert names(selection.waiting) == "i4"


def test_narrower_limit_leaves_room_in_the_total() -> None:
    tied = [candidate(f"i{number}", "1", unit="A") for number in range(3)]
    quotas = [PER_UNIT, quota("individual", 2)]
    assert names(pick([*tied, candidate("i9", "1/2", unit="B")], quotas, tie="chair").waiting) == "i9"


def test_those_below_a_certain_tie_are_out() -> None:
    tied = [candidate(f"i{number}", "1") for number in range(3)]
    unclear = quota("combined", 2, readings=together_or_each(2))
    assert outcome(pick([*tied, candidate("i9", "1/2")], [unclear], tie="chair")) == ("", "i9")


def test_nominee_without_group_is_refused() -> None:
    with pytest.raises(Invalid, match="nominee_without_place"):
        pick([candidate("i1", "1")], [quota("individual", 1, "per_group")], tie="chair")


def test_same_nominee_twice_is_refused() -> None:
    with pytest.raises(Invalid, match="nominee_twice"):
        pick([candidate("i1", "1"), candidate("i1", "1/2")], [], tie="chair")


QUOTAS = st.lists(
    st.builds(
        quota,
        st.sampled_from(["collective", "individual", "combined"]),
        st.integers(0, 4),
        st.sampled_from(["total", "per_group", "per_unit"]),
    ),
    max_size=4,
)


@st.composite
def fields(draw: st.DrawFn) -> list[Candidate]:
    shares, places = st.sampled_from(["1", "9/10", "8/10"]), st.sampled_from(["A", "B", "C"])
    kinds = draw(st.lists(st.sampled_from("ci"), max_size=7))
    return [
        candidate(f"{kind}{number}", draw(shares), unit=draw(places), group=draw(places))
        for number, kind in enumerate(kinds)
    ]


@given(fields(), QUOTAS)
def test_winners_never_exceed_a_quota(running: list[Candidate], quotas: list[Quota]) -> None:
    winners = [winner.pick for winner in pick(running, quotas, tie="chair").winners]
    assert not check(quotas, winners, round_="final")


@given(fields(), QUOTAS, st.randoms())
def test_row_order_never_matters(running: list[Candidate], quotas: list[Quota], random: Random) -> None:
    shuffled = random.sample(running, len(running))
    assert pick(shuffled, quotas, tie="chair") == pick(running, quotas, tie="chair")


@given(fields(), QUOTAS)
def test_everyone_has_exactly_one_fate(running: list[Candidate], quotas: list[Quota]) -> None:
    selection = pick(running, quotas, tie="chair")
    tied = {each for edge in selection.edge_ties for each in edge.candidates}
    fates = [*selection.winners, *(loser.candidate for loser in selection.losers), *selection.waiting, *tied]
    assert sorted(names([fate]) for fate in fates) == sorted(names([each]) for each in running)


@given(fields(), QUOTAS, st.randoms())
def test_settling_ties_overturns_nothing_decided(running: list[Candidate], quotas: list[Quota], random: Random) -> None:
    before = pick(running, quotas, tie="chair")
    orders = random.sample(range(len(running)), len(running))
    settled = [each.model_copy(update={"order": order}) for each, order in zip(running, orders, strict=True)]
    after, left_out = (set(group.split()) for group in outcome(pick(settled, quotas, tie="chair")))
    won, lost = (set(group.split()) for group in outcome(before))
    assert won <= after
    assert lost <= left_out


def test_three_way_tie_is_the_same_in_every_order() -> None:
    running = [candidate(code, "1") for code in ("i1", "i2", "i3")]
    results = {pick(order, [quota("individual", 2)], tie="chair") for order in permutations(running)}
    assert len(results) == 1

"""What two deeds have in common, and which units are one line."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.earlier_awards import Deed, kin, likenesses
from domain.succession import Link

MINE = Deed("nguyen van ha", "individual", 2021, since=date(2021, 1, 1), until=date(2021, 12, 31))
LONG = "giam mot nua thoi gian giai quyet thu tuc hanh chinh cua nguoi dan trong phuong"


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"year": 2020}, ()),
        ({}, ("year",)),
        ({"nominee": "nguyen van hai"}, ()),
        ({"kind": "household"}, ()),
        ({"year": 2020, "since": date(2021, 12, 31), "until": date(2022, 3, 1)}, ("period",)),
        ({"year": 2020, "since": date(2022, 1, 1), "until": date(2022, 3, 1)}, ()),
        ({"year": 2020, "since": date(2021, 1, 1)}, ()),
        ({"year": 2020, "achievement": LONG}, ("achievement",)),
        ({"year": 2020, "achievement": f"{LONG} nam"}, ("words",)),
        ({"year": 2020, "achievement": "giam mot nua thoi gian"}, ()),
        ({"initiative": "mot cua so"}, ("initiative", "year")),
    ],
)
def test_what_two_deeds_have_in_common(changes: dict[str, Any], found: tuple[str, ...]) -> None:
    mine = replace(MINE, achievement=LONG, initiative="mot cua so")
    other = replace(Deed("nguyen van ha", "individual", 2021), **changes)
    assert likenesses(mine, other, one_unit=True) == found


def test_namesake_elsewhere_shares_at_most_the_initiative() -> None:
    mine = replace(MINE, initiative="mot cua so")
    assert likenesses(mine, mine, one_unit=False) == ("initiative",)


def test_few_words_are_alike_only_when_equal() -> None:
    mine, other = replace(MINE, achievement="hoan thanh tot nhiem vu"), replace(MINE, achievement="hoan thanh nhiem vu")
    assert "words" not in likenesses(mine, other, one_unit=True)


def test_line_of_a_unit_leaves_out_what_was_merged_with_it() -> None:
    links = [Link(1, 3, date(2025, 7, 1)), Link(2, 3, date(2025, 7, 1)), Link(3, 4, date(2026, 1, 1))]
    assert kin(links, 1) == {1, 3, 4}
    assert kin(links, 3) == {1, 2, 3, 4}


def test_line_of_units_that_lead_in_a_circle_ends() -> None:
    assert kin([Link(1, 2, date(2025, 7, 1)), Link(2, 1, date(2026, 7, 1))], 1) == {1, 2}

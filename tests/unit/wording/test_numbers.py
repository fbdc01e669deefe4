import pytest

from wording import numbers


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "0"), (999, "999"), (1_000, "1.000"), (1_390_000, "1.390.000"), (-4_550_000, "-4.550.000")],
)
def test_thousands_are_parted_by_points(number: int, text: str) -> None:
    assert numbers.grouped(number) == text


def test_money_names_its_currency() -> None:
    assert numbers.money(230_000) == "230.000 đồng"


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [(13, 15, "86,7%"), (14, 15, "93,3%"), (9, 9, "100%"), (0, 9, "0%"), (1, 2000, "0,1%"), (2, 3, "66,7%")],
)
def test_share_has_at_most_one_decimal(part: int, whole: int, text: str) -> None:
    assert numbers.percent(part, whole) == text


def test_share_of_nobody_is_refused() -> None:
    with pytest.raises(ZeroDivisionError):
        numbers.percent(0, 0)


@pytest.mark.parametrize(
    ("count", "text"),
    [(1, "1 KB"), (840_200, "840 KB"), (2_440_000, "2,4 MB"), (29_960_000, "30,0 MB"), (1_200_000_000, "1.200,0 MB")],
)
def test_a_file_has_a_size_that_is_read_at_a_glance(count: int, text: str) -> None:
    assert numbers.file_size(count) == text

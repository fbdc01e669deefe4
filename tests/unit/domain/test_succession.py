"""When a unit may end, and who answers for it afterwards."""

from datetime import date

import pytest

from domain.errors import AlreadyDone, Invalid, Refused
from domain.succession import Lifetime, Link, check_successors, heirs, last_day

DAY, TODAY = date(2025, 7, 1), date(2025, 7, 3)
HUYEN = Lifetime(1, "Huyện A", date(1945, 9, 2))
LINKS = (Link(1, 2, DAY), Link(1, 3, DAY), Link(3, 4, date(2026, 1, 1)))


def test_a_unit_ends_the_day_before() -> None:
    assert last_day(HUYEN, DAY, TODAY) == date(2025, 6, 30)


@pytest.mark.parametrize(
    ("unit", "day", "error"),
    [
        (HUYEN, date(2025, 7, 4), Invalid),
        (HUYEN, date(1945, 9, 2), Invalid),
        (Lifetime(1, "Huyện A", date(1945, 9, 2), date(2025, 6, 30)), DAY, AlreadyDone),
    ],
)
def test_an_end_that_cannot_be_is_refused(unit: Lifetime, day: date, error: type[Refused]) -> None:
    with pytest.raises(error):
        last_day(unit, day, TODAY)


@pytest.mark.parametrize(
    "successor", [HUYEN, Lifetime(2, "Xã B", date(2025, 7, 2)), Lifetime(2, "Xã B", date(2020, 1, 1), DAY)]
)
def test_who_cannot_follow_is_refused(successor: Lifetime) -> None:
    with pytest.raises(Invalid):
        check_successors(HUYEN, [successor], DAY)


def test_who_stands_on_the_day_may_follow() -> None:
    check_successors(HUYEN, [Lifetime(2, "Xã B", DAY)], DAY)


@pytest.mark.parametrize(
    ("on", "found"),
    [(date(2025, 6, 30), (1,)), (DAY, (2, 3)), (date(2026, 1, 1), (2, 4))],
)
def test_heirs_are_followed_over_time(on: date, found: tuple[int, ...]) -> None:
    assert heirs(LINKS, 1, on) == found


def test_a_circle_of_successions_ends() -> None:
    assert heirs((Link(1, 2, DAY), Link(2, 1, DAY)), 1, DAY) == ()

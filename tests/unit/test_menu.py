"""Numbers in the menu."""

import pytest

from web.navigation import Entry


@pytest.mark.parametrize(("count", "shown"), [(1, "1"), (99, "99"), (100, "99+"), (5_000, "99+")])
def test_many_is_said_without_counting_on(count: int, shown: str) -> None:
    assert Entry("/", "Tổng quan", current=False, count=count).counted == shown

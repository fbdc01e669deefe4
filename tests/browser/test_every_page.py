"""What must hold on every page, for somebody of each role who may open it."""

from collections.abc import Callable, Iterator

import pytest

from domain.people import Role
from tests.browser.screen import Live
from tests.store import playing
from tests.web.routes import Place, places
from tests.web.test_matrix import PEOPLE, may_enter

Lives = Callable[..., Live]
STAGE = "council_appraisal@final"


def pages(role: Role) -> Iterator[Place]:
    """The pages that this role may open."""
    return (place for place in places() if place.method == "GET" and may_enter(role, place))


@pytest.mark.timeout(240)
@pytest.mark.parametrize("role", PEOPLE, ids=str)
def test_no_page_has_a_fault(live: Lives, role: Role) -> None:
    office = live(STAGE)
    playing.convene(office.world)
    window = office.window(PEOPLE[role])
    found: dict[str, list[str]] = {}
    for place in pages(role):
        if window.open(place.address(office.world)) and window.page.locator("html[lang]").count():
            found[str(place)] = window.faults()
    assert {name: faults for name, faults in found.items() if faults} == {}
    assert (window.complaints, window.strangers()) == ([], [])


@pytest.mark.timeout(240)
@pytest.mark.parametrize("role", PEOPLE, ids=str)
def test_no_page_scrolls_sideways_on_a_phone(live: Lives, role: Role) -> None:
    office = live(STAGE)
    playing.convene(office.world)
    window = office.window(PEOPLE[role], phone=True)
    wide = [
        str(place)
        for place in pages(role)
        if window.open(place.address(office.world)) and window.is_wider_than_the_window()
    ]
    assert wide == []

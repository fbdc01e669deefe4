"""Every right in one campaign opens nothing of another."""

from collections.abc import Callable

import pytest

from actions import campaigns, people
from domain.people import Role
from domain.permissions import TABLE
from models.engine import writing
from tests.store import factories, playing
from tests.web.routes import Place, places
from tests.web.test_matrix import ask
from tests.web.visitor import House
from web.access import OPEN

Houses = Callable[..., House]

OTHER = "NH-2021-99"
WHO = "khach"
ROLES = tuple(role for role in Role if role not in {Role.UNIT_OFFICER})
OF_ONE_CAMPAIGN = tuple(place for place in places() if "code" in place.parameters and OPEN not in place.needs)
PAGES = tuple(place for place in OF_ONE_CAMPAIGN if place.method == "GET")
ALL = frozenset(Role)
WITHOUT_ADDRESS = tuple(place for place in places() if place.method == "GET" and not place.parameters)


@pytest.fixture
def office(house: Houses) -> House:
    """A campaign before its council, and somebody who may do everything in another one."""
    found = house("council_appraisal@final")
    playing.convene(found.world)
    admin, officer, at = found.world.who("admin"), found.world.who("officer"), found.world.now
    with writing(found.world.engine) as session:
        campaigns.create(session, OTHER, factories.small_plan(), units=found.world.units, by=officer, at=at)
        people.add_person(session, WHO, name="Người nơi khác", by=admin, at=at)
        for role in ROLES:
            people.grant_role(session, WHO, role, campaign=OTHER, by=admin, at=at)
    return found


def test_rights_elsewhere_open_no_page_and_do_no_act(office: House) -> None:
    found = {str(place): ask(office, WHO, place) for place in OF_ONE_CAMPAIGN}
    assert {name: status for name, status in found.items() if status in {200, 303} or status >= 500} == {}


def test_a_page_asks_for_its_right_in_its_own_campaign(office: House) -> None:
    with writing(office.world.engine) as session:
        admin, at = office.world.who("admin"), office.world.now
        people.grant_role(session, WHO, Role.AUDITOR, campaign=office.world.code, by=admin, at=at)
    beyond = [place for place in PAGES if not any(Role.AUDITOR in TABLE.get(right, ALL) for right in place.needs)]
    found = {str(place): ask(office, WHO, place) for place in beyond}
    assert beyond
    assert {name: status for name, status in found.items() if status not in {403, 404}} == {}


@pytest.mark.parametrize("place", WITHOUT_ADDRESS, ids=str)
def test_rights_elsewhere_show_nothing_of_it_in_lists(office: House, place: Place) -> None:
    visitor = office.visit(WHO)
    answer = visitor.get(place.address(office.world))
    assert answer.status_code < 500
    assert office.world.code not in answer.text.replace(f"{place.path}", "")

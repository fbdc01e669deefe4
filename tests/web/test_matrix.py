"""Every route for every role: who gets in, who is sent away, and what a stranger sees.

The world stands at the council's appraisal, so that registrations, dossiers and a council exist.
"""

from collections.abc import Callable, Mapping

import pytest
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from domain.people import Role
from domain.permissions import TABLE
from tests.store import playing
from tests.web.routes import Place, places
from tests.web.visitor import ORIGIN, House
from web.access import OPEN, SIGNED_IN
from web.forms import submitted
from web.pages import routers

Houses = Callable[..., House]

PEOPLE: Mapping[Role, str] = {
    Role.ADMINISTRATOR: "admin",
    Role.OFFICER: "officer",
    Role.LEADER: "leader",
    Role.SECRETARY: "secretary",
    Role.MEMBER: "member1",
    Role.UNIT_OFFICER: "cb-dv-1",
    Role.CLERK: "clerk",
    Role.AUDITOR: "auditor",
}
AWAY = {403, 404}
EVERYWHERE = tuple(places())
TOLD_OF_WHAT = {"GET /vuong/nhieu", "GET /nhat-ky/bang-chung.zip"}
"""They are asked for something, by filters in the address, and say so where nothing is named."""


def may_enter(role: Role, place: Place) -> bool:
    """What the one table of permissions says."""
    return any(need in {OPEN, SIGNED_IN} or role in TABLE[need] for need in place.needs)


def ask(house: House, person: str | None, place: Place) -> int:
    """The status of one request; a form goes out empty but for its token."""
    visitor = house.visit(person) if person else house.stranger()
    address = place.address(house.world)
    if place.method == "GET":
        return int(visitor.client.get(address, follow_redirects=False).status_code)
    token = house.app.state.tokens.form(visitor.client.cookies.get("thidua", ""))
    data = {"_token": token, "_page": "/tai-khoan"}
    headers = {"origin": ORIGIN}
    return int(visitor.client.post(address, data=data, headers=headers, follow_redirects=False).status_code)


@pytest.fixture
def appraisal(house: Houses) -> House:
    """Pages over a campaign whose council sits."""
    office = house("council_appraisal@final")
    playing.convene(office.world)
    return office


@pytest.mark.parametrize("role", PEOPLE, ids=str)
def test_only_whom_the_table_lets_in_gets_in(appraisal: House, role: Role) -> None:
    found = {str(place): ask(appraisal, PEOPLE[role], place) for place in EVERYWHERE}
    wrong = {
        name: status
        for place in EVERYWHERE
        if (status := found[name := str(place)]) >= 500 or (not may_enter(role, place) and status not in AWAY)
    }
    assert wrong == {}


@pytest.mark.parametrize("role", PEOPLE, ids=str)
def test_whoever_may_enter_a_place_without_address_is_shown_it(appraisal: House, role: Role) -> None:
    plain = [place for place in EVERYWHERE if place.method == "GET" and not place.parameters and may_enter(role, place)]
    found = {str(place): ask(appraisal, PEOPLE[role], place) for place in plain}
    wrong = {name: status for name, status in found.items() if status not in {200, 303} and name not in TOLD_OF_WHAT}
    assert wrong == {}


def test_a_stranger_is_asked_to_sign_in_everywhere(appraisal: House) -> None:
    closed = [place for place in EVERYWHERE if OPEN not in place.needs]
    found = {str(place): ask(appraisal, None, place) for place in closed}
    assert {name: status for name, status in found.items() if status not in {303, 401}} == {}


def test_every_route_that_changes_something_checks_its_form() -> None:
    routes = [route for router in routers() for route in router.routes if isinstance(route, APIRoute)]
    unsafe = [route.path for route in routes if route.methods != {"GET"} and not _reads_form(route.dependant)]
    assert unsafe == []


def _reads_form(dependant: Dependant) -> bool:
    return any(inner.call is submitted or _reads_form(inner) for inner in dependant.dependencies)

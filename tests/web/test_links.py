"""Every link and every form that a page offers leads somewhere, for whoever is offered it."""

from collections import Counter, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit

import pytest
from starlette.routing import BaseRoute, Match

from domain.people import Role
from tests.store import playing
from tests.web.routes import Place, places
from tests.web.test_matrix import PEOPLE, may_enter
from tests.web.visitor import ORIGIN, House, Visitor
from web.pages import routers

Houses = Callable[..., House]

ALIKE = 2
"""Pages of one route with the same filters are made alike, so that a few of them stand for all."""

MOST = 300
"""Pages that are opened for one person; more than there are means that a page leads to ever new ones."""


class Offers(HTMLParser):
    """Where a page's links lead, and where its forms go to."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.forms: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what can be followed or pressed."""
        told = {name: value or "" for name, value in attrs}
        self.links += [told[name] for name in ("href", "hx-get") if name in told and tag != "link"]
        if tag == "form":
            self.forms.append((told.get("method", "get").upper(), told.get("action", "")))
        elif "formaction" in told:
            self.forms.append((told.get("formmethod", "post").upper(), told["formaction"]))


def offers(page: str) -> Offers:
    """What is offered on a page."""
    found = Offers()
    found.feed(page)
    return found


def place_at(method: str, address: str) -> Place | None:
    """The route that answers there."""
    scope = {"type": "http", "method": method, "path": urlsplit(address).path}
    routes: list[BaseRoute] = [route for router in routers() for route in router.routes]
    for route, place in zip(routes, PLACES, strict=True):
        if route.matches(scope)[0] is Match.FULL:
            return place
    return None


PLACES = tuple(places())


@dataclass
class Crawl:
    """One person goes wherever pages lead her."""

    visitor: Visitor
    role: Role
    wrong: dict[str, str] = field(default_factory=dict)
    """What was offered and cannot be had → on which page it was offered."""
    _met: set[str] = field(default_factory=set)
    _alike: Counter[object] = field(default_factory=Counter)
    _waiting: deque[tuple[str, str]] = field(default_factory=deque)

    def go(self) -> Mapping[str, str]:
        """From the first page as far as it leads; what was wrong."""
        self._waiting.append(("/", "/"))
        opened = 0
        while self._waiting:
            self._open(*self._waiting.popleft())
            opened += 1
            assert opened < MOST
        return self.wrong

    def _open(self, address: str, offered_on: str) -> None:
        answer = self.visitor.client.get(address)
        if answer.status_code != 200 and not _elsewhere(address):
            self.wrong[f"GET {address} {answer.status_code}"] = offered_on
        found = offers(answer.text if "html" in answer.headers.get("content-type", "") else "")
        for method, action in found.forms:
            place = place_at(method, urljoin(address, action))
            if place is None or not may_enter(self.role, place):
                self.wrong[f"{method} {action}"] = address
        for link in found.links:
            self._note(urldefrag(urljoin(ORIGIN + address, link)).url, address)

    def _note(self, link: str, offered_on: str) -> None:
        path = link.removeprefix(ORIGIN)
        if path == link or path in self._met or path.startswith("/static/"):
            return
        self._met.add(path)
        kind = (place_at("GET", path), frozenset(name for name, _ in parse_qsl(urlsplit(path).query)))
        self._alike[kind] += 1
        if self._alike[kind] <= ALIKE:
            self._waiting.append((path, offered_on))


def _elsewhere(address: str) -> bool:
    """Documents, whose files no test's office keeps, and proofs, which wait for a checkpoint: both have own tests."""
    return "/tai-lieu/" in address or address.startswith("/nhat-ky/bang-chung.zip")


@pytest.mark.parametrize("role", PEOPLE, ids=str)
def test_all_that_a_page_offers_can_be_had(house: Houses, role: Role) -> None:
    office = house("council_appraisal@final")
    playing.convene(office.world)
    assert Crawl(office.visit(PEOPLE[role]), role).go() == {}

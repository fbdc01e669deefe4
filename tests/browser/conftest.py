"""Real pages in a real Chromium: our server in a thread, one browser for all tests, a context per person."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from deployments.chromium import MISSING, find
from tests.browser.screen import Live, Screen, serving
from tests.web.conftest import (
    database,
    empty_url,
    house,
    postgresql_server,
    postgresql_template,
    pytest_configure,
    sqlite_template,
    store,
    store_url,
)
from tests.web.visitor import House

__all__ = [
    "database",
    "empty_url",
    "house",
    "postgresql_server",
    "postgresql_template",
    "pytest_configure",
    "sqlite_template",
    "store",
    "store_url",
]

# The browser calls nobody: neither for updates nor to look addresses up.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests."""
    where: Path | None = find()
    if where is None:
        pytest.skip(MISSING)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(where), args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def live(house: Callable[..., House], chromium: Browser) -> Iterator[Callable[..., Live]]:
    """`live("registration")` or `live(world)`: the pages at an address of loopback, as tests of pages open them."""
    opened: list[Live] = []

    def open_live(*arguments: object, **told: object) -> Live:
        opened.append(serving(house(*arguments, **told), chromium))
        return opened[-1]

    yield open_live
    for one in opened:
        one.close()


@pytest.fixture
def screen(live: Callable[..., Live]) -> Callable[..., Screen]:
    """`screen("officer", "registration")`: a person's window on a campaign whose stage has just opened."""
    return lambda person, *arguments, **told: live(*arguments, **told).window(person)

"""A person's window: what she sees, what the browser complains about, whom it would call."""

import threading
import time
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, Request

from deployments.engine.process import free_port
from tests.store.scenario import World
from tests.web.visitor import House, signed_in
from web.desk import COOKIE

DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
# How large a target is, axe asks only when it is told to.
RULES = {
    "rules": {"target-size": {"enabled": True}},
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
}
STARTS_WITHIN = 15.0


@dataclass
class Screen:
    """One window of one person; `complaints` holds errors of console and scripts, `calls` every address asked."""

    page: Page
    base: str
    complaints: list[str] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._note)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", self._note_call)

    def open(self, path: str) -> int:
        """Go to an address of ours; the status of the answer, 0 where it is a file to be kept."""
        try:
            answer = self.page.goto(self.base + path)
        except Error as refused:
            if "Download is starting" not in refused.message:
                raise
            return 0
        return answer.status if answer else 0

    def faults(self) -> list[str]:
        """What axe finds on the page, one line for each: rule, and where."""
        found: dict[str, Any] = Axe().run(self.page, options=RULES).response
        return [
            f"{fault['id']}: {' '.join(map(str, node['target']))}"
            for fault in found["violations"]
            for node in fault["nodes"]
        ]

    def strangers(self) -> list[str]:
        """Addresses beyond our own server that the page asked for."""
        return [call for call in self.calls if not call.startswith((self.base, "data:", "about:", "blob:"))]

    def is_wider_than_the_window(self) -> bool:
        """Would a person have to scroll sideways?"""
        return bool(self.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))

    def _note(self, message: ConsoleMessage) -> None:
        # A page that refuses is an answer with a status of its own, which the browser reports as if it were a fault.
        if message.type in {"error", "warning"} and "Failed to load resource" not in message.text:
            self.complaints.append(message.text)

    def _note_call(self, request: Request) -> None:
        self.calls.append(request.url)


@dataclass
class Live:
    """Pages served on loopback over a world's store."""

    house: House
    browser: Browser
    base: str
    server: uvicorn.Server
    thread: threading.Thread
    contexts: list[BrowserContext] = field(default_factory=list)

    @property
    def world(self) -> World:
        """The campaign behind the pages."""
        return self.house.world

    def window(self, person: str | None, *, phone: bool = False, script: bool = True) -> Screen:
        """A window of this person, signed in; None is a stranger."""
        size: Any = PHONE if phone else DESK
        context = self.browser.new_context(
            viewport=size, locale="vi-VN", has_touch=phone, java_script_enabled=script, service_workers="block"
        )
        context.set_default_timeout(10_000)
        self.contexts.append(context)
        window = Screen(context.new_page(), self.base)
        if person is not None:
            self.sign_in(window, person)
        return window

    def sign_in(self, window: Screen, person: str) -> None:
        """Give the window a session of this person that begins at the world's moment."""
        token = signed_in(self.world, person)
        window.page.context.add_cookies([{"name": COOKIE, "value": token, "url": self.base}])

    def close(self) -> None:
        """Close every window and stop serving."""
        for context in self.contexts:
            context.close()
        self.server.should_exit = True
        self.thread.join(timeout=10)


def serving(house: House, browser: Browser) -> Live:
    """Serve a house's pages on a free port until closed."""
    port = free_port()
    server = uvicorn.Server(uvicorn.Config(house.app, port=port, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + STARTS_WITHIN
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.02)
    return Live(house, browser, f"http://127.0.0.1:{port}", server, thread)

"""A unit test speaks to nothing but our own functions; Python's audit events tell when one tries."""

import sys
from collections.abc import Iterator

import pytest

FORBIDDEN = {
    "sqlite3.connect": "opens a database",
    "socket.connect": "opens a connection",
    "socket.bind": "opens a port",
    "socket.getaddrinfo": "looks up a host",
    "subprocess.Popen": "starts a process",
    "os.system": "starts a process",
    "os.posix_spawn": "starts a process",
}
watching = False


class NotAUnitTestError(Exception):
    """The test belongs to another tier."""


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if watching and event in FORBIDDEN:
        raise NotAUnitTestError(f"A unit test {FORBIDDEN[event]} ({event} {arguments[:1]!r}): move it to another tier.")


# Audit hooks stay for good, so the switch is the flag.
sys.addaudithook(_watch)


@pytest.fixture(autouse=True)
def speaks_to_nothing() -> Iterator[None]:
    global watching  # noqa: PLW0603  # an audit hook cannot be handed a value
    watching = True
    yield
    watching = False

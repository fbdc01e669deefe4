"""A real SMTP server on loopback whose answer to a message stands in the recipient's name."""

import asyncio
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from notifications.smtp import SmtpServer

AT_RCPT = {"busy": "450 4.2.0 mailbox busy", "nobody": "550 5.1.1 no such user", "closing": "421 4.3.2 going down"}
AT_DATA = {
    "later": "451 4.3.0 try again",
    "shutting": "421 4.3.2 going down",
    "spam": "554 5.7.1 refused",
    "login": "530 5.7.0 log in first",
}


@dataclass
class Answers:
    """Keeps what it takes over; drops, delays or refuses as the recipient's name says."""

    kept: list[tuple[str, bytes]] = field(default_factory=list)
    connections: int = 0

    async def handle_EHLO(  # noqa: N802 because of aiosmtpd
        self, _server: Any, session: Any, _envelope: Any, hostname: str, responses: list[str]
    ) -> list[str]:
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(  # noqa: N802 because of aiosmtpd
        self, server: Any, _session: Any, envelope: Any, address: str, _options: list[str]
    ) -> str:
        name = address.partition("@")[0]
        if name == "drop-early":
            server.transport.abort()
        if name == "slow-early":
            await asyncio.sleep(1)
        envelope.rcpt_tos.append(address)
        return AT_RCPT.get(name, "250 OK")

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 because of aiosmtpd
        name = envelope.rcpt_tos[0].partition("@")[0]
        if name in AT_DATA:
            return AT_DATA[name]
        self.kept.append((envelope.rcpt_tos[0], envelope.content))
        if name == "drop-late":
            server.transport.abort()
        if name == "slow-late":
            await asyncio.sleep(1)
        return "250 2.0.0 taken over"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Running:
    """The server's side of the story, and how to reach it."""

    address: SmtpServer
    answers: Answers


@pytest.fixture
def server() -> Iterator[Running]:
    answers = Answers()
    controller = Controller(answers, hostname="127.0.0.1", port=free_port())
    controller.start()
    yield Running(SmtpServer("127.0.0.1", controller.port, timeout=0.5, hello_name="localhost"), answers)
    controller.stop()

"""Hand message bytes to an SMTP server and say exactly what became of each. Nothing is tried twice here."""

import socket
from dataclasses import dataclass, field
from types import TracebackType
from typing import Final, Literal, Self

from aiosmtplib import SMTP, SMTPException, SMTPResponseException

from domain.errors import Invalid
from notifications.message import checked_address
from notifications.outcomes import Deferred, Outcome, Refused, Sent, Unknown, from_reply, shortened
from wording.labels import MAIL_TROUBLE

_CLOSING = 421
# Because a dead server would cost one timeout for every message of a long queue.
_PATIENCE: Final = 3


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """Where mail goes out; `timeout` in seconds for each answer, `ca_file` for an office with its own authority."""

    host: str
    port: int
    security: Literal["none", "starttls", "tls"] = "none"
    username: str | None = None
    password: str | None = field(default=None, repr=False)
    timeout: float = 30.0
    ca_file: str | None = None
    hello_name: str = field(default_factory=socket.gethostname)


class Postman:
    """One connection, opened at the first message and opened again after a break."""

    def __init__(self, server: SmtpServer) -> None:
        self._client = _client(server)
        self._unfinished = False
        self._waits_in_vain = 0

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if error is None and self._client.is_connected:
                await self._client.quit()
        except (SMTPException, OSError):
            pass
        finally:
            self._client.close()

    async def deliver(self, *, sender: str, recipient: str, message: bytes) -> Outcome:
        """Send one message; trouble with mail is an outcome and never an exception."""
        try:
            for address in (sender, recipient):
                checked_address(address)
        except Invalid as error:
            return Refused(shortened(f"{MAIL_TROUBLE['address']}: {error.data['found']}"))
        if self._waits_in_vain >= _PATIENCE:
            return Deferred(MAIL_TROUBLE["unreachable"])
        return await self._open() or await self._introduce(sender, recipient) or await self._hand_over(message)

    async def _open(self) -> Outcome | None:
        try:
            if self._client.is_connected and self._unfinished:
                await self._client.rset()
            if not self._client.is_connected:
                await self._client.connect()
        except (SMTPException, OSError) as error:
            # Because even a refused greeting or login says nothing about the message, it waits.
            return self._wasted(Deferred(shortened(f"{MAIL_TROUBLE['unreachable']}: {error}")))
        self._unfinished = False
        return None

    async def _introduce(self, sender: str, recipient: str) -> Outcome | None:
        self._unfinished = True
        try:
            await self._client.mail(sender)
            await self._client.rcpt(recipient)
        except SMTPResponseException as error:
            answer = self._answered(error)
            # Because no content was sent yet, even a strange answer leaves nothing in doubt.
            return Deferred(answer.reply) if isinstance(answer, Unknown) else answer
        except (SMTPException, OSError) as error:
            return self._lost(error, Deferred)
        return None

    async def _hand_over(self, message: bytes) -> Outcome:
        try:
            reply = await self._client.data(message)
        except SMTPResponseException as error:
            return self._answered(error)
        except (SMTPException, OSError) as error:
            return self._lost(error, Unknown)
        self._unfinished, self._waits_in_vain = False, 0
        return Sent(shortened(f"{reply.code} {reply.message}"))

    def _answered(self, error: SMTPResponseException) -> Outcome:
        outcome = from_reply(error.code, error.message)
        self._waits_in_vain = 0
        if error.code == _CLOSING or isinstance(outcome, Unknown):
            self._client.close()
        return outcome

    def _lost(self, error: Exception, meaning: type[Deferred] | type[Unknown]) -> Outcome:
        if isinstance(error, TimeoutError):
            return self._wasted(meaning(MAIL_TROUBLE["silent"]))
        self._client.close()
        return meaning(MAIL_TROUBLE["lost"])

    def _wasted(self, outcome: Outcome) -> Outcome:
        self._client.close()
        self._waits_in_vain += 1
        return outcome


def _client(server: SmtpServer) -> SMTP:
    return SMTP(
        hostname=server.host,
        port=server.port,
        username=server.username,
        password=server.password,
        timeout=server.timeout,
        use_tls=server.security == "tls",
        start_tls=server.security == "starttls",
        cert_bundle=server.ca_file,
        local_hostname=server.hello_name,
    )

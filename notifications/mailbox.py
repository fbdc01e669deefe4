"""The local mailbox of an office without a mail server: a real SMTP server that keeps every mail as a file.

`python -m notifications.mailbox DIRECTORY PORT` serves on 127.0.0.1 until SIGTERM or SIGINT.
"""

import asyncio
import os
import signal
import socket
import sys
import threading
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import EmailMessage, Message
from email.parser import BytesHeaderParser
from email.policy import default as modern
from email.utils import parsedate_to_datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self
from uuid import uuid4

from aiosmtpd.controller import Controller

MAX_BYTES: Final = 10 * 1024 * 1024
MAX_RECIPIENTS: Final = 100
LOOPBACK: Final = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class StoredMail:
    """A mail as it lies in the mailbox, decoded; `duplicate` when an earlier one has the same Message-ID."""

    path: Path
    message_id: str
    sender: str
    recipients: tuple[str, ...]
    subject: str
    date: datetime | None
    references: tuple[str, ...]
    duplicate: bool

    @property
    def text(self) -> str:
        """The plain body, read when it is asked for, because a list of thousands needs the headers only."""
        message = message_from_bytes(self.path.read_bytes(), _class=EmailMessage, policy=modern)
        body = message.get_body(preferencelist=("plain", "html"))
        return str(body.get_content()).replace("\r\n", "\n") if body else ""


NOWHERE = ".invalid"
"""Domains that can never exist (RFC 2606): refused for good, as any mail server would."""


class MailboxServer:
    """Serves while its `with` block runs, in a thread of its own; port 0 takes a free one, see `port`.

    Raises:
        OSError: the port is taken or the directory cannot be written.
    """

    def __init__(self, directory: Path, host: str = LOOPBACK, port: int = 0, *, max_bytes: int = MAX_BYTES) -> None:
        self.directory = directory
        self.host = host
        self.port = _bindable(host, port)
        self._controller = Controller(
            _Keeper(directory), hostname=host, port=self.port, server_hostname="localhost", data_size_limit=max_bytes
        )

    def __enter__(self) -> Self:
        self._controller.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._controller.stop()


class _Keeper:
    """Answers aiosmtpd's hooks; a mail is acknowledged only when it is safely on disk."""

    def __init__(self, directory: Path) -> None:
        self._new, self._writing = directory / "new", directory / "tmp"
        for folder in (self._new, self._writing):
            folder.mkdir(parents=True, exist_ok=True)
        self._serial = max((_serial(path) for path in self._new.glob("*.eml")), default=0)

    async def handle_RCPT(  # noqa: N802 because aiosmtpd finds its hooks by these names
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: list[str]
    ) -> str:
        if len(envelope.rcpt_tos) >= MAX_RECIPIENTS:
            return "452 4.5.3 too many recipients"
        if address.casefold().endswith(NOWHERE):
            return "550 5.1.2 no such domain"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 because of aiosmtpd
        self._serial += 1
        name = f"{self._serial:08}-{uuid4().hex[:8]}.eml"
        trace = [f"Return-Path: <{envelope.mail_from}>", *(f"Delivered-To: {to}" for to in envelope.rcpt_tos)]
        content = "\r\n".join([*trace, ""]).encode("ascii", "replace") + envelope.content
        try:
            await asyncio.to_thread(self._keep, name, content)
        except OSError as error:
            return f"452 4.3.1 cannot store: {error.strerror}"
        return f"250 2.0.0 stored as {name}"

    def _keep(self, name: str, content: bytes) -> None:
        unfinished = self._writing / name
        with unfinished.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.rename(self._new / name)
        _fsync_folder(self._new)


def read_mailbox(directory: Path, recipient: str | None = None) -> tuple[StoredMail, ...]:
    """All mails, newest first, or those delivered to `recipient`; empty when there is no mailbox yet."""
    seen: set[str] = set()
    mails: list[StoredMail] = []
    for path in sorted((directory / "new").glob("*.eml"), key=_serial):
        with path.open("rb") as file:
            mail = _decoded(path, BytesHeaderParser().parse(file), seen)
        seen.add(mail.message_id)
        if recipient is None or recipient in mail.recipients:
            mails.append(mail)
    return tuple(reversed(mails))


def _decoded(path: Path, headers: Message, seen: set[str]) -> StoredMail:
    message_id = _header(headers, "Message-ID")
    return StoredMail(
        path=path,
        message_id=message_id,
        sender=_header(headers, "From"),
        recipients=tuple(str(address) for address in headers.get_all("Delivered-To", [])),
        subject=_header(headers, "Subject"),
        date=_date(_header(headers, "Date")),
        references=tuple(_header(headers, "References").split()),
        duplicate=bool(message_id) and message_id in seen,
    )


def _header(headers: Message, name: str) -> str:
    raw = str(headers.get(name, "")).strip()
    try:
        return str(make_header(decode_header(raw))) or raw
    except (MessageError, LookupError, ValueError):
        # Because anybody may send anything to an open port, a header that cannot be decoded is shown as it came.
        return raw


def _date(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text)
    except ValueError:
        return None


def _serial(path: Path) -> int:
    number = path.name.partition("-")[0]
    return int(number) if number.isdecimal() else 0


def _fsync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _bindable(host: str, port: int) -> int:
    # Because aiosmtpd waits five seconds before it tells that a port is taken, and cannot choose one itself.
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((host, port))
        return int(probe.getsockname()[1])


def main(arguments: list[str]) -> int:
    """Serve until told to stop; 1 when the port or the folder cannot be used."""
    directory, port = Path(arguments[0]), int(arguments[1])
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    try:
        with MailboxServer(directory, port=port):
            stop.wait()
    except OSError as error:
        sys.stderr.write(f"Không mở được hộp thư tại chỗ {directory}, cổng {port}: {error.strerror}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

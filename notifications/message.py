"""A letter as the bytes that are stored and sent: the same inputs always give the same bytes."""

import re
from collections.abc import Sequence
from datetime import datetime
from email.header import Header
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import compat32
from email.utils import format_datetime
from hashlib import sha256
from typing import Final

from domain.errors import Invalid
from notifications.render import Rendered
from wording.dates import VIETNAM

_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*")
_MESSAGE_ID = re.compile(r"<[A-Za-z0-9._=+-]+@[A-Za-z0-9.-]+>")
_ADDRESS_LENGTH = 254
# Because Python's newer policies glue words when they fold a long Vietnamese subject and cost four times the CPU, the
# classic one folds; its Header encodes by whole letters.
_CRLF: Final = compat32.clone(linesep="\r\n")


def build(
    rendered: Rendered,
    *,
    sender: str,
    recipient: str,
    message_id: str,
    date: datetime,
    references: Sequence[str] = (),
    sender_name: str = "",
    recipient_name: str = "",
) -> bytes:
    """A multipart/alternative message with CRLF line ends, seven-bit throughout; `references` from oldest to newest.

    Raises:
        Invalid: `mail_address`, `mail_message_id` or `mail_header`: `found` would break out of its header.
        ValueError: `date` has no time zone.
    """
    if date.tzinfo is None:
        raise ValueError(f"a message date without a time zone: {date}")
    message = MIMEMultipart("alternative", boundary=_boundary(message_id), policy=_CRLF)
    message["From"] = _mailbox("From", sender_name, sender)
    message["To"] = _mailbox("To", recipient_name, recipient)
    message["Subject"] = Header(_one_line("Subject", rendered.subject), "utf-8", header_name="Subject").encode()
    message["Date"] = format_datetime(date.astimezone(VIETNAM))
    message["Message-ID"] = _identifier(message_id)
    if references:
        message["In-Reply-To"] = _identifier(references[-1])
        message["References"] = " ".join(_identifier(reference) for reference in references)
    # Because an answer of an absence robot would come back to a mailbox that nobody reads (RFC 3834).
    message["Auto-Submitted"] = "auto-generated"
    message["Content-Language"] = "vi"
    message.attach(MIMEText(_crlf(rendered.text), "plain", "utf-8", policy=_CRLF))
    message.attach(MIMEText(_crlf(rendered.html), "html", "utf-8", policy=_CRLF))
    return message.as_bytes(policy=_CRLF)


def new_message_id(key: str, domain: str) -> str:
    """The Message-ID of what `key` names: the same for the same key, so that a second try is known as such."""
    return _identifier(f"<{sha256(key.encode()).hexdigest()[:32]}@{domain}>")


def checked_address(address: str) -> str:
    """The address itself, when mail can be sent to it as it stands.

    Raises:
        Invalid: `mail_address` with `found`.
    """
    if len(address) > _ADDRESS_LENGTH or not _ADDRESS.fullmatch(address):
        raise Invalid("mail_address", found=address)
    return address


def _mailbox(header: str, name: str, address: str) -> str:
    mailbox = Header(header_name=header)
    if name:
        mailbox.append(_one_line(header, name), "utf-8")
    mailbox.append(f"<{checked_address(address)}>" if name else checked_address(address), "us-ascii")
    return mailbox.encode()


def _one_line(header: str, text: str) -> str:
    if not text.isprintable():
        raise Invalid("mail_header", header=header, found=text)
    return text


def _identifier(message_id: str) -> str:
    if not _MESSAGE_ID.fullmatch(message_id):
        raise Invalid("mail_message_id", found=message_id)
    return message_id


def _boundary(message_id: str) -> str:
    # Because "=_" cannot stand in base64, no body can hold the boundary.
    return f"=_{sha256(message_id.encode()).hexdigest()[:32]}"


def _crlf(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\n", "\r\n")

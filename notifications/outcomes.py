"""What became of one message, split by what has to happen next."""

from dataclasses import dataclass

from notifications.fields import one_line

_REPLY_LENGTH = 500


@dataclass(frozen=True, slots=True)
class Sent:
    """The server has taken the message over; nothing more to do."""

    reply: str


@dataclass(frozen=True, slots=True)
class Deferred:
    """Nothing was taken over and it may go better later: 4xx, no connection, no answer, a login that fails."""

    reply: str


@dataclass(frozen=True, slots=True)
class Refused:
    """The server will never take this message (5xx); its owner must be told."""

    reply: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """The connection was lost after the content had been sent: it may have arrived or not."""

    reply: str


Outcome = Sent | Deferred | Refused | Unknown

# Because these say that our login is wrong and nothing about the message (RFC 4954), a corrected setting mends them.
_LOGIN_CODES = (530, 534, 535, 538)


def from_reply(code: int, text: str) -> Deferred | Refused | Unknown:
    """What a reply that broke off the dialogue means; one that is no refusal at all leaves it open."""
    reply = shortened(f"{code} {text}")
    match code // 100:
        case 4:
            return Deferred(reply)
        case 5:
            return Deferred(reply) if code in _LOGIN_CODES else Refused(reply)
        case _:
            return Unknown(reply)


def shortened(reply: str) -> str:
    """A reply as one line for a table or a letter."""
    return one_line(reply)[:_REPLY_LENGTH]

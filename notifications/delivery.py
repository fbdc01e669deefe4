"""Many messages over several connections, each answer as soon as it is there."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from notifications.outcomes import Outcome
from notifications.smtp import Postman, SmtpServer

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Outgoing(Generic[Key]):
    """A stored message on its way; `key` is the caller's name for it."""

    key: Key
    sender: str
    recipient: str
    message: bytes = field(repr=False)


async def deliver_all(
    server: SmtpServer, messages: Iterable[Outgoing[Key]], *, connections: int = 4
) -> AsyncIterator[tuple[Key, Outcome]]:
    """Send every message once and yield `(key, outcome)` in the order of the answers, so that the caller can commit.

    A caller who stops early closes the connections: messages under way then have no outcome and count as unknown.
    """
    waiting = iter(messages)
    answers: asyncio.Queue[tuple[Key, Outcome] | None] = asyncio.Queue()
    carriers = [asyncio.create_task(_carry(server, waiting, answers)) for _ in range(connections)]
    try:
        for _ in carriers:
            while (answer := await answers.get()) is not None:
                yield answer
        await asyncio.gather(*carriers)
    finally:
        for carrier in carriers:
            carrier.cancel()
        await asyncio.gather(*carriers, return_exceptions=True)


async def _carry(
    server: SmtpServer,
    waiting: Iterator[Outgoing[Key]],
    answers: "asyncio.Queue[tuple[Key, Outcome] | None]",
) -> None:
    try:
        async with Postman(server) as postman:
            for post in waiting:
                outcome = await postman.deliver(sender=post.sender, recipient=post.recipient, message=post.message)
                answers.put_nowait((post.key, outcome))
    finally:
        # Because the reader counts the carriers that have ended, this one says so however it ended.
        answers.put_nowait(None)

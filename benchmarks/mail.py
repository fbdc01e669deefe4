"""Mail: render, build and send against bare aiosmtplib with ready bytes, over the same connections in the same run.

python -m benchmarks.mail [--messages 2000] [--connections 4] [--latency 0.0]
"""

import argparse
import asyncio
import multiprocessing
import time
from collections.abc import Callable, Coroutine, Iterator
from datetime import UTC, date, datetime
from multiprocessing.connection import Connection

import aiosmtplib

from notifications.delivery import Outgoing, deliver_all
from notifications.message import build, new_message_id
from notifications.notices.of_duties import DutyReminder
from notifications.outcomes import Sent
from notifications.render import render
from notifications.smtp import SmtpServer

SENDER, RECIPIENT = "office@a.example", "unit@b.example"


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, latency: float) -> None:
    async def say(line: bytes) -> None:
        await asyncio.sleep(latency)
        writer.write(line)

    await say(b"220 sink\r\n")
    while line := await reader.readline():
        if line == b"DATA\r\n":
            await say(b"354 go on\r\n")
            await reader.readuntil(b"\r\n.\r\n")
        await say(b"250 OK\r\n")
    writer.close()


def _serve(told: Connection, latency: float) -> None:
    async def listen() -> None:
        server = await asyncio.start_server(lambda r, w: _answer(r, w, latency), "127.0.0.1", 0, limit=1 << 20)
        told.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(listen())


def _letter(key: int) -> Outgoing[int]:
    notice = DutyReminder(
        campaign_code="NH-2021-01",
        campaign_name="Chung sức xây dựng phường văn minh, sạch đẹp",
        recipient_name=f"Đơn vị số {key}",
        duty="Gửi hồ sơ đề nghị khen thưởng",
        due_on=date(2021, 11, 19),
        working_days_left=5,
    )
    message = build(
        render(notice),
        sender=SENDER,
        recipient=RECIPIENT,
        message_id=new_message_id(str(key), "a.example"),
        date=datetime(2021, 11, 12, tzinfo=UTC),
    )
    return Outgoing(key=key, sender=SENDER, recipient=RECIPIENT, message=message)


async def _bare(server: SmtpServer, letters: list[Outgoing[int]], connections: int) -> None:
    waiting: Iterator[Outgoing[int]] = iter(letters)

    async def carry() -> None:
        client = aiosmtplib.SMTP(hostname=server.host, port=server.port, local_hostname="localhost", start_tls=False)
        async with client:
            for letter in waiting:
                await client.sendmail(letter.sender, letter.recipient, letter.message)

    await asyncio.gather(*(carry() for _ in range(connections)))


async def _ours(server: SmtpServer, letters: Iterator[Outgoing[int]], connections: int) -> None:
    async for _, outcome in deliver_all(server, letters, connections=connections):
        assert isinstance(outcome, Sent)


def _measure(name: str, count: int, run: Callable[[], Coroutine[None, None, None]]) -> float:
    wall, cpu = time.perf_counter(), time.process_time()
    asyncio.run(run())
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(f"{name:28} {count / wall:8.0f} messages/s {cpu / count * 1e3:8.3f} ms CPU a message")
    return count / wall


def main() -> None:
    """Print three rates and the two ratios."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--messages", type=int, default=2000)
    parser.add_argument("--connections", type=int, default=4)
    parser.add_argument("--latency", type=float, default=0.0, help="seconds before each answer of the server")
    given = parser.parse_args()
    here, there = multiprocessing.Pipe()
    sink = multiprocessing.Process(target=_serve, args=(there, given.latency), daemon=True)
    sink.start()
    server = SmtpServer("127.0.0.1", here.recv(), hello_name="localhost")
    ready = [_letter(key) for key in range(given.messages)]
    bare = _measure("bare aiosmtplib", given.messages, lambda: _bare(server, ready, given.connections))
    stored = _measure("stored bytes", given.messages, lambda: _ours(server, iter(ready), given.connections))
    fresh = map(_letter, range(given.messages))
    whole = _measure("render, build and send", given.messages, lambda: _ours(server, fresh, given.connections))
    print(f"stored / bare {stored / bare:.2f}   all / bare {whole / bare:.2f}")
    sink.terminate()


if __name__ == "__main__":
    main()

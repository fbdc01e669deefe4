import asyncio
import email
from collections.abc import Iterator
from datetime import UTC, datetime
from email.policy import SMTP

import pytest

from notifications.delivery import Outgoing, deliver_all
from notifications.message import build, new_message_id
from notifications.outcomes import Deferred, Outcome, Refused, Sent, Unknown
from notifications.render import Rendered
from notifications.smtp import SmtpServer
from tests.mail.conftest import Running, free_port

SUBJECT = "Mời họp Hội đồng Thi đua – Khen thưởng phường, ngày 05 tháng 02 năm 2024, xét đề nghị khen thưởng tổng kết"


def letter(key: int, name: str = "hoa") -> Outgoing[int]:
    message = build(
        Rendered(subject=f"{SUBJECT} {key}", text="Kính gửi: Bà Hoa\n", html="<p>Kính gửi: Bà Hoa</p>"),
        sender="office@a.example",
        recipient=f"{name}@b.example",
        message_id=new_message_id(str(key), "a.example"),
        date=datetime(2024, 2, 1, tzinfo=UTC),
    )
    return Outgoing(key=key, sender="office@a.example", recipient=f"{name}@b.example", message=message)


def outcomes(server: SmtpServer, letters: list[Outgoing[int]], connections: int = 4) -> list[tuple[int, Outcome]]:
    async def collect() -> list[tuple[int, Outcome]]:
        return [answer async for answer in deliver_all(server, letters, connections=connections)]

    return asyncio.run(collect())


def test_fifty_messages_over_four_connections_arrive_once(server: Running) -> None:
    answers = outcomes(server.address, [letter(key) for key in range(50)])
    assert sorted(key for key, outcome in answers if isinstance(outcome, Sent)) == list(range(50))
    assert server.answers.connections == 4
    assert len({content for _, content in server.answers.kept}) == len(server.answers.kept) == 50


def test_vietnamese_subject_arrives_whole(server: Running) -> None:
    outcomes(server.address, [letter(7)])
    assert email.message_from_bytes(server.answers.kept[0][1], policy=SMTP)["Subject"] == f"{SUBJECT} 7"


def test_stored_bytes_arrive_unchanged(server: Running) -> None:
    outcomes(server.address, [letter(7)])
    assert server.answers.kept[0][1] == letter(7).message


def test_each_message_gets_its_own_outcome(server: Running) -> None:
    names = ["hoa", "busy", "nobody", "drop-early", "drop-late", "lan"] * 3
    answers = dict(outcomes(server.address, [letter(key, name) for key, name in enumerate(names)], connections=3))
    expected = {"busy": Deferred, "nobody": Refused, "drop-early": Deferred, "drop-late": Unknown}
    assert [type(answers[key]) for key in range(18)] == [expected.get(name, Sent) for name in names]


def test_nothing_to_send_opens_no_connection(server: Running) -> None:
    assert outcomes(server.address, []) == []
    assert server.answers.connections == 0


def test_absent_server_defers_everything() -> None:
    answers = outcomes(SmtpServer("127.0.0.1", free_port(), timeout=0.5), [letter(key) for key in range(9)], 2)
    assert [type(outcome) for _, outcome in answers] == [Deferred] * 9


def test_answers_stream_before_the_end(server: Running) -> None:
    async def first_answer() -> int:
        stream = deliver_all(server.address, [letter(1), letter(2, "slow-late")], connections=2)
        async for key, _ in stream:
            return key
        return 0

    assert asyncio.run(first_answer()) == 1


def test_failing_source_is_not_swallowed(server: Running) -> None:
    def broken() -> Iterator[Outgoing[int]]:
        yield letter(1)
        raise RuntimeError("store gone")

    async def collect() -> list[tuple[int, Outcome]]:
        return [answer async for answer in deliver_all(server.address, broken(), connections=2)]

    with pytest.raises(RuntimeError, match="store gone"):
        asyncio.run(collect())

import asyncio
from dataclasses import replace

import pytest

from notifications.outcomes import Deferred, Outcome, Refused, Sent, Unknown
from notifications.smtp import Postman, SmtpServer
from tests.mail.conftest import Running, free_port

MESSAGE = b"Subject: x\r\n\r\n.\r\nhello\r\n"


def deliver(address: SmtpServer, *names: str) -> list[Outcome]:
    """One outcome for each name, all over one postman."""

    async def deliver_in_order() -> list[Outcome]:
        async with Postman(address) as postman:
            return [
                await postman.deliver(sender="office@a.example", recipient=f"{name}@b.example", message=MESSAGE)
                for name in names
            ]

    return asyncio.run(deliver_in_order())


def test_message_taken_over_is_sent(server: Running) -> None:
    assert deliver(server.address, "hoa") == [Sent("250 2.0.0 taken over")]
    assert server.answers.kept == [("hoa@b.example", MESSAGE)]


@pytest.mark.parametrize(
    ("name", "outcome"),
    [
        ("busy", Deferred("450 4.2.0 mailbox busy")),
        ("closing", Deferred("421 4.3.2 going down")),
        ("later", Deferred("451 4.3.0 try again")),
        ("nobody", Refused("550 5.1.1 no such user")),
        ("spam", Refused("554 5.7.1 refused")),
        ("login", Deferred("530 5.7.0 log in first")),
        ("drop-early", Deferred("mất kết nối với máy chủ thư")),
        ("slow-early", Deferred("máy chủ thư không trả lời kịp")),
        ("drop-late", Unknown("mất kết nối với máy chủ thư")),
        ("slow-late", Unknown("máy chủ thư không trả lời kịp")),
    ],
)
def test_answer_decides_what_happens_next(server: Running, name: str, outcome: Outcome) -> None:
    assert deliver(server.address, name) == [outcome]


@pytest.mark.parametrize(
    "name", ["busy", "closing", "later", "nobody", "spam", "drop-early", "slow-early", "drop-late", "slow-late"]
)
def test_next_message_goes_after_any_trouble(server: Running, name: str) -> None:
    assert isinstance(deliver(server.address, name, "hoa")[1], Sent)
    assert server.answers.kept[-1][0] == "hoa@b.example"


def test_refused_recipient_is_not_carried_along(server: Running) -> None:
    deliver(server.address, "busy", "hoa")
    assert [recipient for recipient, _ in server.answers.kept] == ["hoa@b.example"]


def test_many_messages_share_one_connection(server: Running) -> None:
    deliver(server.address, "hoa", "nobody", "lan", "busy", "mai")
    assert server.answers.connections == 1


@pytest.mark.parametrize("name", ["closing", "shutting"])
def test_server_going_down_is_left_at_once(server: Running, name: str) -> None:
    deliver(server.address, name, "hoa")
    assert server.answers.connections == 2


def test_absent_server_defers() -> None:
    outcome = deliver(SmtpServer("127.0.0.1", free_port(), timeout=0.5), "hoa")[0]
    assert isinstance(outcome, Deferred)
    assert outcome.reply.startswith("không kết nối được máy chủ thư")


def test_silent_server_costs_three_timeouts_only(server: Running) -> None:
    outcomes = deliver(server.address, *["slow-early"] * 3, "hoa")
    assert [type(outcome) for outcome in outcomes] == [Deferred] * 4
    assert server.answers.connections == 3


def test_lost_connections_do_not_exhaust_patience(server: Running) -> None:
    assert isinstance(deliver(server.address, *["drop-early"] * 4, "hoa")[-1], Sent)


def test_answer_in_between_renews_patience(server: Running) -> None:
    outcomes = deliver(server.address, "slow-early", "slow-late", "nobody", "slow-early", "hoa")
    assert isinstance(outcomes[-1], Sent)


@pytest.mark.parametrize("name", ["", "a b", "hoa>\r\nRCPT TO:<x", "đào", "a@b"])
def test_bad_address_never_reaches_the_server(server: Running, name: str) -> None:
    outcome = deliver(server.address, name)[0]
    assert isinstance(outcome, Refused)
    assert server.answers.connections == 0


def test_missing_encryption_defers(server: Running) -> None:
    secured = replace(server.address, security="starttls")
    assert isinstance(deliver(secured, "hoa")[0], Deferred)
    assert server.answers.kept == []


def test_password_is_not_shown() -> None:
    assert "geheim" not in repr(SmtpServer("mail.example", 587, username="u", password="geheim"))

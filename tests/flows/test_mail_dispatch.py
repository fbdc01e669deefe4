"""Notices on their way through the outbox to a real SMTP server, and what happens when either side breaks."""

import asyncio
import email
import os
import signal
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from sqlalchemy import Engine
from sqlmodel import select

from flows.lifecycle import advance_campaigns
from flows.mail_dispatch import Dispatch, dispatch_mail
from models.engine import reading
from models.mail import Mail
from tests.flows.postgresql import either_store, postgresql_server
from tests.mail.conftest import free_port
from tests.scenario import at, change, launched

__all__ = ["either_store", "postgresql_server"]

DAY = "2021-01-04"
NIGHT = at(DAY, 22)
MORNING = at(DAY, 9)
NEXT_MORNING = at("2021-01-05", 9)
OFFICER, UNITS = "hoa@so.example", ("canbo-01@donvi.example", "canbo-02@donvi.example")


@dataclass
class Post:
    """A mail server; `answers` are what an address gets next, then its mail is taken over."""

    taken: list[tuple[str, bytes]] = field(default_factory=list)
    answers: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    kills: list[int] = field(default_factory=list)

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 because of aiosmtpd
        address = envelope.rcpt_tos[0]
        if self.answers[address]:
            return self.answers[address].pop(0)
        self.taken.append((address, envelope.content))
        for pid in self.kills:
            os.kill(pid, signal.SIGKILL)
        return "250 2.0.0 taken over"

    @property
    def addresses(self) -> Counter[str]:
        """How many mails each address got."""
        return Counter(address for address, _ in self.taken)

    def headers(self, name: str) -> list[str]:
        """One header of every mail, in order."""
        return [str(email.message_from_bytes(content)[name]) for _, content in self.taken]


@pytest.fixture
def post(monkeypatch: pytest.MonkeyPatch) -> Iterator[Post]:
    """The server that the settings name."""
    post = Post()
    controller = Controller(post, hostname="127.0.0.1", port=free_port())
    controller.start()
    monkeypatch.setenv("THIDUA_SMTP_HOST", "127.0.0.1")
    monkeypatch.setenv("THIDUA_SMTP_PORT", str(controller.port))
    yield post
    controller.stop()


def dispatch(as_of: datetime = MORNING) -> Dispatch:
    return asyncio.run(dispatch_mail(as_of=as_of))


def begin(store: Engine, as_of: datetime = MORNING) -> None:
    """A campaign is launched and swept: two legal letters to units, several notices to the office."""
    launched(store)
    asyncio.run(advance_campaigns(as_of=as_of))


def mails(store: Engine) -> dict[str, Mail]:
    with reading(store) as session:
        return {mail.address: mail for mail in session.exec(select(Mail))}


def test_everybody_gets_one_letter(store: Engine, post: Post) -> None:
    begin(store)
    dispatch()
    assert set(post.addresses.values()) == {1}
    assert {OFFICER, *UNITS} <= set(post.addresses)


def test_second_dispatch_sends_nothing(store: Engine, post: Post) -> None:
    begin(store)
    dispatch()
    assert dispatch().sent == 0
    assert len(post.taken) == 5


def test_legal_letters_do_not_wait_for_office_hours(store: Engine, post: Post) -> None:
    begin(store, NIGHT)
    dispatch(NIGHT)
    assert set(post.addresses) == set(UNITS)


def test_digests_wait_for_the_morning(store: Engine, post: Post) -> None:
    begin(store, NIGHT)
    dispatch(NIGHT)
    dispatch(at("2021-01-05", 7, 59))
    assert OFFICER not in post.addresses
    dispatch(at("2021-01-05", 8))
    assert post.addresses[OFFICER] == 1


def test_digests_wait_over_the_weekend(store: Engine, post: Post) -> None:
    begin(store, at("2021-01-08", 20))
    dispatch(at("2021-01-08", 20))
    dispatch(at("2021-01-10", 10))
    assert OFFICER not in post.addresses
    dispatch(at("2021-01-11", 8))
    assert post.addresses[OFFICER] == 1


def test_one_digest_a_day_for_each_address(store: Engine, post: Post) -> None:
    begin(store)
    dispatch()
    launched(store, "NH-2021-02")
    asyncio.run(advance_campaigns(as_of=MORNING))
    dispatch(at(DAY, 15))
    assert (post.addresses[OFFICER], post.addresses[UNITS[0]]) == (1, 2)
    dispatch(NEXT_MORNING)
    assert post.addresses[OFFICER] == 2


def test_digest_waits_for_the_end_of_a_sweep(store: Engine, post: Post) -> None:
    launched(store)
    change(store, "UPDATE stage SET next_due_at = '2021-01-04 01:59:00.000000' WHERE id = 1")
    dispatch()
    assert post.taken == []
    # A silent engine holds nothing back for longer than half an hour.
    dispatch(MORNING + timedelta(minutes=30))
    assert post.addresses == {OFFICER: 1}


def test_letters_of_a_campaign_form_a_thread(store: Engine, post: Post) -> None:
    begin(store)
    dispatch()
    assert len(set(post.headers("References"))) == 1
    assert len(set(post.headers("Message-ID"))) == 5


def test_busy_server_is_asked_again_later(store: Engine, post: Post) -> None:
    begin(store)
    post.answers[UNITS[0]] = ["451 4.3.0 try again"]
    assert dispatch().deferred == 1
    assert dispatch(MORNING + timedelta(seconds=59)).sent == 0
    assert dispatch(MORNING + timedelta(minutes=1)).sent == 1
    assert mails(store)[UNITS[0]].attempts == 2


def test_refused_letter_is_told_next_morning(store: Engine, post: Post) -> None:
    begin(store)
    post.answers[UNITS[0]] = ["550 5.1.1 no such user"]
    assert dispatch().failed == 1
    dispatch(NEXT_MORNING)
    assert (post.addresses[UNITS[0]], post.addresses[OFFICER]) == (0, 2)


def test_wrong_address_fails_without_a_server(store: Engine, post: Post) -> None:
    launched(store)
    change(store, "UPDATE person SET email = 'khong phai dia chi' WHERE code = 'canbo-01'")
    asyncio.run(advance_campaigns(as_of=MORNING))
    dispatch()
    assert mails(store)["khong phai dia chi"].state == "failed"
    assert len(post.taken) == 4


def test_notice_that_cannot_be_said_holds_up_nobody(store: Engine, post: Post) -> None:
    begin(store)
    change(store, "UPDATE notice SET content = '{}' WHERE kind = 'stage_closed' OR id = 3")
    dispatch()
    assert set(post.addresses) == {OFFICER, "lan@so.example", UNITS[1]}


def test_mended_notice_goes_out_later(store: Engine, post: Post) -> None:
    begin(store)
    change(store, "UPDATE notice SET kind = 'from_the_future' WHERE id = 3")
    dispatch()
    change(store, "UPDATE notice SET kind = 'campaign_launched' WHERE id = 3")
    dispatch(MORNING + timedelta(hours=1))
    assert post.addresses[UNITS[0]] == 1


def test_pause_holds_everything(store: Engine, post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    begin(store)
    monkeypatch.setenv("THIDUA_MAIL_PAUSED", "true")
    assert dispatch().paused
    assert post.taken == []
    monkeypatch.delenv("THIDUA_MAIL_PAUSED")
    assert dispatch().sent == 5


def test_redirected_letters_keep_their_addressee(store: Engine, post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    begin(store)
    monkeypatch.setenv("THIDUA_MAIL_REDIRECT", "thu@so.example")
    dispatch()
    assert post.addresses == {"thu@so.example": 5}
    assert any(UNITS[0] in to for to in post.headers("To"))


def test_absent_server_loses_nothing(store: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    begin(store)
    monkeypatch.setenv("THIDUA_SMTP_HOST", "127.0.0.1")
    monkeypatch.setenv("THIDUA_SMTP_PORT", str(free_port()))
    assert dispatch().deferred == 5


KILLED = """
import asyncio, sys
from datetime import datetime
from tasks.mail import send_mails
asyncio.run(send_mails.fn(datetime.fromisoformat(sys.argv[1])))
"""


def test_killed_dispatch_makes_one_known_duplicate(store: Engine, post: Post) -> None:
    begin(store)
    change(
        store, "UPDATE notice SET not_before = '2022-01-01 00:00:00.000000' WHERE address <> 'canbo-01@donvi.example'"
    )
    post.answers[UNITS[0]] = ["451 4.3.0 try again"]
    dispatch()
    later = MORNING + timedelta(minutes=1)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen([sys.executable, "-c", KILLED, later.isoformat()], env=environment) as killed:
        post.kills.append(killed.pid)
    post.kills.clear()
    assert (killed.returncode, dispatch(later).sent) == (-signal.SIGKILL, 0)
    dispatch(later + timedelta(minutes=10))
    assert len(post.taken) == 2
    assert len(set(post.headers("Message-ID"))) == 1
    assert mails(store)[UNITS[0]].maybe_twice


@pytest.mark.parametrize("either_store", ["sqlite", "postgresql"], indirect=True)
def test_two_dispatches_send_each_letter_once(either_store: Engine, post: Post) -> None:
    begin(either_store)

    async def both() -> list[Dispatch]:
        return list(await asyncio.gather(dispatch_mail(as_of=MORNING), dispatch_mail(as_of=MORNING)))

    asyncio.run(both())
    dispatch()
    assert len(post.taken) == len(post.addresses) == 5

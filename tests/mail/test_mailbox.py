import os
import signal
import smtplib
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from notifications.delivery import Outgoing
from notifications.mailbox import MAX_RECIPIENTS, MailboxServer, StoredMail, read_mailbox
from notifications.outcomes import Deferred, Refused, Sent
from notifications.smtp import SmtpServer
from tests.mail.conftest import free_port
from tests.mail.test_delivery import SUBJECT, letter, outcomes


@pytest.fixture
def mailbox(tmp_path: Path) -> Iterator[MailboxServer]:
    with MailboxServer(tmp_path / "hộp thư") as running:
        yield running


def reach(mailbox: MailboxServer) -> SmtpServer:
    return SmtpServer(mailbox.host, mailbox.port, timeout=5, hello_name="localhost")


def stored(mailbox: MailboxServer, *letters: Outgoing[int]) -> tuple[StoredMail, ...]:
    outcomes(reach(mailbox), list(letters), 1)
    return read_mailbox(mailbox.directory)


def test_letter_is_kept_and_read_back(mailbox: MailboxServer) -> None:
    mail = stored(mailbox, letter(7))[0]
    assert mail.subject == f"{SUBJECT} 7"
    assert (mail.sender, mail.recipients) == ("office@a.example", ("hoa@b.example",))
    assert (mail.text, mail.date) == ("Kính gửi: Bà Hoa\n", datetime(2024, 2, 1, tzinfo=UTC))


def test_stored_file_ends_with_the_sent_bytes(mailbox: MailboxServer) -> None:
    assert stored(mailbox, letter(7))[0].path.read_bytes().endswith(letter(7).message)


def test_newest_mail_stands_first(mailbox: MailboxServer) -> None:
    mails = stored(mailbox, *(letter(key) for key in range(12)))
    assert [mail.subject.split()[-1] for mail in mails] == [str(key) for key in reversed(range(12))]


def test_mailbox_is_read_for_one_person(mailbox: MailboxServer) -> None:
    stored(mailbox, letter(1, "hoa"), letter(2, "lan"))
    assert [mail.recipients for mail in read_mailbox(mailbox.directory, "lan@b.example")] == [("lan@b.example",)]


def test_second_copy_is_kept_and_flagged(mailbox: MailboxServer) -> None:
    mails = stored(mailbox, letter(1), letter(2), letter(1))
    assert [mail.duplicate for mail in mails] == [True, False, False]


def test_fifty_letters_at_once_are_all_kept(mailbox: MailboxServer) -> None:
    outcomes(reach(mailbox), [letter(key) for key in range(50)], 4)
    assert len({mail.message_id for mail in read_mailbox(mailbox.directory)}) == 50


def test_no_unfinished_file_stays_behind(mailbox: MailboxServer) -> None:
    stored(mailbox, letter(1))
    assert list((mailbox.directory / "tmp").iterdir()) == []


def test_numbers_go_on_after_a_restart(mailbox: MailboxServer) -> None:
    stored(mailbox, letter(1), letter(2))
    with MailboxServer(mailbox.directory) as again:
        assert stored(again, letter(3))[0].path.name.startswith("00000003-")


def test_missing_mailbox_is_empty(tmp_path: Path) -> None:
    assert read_mailbox(tmp_path / "nowhere") == ()


def test_broken_mail_can_still_be_listed(mailbox: MailboxServer) -> None:
    broken = Outgoing(key=1, sender="a@a.example", recipient="b@b.example", message=b"Date: gestern\r\n\r\n\xff\xfe")
    assert [(mail.date, mail.subject) for mail in stored(mailbox, broken)] == [(None, "")]


@pytest.mark.parametrize(
    "subject", [b"=?utf-8?b?!!!?=", b"=?klingon?q?x?=", b"=?utf-8?b?/w==?=", b"\xc4\x90", b"=?utf-8?b?Q?="]
)
def test_undecodable_subject_is_shown_somehow(mailbox: MailboxServer, subject: bytes) -> None:
    broken = Outgoing(
        key=1, sender="a@a.example", recipient="b@b.example", message=b"Subject: " + subject + b"\r\n\r\n"
    )
    assert stored(mailbox, broken)[0].subject


def test_huge_mail_is_refused(tmp_path: Path) -> None:
    huge = Outgoing(key=1, sender="a@a.example", recipient="b@b.example", message=b"x\r\n" * 5_000)
    with MailboxServer(tmp_path, max_bytes=10_000) as small:
        assert isinstance(outcomes(reach(small), [huge], 1)[0][1], Refused)
    assert read_mailbox(tmp_path) == ()


def test_crowd_of_recipients_is_cut_off(mailbox: MailboxServer) -> None:
    with smtplib.SMTP(mailbox.host, mailbox.port) as client:
        refused = client.sendmail("a@a.example", [f"p{n}@b.example" for n in range(MAX_RECIPIENTS + 2)], "Subject: x")
    assert len(refused) == 2


def test_full_disk_defers_the_mail(mailbox: MailboxServer) -> None:
    (mailbox.directory / "tmp").rmdir()
    assert isinstance(outcomes(reach(mailbox), [letter(1)], 1)[0][1], Deferred)


def start(directory: Path, port: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "notifications.mailbox", str(directory), str(port)]
    root = Path(__file__).parents[2]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=root)


def deliver_when_ready(port: int) -> bool:
    server = SmtpServer("127.0.0.1", port, timeout=2, hello_name="localhost")
    for _ in range(100):
        if isinstance(outcomes(server, [letter(1)], 1)[0][1], Sent):
            return True
        time.sleep(0.1)
    return False


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_supervised_mailbox_stops_cleanly(tmp_path: Path, number: signal.Signals) -> None:
    port = free_port()
    child = start(tmp_path, port)
    try:
        assert deliver_when_ready(port)
        os.kill(child.pid, number)
        assert child.wait(10) == 0
    finally:
        child.kill()


def test_taken_port_is_told(mailbox: MailboxServer, tmp_path: Path) -> None:
    child = start(tmp_path / "other", mailbox.port)
    _, told = child.communicate(timeout=10)
    assert child.returncode == 1
    assert told.startswith("Không mở được hộp thư tại chỗ")

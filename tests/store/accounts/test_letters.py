"""Letters about accounts: at once, each its own, about no campaign."""

from email import message_from_bytes, policy

import settings
from actions.mailing import claim_mails, record_outcomes, store_mails
from actions.resets import ask_reset
from domain.people import SYSTEM
from models.audit import AuditEvent
from models.mail import Mail, Notice
from notifications.outcomes import Refused
from queries.due import notices_due
from tasks.letters import letters_of, single
from tests.store.accounts.conftest import ADDRESS, Office


def mailed(office: Office) -> Mail:
    """An forgot the password, and the letter was built."""
    office.do(ask_reset, "an", address=ADDRESS)
    due = office.ask(notices_due, office.now, legal=True, limit=9)
    letters, broken = letters_of([single(notice, "xa.example") for notice in due], settings.load(), at=office.now)
    assert broken == ()
    office.do(store_mails, letters, by=SYSTEM)
    return office.rows(Mail)[0]


def test_reset_is_due_at_once_and_about_no_campaign(office: Office) -> None:
    mail = mailed(office)
    assert (mail.subject, mail.campaign_id, mail.address) == ("Đặt lại mật khẩu", None, "an@office.example")
    assert [notice.campaign_id for notice in office.rows(Notice)] == [None]


def test_reset_hangs_in_no_thread(office: Office) -> None:
    letter = message_from_bytes(mailed(office).content, policy=policy.default)
    assert letter["References"] is None
    assert ADDRESS + "dat-lai-mat-khau/" in letter.get_body(("plain",)).get_content()  # type: ignore[union-attr]  # it has one


def test_reset_that_cannot_be_delivered_is_in_the_trail(office: Office) -> None:
    mailed(office)
    [claimed] = office.do(claim_mails, limit=9)
    office.do(record_outcomes, [(claimed.mail_id, Refused("550 no such user"))], by=SYSTEM)
    assert (office.rows(AuditEvent)[-1].kind, len(office.rows(Notice))) == ("mail:failed", 1)

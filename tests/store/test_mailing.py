"""The outbox: stored once, claimed once, and every answer has its state."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from actions import mail_brake
from actions.accounts import open_account
from actions.mailing import Letter, claim_mails, hold, record_outcomes, store_mails
from actions.resets import ask_reset
from domain.people import SYSTEM
from models.audit import AuditEvent
from models.engine import reading, writing
from models.mail import Mail, Notice
from notifications.notices.of_service import PasswordReset
from notifications.outcomes import Deferred, Outcome, Refused, Sent, Unknown
from queries import failures
from tests.scenario import ADMIN, BEGINNING, OFFICER, launched, office

MINUTE = timedelta(minutes=1)


def letter(notice: Notice, **changes: str) -> Letter:
    values = {"message_id": f"<{notice.id}@so.example>", "address": notice.address, "subject": "Chủ đề", "trouble": ""}
    return Letter(notice_ids=(notice.id,), campaign_id=notice.campaign_id, content=b"...", **(values | changes))


@pytest.fixture
def notices(store: Engine) -> list[Notice]:
    """Two open questions to the officer."""
    office(store)
    launched(store)
    with reading(store) as session:
        return list(session.exec(select(Notice).order_by(col(Notice.id))))


@pytest.fixture
def mail_id(store: Engine, notices: list[Notice]) -> int:
    """One stored mail."""
    keep(store, letter(notices[0]))
    with reading(store) as session:
        return session.exec(select(Mail.id)).one()


def keep(store: Engine, *letters: Letter) -> int:
    with writing(store) as session:
        return store_mails(session, letters, by=SYSTEM, at=BEGINNING)


def claim(store: Engine, after: timedelta = timedelta(0)) -> list[int]:
    with writing(store) as session:
        return [claimed.mail_id for claimed in claim_mails(session, at=BEGINNING + after, limit=10)]


def answer(store: Engine, mail_id: int, outcome: Outcome, after: timedelta = timedelta(0)) -> Mail:
    claim(store, after)
    with writing(store) as session:
        record_outcomes(session, [(mail_id, outcome)], by=SYSTEM, at=BEGINNING + after)
    return mail_of(store, mail_id)


def mail_of(store: Engine, mail_id: int) -> Mail:
    with reading(store) as session:
        return session.get_one(Mail, mail_id)


def undeliverable(session: Session) -> list[Notice]:
    return list(session.exec(select(Notice).where(col(Notice.kind) == "mail_undeliverable")))


def test_notice_goes_into_one_mail(store: Engine, notices: list[Notice]) -> None:
    assert keep(store, letter(notices[0])) == 1
    assert keep(store, letter(notices[0], message_id="<other@so.example>")) == 0


def test_message_identifier_is_stored_once(store: Engine, notices: list[Notice]) -> None:
    assert keep(store, letter(notices[0]), letter(notices[1], message_id=f"<{notices[0].id}@so.example>")) == 1


# Writers of SQLite take turns from their beginning, so there is nothing to see.
@pytest.mark.only("postgresql")
def test_two_dispatches_store_a_notice_once(store: Engine, notices: list[Notice]) -> None:
    with writing(store) as first, writing(store) as second:
        counts = [store_mails(s, [letter(notices[0])], by=SYSTEM, at=BEGINNING) for s in (first, second)]
    assert counts == [1, 0]


# Writers of SQLite take turns from their beginning, so there is nothing to see.
@pytest.mark.only("postgresql")
def test_mail_is_claimed_by_one_dispatch(store: Engine, mail_id: int) -> None:
    with writing(store) as first, writing(store) as second:
        claims = [claim_mails(session, at=BEGINNING, limit=10) for session in (first, second)]
    assert [[claimed.mail_id for claimed in some] for some in claims] == [[mail_id], []]


def test_claimed_mail_is_not_claimed_again(store: Engine, mail_id: int) -> None:
    assert [claim(store), claim(store)] == [[mail_id], []]


def test_link_for_a_password_is_led_nowhere_else(store: Engine) -> None:
    office(store)
    with writing(store) as session:
        open_account(session, "hoa", by=ADMIN, at=BEGINNING)
        ask_reset(session, "hoa", address="https://so.example", at=BEGINNING)
        mail_brake.redirect(session, "nguoi-khac@so.example", reason="Thử", by=OFFICER, at=BEGINNING)
    with reading(store) as session:
        told = session.exec(select(Notice).where(col(Notice.kind) == PasswordReset.kind)).one()
    keep(store, letter(told))
    with writing(store) as session:
        assert [one.address for one in claim_mails(session, at=BEGINNING, limit=10)] == ["hoa@so.example"]


def test_sent_mail_is_never_sent_again(store: Engine, mail_id: int) -> None:
    assert answer(store, mail_id, Sent("250 OK")).sent_at == BEGINNING
    assert claim(store, timedelta(days=1)) == []


@pytest.mark.parametrize(("tries", "minutes"), [(1, 1), (2, 5), (3, 30), (4, 60), (5, 120), (6, 240), (7, 240)])
def test_deferred_mail_backs_off(store: Engine, mail_id: int, tries: int, minutes: int) -> None:
    tried, mail = BEGINNING, mail_of(store, mail_id)
    for _ in range(tries):
        tried = mail.next_try_at
        mail = answer(store, mail_id, Deferred("450 busy"), tried - BEGINNING)
    assert (mail.state, mail.attempts, mail.next_try_at - tried) == ("deferred", tries, minutes * MINUTE)


def test_mail_deferred_for_days_fails(store: Engine, mail_id: int) -> None:
    assert answer(store, mail_id, Deferred("450 busy"), timedelta(days=5)).state == "failed"


def test_refused_mail_is_told_to_officers(store: Engine, notices: list[Notice]) -> None:
    keep(store, letter(notices[0], address="ai-do@donvi.example"))
    assert answer(store, 1, Refused("550 no such user")).state == "failed"
    with reading(store) as session:
        assert [notice.address for notice in undeliverable(session)] == ["hoa@so.example"]


def test_officer_is_not_told_of_herself(store: Engine, mail_id: int) -> None:
    answer(store, mail_id, Refused("550 no such user"))
    with reading(store) as session:
        assert undeliverable(session) == []


def test_undeliverable_notice_makes_no_other(store: Engine, notices: list[Notice]) -> None:
    keep(store, letter(notices[0], address="ai-do@donvi.example", trouble="địa chỉ sai"))
    with reading(store) as session:
        [told] = undeliverable(session)
    keep(store, letter(told, address="ai-khac@donvi.example", trouble="địa chỉ sai"))
    with reading(store) as session:
        assert [notice.id for notice in undeliverable(session)] == [told.id]


def test_address_of_failed_mail_is_erasable(store: Engine, notices: list[Notice]) -> None:
    keep(store, letter(notices[0], address="ai-do@donvi.example", trouble="địa chỉ sai"))
    with reading(store) as session:
        event = session.exec(select(AuditEvent).where(col(AuditEvent.kind) == "mail:failed")).one()
    assert "ai-do" not in event.text


def test_doubtful_mail_is_tried_once_more(store: Engine, mail_id: int) -> None:
    assert answer(store, mail_id, Unknown("lost")).state == "unknown"
    assert answer(store, mail_id, Unknown("lost"), 10 * MINUTE).maybe_twice
    assert claim(store, timedelta(days=1)) == []


def test_killed_dispatch_leaves_mail_in_doubt(store: Engine, mail_id: int) -> None:
    assert [claim(store), claim(store, 9 * MINUTE), claim(store, 10 * MINUTE)] == [[mail_id], [], [mail_id]]
    assert mail_of(store, mail_id).maybe_twice


def test_mail_is_never_tried_a_third_time_in_doubt(store: Engine, mail_id: int) -> None:
    assert [claim(store, MINUTE * after) for after in (0, 10, 20, 30)] == [[mail_id], [mail_id], [], []]
    assert mail_of(store, mail_id).state == "unknown"


@pytest.mark.parametrize("killed", [False, True])
def test_mail_twice_in_doubt_is_shown_as_stuck(store: Engine, mail_id: int, *, killed: bool) -> None:
    for after in (0, 10, 20):
        claim(store, MINUTE * after) if killed else answer(store, mail_id, Unknown("mất kết nối"), MINUTE * after)
    with reading(store) as session:
        assert [(mail.id, mail.state) for mail in failures.undeliverable(session, SYSTEM)] == [(mail_id, "unknown")]


def test_held_notice_waits(store: Engine, notices: list[Notice]) -> None:
    with writing(store) as session:
        assert hold(session, [notices[0].id], until=BEGINNING + MINUTE) == 1
    with reading(store) as session:
        assert session.get_one(Notice, notices[0].id).not_before == BEGINNING + MINUTE

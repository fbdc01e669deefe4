"""The doctor sees who is signed in and should not be."""

import pytest
from sqlalchemy import text

from actions import deputies, signing
from actions.resets import ask_reset
from queries.doctor import examine
from tests.store.accounts.conftest import ADDRESS, Office

pytestmark = pytest.mark.unsound


def codes(office: Office, statement: str) -> set[str]:
    """What the doctor says after a change behind the actions' back."""
    with office.engine.begin() as connection:
        connection.execute(text(statement))
    return {one.code for one in examine(office.engine, at=office.now, mail_paused=True)}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE account SET disabled_at = created_at, disabled_by = 'x' WHERE must_change",
        "DELETE FROM account",
    ],
)
def test_session_and_link_without_account_are_seen(office: Office, statement: str) -> None:
    office.enters("an")
    office.do(ask_reset, "an", address=ADDRESS)
    assert {"session_without_account", "link_without_account"} <= codes(office, statement)


def test_session_by_the_paper_of_another_is_seen(office: Office) -> None:
    today = office.now.date()
    paper = {"valid_from": today, "valid_to": today, "document": "1/QĐ", "document_date": today}
    row = office.do(deputies.appoint, "an", "binh", **paper, by="quantri")
    seen = office.seen(office.enters("binh"))
    assert seen is not None
    office.do(signing.act_for, seen.session_id, row.id, by="binh")
    changed = "UPDATE deputy SET deputy_id = (SELECT id FROM person WHERE code = 'chi')"
    assert "session_acts_for_stranger" in codes(office, changed)


def test_ended_sessions_disturb_nobody(office: Office) -> None:
    office.enters("an")
    office.do(signing.end_sessions, "an", by="an")
    shut = "UPDATE account SET disabled_at = created_at, disabled_by = 'x'"
    assert "session_without_account" not in codes(office, shut)

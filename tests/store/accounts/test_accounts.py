"""Accounts: who opens and shuts them, how a password is given, changed, forgotten and chosen anew."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import text

from actions import accounts, profiles, resets
from domain.accounts import DEMO_PASSWORD
from domain.errors import AlreadyDone, Incomplete, Invalid, NotAllowed, NotFound, Refused, WrongState
from models.accounts import Account, PasswordReset
from models.audit import AuditEvent, AuditValue
from models.campaign_rows import store_mark
from models.engine import writing
from models.mail import Notice
from models.people import Person
from queries import accounts as asked
from tests.store.accounts.conftest import ADDRESS, BETTER, GOOD, Office
from tests.store.checks import unchanged


def link_of(office: Office) -> str:
    """The token in the last letter with a link."""
    found = [re.search(r"dat-lai-mat-khau/([\w-]+)", notice.content) for notice in office.rows(Notice)]
    return [match.group(1) for match in found if match][-1]


def state_of(office: Office, code: str) -> str:
    lines = office.ask(asked.accounts, office.who("quantri"), at=office.now)
    return next(line.state for line in lines if line.code == code)


def test_temporary_password_must_be_changed(office: Office) -> None:
    token = office.enters("binh")
    seen = office.seen(token)
    assert seen is not None
    assert seen.must_change
    office.do(profiles.change_password, old=office.told["binh"], new=GOOD, session_id=seen.session_id, by="binh")
    again = office.seen(token)
    assert again is not None
    assert not again.must_change


def test_account_is_opened_once(office: Office) -> None:
    with unchanged(office.engine), pytest.raises(AlreadyDone, match="account_exists"):
        office.do(accounts.open_account, "an", by="quantri")


@pytest.mark.parametrize("by", ["an", "binh"])
def test_only_who_manages_people_opens_accounts(office: Office, by: str) -> None:
    with unchanged(office.engine), pytest.raises(NotAllowed):
        office.do(accounts.open_account, "chi", by=by)


def test_invitation_needs_an_address(office: Office) -> None:
    with unchanged(office.engine), pytest.raises(Incomplete, match="mail_missing"):
        office.do(accounts.open_account, "chi", address=ADDRESS, by="quantri")


def test_invited_person_chooses_a_password(office: Office) -> None:
    with writing(office.engine) as session:
        session.execute(text("UPDATE person SET email = 'chi@office.example' WHERE code = 'chi'"))
    opened = office.do(accounts.open_account, "chi", address=ADDRESS, by="quantri")
    assert (opened.password, state_of(office, "chi")) == (None, "waiting")
    office.later(hours=71).do(resets.reset_password, link_of(office), GOOD)
    assert office.enters("chi", GOOD)


def test_demo_account_needs_a_simulated_store(office: Office) -> None:
    with unchanged(office.engine), pytest.raises(WrongState, match="store_not_simulated"):
        office.do(accounts.open_demo_account, "chi", by="quantri")
    assert office.ask(asked.demo_accounts, on=office.now.date()) == ()


def test_demo_accounts_are_shown_with_their_roles(office: Office) -> None:
    with writing(office.engine) as session:
        store_mark(session).simulated = True
    office.do(accounts.open_demo_account, "chi", by="quantri")
    [line] = office.ask(asked.demo_accounts, on=office.now.date())
    assert (line.code, line.roles) == ("chi", ())
    assert office.enters("chi", DEMO_PASSWORD)


def test_first_account_belongs_to_the_administrator(office: Office) -> None:
    assert office.do(accounts.first_account) is None


def test_first_account_takes_the_administrator_that_is_there(office: Office) -> None:
    with office.engine.begin() as connection:
        connection.execute(text("DELETE FROM account"))
    opened = office.do(accounts.first_account)
    assert opened is not None
    assert opened.person == "quantri"
    assert office.enters("quantri", opened.password)


def test_forgotten_password_is_chosen_anew(office: Office) -> None:
    old = office.enters("an")
    office.do(resets.ask_reset, "an@office.example", address=ADDRESS)
    assert office.ask(asked.reset_for, link_of(office), at=office.now) == "an"
    assert office.do(resets.reset_password, link_of(office), GOOD) == "an"
    assert (office.seen(old), office.enters("an", GOOD) != "") == (None, True)


@pytest.mark.parametrize("name", ["nobody", "chi", "", "%", "an\x00", "x" * 3000])
def test_reset_of_unknown_name_tells_nothing(office: Office, name: str) -> None:
    with unchanged(office.engine):
        office.do(resets.ask_reset, name, address=ADDRESS)


def test_link_works_once(office: Office) -> None:
    office.do(resets.ask_reset, "an", address=ADDRESS)
    office.do(resets.reset_password, link_of(office), GOOD)
    with unchanged(office.engine), pytest.raises(NotAllowed, match="reset_over"):
        office.do(resets.reset_password, link_of(office), BETTER)


@pytest.mark.parametrize(("minutes", "works"), [(59, True), (60, False)])
def test_link_lasts_an_hour(office: Office, minutes: int, works: bool) -> None:
    office.do(resets.ask_reset, "an", address=ADDRESS)
    assert (office.ask(asked.reset_for, link_of(office), at=office.later(minutes=minutes).now) == "an") is works


def test_old_link_sets_no_password(office: Office) -> None:
    office.do(resets.ask_reset, "an", address=ADDRESS)
    with unchanged(office.engine), pytest.raises(NotAllowed, match="reset_over"):
        office.later(minutes=60).do(resets.reset_password, link_of(office), GOOD)


@pytest.mark.parametrize("token", ["", "x", "é", "' OR 1=1 --"])
def test_invented_link_is_refused(office: Office, token: str) -> None:
    with unchanged(office.engine), pytest.raises(NotAllowed, match="reset_over"):
        office.do(resets.reset_password, token, GOOD)


def test_newer_link_ends_the_older(office: Office) -> None:
    office.do(resets.ask_reset, "an", address=ADDRESS)
    first = link_of(office)
    office.later(minutes=6).do(resets.ask_reset, "an", address=ADDRESS)
    assert office.ask(asked.reset_for, first, at=office.later(minutes=6).now) is None


def test_mailbox_is_not_filled_by_others(office: Office) -> None:
    for _ in range(9):
        office.do(resets.ask_reset, "an", address=ADDRESS)
    assert len(office.rows(Notice)) == 1


def test_reset_lifts_the_lock(office: Office) -> None:
    for _ in range(5):
        office.tries("an", "sai mật khẩu rồi")
    office.do(resets.ask_reset, "an", address=ADDRESS)
    office.do(resets.reset_password, link_of(office), GOOD)
    assert office.enters("an", GOOD)


def test_link_is_in_the_letter_only(office: Office) -> None:
    office.do(resets.ask_reset, "an", address=ADDRESS)
    token = link_of(office)
    assert ADDRESS + "dat-lai-mat-khau/" + token in office.rows(Notice)[-1].content
    assert token not in repr([office.rows(table) for table in (AuditEvent, AuditValue, PasswordReset)])


@pytest.mark.parametrize("new", ["ngắn", "an@office.example 12", "123456789012", "x" * 201])
def test_bad_new_password_is_refused(office: Office, new: str) -> None:
    office.do(resets.ask_reset, "an", address=ADDRESS)
    with unchanged(office.engine), pytest.raises(Invalid):
        office.do(resets.reset_password, link_of(office), new.replace("an@", "nguyenvanan@"))


def test_own_password_is_changed_with_the_old_one(office: Office) -> None:
    kept, other = office.enters("an"), office.enters("an")
    seen = office.seen(kept)
    assert seen is not None
    office.do(profiles.change_password, old=office.told["an"], new=GOOD, session_id=seen.session_id, by="an")
    assert (office.seen(kept) is not None, office.seen(other)) == (True, None)
    assert [notice.kind for notice in office.rows(Notice)] == ["password_changed"]


@pytest.mark.parametrize(("old", "new", "code"), [("sai", GOOD, "password_wrong"), (None, None, "password_same")])
def test_password_is_not_changed_wrongly(office: Office, old: str | None, new: str | None, code: str) -> None:
    told = office.told["an"]
    with unchanged(office.engine), pytest.raises(Refused, match=code):
        office.do(profiles.change_password, old=old or told, new=new or told, session_id=1, by="an")


def test_administrator_gives_a_password_without_mail(office: Office) -> None:
    token = office.enters("an")
    password = office.do(accounts.set_password, "an", by="quantri")
    assert office.seen(token) is None
    assert re.fullmatch(r"(\w{4}-){3}\w{4}", password)
    assert office.enters("an", password)


def test_administrator_sends_a_link(office: Office) -> None:
    office.do(resets.mail_reset, "an", address=ADDRESS, by="quantri")
    assert office.ask(asked.reset_for, link_of(office), at=office.now) == "an"


def test_disabling_ends_sessions_and_links(office: Office) -> None:
    token = office.enters("an")
    office.do(resets.ask_reset, "an", address=ADDRESS)
    office.do(accounts.disable, "an", reason="Nghỉ việc", by="quantri")
    assert (office.seen(token), office.ask(asked.reset_for, link_of(office), at=office.now)) == (None, None)


def test_disabled_account_gets_no_link(office: Office) -> None:
    office.do(accounts.disable, "an", reason="Nghỉ việc", by="quantri")
    office.do(resets.ask_reset, "an", address=ADDRESS)
    with pytest.raises(NotAllowed, match="account_disabled"):
        office.do(resets.mail_reset, "an", address=ADDRESS, by="quantri")
    assert office.rows(Notice) == []


def test_enabled_account_lets_in_again(office: Office) -> None:
    office.do(accounts.disable, "an", reason="Nhầm", by="quantri")
    office.do(accounts.enable, "an", by="quantri")
    assert (office.enters("an") != "", state_of(office, "an")) == (True, "open")


@pytest.mark.parametrize(
    ("person", "reason", "error"),
    [("quantri", "vì", NotAllowed), ("an", " ", Invalid), ("chi", "vì", NotFound), ("nobody", "vì", NotFound)],
)
def test_impossible_disabling_is_refused(office: Office, person: str, reason: str, error: type[Refused]) -> None:
    with unchanged(office.engine), pytest.raises(error):
        office.do(accounts.disable, person, reason=reason, by="quantri")


def test_account_is_disabled_and_enabled_once(office: Office) -> None:
    with pytest.raises(AlreadyDone):
        office.do(accounts.enable, "an", by="quantri")
    office.do(accounts.disable, "an", reason="vì", by="quantri")
    with pytest.raises(AlreadyDone):
        office.do(accounts.disable, "an", reason="vì", by="quantri")


def profile(office: Office, **changes: str | None) -> Person:
    told = {"phone": None, "email": "an@office.example", "password": ""}
    office.do(profiles.update_profile, **(told | changes), by="an")
    return next(person for person in office.rows(Person) if person.code == "an")


@pytest.mark.parametrize("phone", ["028 3822 0000", "+84 28 3822.0000", "(028) 38220000", "113", ""])
def test_own_telephone_needs_no_password(office: Office, phone: str) -> None:
    assert profile(office, phone=phone).phone == (phone or None)


@pytest.mark.parametrize("phone", ["abc", "12", "028 3822 0000 0000 0000", "٠٢٨٣٨٢٢", "<b>113</b>"])
def test_impossible_telephone_is_refused(office: Office, phone: str) -> None:
    with unchanged(office.engine), pytest.raises(Invalid, match="phone_form"):
        profile(office, phone=phone)


def test_own_address_needs_the_password(office: Office) -> None:
    with unchanged(office.engine), pytest.raises(NotAllowed, match="password_wrong"):
        profile(office, email="khac@office.example")
    changed = profile(office, email="khac@office.example", password=office.told["an"])
    assert changed.email == "khac@office.example"


def test_new_address_ends_links_to_the_old_one(office: Office) -> None:
    office.do(resets.ask_reset, "an", address=ADDRESS)
    profile(office, email="khac@office.example", password=office.told["an"])
    assert office.ask(asked.reset_for, link_of(office), at=office.now) is None


def test_address_is_in_no_event(office: Office) -> None:
    profile(office, email="khac@office.example", password=office.told["an"])
    assert "khac@" not in office.rows(AuditEvent)[-1].text
    assert "khac@office.example" in [value.value for value in office.rows(AuditValue)]


def test_locked_account_is_listed_as_locked(office: Office) -> None:
    for _ in range(5):
        office.tries("an", "sai mật khẩu rồi")
    assert (state_of(office, "an"), state_of(office.later(minutes=20), "an")) == ("locked", "open")


def test_accounts_are_for_who_manages_people(office: Office) -> None:
    with pytest.raises(NotAllowed):
        office.ask(asked.accounts, office.who("an"), at=office.now)


def test_accounts_tell_sessions_and_last_use(office: Office) -> None:
    office.enters("an")
    later = office.later(hours=1)
    later.enters("an")
    [line] = later.ask(asked.accounts, later.who("quantri"), at=later.now, text="nguyen van an")
    assert (line.sessions, line.last_seen_at) == (2, office.now + timedelta(hours=1))


def test_every_hash_is_argon2id(office: Office) -> None:
    assert all((row.password_hash or "").startswith("$argon2id$") for row in office.rows(Account))

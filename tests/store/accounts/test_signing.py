"""Signing in and out: who gets in, who does not, what an answer gives away, how long a session lasts."""

import unicodedata
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlmodel import col, update

from actions import accounts, signing
from actions.passwords import Proof, prove
from actions.people import revoke_role
from actions.signing import Admitted
from domain.accounts import Lasting
from domain.errors import NotAllowed, NotFound, Refused
from domain.people import Role
from models.accounts import Account, SignInTrial, WebSession
from models.audit import AuditEvent
from models.campaign_rows import store_mark
from models.engine import writing
from models.people import Person
from queries.accounts import credential, sessions_of
from tests.store.accounts.conftest import Office

WRONG = "sai mật khẩu rồi"


def kinds(office: Office) -> list[str]:
    return [event.kind for event in office.rows(AuditEvent)]


@pytest.mark.parametrize("name", ["an", "AN", " an ", "an@office.example", "AN@Office.Example"])
def test_code_and_mail_let_in(office: Office, name: str) -> None:
    seen = office.seen(office.enters(name, office.told["an"]))
    assert seen is not None
    assert (seen.principal.code, seen.must_change, len(seen.principal.grants)) == ("an", True, 1)


def test_signing_in_is_in_the_trail(office: Office) -> None:
    token = office.enters("an")
    assert kinds(office)[-1] == "account:signed_in"
    assert token not in office.rows(AuditEvent)[-1].text


def test_store_holds_no_token_and_no_password(office: Office) -> None:
    token = office.enters("an", agent="Trình duyệt")
    held = repr([office.rows(table) for table in (WebSession, AuditEvent, SignInTrial)])
    assert token not in held
    assert office.told["an"] not in held


@pytest.mark.parametrize("name", ["an", "nobody", "chi", "", "an\x00", "x" * 5000, "' OR 1=1 --", "%"])
def test_wrong_password_and_unknown_name_look_alike(office: Office, name: str) -> None:
    answers = [office.tries(name, WRONG) for _ in range(6)]
    assert [answer.code for answer in answers if isinstance(answer, Refused)] == [
        *["sign_in_failed"] * 4,
        *["sign_in_locked"] * 2,
    ]


def test_unknown_name_is_tried_against_a_hash(office: Office) -> None:
    proof = prove(office.ask(credential, "nobody"), WRONG)
    assert proof == Proof(proof.name_digest, None, None, fits=False)


@pytest.mark.parametrize("password", ["", " ", "x" * 100_000, "\ud800".encode("utf-8", "replace").decode()])
def test_strange_passwords_let_nobody_in(office: Office, password: str) -> None:
    assert isinstance(office.tries("an", password), NotAllowed)


def test_locked_name_refuses_even_the_right_password(office: Office) -> None:
    for _ in range(5):
        office.tries("an", WRONG)
    answer = office.tries("an", office.told["an"])
    assert isinstance(answer, NotAllowed)
    assert answer.data["until"] == office.now + timedelta(minutes=15)


def test_lock_is_told_in_the_trail_and_ends(office: Office) -> None:
    for _ in range(5):
        office.tries("an@office.example", WRONG)
    assert kinds(office)[-1] == "account:locked"
    assert office.later(minutes=14, seconds=59).tries("an", office.told["an"]).__class__ is NotAllowed
    assert office.later(minutes=15).enters("an")


def test_code_and_mail_share_their_trials(office: Office) -> None:
    answers = [office.tries(name, WRONG) for name in ("an", "an@office.example", "AN", "an", "an@office.example")]
    assert isinstance(answers[-1], Refused)
    assert answers[-1].code == "sign_in_locked"


def test_four_trials_are_forgiven_by_the_right_one(office: Office) -> None:
    for _ in range(4):
        office.tries("an", WRONG)
    office.enters("an")
    assert office.rows(SignInTrial)[0].failed == 0
    assert '"failed_before":4' in office.rows(AuditEvent)[-1].text


def test_old_trials_do_not_count(office: Office) -> None:
    for _ in range(4):
        office.tries("an", WRONG)
    office.later(minutes=16).tries("an", WRONG)
    assert office.rows(SignInTrial)[0].failed == 1


def test_trials_of_yesterday_are_forgotten(office: Office) -> None:
    office.tries("nobody", WRONG)
    office.later(days=2).tries("an", WRONG)
    assert len(office.rows(SignInTrial)) == 1


def test_same_old_name_is_tried_again(office: Office) -> None:
    office.tries("nobody", WRONG)
    office.later(days=2).tries("nobody", WRONG)
    assert [row.failed for row in office.rows(SignInTrial)] == [1]


def test_simulated_store_locks_nobody(office: Office) -> None:
    with writing(office.engine) as session:
        store_mark(session).simulated = True
    for _ in range(9):
        office.tries("an", WRONG)
    assert office.enters("an")


def test_password_changed_meanwhile_lets_nobody_in(office: Office) -> None:
    proof = prove(office.ask(credential, "an"), office.told["an"])
    office.do(accounts.set_password, "an", by="quantri")
    assert isinstance(office.do(signing.sign_in, proof), NotAllowed)


def test_twenty_guesses_at_once_count_each(office: Office) -> None:
    proof = prove(office.ask(credential, "an"), WRONG)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: office.do(signing.sign_in, proof), range(20)))
    codes = [answer.code for answer in answers if isinstance(answer, Refused)]
    assert (codes.count("sign_in_failed"), codes.count("sign_in_locked")) == (4, 16)


def test_decomposed_password_fits(office: Office) -> None:
    office.told["an"] = unicodedata.normalize("NFD", office.told["an"])
    assert office.enters("an")


def test_disabled_account_says_so_to_its_owner_only(office: Office) -> None:
    office.do(accounts.disable, "an", reason="Nghỉ việc", by="quantri")
    told, guessed = office.tries("an", office.told["an"]), office.tries("an", WRONG)
    assert isinstance(told, Refused)
    assert isinstance(guessed, Refused)
    assert (told.code, guessed.code) == ("account_disabled", "sign_in_failed")


def test_person_who_left_is_out_at_once(office: Office) -> None:
    token = office.enters("an")
    with office.engine.begin() as connection:
        connection.execute(update(Person).where(col(Person.code) == "an").values(active=False))
    assert office.seen(token) is None
    assert isinstance(office.tries("an", office.told["an"]), NotAllowed)


@pytest.mark.unsound
def test_session_of_a_shut_account_is_over(office: Office) -> None:
    token = office.enters("an")
    with office.engine.begin() as connection:
        connection.execute(update(Account).values(disabled_at=office.now, disabled_by="quantri"))
    assert office.seen(token) is None


@pytest.mark.parametrize("token", ["", "x", "' OR 1=1 --", "é" * 500])
def test_unknown_token_is_nobody(office: Office, token: str) -> None:
    assert office.seen(token) is None


@pytest.mark.parametrize(("minutes", "stands"), [(0, True), (119.9, True), (120, False), (10_000, False)])
def test_idle_session_is_over(office: Office, minutes: float, stands: bool) -> None:
    token = office.enters("an")
    assert (office.later(minutes=minutes).seen(token) is not None) is stands


def test_used_session_lasts_twelve_hours(office: Office) -> None:
    token = office.enters("an")
    [row] = office.rows(WebSession)
    for hours in (1.5, 3, 4.5, 6, 7.5, 9, 10.5, 11.9):
        office.later(hours=hours).do(signing.touch, row.id)
        assert office.later(hours=hours).seen(token)
    assert office.later(hours=12).seen(token) is None


def test_session_lasts_as_the_office_chose(office: Office) -> None:
    token = office.enters("an", lasting=Lasting(timedelta(hours=1), timedelta(minutes=10)))
    assert office.later(minutes=9).seen(token)
    assert office.later(minutes=10).seen(token) is None


def test_use_is_noted_once_a_minute_and_without_event(office: Office) -> None:
    office.enters("an")
    [before], events = office.rows(WebSession), len(office.rows(AuditEvent))
    office.later(seconds=59).do(signing.touch, before.id)
    assert office.rows(WebSession)[0].last_seen_at == before.last_seen_at
    office.later(seconds=60).do(signing.touch, before.id)
    assert office.rows(WebSession)[0].last_seen_at == office.later(seconds=60).now
    assert len(office.rows(AuditEvent)) == events


def test_signing_out_ends_one_session(office: Office) -> None:
    first, second = office.enters("an"), office.enters("an")
    seen = office.seen(first)
    assert seen is not None
    office.do(signing.sign_out, seen.session_id, by="an")
    assert (office.seen(first), office.seen(second) is not None) == (None, True)


def test_session_of_somebody_else_is_not_ended(office: Office) -> None:
    token = office.enters("an")
    seen = office.seen(token)
    assert seen is not None
    with pytest.raises(NotFound, match="web_session"):
        office.do(signing.sign_out, seen.session_id, by="binh")
    assert office.seen(token)


@pytest.mark.parametrize("by", ["an", "quantri"])
def test_all_sessions_end_together(office: Office, by: str) -> None:
    tokens = [office.enters("an") for _ in range(3)]
    assert office.do(signing.end_sessions, "an", by=by) == 3
    assert [office.seen(token) for token in tokens] == [None] * 3


def test_all_but_one_session_end(office: Office) -> None:
    kept, other = office.enters("an"), office.enters("an")
    seen = office.seen(kept)
    assert seen is not None
    office.do(signing.end_sessions, "an", but=seen.session_id, by="an")
    assert (office.seen(kept) is not None, office.seen(other)) == (True, None)


def test_others_neither_see_nor_end_sessions(office: Office) -> None:
    office.enters("an")
    with pytest.raises(NotAllowed):
        office.do(signing.end_sessions, "an", by="binh")
    with pytest.raises(NotAllowed):
        office.ask(sessions_of, office.who("binh"), "an", at=office.now)


def test_own_sessions_are_listed_newest_first(office: Office) -> None:
    office.enters("an", agent="Máy cơ quan")
    office.later(hours=1).enters("an", agent="Điện thoại" * 50)
    found = office.ask(sessions_of, office.who("an"), "an", at=office.later(hours=1).now)
    assert [line.agent[:11] for line in found] == ["Điện thoạiĐ", "Máy cơ quan"]
    assert max(len(line.agent) for line in found) == 120


def test_sessions_of_long_ago_are_forgotten(office: Office) -> None:
    office.enters("an")
    office.later(days=32).enters("an")
    assert len(office.rows(WebSession)) == 1


def test_grants_are_those_of_the_day(office: Office) -> None:
    token = office.enters("an")
    office.do(revoke_role, "an", Role.LEADER, reason="Chuyển công tác", by="quantri")
    seen = office.seen(token)
    assert seen is not None
    assert seen.principal.grants == ()


def test_answer_shows_its_token_to_nobody(office: Office) -> None:
    answer = office.tries("an", office.told["an"])
    assert isinstance(answer, Admitted)
    assert answer.token not in repr(answer)

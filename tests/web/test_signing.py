"""Signing in and out in front of the pages, a forgotten password, and what a session that ended leaves behind."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import col, select

from actions.accounts import open_account, open_demo_account
from domain.accounts import DEMO_PASSWORD
from models.accounts import WebSession
from models.campaign_rows import store_mark
from models.engine import reading, writing
from models.mail import Notice
from tests.web.visitor import House, Visitor
from web.desk import COOKIE

Houses = Callable[..., House]
CHOSEN = "mưa rơi trên mái ngói"


@pytest.fixture
def home(house: Houses) -> House:
    """An office whose officer has an account."""
    opened = house()
    real(opened)
    return opened


def real(house: House, *, simulated: bool = False) -> None:
    """The store's time is its own, but its data counts as real."""
    with writing(house.world.engine) as session:
        store_mark(session).simulated = simulated


def given(house: House, code: str = "officer") -> str:
    """A temporary password for somebody."""
    by = house.world.who("admin")
    with writing(house.world.engine) as session:
        return open_account(session, code, by=by, at=house.world.now).password or ""


def enter(visitor: Visitor, name: str, password: str, page: str = "/dang-nhap") -> int:
    visitor.get(page)
    return visitor.post("/dang-nhap", name=name, password=password).status_code


def chosen(house: House, code: str = "officer") -> Visitor:
    """Somebody who signed in and chose a password of her own."""
    visitor = house.stranger()
    password = given(house, code)
    enter(visitor, code, password)
    visitor.post("/tai-khoan/mat-khau", password=password, new_password=CHOSEN, new_password_again=CHOSEN)
    return visitor


def test_temporary_password_leads_to_a_new_one(home: House) -> None:
    visitor = home.stranger()
    assert enter(visitor, "officer", given(home)) == 200
    assert visitor.page.endswith("/tai-khoan/mat-khau")
    assert visitor.says("Mật khẩu hiện tại do người khác cấp")


def test_nothing_else_is_open_until_then(home: House) -> None:
    visitor = home.stranger()
    enter(visitor, "officer", given(home))
    visitor.get("/tai-khoan")
    assert visitor.says("Đổi mật khẩu")


def test_nothing_of_the_account_changes_until_then(home: House) -> None:
    visitor = home.stranger()
    enter(visitor, "officer", given(home))
    token = home.app.state.tokens.form(visitor.client.cookies[COOKIE])
    data = {"_token": token, "phone": "028 1111 2222"}
    answer = visitor.client.post("/tai-khoan/lien-he", data=data, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/tai-khoan/mat-khau")


def test_a_taken_session_guesses_no_password(home: House) -> None:
    visitor = chosen(home)
    visitor.get("/tai-khoan/mat-khau")
    told = {"password": "đoán thử một câu", "new_password": DEMO_PASSWORD, "new_password_again": DEMO_PASSWORD}
    for _ in range(16):
        visitor.post("/tai-khoan/mat-khau", **told)
    assert visitor.says("Có quá nhiều lần thử")


def test_chosen_password_lets_in(home: House) -> None:
    assert chosen(home).says("Đã đổi mật khẩu")
    again = home.stranger()
    enter(again, "OFFICER", CHOSEN, "/dang-nhap?tiep=/tai-khoan")
    assert again.page.endswith("/tai-khoan")


@pytest.mark.parametrize("name", ["officer", "nobody", "<script>alert(1)</script>", "a" * 300, '"><b>'])
def test_wrong_password_says_one_thing(home: House, name: str) -> None:
    given(home)
    visitor = home.stranger()
    assert enter(visitor, name, "sai mật khẩu") == 403
    assert visitor.says("Tên đăng nhập hoặc mật khẩu chưa đúng")
    assert "<script>alert" not in visitor.text


def test_name_is_kept_and_password_is_not(home: House) -> None:
    visitor = home.stranger()
    enter(visitor, "officer", "sai mật khẩu")
    assert 'value="officer"' in visitor.text
    assert "sai mật khẩu" not in visitor.text


@pytest.mark.parametrize("name", ["officer", "nobody"])
def test_fifth_wrong_password_locks_the_name(home: House, name: str) -> None:
    given(home)
    visitor = home.stranger()
    for _ in range(5):
        enter(visitor, name, "sai mật khẩu")
    assert visitor.says("Đã nhập sai 5 lần")


def test_guessing_from_one_place_is_slowed(home: House) -> None:
    visitor = home.stranger()
    for number in range(41):
        enter(visitor, f"ai{number}", "sai mật khẩu")
    assert visitor.says("Có quá nhiều lần thử từ nơi này")


@pytest.mark.parametrize(
    ("asked", "page"),
    [("/tai-khoan", "/tai-khoan"), ("//evil.example/", "/"), ("https://evil.example", "/"), ("/\\evil.example", "/")],
)
def test_signing_in_leads_to_our_pages_only(home: House, asked: str, page: str) -> None:
    chosen(home)
    visitor = home.stranger()
    visitor.client.follow_redirects = False
    visitor.get("/dang-nhap?tiep=" + asked)
    answer = visitor.post("/dang-nhap", name="officer", password=CHOSEN)
    assert (answer.status_code, answer.headers["location"]) == (303, page)


def test_cookie_is_for_the_server_alone(home: House) -> None:
    chosen(home)
    visitor = home.stranger()
    visitor.client.follow_redirects = False
    visitor.get("/dang-nhap")
    cookie = visitor.post("/dang-nhap", name="officer", password=CHOSEN).headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie


def test_signed_in_visitor_needs_no_sign_in_page(home: House) -> None:
    visitor = chosen(home)
    visitor.get("/dang-nhap?tiep=/tai-khoan")
    assert visitor.page.endswith("/tai-khoan")


def test_signing_out_closes_the_door(home: House) -> None:
    visitor = chosen(home)
    visitor.get("/tai-khoan")
    visitor.post("/dang-xuat")
    assert visitor.says("Đã đăng xuất")
    assert visitor.client.cookies.get(COOKIE) is None
    assert "/dang-nhap" in str(visitor.get("/tai-khoan").url)


def test_ready_made_accounts_stand_beside_the_form(house: Houses) -> None:
    home = house()
    by = home.world.who("admin")
    with writing(home.world.engine) as session:
        open_demo_account(session, "leader", by=by, at=home.world.now)
    visitor = home.stranger()
    visitor.get("/dang-nhap")
    assert visitor.says(DEMO_PASSWORD)
    enter(visitor, "leader", DEMO_PASSWORD, "/dang-nhap?tiep=/tai-khoan")
    assert visitor.page.endswith("/tai-khoan")


def test_real_store_shows_no_accounts(home: House) -> None:
    chosen(home)
    visitor = home.stranger()
    visitor.get("/dang-nhap")
    assert not visitor.says("Tài khoản minh họa")


def link(home: House) -> str:
    """Where the last letter leads."""
    with reading(home.world.engine) as session:
        content = session.exec(select(Notice.content).order_by(col(Notice.id).desc())).first()
    found = re.search(r"/dat-lai-mat-khau/[\w-]+", content or "")
    assert found, content
    return found.group()


def test_forgotten_password_is_chosen_by_a_letter(home: House) -> None:
    given(home)
    visitor = home.stranger()
    visitor.get("/quen-mat-khau")
    visitor.post("/quen-mat-khau", name="officer")
    assert visitor.says("thư đặt lại mật khẩu đã được gửi")
    where = link(home)
    visitor.get(where)
    visitor.post(where, new_password=CHOSEN, new_password_again=CHOSEN)
    assert visitor.says("Đã đặt mật khẩu mới")
    assert enter(visitor, "officer", CHOSEN, "/dang-nhap?tiep=/tai-khoan") == 200


def test_unknown_name_gets_the_same_answer(home: House) -> None:
    visitor = home.stranger()
    visitor.get("/quen-mat-khau")
    visitor.post("/quen-mat-khau", name="nobody")
    assert visitor.says("thư đặt lại mật khẩu đã được gửi")


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [("ngắn", "ngắn", "cần ít nhất 12"), (CHOSEN, CHOSEN + "x", "không giống nhau"), ("", "", "Ô này")],
)
def test_bad_new_password_comes_back_with_the_reason(home: House, first: str, second: str, why: str) -> None:
    given(home)
    visitor = home.stranger()
    visitor.get("/quen-mat-khau")
    visitor.post("/quen-mat-khau", name="officer")
    visitor.get(where := link(home))
    assert visitor.post(where, new_password=first, new_password_again=second).status_code == 422
    assert visitor.says(why)


def test_used_link_says_so(home: House) -> None:
    assert home.stranger().get("/dat-lai-mat-khau/xyz").status_code == 404


def test_idle_session_keeps_what_was_typed(house: Houses) -> None:
    home = house()
    by = home.world.who("admin")
    with writing(home.world.engine) as session:
        open_demo_account(session, "leader", by=by, at=home.world.now)
    visitor = home.stranger()
    enter(visitor, "leader", DEMO_PASSWORD, "/dang-nhap?tiep=/tai-khoan")
    with writing(home.world.engine) as session:
        store_mark(session).clock = home.world.now + timedelta(hours=3)
    answer = visitor.post("/tai-khoan/lien-he", phone="028 3822 0000", email="", password=DEMO_PASSWORD)
    assert (answer.status_code, visitor.says("Phiên làm việc đã hết")) == (401, True)
    assert DEMO_PASSWORD not in "".join(
        value for _, values in visitor.hidden for value in values.values() if "." in value
    )
    visitor.post("/dang-nhap", name="leader", password=DEMO_PASSWORD)
    assert visitor.says("chưa được gửi")
    assert 'value="028 3822 0000"' in visitor.text
    visitor.post("/tai-khoan/lien-he", phone="028 3822 0000", email="", password=DEMO_PASSWORD)
    assert visitor.says("Đã lưu thông tin liên hệ")


@pytest.mark.parametrize("path", ["/tai-khoan", "/tai-khoan/mat-khau"])
def test_looking_at_a_page_keeps_the_session(house: Houses, path: str) -> None:
    home = house()
    visitor = home.visit("leader")
    seen = home.world.now + timedelta(minutes=5)
    with writing(home.world.engine) as session:
        store_mark(session).clock = seen
    visitor.get(path)
    assert home.world.rows(WebSession)[-1].last_seen_at == seen


def test_changing_something_keeps_the_session(house: Houses) -> None:
    home = house()
    visitor = home.visit("leader")
    visitor.get("/tai-khoan")
    seen = home.world.now + timedelta(minutes=5)
    with writing(home.world.engine) as session:
        store_mark(session).clock = seen
    visitor.post("/tai-khoan/lien-he", phone="", email="leader@minhhoa.example")
    assert home.world.rows(WebSession)[-1].last_seen_at == seen

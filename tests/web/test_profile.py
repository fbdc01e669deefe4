"""One's own account: contact, password, sessions, and who acts in whose place."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from actions import deputies
from models.audit import AuditEvent
from models.engine import reading, writing
from models.people import Person
from tests.web.visitor import House, Visitor

Houses = Callable[..., House]


def deputed(home: House, person: str = "leader", deputy: str = "clerk") -> int:
    """The clerk may act in the leader's place; the number of the paper."""
    by, today = home.world.who("admin"), home.world.today
    with writing(home.world.engine) as session:
        return deputies.appoint(
            session,
            person,
            deputy,
            valid_from=today,
            valid_to=today + timedelta(days=5),
            document="7/QĐ-UBND",
            document_date=today,
            by=by,
            at=home.world.now,
        ).id


def at_home(home: House, person: str = "clerk") -> Visitor:
    visitor = home.visit(person)
    visitor.get("/tai-khoan")
    return visitor


def test_profile_shows_roles_and_sessions(house: Houses) -> None:
    visitor = at_home(house())
    assert visitor.says("Văn thư")
    assert visitor.says("phiên này")


def test_telephone_is_kept(house: Houses) -> None:
    home = house()
    visitor = at_home(home)
    with reading(home.world.engine) as session:
        mail = session.exec(select(Person.email).where(col(Person.code) == "clerk")).one()
    visitor.post("/tai-khoan/lien-he", phone="028 3822 0000", email=mail or "")
    assert visitor.says("Đã lưu thông tin liên hệ")
    assert 'value="028 3822 0000"' in visitor.text


@pytest.mark.parametrize(("phone", "email"), [("abc", ""), ("", "không phải thư")])
def test_bad_contact_comes_back(house: Houses, phone: str, email: str) -> None:
    visitor = at_home(house())
    answer = visitor.post("/tai-khoan/lien-he", phone=phone, email=email)
    assert answer.status_code in {403, 422}
    assert f'value="{phone or email}"' in visitor.text


def test_other_sessions_are_ended(house: Houses) -> None:
    home = house()
    other, visitor = at_home(home), at_home(home)
    visitor.post("/tai-khoan/phien")
    assert visitor.says("Đã kết thúc 1 phiên đăng nhập khác")
    assert "/dang-nhap" in str(other.get("/tai-khoan").url)


def test_session_of_another_is_not_ended(house: Houses) -> None:
    home = house()
    leader, clerk = at_home(home, "leader"), at_home(home)
    at_home(home)
    clerk.get("/tai-khoan")
    action = next(action for action, _ in clerk.hidden if action.startswith("/tai-khoan/phien/"))
    clerk.hidden = [("/tai-khoan/phien/1" if where == action else where, values) for where, values in clerk.hidden]
    assert clerk.post("/tai-khoan/phien/1").status_code == 404
    assert "/dang-nhap" not in str(leader.get("/tai-khoan").url)


def test_deputy_chooses_to_act_and_stops(house: Houses) -> None:
    home = house()
    number = deputed(home)
    visitor = at_home(home)
    visitor.post("/tai-khoan/lam-thay", deputy=str(number))
    assert visitor.says("Từ giờ ông/bà làm việc thay người khác")
    assert visitor.says("<b>Người clerk</b> thay <b>Người leader</b>")
    assert f'value="{number}" checked' in visitor.text
    visitor.post("/tai-khoan/lam-thay", deputy="")
    assert visitor.says("Từ giờ ông/bà làm việc của chính mình")


def test_paper_of_another_cannot_be_chosen(house: Houses) -> None:
    home = house()
    deputed(home)
    number = deputed(home, deputy="officer")
    visitor = at_home(home)
    assert visitor.post("/tai-khoan/lam-thay", deputy=str(number)).status_code == 404


def test_person_names_and_ends_her_own_deputy(house: Houses) -> None:
    home = house()
    visitor = at_home(home, "leader")
    day = home.world.today.isoformat()
    told: dict[str, Any] = {"person": "clerk", "from": day, "to": day, "document": "8/QĐ", "document_date": day}
    visitor.post("/tai-khoan/nguoi-thay", **told, role="leader")
    assert visitor.says("Đã cử người làm thay")
    visitor.post("/tai-khoan/nguoi-thay/1/thoi", reason="Đã về")
    assert visitor.says("Đã kết thúc việc làm thay")


def test_preview_of_a_deputy_changes_nothing(house: Houses) -> None:
    home = house()
    visitor = at_home(home, "leader")
    day = home.world.today.isoformat()
    told: dict[str, Any] = {"person": "clerk", "from": day, "to": day, "document": "8/QĐ", "document_date": day}
    visitor.post("/tai-khoan/nguoi-thay", **told, _preview="1")
    assert visitor.says("chưa thực hiện")
    assert "deputy:appointed" not in [event.kind for event in home.world.rows(AuditEvent)]


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"person": "nobody"}, "Không có người mã"),
        ({"person": "leader"}, "không thể thay chính mình"),
        ({"to": "2020-01-01"}, "trước ngày bắt đầu"),
        ({"from": "hôm nay"}, "hôm nay"),
        ({"role": "king"}, "king"),
    ],
)
def test_impossible_deputy_comes_back(house: Houses, changes: dict[str, str], why: str) -> None:
    home = house()
    visitor = at_home(home, "leader")
    day = home.world.today.isoformat()
    told: dict[str, Any] = {"person": "clerk", "from": day, "to": day, "document": "8/QĐ", "document_date": day}
    assert visitor.post("/tai-khoan/nguoi-thay", **{**told, **changes}).status_code in {404, 422}
    assert visitor.says(why)


def test_what_a_deputy_does_to_her_own_account_is_her_own(house: Houses) -> None:
    home = house()
    visitor = at_home(home)
    number = deputed(home)
    at_home(home)
    visitor.get("/tai-khoan")
    visitor.post("/tai-khoan/lam-thay", deputy=str(number))
    visitor.post("/tai-khoan/phien")
    assert '"for_person"' not in home.world.rows(AuditEvent)[-1].text

"""An administrator at the page of people: each act once, and what comes back when it is refused."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.web.visitor import House, Visitor

Houses = Callable[..., House]
HOME = "/quan-tri/nguoi"


def at(home: House, person: str = "clerk", by: str = "admin") -> Visitor:
    visitor = home.visit(by)
    assert visitor.get(f"{HOME}/{person}").status_code == 200
    return visitor


def contact(**told: str) -> dict[str, Any]:
    return {"name": "Người clerk", "title": "", "email": "", "phone": "", "unit": "", **told}


def test_people_are_found_without_accents(house: Houses) -> None:
    visitor = house().visit("admin")
    visitor.get(f"{HOME}?q=nguoi clerk")
    assert visitor.says("1 người")
    assert visitor.says('href="/quan-tri/nguoi/clerk"')


def test_nobody_found_says_what_to_do(house: Houses) -> None:
    visitor = house().visit("admin")
    visitor.get(f"{HOME}?q=khong co ai")
    assert visitor.says("Không có ai tên hay mã như vậy")


def test_new_person_is_added(house: Houses) -> None:
    visitor = house().visit("admin")
    visitor.get(HOME)
    visitor.post(f"{HOME}-moi", code="hoa.pnv", name="Vũ Thị  Hoa", phone="0200 555 0199")
    assert visitor.says("Đã thêm")
    assert visitor.says("<h1>Vũ Thị Hoa</h1>")


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"code": "clerk"}, "clerk"),
        ({"code": "có dấu cách"}, "có dấu cách"),
        ({"unit": "KHÔNG-CÓ"}, "KHÔNG-CÓ"),
        ({"phone": "gọi sau"}, "gọi sau"),
    ],
)
def test_refused_person_keeps_what_was_typed(house: Houses, told: dict[str, Any], sentence: str) -> None:
    visitor = house().visit("admin")
    visitor.get(HOME)
    answer = visitor.post(f"{HOME}-moi", **{"code": "hoa", "name": "Vũ “Hoa” <b>", **told})
    assert answer.status_code in {404, 409, 422}
    assert visitor.says("Vũ “Hoa” &lt;b&gt;")
    assert visitor.says(sentence)


def test_contact_is_changed(house: Houses) -> None:
    visitor = at(house())
    visitor.post(f"{HOME}/clerk/thong-tin", **contact(name="Lê Văn Thư", title="Văn thư trưởng"))
    assert visitor.says("Đã lưu thông tin")
    assert visitor.says("<h1>Lê Văn Thư</h1>")


def test_stale_contact_is_refused_and_kept(house: Houses) -> None:
    home = house()
    first, second = at(home), at(home)
    first.post(f"{HOME}/clerk/thong-tin", **contact(title="một"))
    answer = second.post(f"{HOME}/clerk/thong-tin", **contact(title="hai"))
    assert answer.status_code == 409
    assert second.says("vừa được người khác thay đổi")
    assert second.says('value="hai"')


def test_preview_of_a_change_changes_nothing(house: Houses) -> None:
    visitor = at(house())
    visitor.post(f"{HOME}/clerk/thong-tin", **contact(name="Tên khác"), _preview="1")
    assert visitor.says("chưa thực hiện")
    visitor.get(f"{HOME}/clerk")
    assert visitor.says("<h1>Người clerk</h1>")


def test_who_leaves_is_signed_out_and_comes_back(house: Houses) -> None:
    home = house()
    clerk, visitor = home.visit("clerk"), at(home)
    visitor.post(f"{HOME}/clerk/ngung", reason="nghỉ hưu")
    assert "/dang-nhap" in str(clerk.get("/tai-khoan").url)
    visitor.post(f"{HOME}/clerk/tro-lai", reason="hợp đồng lại")
    assert visitor.says("làm việc trở lại")


def test_administrator_cannot_leave_by_herself(house: Houses) -> None:
    visitor = at(house(), "admin")
    assert visitor.says("Không tự ghi mình đã ngừng")
    assert f"{HOME}/admin/khoa" not in [action for action, _ in visitor.hidden]


def test_role_is_given_and_ended(house: Houses) -> None:
    visitor = at(house())
    visitor.post(f"{HOME}/clerk/vai-tro", role="auditor", document="3/QĐ-UBND")
    assert visitor.says("Đã giao vai trò")
    found = [values for action, values in visitor.hidden if action.endswith("/vai-tro/thoi")][-1]
    assert found["role"] == "auditor"
    visitor.hidden = [(f"{HOME}/clerk/vai-tro/thoi", found)]
    visitor.post(f"{HOME}/clerk/vai-tro/thoi", reason="đổi việc")
    assert visitor.says("Đã thôi giao vai trò")


def test_officer_of_no_unit_is_refused(house: Houses) -> None:
    visitor = at(house())
    answer = visitor.post(f"{HOME}/clerk/vai-tro", role="unit_officer", document="<i>9</i>")
    assert answer.status_code == 422
    assert visitor.says("&lt;i&gt;9&lt;/i&gt;")


def test_temporary_password_stands_on_the_answer_alone(house: Houses) -> None:
    home = house()
    home.visit("clerk")
    visitor = at(home)
    answer = visitor.post(f"{HOME}/clerk/mat-khau", way="password")
    secret = re.search(r'class="secret">([^<]+)<', answer.text)
    assert secret is not None
    assert "set-cookie" not in answer.headers
    assert secret.group(1) not in at(home).text


def test_account_is_opened_by_mail(house: Houses) -> None:
    visitor = at(house(), "member2")
    visitor.post(f"{HOME}/member2/tai-khoan", way="mail")
    assert visitor.says("Đã mở tài khoản")
    assert visitor.says("Chờ đặt mật khẩu")


def test_preview_tells_no_password(house: Houses) -> None:
    visitor = at(house(), "member2")
    visitor.post(f"{HOME}/member2/tai-khoan", way="password", _preview="1")
    assert visitor.says("chưa thực hiện")
    assert 'class="secret"' not in visitor.text


def test_account_is_shut_and_opened_again(house: Houses) -> None:
    home = house()
    home.visit("clerk")
    visitor = at(home)
    visitor.post(f"{HOME}/clerk/khoa", reason="mất máy")
    assert visitor.says("Đã khóa")
    visitor.post(f"{HOME}/clerk/mo-khoa")
    assert visitor.says("Đã mở khóa tài khoản")


def test_sessions_of_a_person_are_ended(house: Houses) -> None:
    home = house()
    clerk, visitor = home.visit("clerk"), at(home)
    visitor.get(f"{HOME}/clerk")
    visitor.post(f"{HOME}/clerk/phien")
    assert visitor.says("Đã kết thúc 1 phiên")
    assert "/dang-nhap" in str(clerk.get("/tai-khoan").url)


def test_deputy_is_named_and_ended(house: Houses) -> None:
    home = house()
    visitor, day = at(home, "leader"), home.world.today.isoformat()
    told: dict[str, Any] = {"deputy": "clerk", "from": day, "to": day, "document": "8/QĐ", "document_date": day}
    visitor.post(f"{HOME}/leader/nguoi-thay", **told)
    assert visitor.says("<b>Người clerk</b> thay <b>Người leader</b>")
    visitor.post(f"{HOME}/leader/nguoi-thay/1/thoi", reason="đã về")
    assert visitor.says("Đã kết thúc việc làm thay")


def test_deputy_without_paper_is_refused(house: Houses) -> None:
    home = house()
    visitor, day = at(home, "leader"), home.world.today.isoformat()
    told: dict[str, Any] = {"deputy": "clerk", "from": day, "to": day, "document": " ", "document_date": day}
    assert visitor.post(f"{HOME}/leader/nguoi-thay", **told).status_code == 422
    assert visitor.says('value="clerk"')


def test_person_who_is_not_there_is_told(house: Houses) -> None:
    assert house().visit("admin").get(f"{HOME}/khong-co").status_code == 404


@pytest.mark.parametrize("who", ["officer", "leader", "cb-dv-1", "auditor"])
def test_others_do_not_see_people(house: Houses, who: str) -> None:
    visitor = house().visit(who)
    assert visitor.get(HOME).status_code == 403
    assert visitor.get(f"{HOME}/clerk").status_code == 403

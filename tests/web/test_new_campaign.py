"""A new campaign at the pages: a file or a form, its faults at their lines, then a draft and its launch."""

import html
from collections.abc import Callable
from typing import Any

import pytest

from plans.catalogue import shipped_text
from tests.web.visitor import House, Visitor

Houses = Callable[..., House]
NEW = "/phong-trao/moi"
CODE = "MH-2022-01"
FIELDS: dict[str, Any] = {
    "name": "Thi đua “xanh” <b>sạch</b>",
    "authority": "UBND phường Minh Họa",
    "level": "commune",
    "code": CODE,
    "number": "5/KH-UBND",
    "issued": "2022-01-10",
    "end": "2022-11-30",
    "participants": "Các tổ dân phố",
    "registration-held": "dated",
    "registration-sense": "before",
    "registration-due": "2022-02-15",
    "midterm_review-held": "absent",
    "final_summary-held": "silent",
    "round": "final",
    "final-sense": "on",
    "final-due": "2022-11-15",
    "form": "giay_khen",
    "decided_by": "Chủ tịch UBND phường",
    "quota-0-most": "5",
    "quota-0-subject": "collective",
    "quota-0-form": "giay_khen",
    "quota-0-round": "final",
    "criterion-0-wording": "Đúng hạn từ 98%",
    "criterion-0-subject": "collective",
    "criterion-0-limit": "at_least",
    "criterion-0-value": "98",
    "criterion-0-unit": "percent",
}


@pytest.fixture
def officer(house: Houses) -> Visitor:
    """The officer of an office with a campaign."""
    return house("registration").visit("officer")


def checked(officer: Visitor, text: str) -> Visitor:
    """Hand in a plan file."""
    officer.get(NEW)
    officer.post(f"{NEW}/kiem-tra", files={"file": ("ke-hoach.yaml", text.encode(), "text/yaml")})
    return officer


def filled(officer: Visitor, **changed: Any) -> Visitor:
    """Fill in the form."""
    officer.get(f"{NEW}/bieu-mau")
    officer.post(f"{NEW}/bieu-mau", **{**FIELDS, **changed})
    return officer


def test_a_shipped_plan_is_a_beginning(officer: Visitor) -> None:
    officer.get(f"{NEW}?mau=BT-2019-01")
    assert officer.says("Không có lỗi")


def test_a_shipped_plan_comes_as_a_file(officer: Visitor) -> None:
    assert officer.get(f"{NEW}/mau/BT-2019-01.yaml").text == shipped_text("BT-2019-01")


def test_an_unknown_shipped_plan_is_not_found(officer: Visitor) -> None:
    assert officer.get(f"{NEW}/mau/XX-2000-01.yaml").status_code == 404


def test_a_fault_stands_at_its_line(officer: Visitor) -> None:
    checked(officer, shipped_text("NH-2021-01").replace("2021-11-20", "2021-11-31"))
    assert officer.says("“2021-11-31” không có trong lịch")
    assert officer.says("due: {on: 2021-11-31")


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"\x00\x01", b"a: [", b"", b"x" * 300_000])
def test_a_file_that_is_no_plan_is_told(officer: Visitor, content: bytes) -> None:
    officer.get(NEW)
    answer = officer.post(f"{NEW}/kiem-tra", files={"file": ("la.yaml", content, "text/yaml")})
    assert answer.status_code in {200, 422}


def test_the_form_becomes_a_plan_without_faults(officer: Visitor) -> None:
    filled(officer)
    assert officer.says("Không có lỗi")
    assert officer.says("Thi đua “xanh” &lt;b&gt;sạch&lt;/b&gt;")


def test_a_half_filled_form_keeps_what_was_typed(officer: Visitor) -> None:
    filled(officer, end="", slogan="Xanh <i>sạch</i>")
    assert officer.says("Chưa thực hiện được")
    assert officer.says("Xanh &lt;i&gt;sạch&lt;/i&gt;")


def test_a_plan_becomes_a_draft_and_is_launched(officer: Visitor) -> None:
    filled(officer)
    text = officer.text.split("<textarea")[1].split(">", 1)[1].split("</textarea>")[0]
    officer.post(NEW, text=html.unescape(text), code=CODE)
    assert officer.says("Đã tạo phong trào ở dạng dự thảo")
    assert officer.says("đơn vị tham gia")


def test_creating_is_seen_before_it_is_done(officer: Visitor) -> None:
    checked(officer, shipped_text("BT-2019-01"))
    officer.post(NEW, text=shipped_text("BT-2019-01"), code="BT-2019-09", _preview="1")
    assert officer.says("Nếu thực hiện, sẽ có những thay đổi sau")
    assert officer.get("/phong-trao/BT-2019-09").status_code == 404


def test_a_code_that_is_taken_is_refused(officer: Visitor) -> None:
    checked(officer, shipped_text("NH-2021-01"))
    officer.post(NEW, text=shipped_text("NH-2021-01"), code="NH-2021-01")
    assert officer.says("Chưa thực hiện được")
    assert officer.says("Không có lỗi")


def test_a_changed_plan_shows_its_differences(officer: Visitor) -> None:
    officer.get("/phong-trao/NH-2021-01/sua-ke-hoach")
    changed = {"file": ("k.yaml", shipped_text("NH-2021-01").encode(), "text/yaml")}
    officer.post("/phong-trao/NH-2021-01/sua-ke-hoach/kiem-tra", files=changed)
    assert officer.says("Khác kế hoạch đang thực hiện")
    assert officer.says("Tên phong trào: “Thi đua cải cách hành chính năm 2021”")


def test_the_plan_in_force_is_changed_in_place(officer: Visitor) -> None:
    officer.get("/phong-trao/NH-2021-01/sua-ke-hoach?tu=hien-tai")
    assert officer.says("Không có lỗi")
    assert officer.says("Không khác về ngày, việc, chỉ tiêu")


def test_a_running_campaign_is_taken_over(officer: Visitor) -> None:
    officer.get("/phong-trao/tiep-nhan")
    officer.post(
        "/phong-trao/tiep-nhan/kiem-tra", files={"file": ("k.yaml", shipped_text("BT-2019-01").encode(), "text/yaml")}
    )
    assert officer.says("Phong trào đang đứng ở đâu")


@pytest.mark.parametrize("person", ["cb-dv-1", "auditor", "member1", "clerk"])
def test_others_make_no_campaign(house: Houses, person: str) -> None:
    assert house("registration").visit(person).get(NEW).status_code == 403

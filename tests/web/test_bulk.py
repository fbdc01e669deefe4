"""The same act over many waits: counted again, each done or refused by itself."""

from collections.abc import Callable

import pytest

from actions.registrations import register
from models.stages import Wait
from tests.web.visitor import House, Visitor

Houses = Callable[..., House]


@pytest.fixture
def office(house: Houses) -> House:
    """Three units owe their registration."""
    return house("registration")


def numbers(office: House) -> list[int]:
    """The waits for registrations."""
    return [wait.id for wait in office.world.rows(Wait, cause="register")]


def confirming(office: House, query: str, person: str = "officer") -> tuple[Visitor, str]:
    """Somebody in front of the page that asks for the reason, and where its form goes."""
    visitor, path = office.visit(person), f"/vuong/nhieu?{query}"
    visitor.get(path)
    return visitor, next(action for action, _ in visitor.hidden if action.startswith("/vuong/nhieu"))


def test_list_shows_each_wait_with_its_holder(office: House) -> None:
    visitor = office.visit("officer")
    visitor.get("/vuong?loai=register")
    assert visitor.says("3 việc theo bộ lọc")
    assert visitor.says("Đơn vị DV-3")


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        ("tim=dv-2", 1),
        ("tim=khong", 0),
        ("nguoi-giu=unit", 3),
        ("nguoi-giu=leader", 0),
        ("qua-han=1", 0),
        ("phong-trao=KHAC", 0),
        ("phong-trao=NH-2021-01&giai-doan=registration", 3),
        ("loai=<b>", 3),
        ("trang=9", 3),
    ],
)
def test_filters_narrow_the_list(office: House, filters: str, count: int) -> None:
    visitor = office.visit("officer")
    visitor.get(f"/vuong?{filters}")
    assert visitor.says(f"{count} việc")


def test_ticked_ones_are_reminded_and_the_rest_not(office: House) -> None:
    first, second, _ = numbers(office)
    visitor, there = confirming(office, f"lam=remind&viec={first}&viec={second}")
    visitor.post(there, reason="Sắp đến hạn")
    assert visitor.says("Nhắc ngay: 2 xong, 0 không được")
    assert len(office.world.notices("duty_reminder")) == 2


def test_all_of_a_cause_are_counted_at_the_click(office: House) -> None:
    visitor, _ = confirming(office, "lam=remind&loai=register&tat-ca=1")
    assert visitor.says("Nhắc ngay: 3 việc")


def test_changed_list_is_shown_again_first(office: House) -> None:
    visitor, there = confirming(office, "lam=remind&loai=register&tat-ca=1")
    office.world.do(register, "DV-1", pledges=["Đúng hạn"], by="cb-dv-1")
    answer = visitor.post(there, reason="Sắp đến hạn")
    assert answer.status_code == 409
    assert visitor.says("nay còn 2 việc")
    visitor.post(there, reason="Sắp đến hạn")
    assert visitor.says("2 xong, 0 không được")


def test_one_refusal_does_not_stop_the_rest(office: House) -> None:
    first, *_ = numbers(office)
    visitor, there = confirming(office, f"lam=remind&viec={first}")
    visitor.post(there, reason="Lần một")
    visitor, there = confirming(office, "lam=remind&loai=register&tat-ca=1")
    visitor.post(there, reason="Lần hai")
    assert visitor.says("2 xong, 1 không được")
    assert visitor.says("hôm nay")


def test_stage_is_extended_once_for_all_its_waits(office: House) -> None:
    visitor, there = confirming(office, "lam=extend&loai=register&tat-ca=1")
    visitor.post(there, reason="Mưa bão", day="2021-04-20")
    assert visitor.says("Kéo dài hạn: 1 xong, 0 không được")


def test_looking_first_reminds_nobody(office: House) -> None:
    visitor, there = confirming(office, "lam=remind&loai=register&tat-ca=1")
    visitor.post(there, reason="Thử", _preview="1")
    assert visitor.says("Thư sẽ gửi: 3")
    assert office.world.notices("duty_reminder") == []


def test_missing_reason_is_told_once(office: House) -> None:
    visitor, there = confirming(office, "lam=extend&loai=register&tat-ca=1")
    answer = visitor.post(there, day="2021-04-20")
    assert answer.status_code == 422
    assert 'value="2021-04-20"' in visitor.text


@pytest.mark.parametrize("query", ["", "lam=remind", "tat-ca=1", "loai=register&lam=remind"])
def test_nothing_chosen_leads_back_to_the_list(office: House, query: str) -> None:
    visitor = office.visit("officer")
    visitor.get(f"/vuong/nhieu?{query}")
    assert "/vuong" in visitor.page
    assert visitor.says("Chưa chọn việc nào")


@pytest.mark.parametrize("query", ["lam=drop&tat-ca=1", "lam=remind&viec=x", "lam=remind&viec=999999"])
def test_what_does_not_exist_is_refused_in_a_sentence(office: House, query: str) -> None:
    visitor = office.visit("officer")
    assert visitor.get(f"/vuong/nhieu?{query}").status_code == 422
    assert visitor.says("Chưa thực hiện được")


def test_member_may_not_act_on_others(office: House) -> None:
    assert office.visit("cb-dv-1").get("/vuong/nhieu?lam=remind&tat-ca=1").status_code == 403


def test_secretary_is_told_what_she_may_not(office: House) -> None:
    visitor, there = confirming(office, "lam=suspend&tat-ca=1", "secretary")
    visitor.post(there, reason="Thử")
    assert visitor.says("0 xong, 1 không được")


def test_list_goes_out_as_a_workbook(office: House) -> None:
    answer = office.visit("officer").get("/vuong.xlsx?loai=register")
    assert answer.content.startswith(b"PK")

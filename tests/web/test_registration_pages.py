"""Registration in front of the pages: sent, confirmed, taken back, entered for somebody else, late."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from models.registrations import MidtermReport, Registration, Review
from tests.web.visitor import House, Visitor

Houses = Callable[..., House]
PLACE = "/don-vi-toi/DV-1/NH-2021-01/dang-ky"
REPORT = "/don-vi-toi/DV-1/NH-2021-01/bao-cao"
MIDTERM = "/phong-trao/NH-2021-01/so-ket"


@pytest.fixture
def opened(house: Houses) -> House:
    """Pages over a campaign that takes registrations."""
    return house("registration")


def register(visitor: Visitor, **fields: Any) -> int:
    visitor.get(PLACE)
    return visitor.post(PLACE, **({"pledges": "- Đúng hạn 100%\n\n• Niêm yết công khai"} | fields)).status_code


def registration(house: House) -> Registration:
    [found] = house.world.rows(Registration)
    return found


def test_each_line_is_a_pledge(opened: House) -> None:
    assert register(opened.visit("cb-dv-1")) == 200
    assert json.loads(registration(opened).pledges) == ["Đúng hạn 100%", "Niêm yết công khai"]


def test_an_empty_registration_is_refused_at_its_field(opened: House) -> None:
    visitor = opened.visit("cb-dv-1")
    assert register(visitor, pledges=" \n ") == 422
    assert visitor.says("Ô này còn trống")


def test_the_effect_is_shown_before(opened: House) -> None:
    visitor = opened.visit("cb-dv-1")
    register(visitor, _preview="1")
    assert visitor.says("chưa thực hiện")
    assert opened.world.rows(Registration) == []


def test_an_officer_enters_a_registration_from_paper(opened: House) -> None:
    register(opened.visit("officer"), incoming_number="77", received_on="01/3/2021")
    assert (registration(opened).incoming_number, registration(opened).submitted_by) == ("77", "officer")


def test_a_unit_cannot_register_another(opened: House) -> None:
    assert opened.visit("cb-dv-2").get(PLACE).status_code == 404


def test_ticked_registrations_are_confirmed_at_once(opened: House) -> None:
    register(opened.visit("cb-dv-1"))
    visitor = opened.visit("officer")
    visitor.get("/ho-so/dang-ky")
    visitor.post("/ho-so/dang-ky", one="NH-2021-01/DV-1")
    assert visitor.says("Đã xác nhận 1 đăng ký")
    assert registration(opened).state == "confirmed"


@pytest.mark.parametrize(("one", "status"), [("", 422), ("NH-2021-01/DV-9", 404), ("x", 404)])
def test_ticking_nothing_or_nonsense_confirms_nothing(opened: House, one: str, status: int) -> None:
    register(opened.visit("cb-dv-1"))
    visitor = opened.visit("officer")
    visitor.get("/ho-so/dang-ky")
    assert visitor.post("/ho-so/dang-ky", one=one).status_code == status
    assert registration(opened).state == "submitted"


def test_a_second_confirmation_says_what_is(opened: House) -> None:
    register(opened.visit("cb-dv-1"))
    first, second = opened.visit("officer"), opened.visit("officer")
    for visitor in (first, second):
        visitor.get(PLACE)
    first.post(f"{PLACE}/xac-nhan")
    assert second.post(f"{PLACE}/xac-nhan").status_code == 409


def test_a_unit_takes_its_registration_back(opened: House) -> None:
    visitor = opened.visit("cb-dv-1")
    register(visitor)
    visitor.post(f"{PLACE}/rut", reason="Đăng ký lại")
    assert registration(opened).state == "withdrawn"
    assert visitor.says("Gửi đăng ký")


def test_after_the_deadline_only_leave_lets_in(opened: House) -> None:
    opened.go("2021-04-01")
    unit, officer = opened.visit("cb-dv-1"), opened.visit("officer")
    unit.get(PLACE)
    assert unit.says("Đã hết hạn đăng ký")
    assert register(officer, authority="Chủ tịch", leave="5/UBND", reason="Bão") == 200
    assert registration(opened).late_document == "5/UBND"


def test_a_report_measures_each_pledge(house: Houses) -> None:
    opened = house("midterm_review")
    visitor = opened.visit("cb-dv-1")
    visitor.get(REPORT)
    measured: dict[str, Any] = {"indicator-1": "98%"}
    visitor.post(REPORT, text="Làm đúng <đăng ký>", **measured)
    [row] = opened.world.rows(MidtermReport)
    assert json.loads(row.indicators) == {"Giải quyết đúng hạn": "98%"}


def test_a_report_is_sent_once(house: Houses) -> None:
    opened = house("midterm_review")
    first, second = opened.visit("cb-dv-1"), opened.visit("cb-dv-1")
    for visitor in (first, second):
        visitor.get(REPORT)
    first.post(REPORT, text="Một")
    assert second.post(REPORT, text="Hai").status_code == 422


def test_the_office_writes_its_finding(house: Houses) -> None:
    opened = house("midterm_review")
    visitor = opened.visit("officer")
    visitor.get(MIDTERM)
    visitor.post(MIDTERM, text="Các đơn vị làm tốt", document="9/BC-UBND")
    assert [row.document for row in opened.world.rows(Review)] == ["9/BC-UBND"]


def test_a_unit_reads_its_own_report_only(house: Houses) -> None:
    opened = house("midterm_review")
    visitor = opened.visit("cb-dv-1")
    visitor.get(MIDTERM)
    assert visitor.says("Đơn vị DV-1")
    assert not visitor.says("Đơn vị DV-2")

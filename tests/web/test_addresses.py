"""Addresses that nobody would type: each is answered with a page, and none of them breaks anything."""

from collections.abc import Callable

import pytest

from tests.web.visitor import House

Houses = Callable[..., House]
ENDLESS = "9" * 30
HTML = "text/html; charset=utf-8"
NO_NUMBER = (
    "/nhat-ky/",
    "/hoi-dong/NH-2021-01/phien/",
    "/viec-cua-toi/",
    "/phong-trao/NH-2021-01/phien-ban/",
    "/phong-trao/NH-2021-01/thu/",
    "/ho-so/NH-2021-01/HS-DV-1-01/tai-lieu/",
)
ODD_FILTERS = (
    "/?nam=9999",
    "/?nam=0001",
    "/phong-trao?nam=9999",
    "/nhat-ky?truoc=" + ENDLESS,
    "/vuong?trang=" + ENDLESS,
    "/ho-so?q=%25_%5C",
)


@pytest.mark.parametrize("told", ["abc", ENDLESS], ids=["a word", "endless"])
@pytest.mark.parametrize("before", NO_NUMBER)
def test_a_number_that_is_none_leads_nowhere(house: Houses, before: str, told: str) -> None:
    visitor = house("registration").visit("cb-dv-1" if "viec" in before else "leader")
    answer = visitor.get(before + told)
    assert (answer.status_code, answer.headers["content-type"]) in {(404, HTML), (403, HTML)}


@pytest.mark.parametrize("address", ODD_FILTERS)
def test_a_filter_without_sense_narrows_nothing(house: Houses, address: str) -> None:
    assert house("registration").visit("leader").get(address).status_code == 200


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2021-13-45", "1/1/" + ENDLESS])
def test_a_day_of_no_calendar_is_refused(house: Houses, day: str) -> None:
    visitor = house("registration").visit("auditor")
    assert visitor.get(f"/nhat-ky?den={day}").status_code == 422
    assert day in visitor.text


@pytest.mark.parametrize("address", ["/phong-trao/%00", "/tim?q=a%00b", "/?%00=1"])
def test_a_character_that_no_text_holds_is_refused(house: Houses, address: str) -> None:
    assert house("registration").visit("leader").get(address).status_code in {400, 404}

"""The office's calendar as a page: what it shows, and days set by a document."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from models.campaigns import Campaign
from tests.web.visitor import House, Visitor

Houses = Callable[..., House]
HOME = "/quan-tri/lich"


def opened(house: Houses, year: str = "2021", by: str = "officer") -> Visitor:
    visitor = house().visit(by)
    assert visitor.get(f"{HOME}?nam={year}").status_code == 200
    return visitor


def test_holidays_are_told_in_words_and_by_a_sign(house: Houses) -> None:
    visitor = opened(house)
    assert visitor.says("Quốc khánh")
    assert visitor.says('30<b aria-hidden="true">L</b><span class="visually-hidden"> nghỉ lễ')


@pytest.mark.parametrize(("year", "shown"), [("1900", "2020"), ("9999", "2023"), ("abc", "2021"), ("-1", "2021")])
def test_year_outside_leads_to_the_nearest(house: Houses, year: str, shown: str) -> None:
    assert opened(house, year).says(f"Lịch làm việc năm {shown}")


def test_days_are_set_by_one_document(house: Houses) -> None:
    visitor = opened(house)
    told = {"off_from": "2021-06-01", "off_to": "2021-06-02", "worked_from": "2021-06-05", "note": "hoán đổi"}
    visitor.post(HOME, None, **told, document="15/TB-UBND")
    assert visitor.says("Đã đặt: 01/06/2021, 02/06/2021, 05/06/2021")
    assert visitor.says("15/TB-UBND")


def test_weekend_inside_a_span_stays_a_weekend(house: Houses) -> None:
    visitor = opened(house)
    visitor.post(HOME, off_from="2021-06-04", off_to="2021-06-07", document="15/TB")
    assert visitor.says("Đã đặt: 04/06/2021, 07/06/2021.")


def test_preview_names_deadlines_on_new_days_off(house: Houses) -> None:
    home = house()
    visitor, due = home.visit("officer"), home.world.stage("registration").due
    [campaign] = home.world.rows(Campaign)
    visitor.get(HOME)
    visitor.post(HOME, off_from=str(due), document="15/TB", _preview="1")
    assert visitor.says("Hạn rơi vào ngày nghỉ mới: 1")
    assert visitor.says(campaign.name)


def test_reminders_follow_the_new_days(house: Houses) -> None:
    home = house()
    due = home.world.stage("registration").due
    assert due is not None
    first, last, before = due - timedelta(days=9), due - timedelta(days=1), home.world.next_moment()
    visitor = home.visit("officer")
    visitor.get(HOME)
    visitor.post(HOME, off_from=str(first), off_to=str(last), document="15/TB")
    after = home.world.next_moment()
    assert before is not None
    assert after is not None
    assert after < before


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({}, "Chưa nêu ngày nào"),
        ({"off_from": "2021-06-09", "off_to": "2021-06-01"}, "trước ngày bắt đầu"),
        ({"off_from": "2021-06-01", "off_to": "2021-09-01"}, "nhiều nhất 31 ngày"),
        ({"off_from": "2050-06-01"}, "Chưa biết ngày nghỉ"),
        ({"off_from": "mai"}, "không phải là ngày"),
        ({"off_from": "2021-06-01", "worked_from": "2021-06-01"}, "hai lần"),
    ],
)
def test_refused_days_keep_what_was_typed(house: Houses, told: dict[str, str], sentence: str) -> None:
    visitor = opened(house)
    assert visitor.post(HOME, None, **told, document="15/<b>").status_code == 422
    assert visitor.says(sentence)
    assert visitor.says('value="15/&lt;b&gt;"')


def test_days_without_document_are_refused(house: Houses) -> None:
    assert opened(house).post(HOME, off_from="2021-06-01", document=" ").status_code == 422


@pytest.mark.parametrize("who", ["leader", "cb-dv-1", "auditor"])
def test_calendar_is_closed_to_others(house: Houses, who: str) -> None:
    assert house().visit(who).get(HOME).status_code == 403

"""Stuck, reminded, extended: what an officer does at the monitor when a deadline has passed."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from models.stages import Duty
from tests.browser.screen import Live, Screen

Lives = Callable[..., Live]
REPORTS = "Gửi báo cáo sơ kết"
REFRESH = "htmx.ajax('GET', location.pathname + location.search, {source: document.getElementById('board')})"


@pytest.fixture
def late(live: Lives) -> Live:
    """The midterm reports were due on 30/06/2021 and three units have sent none."""
    office = live("midterm_review")
    office.world.sweep_until("2021-07-12")
    office.house.go("2021-07-12")
    return office


@pytest.fixture
def officer(late: Live) -> Screen:
    """The officer opens the monitor."""
    window = late.window("officer")
    window.open("/")
    return window


def act(window: Screen, name: str) -> Locator:
    """One of the acts in the drawer or on the stage's page, unfolded."""
    found = window.page.locator(f"#lam-{name}")
    if found.get_attribute("open") is None:
        found.locator("summary").click()
    return found


def drawer(window: Screen) -> Locator:
    """The drawer, opened from the first row of what is stuck."""
    window.page.locator("table.holds tr", has_text=REPORTS).locator(".actions a").last.click()
    found = window.page.locator("#drawer")
    expect(found.get_by_role("heading", level=1)).to_be_visible()
    return found


def test_monitor_names_what_is_late_and_who_holds_it(officer: Screen) -> None:
    row = officer.page.locator("table.holds tbody tr", has_text=REPORTS)
    expect(row).to_contain_text("Quá hạn")
    expect(row).to_contain_text("3 nơi đang giữ")
    expect(row).to_contain_text("Gửi báo cáo sơ kết: 3 việc")


def test_menu_counts_what_is_stuck(officer: Screen) -> None:
    expect(officer.page.locator("nav.menu a[href='/'] .badge-count")).to_contain_text("4")


def test_drawer_opens_over_the_monitor(officer: Screen) -> None:
    expect(drawer(officer)).to_contain_text("Đang chờ 3 việc gửi báo cáo sơ kết")
    assert officer.page.url == officer.base + "/"


def test_preview_shows_the_letters_and_sends_none(late: Live, officer: Screen) -> None:
    drawer(officer)
    before = len(late.world.notices("duty_reminder"))
    form = act(officer, "remind")
    form.get_by_label("Lý do").fill("Đã quá hạn")
    form.get_by_role("button", name="Xem trước tác động").click()
    expect(officer.page.locator(".effect")).to_contain_text("Cán bộ DV-1, Cán bộ DV-2, Cán bộ DV-3")
    expect(officer.page.locator(".effect")).to_be_focused()
    assert len(late.world.notices("duty_reminder")) == before


def test_previewed_reminder_is_sent_with_the_reason_kept(late: Live, officer: Screen) -> None:
    drawer(officer)
    before = len(late.world.notices("duty_reminder"))
    act(officer, "remind").get_by_label("Lý do").fill("Đã quá hạn")
    act(officer, "remind").get_by_role("button", name="Xem trước tác động").click()
    act(officer, "remind").get_by_role("button", name="Nhắc ngay").click()
    expect(officer.page.locator(".message.said")).to_contain_text("Đã nhắc việc")
    assert len(late.world.notices("duty_reminder")) == before + 3


def test_extending_takes_the_row_off_the_monitor(late: Live, officer: Screen) -> None:
    drawer(officer)
    form = act(officer, "extend")
    form.get_by_label("Hạn mới").fill("2021-07-30")
    form.get_by_label("Lý do").fill("Nhiều đơn vị phải chống dịch")
    form.get_by_role("button", name="Kéo dài hạn").click()
    expect(officer.page.locator(".message.said")).to_contain_text("Đã kéo dài hạn")
    expect(officer.page.locator("a.kpi", has_text="Quá hạn").locator(".value")).to_have_text("0")
    assert {str(row.due) for row in late.world.rows(Duty, kind="file_report")} == {"2021-07-30"}


def test_missing_reason_is_asked_for_before_anything_travels(officer: Screen) -> None:
    drawer(officer)
    form = act(officer, "extend")
    form.get_by_label("Hạn mới").fill("2021-07-30")
    form.get_by_role("button", name="Kéo dài hạn").click()
    expect(form.get_by_label("Lý do")).to_be_focused()
    assert officer.page.url == officer.base + "/"


def test_without_script_the_same_goes_through_the_stage_page(late: Live) -> None:
    window = late.window("officer", script=False)
    window.open("/")
    window.page.locator("table.holds tr", has_text=REPORTS).locator(".actions a").first.click()
    form = window.page.locator("#lam-remind")
    form.get_by_label("Lý do").fill("Đã quá hạn")
    form.get_by_role("button", name="Nhắc ngay").click()
    expect(window.page.locator(".message.said")).to_contain_text("Đã nhắc việc")


def test_refresh_brings_news_and_keeps_the_place(late: Live, officer: Screen) -> None:
    officer.page.set_viewport_size({"width": 1000, "height": 400})
    officer.page.evaluate("window.scrollTo(0, 250)")
    office = late.window("officer")
    office.open("/phong-trao/NH-2021-01/giai-doan/midterm_review?lam=extend")
    act(office, "extend").get_by_label("Hạn mới").fill("2021-07-30")
    act(office, "extend").get_by_label("Lý do").fill("Chống dịch")
    act(office, "extend").get_by_role("button", name="Kéo dài hạn").click()
    officer.page.evaluate(REFRESH)
    expect(officer.page.locator("a.kpi", has_text="Quá hạn").locator(".value")).to_have_text("0")
    assert officer.page.evaluate("window.scrollY") == 250


def test_filters_stay_when_the_monitor_refreshes(late: Live) -> None:
    window = late.window("officer")
    window.open("/?tim=khong-co-phong-trao-nay")
    window.page.evaluate(REFRESH)
    window.page.wait_for_load_state("networkidle")
    expect(window.page.get_by_label("Tên hoặc mã")).to_have_value("khong-co-phong-trao-nay")
    assert re.search(r"\?tim=khong-co", window.page.url)


def test_refresh_waits_while_the_drawer_is_open(officer: Screen) -> None:
    drawer(officer)
    officer.page.evaluate(REFRESH)
    officer.page.wait_for_load_state("networkidle")
    expect(officer.page.locator("#drawer").get_by_role("heading", level=1)).to_be_visible()
    assert [call for call in officer.calls if call == officer.base + "/"] == [officer.base + "/"]

"""On a telephone: sign in, see what one owes, vote, register; everything large enough for a thumb."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from actions import ballots
from models.council import Meeting, Vote
from models.registrations import Registration
from tests.browser.screen import Live, Screen
from tests.browser.test_bad_input import entered
from tests.store import playing
from tests.store.scenario import VOTERS

Lives = Callable[..., Live]
REGISTRATION = "/don-vi-toi/DV-1/NH-2021-01/dang-ky"


@pytest.fixture
def sitting(live: Lives) -> Live:
    """The council sits, everybody is there, and the first dossier is put to the vote."""
    office = live("council_appraisal@final")
    playing.convene(office.world)
    office.house.go("2021-11-30")
    playing.attend(office.world, *VOTERS)
    office.world.do(ballots.open_ballot, "final", "HS-DV-1-01", by="secretary")
    return office


def ballot(office: Live) -> str:
    """Where the first dossier is voted on."""
    return f"/hoi-dong/NH-2021-01/phien/{office.world.rows(Meeting)[-1].id}/ho-so/HS-DV-1-01"


def fits(window: Screen) -> bool:
    """Nothing is wrong, neither too small for a thumb nor beyond the edge."""
    assert window.faults() == []
    return not window.is_wider_than_the_window()


def test_signing_in_fits(live: Lives) -> None:
    window = entered(live("registration"), "cb-dv-1", phone=True)
    expect(window.page.get_by_role("button", name="Đăng xuất")).to_be_visible()
    assert fits(window)


def test_sign_in_page_itself_fits(live: Lives) -> None:
    window = live("registration").window(None, phone=True)
    window.open("/dang-nhap")
    assert fits(window)


@pytest.mark.parametrize("path", ["/", "/viec-cua-toi", "/don-vi-toi", REGISTRATION, "/ho-so", "/tim?q=DV"])
def test_pages_of_a_unit_fit(live: Lives, path: str) -> None:
    window = live("registration").window("cb-dv-1", phone=True)
    window.open(path)
    assert fits(window)


@pytest.mark.parametrize("path", ["/", "/vuong", "/phong-trao/NH-2021-01", "/hoi-dong", "/quyet-dinh"])
def test_pages_of_the_office_fit(sitting: Live, path: str) -> None:
    window = sitting.window("officer", phone=True)
    window.open(path)
    assert fits(window)


def test_duty_leads_to_the_registration(live: Lives) -> None:
    office = live("registration")
    window = office.window("cb-dv-1", phone=True)
    window.open("/viec-cua-toi")
    window.page.locator("main a[href*='/dang-ky']").first.tap()
    window.page.locator("textarea").first.fill("Giải quyết đúng hạn")
    window.page.get_by_role("button", name="đăng ký").last.tap()
    expect(window.page.locator(".message.said")).to_be_visible()
    assert len(office.world.rows(Registration)) == 1


def test_vote_is_the_first_thing_on_the_page(sitting: Live) -> None:
    window = sitting.window("member1", phone=True)
    window.open(ballot(sitting))
    expect(window.page.locator(".choice").last).to_be_in_viewport()
    assert fits(window)


def test_vote_is_cast_with_two_taps(sitting: Live) -> None:
    window = sitting.window("member1", phone=True)
    window.open(ballot(sitting))
    window.page.locator(".choice").first.tap()
    window.page.get_by_role("button", name="Bỏ phiếu").tap()
    expect(window.page.locator(".message.said").first).to_contain_text("Đã ghi nhận phiếu của bạn")
    assert len(sitting.world.rows(Vote)) == 1


def test_drawer_covers_the_screen_and_closes(live: Lives) -> None:
    window = live("registration").window("officer", phone=True)
    window.open("/")
    cell = window.page.locator("a.cell.run")
    cell.tap()
    expect(window.page.locator("#drawer h1")).to_be_visible()
    assert fits(window)
    window.page.locator("#drawer [data-close]").tap()
    expect(window.page.locator("#drawer")).to_be_hidden()


def screens(page: Page) -> float:
    """How many screens of the telephone the page is long."""
    return float(page.evaluate("document.documentElement.scrollHeight / window.innerHeight"))


def test_what_one_owes_stands_on_the_first_screen(live: Lives) -> None:
    window = live("registration").window("cb-dv-1", phone=True)
    window.open("/viec-cua-toi")
    expect(window.page.locator("main a[href*='/dang-ky']").first).to_be_in_viewport()
    assert screens(window.page) < 4

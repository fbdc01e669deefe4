"""A day's work without a mouse: sign in, skip, choose, err, look, vote; and never caught anywhere."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from actions import ballots
from actions.accounts import open_demo_account
from domain.accounts import DEMO_PASSWORD
from models.council import Meeting, Vote
from models.engine import writing
from tests.browser.screen import Live, Screen
from tests.store import playing
from tests.store.scenario import VOTERS, World
from tests.web.test_profile import deputed

Lives = Callable[..., Live]
MOST_STOPS = 400
REGISTRATION = "/don-vi-toi/DV-1/NH-2021-01/dang-ky"
HERE = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) { return ""; }
  window.stops = window.stops || new Map();
  if (!window.stops.has(e)) { window.stops.set(e, window.stops.size); }
  return `${window.stops.get(e)} ${e.tagName} ${(e.innerText || e.name || e.id).slice(0, 40)}`;
}"""
UNSEEN = """() => {
  const e = document.activeElement, s = getComputedStyle(e), r = e.getBoundingClientRect();
  const ring = s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2;
  const inside = r.width && r.height && r.right > 0 && r.bottom > 0 && r.left < innerWidth && r.top < innerHeight;
  const label = e.closest(".choice");
  return !(inside && (ring || (label && getComputedStyle(label).outlineStyle !== "none")));
}"""


def account(world: World, person: str) -> None:
    """A password of the demonstration for somebody."""
    by = world.who("admin")
    with writing(world.engine) as session:
        open_demo_account(session, person, by=by, at=world.now)


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the wanted thing has the focus."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"no Tab leads to {selector}")


def stops(page: Page) -> list[str]:
    """Everything that Tab leads to, once around; what has the focus and shows no ring is marked."""
    found: list[str] = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        here = page.evaluate(HERE)
        if not here or here in found:
            return found
        found.append(here)
        assert not page.evaluate(UNSEEN), f"nobody sees where the focus is: {here}"
    raise AssertionError("Tab never comes around")


def reachable(page: Page) -> int:
    """How many things of the page can be worked; radios of one name count as one."""
    return int(
        page.evaluate("""() => {
          const kinds = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
          const all = [...document.querySelectorAll(kinds)]
            .filter((e) => e.checkVisibility({ visibilityProperty: true }) && !e.disabled);
          return new Set(all.map((e) => e.type === "radio" ? "radio " + e.name : e)).size;
        }""")
    )


@pytest.fixture
def unit(live: Lives) -> Screen:
    """A unit's officer, who has to register."""
    return live("registration").window("cb-dv-1")


def test_signing_in_takes_keys_only(live: Lives) -> None:
    office = live("registration")
    account(office.world, "officer")
    window = office.window(None)
    window.open("/viec-cua-toi")
    tab_to(window.page, "#f-name")
    window.page.keyboard.type("officer")
    window.page.keyboard.press("Tab")
    window.page.keyboard.type(DEMO_PASSWORD)
    window.page.keyboard.press("Enter")
    expect(window.page.get_by_role("heading", level=1)).to_have_text("Việc của tôi")


def test_wrong_password_brings_the_focus_to_the_reason(live: Lives) -> None:
    office = live("registration")
    account(office.world, "officer")
    window = office.window(None)
    window.open("/dang-nhap")
    tab_to(window.page, "#f-name")
    window.page.keyboard.type("officer")
    window.page.keyboard.press("Tab")
    window.page.keyboard.type("sai mật khẩu")
    window.page.keyboard.press("Enter")
    expect(window.page.locator("#refused")).to_be_focused()
    expect(window.page.locator("#f-name")).to_have_value("officer")


def test_first_key_skips_the_menu(unit: Screen) -> None:
    unit.open("/")
    unit.page.keyboard.press("Tab")
    expect(unit.page.get_by_text("Bỏ qua đến nội dung chính")).to_be_in_viewport()
    unit.page.keyboard.press("Enter")
    expect(unit.page.locator("main")).to_be_focused()
    unit.page.keyboard.press("Tab")
    assert unit.page.evaluate("document.activeElement.closest('main') !== null")


def test_menu_is_walked_and_entered(unit: Screen) -> None:
    unit.open("/")
    tab_to(unit.page, "nav.menu a[href='/viec-cua-toi']")
    unit.page.keyboard.press("Enter")
    expect(unit.page.locator("nav.menu a[aria-current=page]")).to_contain_text("Việc của tôi")


def test_refused_form_brings_the_focus_to_the_reason(unit: Screen) -> None:
    unit.open(REGISTRATION)
    tab_to(unit.page, "textarea")
    unit.page.keyboard.type("   ")
    tab_to(unit.page, "button.btn-act")
    unit.page.keyboard.press("Enter")
    expect(unit.page.locator("#refused")).to_be_focused()
    expect(unit.page.locator("textarea[aria-invalid=true]")).to_be_visible()


def test_effect_of_a_form_is_heard_first(unit: Screen) -> None:
    unit.open(REGISTRATION)
    tab_to(unit.page, "textarea")
    unit.page.keyboard.type("Giải quyết đúng hạn")
    tab_to(unit.page, "button[name=_preview]")
    unit.page.keyboard.press("Enter")
    expect(unit.page.locator(".effect")).to_be_focused()


def test_escape_closes_the_drawer_and_gives_the_focus_back(live: Lives) -> None:
    window = live("registration").window("officer")
    window.open("/")
    tab_to(window.page, "a.cell.run")
    window.page.keyboard.press("Enter")
    expect(window.page.locator("#drawer h1")).to_be_focused()
    window.page.keyboard.press("Escape")
    expect(window.page.locator("#drawer")).to_be_empty()
    expect(window.page.locator("a.cell.run")).to_be_focused()


def test_drawer_is_walked_and_left(live: Lives) -> None:
    window = live("registration").window("officer")
    window.open("/")
    tab_to(window.page, "a.cell.run")
    window.page.keyboard.press("Enter")
    expect(window.page.locator("#drawer h1")).to_be_focused()
    tab_to(window.page, "#lam-remind summary")
    window.page.keyboard.press("Enter")
    tab_to(window.page, "#lam-remind textarea")
    window.page.keyboard.type("Sắp đến hạn")
    tab_to(window.page, "#lam-remind button.btn-act")


def test_vote_is_cast_with_arrows_and_enter(live: Lives) -> None:
    office = live("council_appraisal@final")
    playing.convene(office.world)
    office.house.go("2021-11-30")
    playing.attend(office.world, *VOTERS)
    window, meeting = voting(office), office.world.rows(Meeting)[-1]
    window.open(f"/hoi-dong/NH-2021-01/phien/{meeting.id}/ho-so/HS-DV-1-01")
    tab_to(window.page, ".choice input")
    window.page.keyboard.press("Space")
    window.page.keyboard.press("ArrowDown")
    window.page.keyboard.press("Enter")
    expect(window.page.locator(".message.said").first).to_contain_text("Đã ghi nhận phiếu của bạn")
    assert [vote.choice for vote in office.world.rows(Vote)] == ["no"]


@pytest.mark.parametrize(
    "path", ["/", "/viec-cua-toi", "/vuong", "/phong-trao/NH-2021-01", "/phong-trao/moi", "/tim?q=DV"]
)
def test_nothing_catches_the_focus_and_it_is_always_seen(live: Lives, path: str) -> None:
    window = live("registration").window("officer")
    # A page that glides to what has the focus has not arrived when it is looked at.
    window.page.emulate_media(reduced_motion="reduce")
    window.open(path)
    assert len(stops(window.page)) >= reachable(window.page)


def test_choosing_for_whom_one_acts_takes_keys_only(live: Lives) -> None:
    office = live("registration")
    deputed(office.house)
    window = office.window("clerk")
    window.open("/tai-khoan")
    tab_to(window.page, "[name=deputy]")
    window.page.keyboard.press("ArrowDown")
    window.page.keyboard.press("Enter")
    expect(window.page.locator(".masthead .who")).to_contain_text("thay Người leader")


def voting(office: Live) -> Screen:
    """A member in front of an open ballot."""
    office.world.do(ballots.open_ballot, "final", "HS-DV-1-01", by="secretary")
    return office.window("member1")

"""What people do to forms: wrong and huge files, strange names, old pages, two presses, a session that ended."""

import unicodedata
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from actions.accounts import open_demo_account
from domain.accounts import DEMO_PASSWORD
from models.campaign_rows import store_mark
from models.dossiers import Dossier
from models.engine import writing
from models.registrations import Registration
from tests.browser.screen import Live, Screen
from tests.store import playing
from tests.web import papers

Lives = Callable[..., Live]
NEW = "/don-vi-toi/DV-1/NH-2021-01/de-nghi/final?hinh-thuc=giay_khen&loai=individual"
REGISTRATION = "/don-vi-toi/DV-1/NH-2021-01/dang-ky"
LIMIT = 30_000_000
GIGABYTE = 1_000_000_000
TWICE = """(button) => {
  const stopped = [];
  window.addEventListener("submit", (event) => stopped.push(event.defaultPrevented));
  button.click();
  button.click();
  return stopped;
}"""
NASTY = """<img src=x onerror="document.title='run'"> O'Hara "Bé" <script>document.title='run'</script>"""


def paper(name: str, content: bytes, kind: str = "application/pdf") -> Any:
    """A file as a browser is given it."""
    return {"name": name, "mimeType": kind, "buffer": content}


def large(directory: Path, size: int) -> Path:
    """A file with a hole: as long as it says, without filling the disk."""
    found = directory / "video.pdf"
    with found.open("wb") as file:
        file.write(papers.PDF)
        file.truncate(size)
    return found


@pytest.fixture
def intake(live: Lives) -> Live:
    """Units may propose."""
    return live("dossier_intake@final")


@pytest.fixture
def form(intake: Live) -> Screen:
    """A unit's officer in front of an empty dossier."""
    window = intake.window("cb-dv-1")
    window.open(NEW)
    return window


def fill(window: Screen, nominee: str = "Trần Thị Mẫu") -> None:
    """Everything that a dossier needs."""
    window.page.locator("[name=nominee]").fill(nominee)
    window.page.locator("[name=value-on_time]").select_option("có")
    window.page.locator("[name=paper-to_trinh]").set_input_files(paper("tờ trình.pdf", papers.PDF))
    window.page.locator("[name=paper-bao_cao_thanh_tich]").set_input_files(paper("báo cáo.docx", papers.office()))


def send(window: Screen) -> None:
    """Press the button."""
    window.page.get_by_role("button", name="Gửi hồ sơ").click()


def refused(window: Screen) -> Locator:
    """The sentence that says why not."""
    return window.page.locator("#refused")


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("chạy.exe", papers.PROGRAM, "loại không nhận"),
        ("đổi tên.pdf", papers.PROGRAM, "nội dung"),
        ("macro.docm", papers.office(), "macro"),
        ("đổi tên.docx", papers.with_macros(), "macro"),
    ],
)
def test_wrong_file_is_refused_and_the_rest_is_kept(form: Screen, name: str, content: bytes, why: str) -> None:
    fill(form)
    form.page.locator("[name=paper-to_trinh]").set_input_files(paper(name, content))
    send(form)
    expect(refused(form)).to_contain_text(why, ignore_case=True)
    expect(form.page.locator("[name=nominee]")).to_have_value("Trần Thị Mẫu")
    expect(form.page.get_by_text("Đã nhận tệp báo cáo.docx")).to_be_visible()


def test_large_file_is_refused_before_it_travels(form: Screen, tmp_path: Path) -> None:
    fill(form)
    form.page.locator("[name=paper-to_trinh]").set_input_files(large(tmp_path, LIMIT + 1))
    sent = len(form.calls)
    send(form)
    why = form.page.locator("[name=paper-to_trinh]").evaluate("field => field.validationMessage")
    assert "không quá 30 MB" in why
    assert len(form.calls) == sent
    expect(form.page.locator("[name=nominee]")).to_have_value("Trần Thị Mẫu")


@pytest.mark.timeout(120)
@pytest.mark.parametrize("size", [LIMIT + 1, GIGABYTE])
def test_without_script_a_large_file_brings_the_page_back(intake: Live, tmp_path: Path, size: int) -> None:
    window = intake.window("cb-dv-1", script=False)
    window.page.set_default_timeout(60_000)
    window.open(NEW)
    fill(window)
    window.page.locator("[name=paper-to_trinh]").set_input_files(large(tmp_path, size))
    send(window)
    expect(refused(window)).to_contain_text("mỗi lần gửi không quá 30 MB")
    expect(window.page.locator("[name=nominee]")).to_have_value("Trần Thị Mẫu")
    # The choice stands behind the files in the form: it came after the gigabyte.
    expect(window.page.locator("[name=value-on_time]")).to_have_value("có")


def test_names_with_tags_are_shown_and_never_run(intake: Live, form: Screen) -> None:
    fill(form, NASTY)
    send(form)
    expect(form.page.get_by_text(NASTY).first).to_be_visible()
    officer = intake.window("officer")
    for path in ("/ho-so", f"/ho-so/NH-2021-01/{code_of(intake)}", "/tim?q=hara", "/nhat-ky"):
        officer.open(path)
        assert officer.page.title() != "run"
    assert (form.complaints, officer.complaints) == ([], [])


def code_of(office: Live) -> str:
    """The only dossier."""
    return office.world.rows(Dossier)[-1].code


def test_letters_typed_in_pieces_are_found_again(form: Screen) -> None:
    fill(form, unicodedata.normalize("NFD", "Nguyễn Thị Ngọc"))
    send(form)
    form.open("/")
    form.page.get_by_role("searchbox").fill(unicodedata.normalize("NFD", "thị ngọc"))
    form.page.keyboard.press("Enter")
    expect(form.page.locator("main")).to_contain_text("Nguyễn Thị Ngọc")


def test_second_of_two_who_press_reads_who_was_first(live: Lives) -> None:
    office = live("dossier_intake@final")
    code = playing.propose(office.world, "DV-1")
    windows = [office.window("officer") for _ in range(2)]
    for window in windows:
        window.open(f"/ho-so/NH-2021-01/{code}")
    for window, opinion in zip(windows, ("Đủ điều kiện", "Ý kiến thứ hai"), strict=True):
        accept(window, opinion)
    expect(windows[0].page.locator(".message.said")).to_be_visible()
    expect(refused(windows[1])).to_contain_text("vừa được Người officer thay đổi")


def accept(window: Screen, opinion: str) -> None:
    """Take the dossier in."""
    form = window.page.locator("form[action$='/tiep-nhan']")
    if not form.is_visible():
        window.page.locator("details.act", has=form).locator("summary").click()
    form.locator("[name=opinion]").fill(opinion)
    form.locator("button.btn-act").click()


def test_registering_from_two_windows_makes_one(live: Lives) -> None:
    office = live("registration")
    windows = [office.window("cb-dv-1") for _ in range(2)]
    for window in windows:
        window.open(REGISTRATION)
        window.page.locator("textarea").first.fill("Giải quyết đúng hạn")
    for window in windows:
        window.page.get_by_role("button", name="đăng ký").last.click()
        window.page.wait_for_load_state()
    assert len(office.world.rows(Registration)) == 1


def test_second_press_while_the_first_is_on_its_way_sends_nothing(intake: Live, form: Screen) -> None:
    fill(form)
    stopped = form.page.get_by_role("button", name="Gửi hồ sơ").evaluate(TWICE)
    expect(form.page.locator(".message.said")).to_be_visible()
    assert stopped == [False, True]
    assert len(intake.world.rows(Dossier)) == 1


def test_form_of_an_earlier_sign_in_is_sent_again_with_one_click(intake: Live, form: Screen) -> None:
    fill(form)
    sign_in(intake, form, "cb-dv-1")
    send(form)
    expect(refused(form)).to_contain_text("đã mở từ trước lần đăng nhập")
    expect(form.page.locator("[name=nominee]")).to_have_value("Trần Thị Mẫu")


def sign_in(office: Live, window: Screen, person: str) -> None:
    """The same browser signs in once more, in another tab."""
    again = office.window(person)
    window.page.context.add_cookies(again.page.context.cookies())  # type: ignore[arg-type]  # what it gives, it takes


def test_session_that_ended_in_the_middle_gives_everything_back(live: Lives) -> None:
    office = live("registration")
    window = entered(office, "cb-dv-1")
    window.open(REGISTRATION)
    window.page.locator("textarea").first.fill("Giải quyết đúng hạn\nNiêm yết công khai")
    later(office, hours=13)
    window.page.get_by_role("button", name="đăng ký").last.click()
    expect(window.page.locator("main")).to_contain_text("Phiên làm việc đã hết")
    give_password(window.page, "cb-dv-1")
    expect(window.page.locator("textarea").first).to_have_value("Giải quyết đúng hạn\nNiêm yết công khai")
    window.page.get_by_role("button", name="đăng ký").last.click()
    expect(window.page.locator(".message.said")).to_be_visible()


def entered(office: Live, person: str, *, phone: bool = False) -> Screen:
    """Somebody who has signed in with her password."""
    by = office.world.who("admin")
    with writing(office.world.engine) as session:
        open_demo_account(session, person, by=by, at=office.world.now)
    window = office.window(None, phone=phone)
    window.open("/dang-nhap")
    give_password(window.page, person)
    return window


def give_password(page: Page, person: str) -> None:
    """Fill the sign-in page."""
    page.locator("#f-name").fill(person)
    page.locator("#f-password").fill(DEMO_PASSWORD)
    page.locator("main form").first.get_by_role("button", name="Đăng nhập").click()


def later(office: Live, *, hours: int) -> None:
    """Let the pages' clock go on."""
    office.world.now += timedelta(hours=hours)
    with writing(office.world.engine) as session:
        store_mark(session).clock = office.world.now


def test_someone_elses_page_does_not_exist(intake: Live) -> None:
    window = intake.window("cb-dv-2")
    assert window.open(NEW) == 404
    expect(window.page.get_by_role("heading", level=1)).to_have_text("Chưa thực hiện được")


def test_nothing_is_shown_by_going_back_after_signing_out(live: Lives) -> None:
    window = entered(live("registration"), "officer")
    window.open("/phong-trao/NH-2021-01")
    window.page.get_by_role("button", name="Đăng xuất").click()
    expect(window.page.get_by_text("Đã đăng xuất")).to_be_visible()
    window.page.go_back()
    expect(window.page.get_by_role("heading", level=1)).to_have_text("Đăng nhập")

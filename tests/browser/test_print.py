"""What comes out of the printer: the paper begins on its first sheet, and nothing of the screen is on it."""

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from models.council import Meeting
from tests.browser.screen import Live, Screen
from tests.store import playing

Lives = Callable[..., Live]
OF_THE_SCREEN = ("Bỏ qua đến nội dung", "Đăng xuất", "Việc của tôi", "Xem trước tác động", "In bảng này", "Tải Excel")
DECISION = "/quyet-dinh/NH-2021-01/final/giay_khen"


def printed(window: Screen, path: str, directory: Path) -> Path:
    """The page as Chromium prints it, on the sheets that its style asks for."""
    assert window.open(path) == 200
    found = directory / "print.pdf"
    window.page.pdf(path=found, prefer_css_page_size=True, print_background=False)
    return found


def sheets(paper: Path) -> list[str]:
    """The text of each sheet, blanks as they come; skips where no reader of PDF is installed."""
    reader = shutil.which("pdftotext")
    if reader is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    found = subprocess.run([reader, "-layout", str(paper), "-"], capture_output=True, check=True, timeout=30)
    return [re.sub(r"\s+", " ", sheet).strip() for sheet in found.stdout.decode().split("\f")[:-1]]


def of_the_screen(found: list[str]) -> list[str]:
    """Words that belong to menus and buttons."""
    return [words for words in OF_THE_SCREEN if any(words in sheet for sheet in found)]


@pytest.fixture
def decided(live: Lives) -> Live:
    """The council has concluded, and the decision is drafted and signed but has no number."""
    office = live("decision_issuance@final")
    for kind in ("draft_decision", "sign_decision"):
        for duty in office.world.owed(kind):
            playing.act(office.world, duty)
    return office


@pytest.mark.parametrize(
    ("path", "first", "most"),
    [
        ("/", "Tổng quan", 3),
        ("/phong-trao/NH-2021-01", "Thi đua cải cách hành chính năm 2021", 3),
        ("/phong-trao/NH-2021-01/ke-hoach", "Thi đua cải cách hành chính năm 2021", 5),
        (f"{DECISION}/van-ban", "QUYẾT ĐỊNH", 3),
    ],
)
def test_paper_begins_on_its_first_sheet_without_the_screen(
    decided: Live, tmp_path: Path, path: str, first: str, most: int
) -> None:
    found = sheets(printed(decided.window("officer"), path, tmp_path))
    assert first in found[0]
    assert len(found) <= most
    assert of_the_screen(found) == []
    assert all(found), "an empty sheet"


def test_minutes_begin_on_their_first_sheet(decided: Live, tmp_path: Path) -> None:
    path = f"/hoi-dong/NH-2021-01/phien/{decided.world.rows(Meeting)[-1].id}/bien-ban"
    found = sheets(printed(decided.window("secretary"), path, tmp_path))
    assert "BIÊN BẢN" in found[0]
    assert of_the_screen(found) == []
    assert len(found) <= 3


@pytest.mark.parametrize("phone", [False, True])
def test_stamp_of_a_draft_lies_on_no_words(decided: Live, phone: bool) -> None:
    window = decided.window("officer", phone=phone)
    window.open(f"{DECISION}/van-ban")
    if not phone:
        window.page.emulate_media(media="print")
    stamp = window.page.locator(".paper-draft").bounding_box()
    head = window.page.locator(".paper-head").bounding_box()
    assert stamp is not None
    assert head is not None
    assert stamp["y"] + stamp["height"] <= head["y"]

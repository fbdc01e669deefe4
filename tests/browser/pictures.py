"""Pictures of the main pages for the documents: `python -m tests.browser.pictures ADDRESS DIRECTORY`.

ADDRESS is where `thidua demo` serves its campaigns; its ready-made accounts are used through the sign-in page.
"""

import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from deployments.chromium import MISSING, find
from domain.accounts import DEMO_PASSWORD

DESK, PHONE = (1280, 1400), (390, 844)
STUCK, DONE, PAPER, CANCELLED = "MS-2026-01", "HY-2024-01", "BT-2019-01", "LP-2021-01"
SHOTS: tuple[tuple[str, str, str, tuple[int, int]], ...] = (
    ("monitor", "ms-vanphong", "/", DESK),
    ("stage", "ms-vanphong", f"/phong-trao/{STUCK}/giai-doan/midterm_review?lam=remind", DESK),
    ("campaign", "hy-vanphong", f"/phong-trao/{DONE}", DESK),
    ("quotas", "hy-vanphong", f"/phong-trao/{DONE}/dot", DESK),
    ("intake", "ms-vanphong", "/ho-so", DESK),
    ("council", "ms-thuky", f"/hoi-dong/{STUCK}", DESK),
    ("decisions", "ms-chutich", "/quyet-dinh", DESK),
    ("decision", "ms-chutich", f"/quyet-dinh/{STUCK}/midterm/bang_khen", DESK),
    ("paper", "hy-chutich", f"/quyet-dinh/{DONE}/final/bang_khen/van-ban", DESK),
    ("ballot", "bt-thuky", f"/hoi-dong/{PAPER}/phien/1/ho-so/HS-BT-PTC-01", DESK),
    ("complaint", "lp-vanphong", f"/khieu-nai/{CANCELLED}/KN-0001", DESK),
    ("cancelled", "lp-vanphong", f"/quyet-dinh/{CANCELLED}/2021/giay_khen", DESK),
    ("trail", "kiemtra", f"/nhat-ky?phong_trao={CANCELLED}", DESK),
    ("ledger", "kiemtra", "/nhat-ky/kiem-chung", DESK),
    ("people", "quantri", "/quan-tri/nguoi", DESK),
    ("phone", "ms-thuky", "/viec-cua-toi", PHONE),
)
"""Name of the picture, whose account, which page, which window."""


def main(address: str, directory: Path) -> int:
    """Take all pictures; 1 when there is no browser, or when a page did not open."""
    where = find()
    if where is None:
        print(MISSING, file=sys.stderr)
        return 1
    directory.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(where), args=["--no-sandbox", "--disable-gpu"])
        failed = [
            name
            for name, person, path, size in SHOTS
            if not take(browser, address, directory / f"{name}.png", person, path, size)
        ]
        browser.close()
    for name in failed:
        print(f"Không chụp được: {name}", file=sys.stderr)
    return 1 if failed else 0


def take(browser: Browser, address: str, file: Path, person: str, path: str, size: tuple[int, int]) -> bool:
    """One picture, by somebody who signs in as people do."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, locale="vi-VN")
    page = context.new_page()
    sign_in(page, address, person)
    answer = page.goto(address + path)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=file)
    context.close()
    return answer is not None and answer.status == 200


def sign_in(page: Page, address: str, person: str) -> None:
    """With the password that the demonstration's sign-in page shows."""
    page.goto(f"{address}/dang-nhap")
    page.locator('main [name="name"]').first.fill(person)
    page.locator('main [name="password"]').first.fill(DEMO_PASSWORD)
    page.locator("main form").first.get_by_role("button").first.click()
    page.wait_for_load_state()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1].rstrip("/"), Path(sys.argv[2])))

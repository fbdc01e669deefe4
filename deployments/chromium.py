"""The browser for tests of pages: the system's Chromium, installed with the system's own tool where possible."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome")
PACKAGES = ("chromium", "fonts-noto-core", "poppler-utils")
"""The browser, letters for whatever our own font lacks, and the tool that turns a printed page into pictures."""

PATIENCE = 600
MISSING = (
    "Chưa có Chromium nên các kiểm tra bằng trình duyệt sẽ bị bỏ qua."
    " Cài bằng quyền quản trị: apt-get install chromium fonts-noto-core poppler-utils"
)


def find() -> Path | None:
    """Where the browser is, if it is installed."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    return Path(found) if found else None


def install() -> Iterator[str]:
    """Install what is missing when we may; gives lines that tell what is done, or how to do it."""
    if find() is not None and shutil.which("pdftoppm"):
        return
    tool = shutil.which("apt-get")
    if tool is None or os.geteuid() != 0:
        yield MISSING
        return
    yield f"Cài {', '.join(PACKAGES)}…"
    for arguments in (("update", "-qq"), ("install", "-y", "-qq", "--no-install-recommends", *PACKAGES)):
        command = ("env", "DEBIAN_FRONTEND=noninteractive", tool, *arguments)
        subprocess.run(command, check=False, capture_output=True, timeout=PATIENCE)
    if find() is None:
        yield MISSING

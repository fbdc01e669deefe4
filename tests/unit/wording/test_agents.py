"""A browser is called as people call it."""

import pytest

from wording.agents import browser

WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36"


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        (WINDOWS, "Chrome trên Windows"),
        (WINDOWS + " Edg/126.0", "Edge trên Windows"),
        (WINDOWS.replace("AppleWebKit", "coc_coc_browser/120 AppleWebKit"), "Cốc Cốc trên Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0", "Firefox trên Linux"),
        ("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36", "Chrome trên Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Safari/604.1", "Safari trên iPhone"),
        ("curl/8.5.0", "curl/8.5.0"),
        ("x" * 120, "x" * 40),
        ("", "không rõ"),
    ],
)
def test_browser_is_named_with_its_system(agent: str, said: str) -> None:
    assert browser(agent) == said

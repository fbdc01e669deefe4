"""What may be handed in as a file."""

from contextlib import suppress

import pytest

from domain.errors import Invalid
from tests.web import papers
from web.forms import Upload
from web.uploads import check, media_type


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("Báo cáo thành tích.PDF", papers.PDF),
        ("to-trinh.docx", papers.office()),
        ("bang.xlsx", papers.office("xl/workbook.xml")),
        ("anh.jpeg", papers.JPG),
        ("anh.png", papers.PNG),
    ],
)
def test_what_offices_send_is_taken(name: str, content: bytes) -> None:
    check(Upload(name, content), field="paper-x")


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("trong.pdf", b"", "file_empty"),
        ("chay.exe", papers.PROGRAM, "file_kind"),
        ("khong-duoi", papers.PDF, "file_kind"),
        ("cu.doc", papers.LOCKED_OFFICE, "file_kind"),
        ("trang.html", b"<script>", "file_kind"),
        ("bao-cao.pdf", papers.PROGRAM, "file_content"),
        ("bao-cao.pdf", b"<html><script>alert(1)</script>", "file_content"),
        ("anh.png", papers.JPG, "file_content"),
        ("bang.xlsx", papers.office(), "file_content"),
        ("hong.docx", papers.office()[:60], "file_content"),
        ("khoa.pdf", papers.LOCKED_PDF, "file_locked"),
        ("khoa.docx", papers.LOCKED_OFFICE, "file_locked"),
        ("macro.docm", papers.office(), "file_macro"),
        ("doi-ten.docx", papers.with_macros(), "file_macro"),
        ("doi-ten.docx", papers.office(types="ms-word.document.macroEnabled.main"), "file_macro"),
    ],
)
def test_what_is_not_what_it_says_is_refused(name: str, content: bytes, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        check(Upload(name, content), field="paper-x")
    assert (refused.value.code, refused.value.data["field"]) == (code, "paper-x")


@pytest.mark.parametrize("place", range(0, 320, 3))
def test_a_damaged_file_is_taken_or_refused(place: int) -> None:
    content = bytearray(papers.office())
    content[place % len(content)] ^= 0xFF
    with suppress(Invalid):
        check(Upload("hong.docx", bytes(content)), field="paper-x")


def test_an_unknown_name_is_sent_out_as_bytes() -> None:
    assert media_type("cũ.doc") == "application/octet-stream"

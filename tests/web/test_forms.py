"""What was typed is cleaned at the boundary."""

import pytest

from web.forms import clean


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Nguyễn\u00a0Văn A", "Nguyễn Văn A"),
        ("1\u202f500", "1 500"),
        ("Hòa\u200b Bình\x00", "Hòa Bình"),
        ("Hoa\u0300", "Hoà"),
        ("một\r\nhai\tba", "một\nhai\tba"),
        ("tên\u202egiả", "têngiả"),
    ],
)
def test_typed_text_has_one_form(typed: str, kept: str) -> None:
    assert clean(typed) == kept

"""The page that stands for a scanned one in the demonstration."""

import re

from deployments.demo.scans import scanned

PAGE = scanned(("Biên bản kiểm phiếu (lần 1)", "Đồng ý: 4"))


def test_every_object_is_where_the_table_says() -> None:
    places = [int(place) for place in re.findall(rb"(\d{10}) 00000 n", PAGE)]
    assert [PAGE[place : place + 5] for place in places] == [b"%d 0 o" % number for number in range(1, 6)]


def test_table_is_where_the_end_says() -> None:
    start = int(PAGE.rsplit(b"startxref\n", 1)[1].split()[0])
    assert PAGE[start:].startswith(b"xref\n0 6\n")


def test_words_are_written_in_plain_letters() -> None:
    assert b"(BIEN BAN KIEM PHIEU [LAN 1]) Tj" in PAGE
    assert b"(DONG Y: 4) Tj" in PAGE


def test_length_of_what_is_drawn_is_told() -> None:
    told, drawn = re.search(rb"/Length (\d+) >>\nstream\n(.*)\nendstream", PAGE, re.DOTALL).groups()  # type: ignore[union-attr]  # there is one
    assert int(told) == len(drawn)

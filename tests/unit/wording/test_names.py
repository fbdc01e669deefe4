import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Invalid
from wording import names

# The order that ICU's collation for Vietnamese gives.
IN_ORDER = (
    "2 An", "An", "Ân", "Ba", "Bá", "Bạ", "Bách", "Cần", "Chi", "Da", "Đa", "Đà", "Đá", "Em", "Êm",
    "Giang", "Hoa", "hòa", "Hòa", "Hóa", "Hoàng", "Ma", "Mà", "Mả", "Mã", "Má", "Mạ", "Mai",
    "Nam", "On", "Ôn", "Ơn", "Phú", "Quý", "Tâm", "Tú", "Tư", "Văn", "Xuân", "Yến",
)  # fmt: skip  # because forty lines of single names show no order


@given(st.permutations(IN_ORDER))
def test_dictionary_order_survives_any_shuffle(shuffled: list[str]) -> None:
    assert tuple(sorted(shuffled, key=names.sort_key)) == IN_ORDER


def test_numbers_in_names_count_by_their_value() -> None:
    wards = ["Phường số 11", "Phường số 10a", "Phường số 2", "Phường số 10"]
    assert sorted(wards, key=names.sort_key) == ["Phường số 2", "Phường số 10", "Phường số 10a", "Phường số 11"]


def test_people_sort_by_given_name() -> None:
    people = ["Bùi Thị Bình", "Cao Văn Ân", "Lê Thị An", "Đỗ An", "Dương An"]
    ordered = ["Dương An", "Đỗ An", "Lê Thị An", "Cao Văn Ân", "Bùi Thị Bình"]
    assert sorted(people, key=names.person_sort_key) == ordered


@given(st.text())
def test_sort_key_ignores_how_composed(text: str) -> None:
    decomposed = unicodedata.normalize("NFD", text)
    assert names.sort_key(decomposed) == names.sort_key(names.nfc(text))


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đặng Thị Ngọc Ánh", "dang thi ngoc anh"),
        ("UBND  Phường 5", "ubnd phuong 5"),
        (unicodedata.normalize("NFD", "Thủy Tiên"), "thuy tien"),
        ("ƯỚC ĐƯỜNG", "uoc duong"),
        ("", ""),
    ],
)
def test_search_form_has_no_accents(text: str, folded: str) -> None:
    assert names.fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    once = names.fold(text)
    assert names.fold(once) == once


def test_decomposed_name_is_composed() -> None:
    assert names.clean_name(unicodedata.normalize("NFD", "  Lê\u00a0 Hữu  Phước ")) == "Lê Hữu Phước"


@pytest.mark.parametrize("hidden", ["\u0000", "\n", "\t", "\u200b", "\u202e", "\ud800", "\x7f"])
def test_hidden_character_is_refused(hidden: str) -> None:
    with pytest.raises(Invalid) as refusal:
        names.clean_name(f"Lê{hidden}Phước")
    assert refusal.value.data["code"] == f"U+{ord(hidden):04X}"


@pytest.mark.parametrize("blank", ["", "   ", "\n", "\u00a0"])
def test_blank_name_is_refused(blank: str) -> None:
    with pytest.raises(Invalid) as refusal:
        names.clean_name(blank)
    assert refusal.value.code == "name_blank"

"""Names and other texts that people type: one form at the boundary, one to search by, one to sort by."""

import re
import unicodedata
from typing import NamedTuple

from domain.errors import Invalid

_LETTERS = {letter: place for place, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
# The dictionary's order of tones: ngang, huyền, hỏi, ngã, sắc, nặng.
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_SIGN, _DIGIT, _LETTER, _FOREIGN = range(4)
# A run of digits is one number, so that "phường số 2" stands before "phường số 10"; no name needs more than nine.
_PARTS = re.compile(r"\d{1,9}|.", re.DOTALL)


class SortKey(NamedTuple):
    """All letters decide first, then all tones, then case: so "Mạ" stands between "Ma" and "Mai"."""

    letters: tuple[tuple[int, int], ...]
    tones: tuple[int, ...]
    cases: str


def nfc(text: str) -> str:
    """The composed form, in which every text is stored and compared."""
    return unicodedata.normalize("NFC", text)


def clean_name(text: str) -> str:
    """A name as it is stored: composed, trimmed, single spaces.

    Raises:
        Invalid: `name_blank`; `name_hidden_character` with `found` and `code` (U+200B), because a name with an
            invisible letter is never found again and may show another than it is.
    """
    name = nfc(text).strip()
    for letter in name:
        if not letter.isprintable() and unicodedata.category(letter) != "Zs":
            raise Invalid("name_hidden_character", found=name, code=f"U+{ord(letter):04X}")
    if not name:
        raise Invalid("name_blank")
    return " ".join(name.split())


def fold(text: str) -> str:
    """The text as people type it in a hurry: no accents, `đ` as `d`, small letters, single spaces."""
    marked = unicodedata.normalize("NFD", text.casefold())
    bare = "".join(letter for letter in marked if not unicodedata.combining(letter))
    return " ".join(bare.replace("đ", "d").split())


def sort_key(text: str) -> SortKey:
    """The order of a Vietnamese dictionary: foreign letters after `y`, signs and numbers by their value before `a`."""
    composed = nfc(text)
    parts = [_letter_and_tone(part) for part in _PARTS.findall(composed.casefold())]
    return SortKey(tuple(letter for letter, _ in parts), tuple(tone for _, tone in parts), composed.swapcase())


def person_sort_key(full_name: str) -> tuple[SortKey, SortKey]:
    """People stand by given name, which is the last word, then by family and middle name."""
    others, _, given = full_name.strip().rpartition(" ")
    return sort_key(given), sort_key(others)


def _letter_and_tone(letter: str) -> tuple[tuple[int, int], int]:
    if letter.isdecimal():
        return (_DIGIT, int(letter)), 0
    marks = unicodedata.normalize("NFD", letter)
    tone = next((_TONES[mark] for mark in marks if mark in _TONES), 0)
    plain = nfc("".join(mark for mark in marks if mark not in _TONES))
    return _place(plain), tone


def _place(plain: str) -> tuple[int, int]:
    if plain in _LETTERS:
        return _LETTER, _LETTERS[plain]
    code = ord(plain[0]) if plain else 0
    return (_FOREIGN if plain.isalpha() else _SIGN), code

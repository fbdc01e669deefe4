"""What a password must be, and when a name is locked."""

import unicodedata
from datetime import UTC, datetime, timedelta

import pytest

from domain.accounts import LOCKED_FOR, TRIALS, checked_password, digest_of, hash_of, locked_after, normal_password
from domain.errors import Invalid

AT = datetime(2026, 3, 2, 1, tzinfo=UTC)
OWN = ("lan.tdp01", "Nguyễn Thị Lan", "ntlan@tdp1.example")
GOOD = "mưa rơi trên mái ngói"


@pytest.mark.parametrize(
    "password", [GOOD, "k7mp-x2hd-9qrt-wn4c", "a" * 6 + "bcdefg", "Đồng hồ 12 giờ", "🌧 mưa rơi mái"]
)
def test_good_passwords_are_taken(password: str) -> None:
    assert checked_password(password, own=OWN) == password


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("", "password_short"),
        ("mười một chữ"[:11], "password_short"),
        ("á" * 201, "password_long"),
        ("123456789012", "password_common"),
        ("Mật khẩu 12345", "password_common"),
        ("Quản-trị_hệ.thống", "password_common"),
        ("aaaaaaaaaaaaaaaa", "password_common"),
        ("abcabcabcabcabc", "password_common"),
        ("LAN.TDP01 của tôi", "password_personal"),
        ("Nguyễn Thị Lan 1990", "password_personal"),
        ("nguyen thi lan 1990", "password_personal"),
        ("xin chào ntlan nhé", "password_personal"),
    ],
)
def test_bad_passwords_are_refused(password: str, code: str) -> None:
    with pytest.raises(Invalid, match=code):
        checked_password(password, own=OWN)


def test_short_password_tells_how_long_it_is() -> None:
    with pytest.raises(Invalid) as refused:
        checked_password("ngắn", own=())
    assert refused.value.data == {"found": 4, "least": 12, "field": "new_password"}


def test_decomposed_letters_count_once() -> None:
    eleven = unicodedata.normalize("NFD", "ộệẫứừữởỡọạả")
    with pytest.raises(Invalid, match="password_short"):
        checked_password(eleven, own=())


def test_short_names_may_stand_in_a_password() -> None:
    assert checked_password("phong lan nở muộn", own=("lan", "An", ""))


def test_password_is_the_same_however_typed() -> None:
    assert normal_password(unicodedata.normalize("NFD", GOOD)) == GOOD


@pytest.mark.parametrize(("failed", "locked"), [(1, False), (TRIALS - 1, False), (TRIALS, True), (TRIALS + 3, True)])
def test_name_is_locked_after_five_trials(failed: int, locked: bool) -> None:
    assert locked_after(failed, AT) == (AT + LOCKED_FOR if locked else None)
    assert timedelta(minutes=15) == LOCKED_FOR


def test_trials_count_whatever_the_case_of_a_name() -> None:
    assert digest_of("LAN.tdp01") == digest_of("lan.TDP01") != digest_of("lan.tdp02")


def test_tokens_are_kept_as_digests() -> None:
    assert hash_of("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

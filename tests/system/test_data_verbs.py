"""`thidua data` on a store of its own: what is held, corrections, periods, erasure by two people."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from models.engine import open_engine
from tests.system.desk import Office, staffed

At = Callable[[], Office]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office."""
    directory = tmp_path_factory.mktemp("data") / "store"
    directory.mkdir()
    staffed(directory)
    open_engine(Office(directory).url).dispose()
    return directory


@pytest.fixture
def at(kept: Path, tmp_path: Path) -> At:
    """A copy of it."""

    def copy() -> Office:
        shutil.copytree(kept, tmp_path / "store")
        return Office(tmp_path / "store")

    return copy


def test_person_takes_her_own_data_away(at: At) -> None:
    office = at()
    assert json.loads(office.do("data export canbo --as canbo"))["code"] == "canbo"
    assert "data:viewed" not in office.do("audit log --json")


def test_another_takes_it_with_a_reason_that_is_kept(at: At) -> None:
    office = at()
    office.do("data export canbo --as quantri --reason Đơn")
    assert '"data:viewed"' in office.do("audit log --json")


def test_correction_is_asked_and_agreed(at: At) -> None:
    office = at()
    office.do("data correct title Trưởng_phòng --as canbo --reason Quyết_định_3")
    assert "Trưởng_phòng" in office.do("data corrections --as quantri")
    assert "Đã trả lời" in office.do("data decide-correction 1 --agree --as quantri")


def test_periods_are_empty_until_set(at: At) -> None:
    office = at()
    assert {one["years"] for one in json.loads(office.do("data due --json"))["periods"]} == {None}
    office.do("data retention event_values --years 5 --source 7/QD --as quantri")
    assert "7/QD" in office.do("data due --as quantri")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("data export canbo --as chutich --reason Xem", "không có quyền"),
        ("data export canbo --as quantri", "Lý do"),
        ("data export khong-co --as quantri --reason x", "khong-co"),
        ("data correct phone abc --as canbo --reason x", "không phải số điện thoại"),
        ("data decide-correction 9 --agree --as quantri", "Không có yêu cầu sửa dữ liệu số 9"),
        ("data retention notices --years 0 --source x --as quantri", "0 năm không được"),
        ("data retention notices --years 5 --as quantri", "cần căn cứ"),
        ("data erase evidence --as quantri --reason x", "Chưa đặt thời hạn"),
        ("data erase --person canbo --as quantri --reason x", "còn làm việc ở đây"),
        ("data decide-erasure 9 --agree --as quantri", "Không có yêu cầu xóa dữ liệu số 9"),
        ("data due --as canbo", "không có quyền"),
    ],
)
def test_refusal_is_a_sentence_and_changes_nothing(at: At, line: str, said: str) -> None:
    office = at()
    before = office.rows()
    answer = office.ask(line)
    assert (answer.code, said.lower() in answer.err.lower()) == (1, True), answer
    assert office.rows() == before


@pytest.mark.parametrize(
    "line", ["data erase --as quantri --reason x", "data erase nothing --as quantri --reason x", "data correct x y"]
)
def test_wrong_syntax_is_told(at: At, line: str) -> None:
    assert at().ask(line).code == 2

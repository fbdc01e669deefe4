"""An issued decision is replaced, corrected and cancelled at the command line."""

import json
import shutil
from pathlib import Path

import pytest

from tests.system.desk import CODE, Office, decided, staffed

WHY = ("--reason", "Theo kết luận kiểm tra")
CANCEL = f"decision cancel {CODE} 1 --dossier HS-TDP-01-01 --ground fault_found --document 12/KL --as canbo"


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Decision 1 is issued."""
    office = staffed(tmp_path_factory.mktemp("issued") / "store")
    decided(office)
    return office.directory


@pytest.fixture
def office(issued: Path, tmp_path: Path) -> Office:
    shutil.copytree(issued, tmp_path / "store")
    return Office(tmp_path / "store")


def carried_out(office: Office) -> None:
    office.do(f"decision sign-change {CODE} 2 --as chutich --title", "Chủ tịch")
    office.do(f"decision issue-change {CODE} 2 --number 130/QĐ-UBND --on 2021-11-26 --as vanthu")


def test_cancelled_award_comes_back_in_parts(office: Office) -> None:
    assert "số thứ tự 2" in office.do(CANCEL, *WHY)
    carried_out(office)
    office.do(f"decision recover {CODE} 2 1 --on 2021-11-26 --document PT1 --as canbo")
    shown = json.loads(office.do(f"decision show-change {CODE} 2 --json"))
    assert [one["recovered_on"] for one in shown["recoveries"]] == ["2021-11-26", None]


def test_list_tells_what_a_decision_is_about(office: Office) -> None:
    office.do(CANCEL, *WHY)
    carried_out(office)
    shown = office.do(f"decision list {CODE}")
    assert "2. Quyết định hủy bỏ khen thưởng 130/QĐ-UBND ngày 26/11/2021 (đối với 125/QĐ-UBND)" in shown


def test_correction_is_shown_word_by_word(office: Office) -> None:
    office.do(f"decision correct {CODE} 1 --as canbo --stood", "Khu 14", "--stands", "Khu 4", *WHY)
    assert "Đã ghi: “Khu 14”; nay sửa lại là: “Khu 4”." in office.do(f"decision show-change {CODE} 2")


def test_names_of_a_replacement_are_put_right(office: Office) -> None:
    office.do(f"decision replace {CODE} 1 --as canbo --name", "HS-TDP-01-01=Tập thể Một", *WHY)
    carried_out(office)
    assert "Tập thể Một" in office.do(f"decision public {CODE}")


def test_draft_is_given_up(office: Office) -> None:
    office.do(CANCEL, *WHY)
    office.do(f"decision drop-change {CODE} 2 --as canbo", *WHY)
    assert "số thứ tự 3" in office.do(CANCEL, *WHY)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (CANCEL.replace("fault_found", "anger"), "không phải căn cứ"),
        (CANCEL.replace(f"{CODE} 1", f"{CODE} 9"), "không có quyết định thứ 9"),
        (f"decision correct {CODE} 1 --as canbo --stood a --stood b --stands c", "từng đôi"),
        (f"decision replace {CODE} 1 --as canbo --name HS-9=Ai", "không có trong danh sách"),
        (f"decision drop-change {CODE} 1 --as canbo", "quyết định khen thưởng gốc"),
    ],
)
def test_what_cannot_be_is_refused(office: Office, line: str, said: str) -> None:
    refused = office.ask(line, *WHY)
    assert (refused.code, said in refused.err) == (1, True), refused.err


def test_list_is_opened_to_everybody(office: Office) -> None:
    office.do("decision publish --open --as quantri", *WHY)
    assert office.ask("decision publish --open --as quantri", *WHY).code == 1
    assert office.ask("decision publish --close --as canbo", *WHY).code == 1

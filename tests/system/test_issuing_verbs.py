"""Signing in another's place, numbers of an own book, signed files: at the command line."""

import json
import shutil
from pathlib import Path

import pytest

from tests.system.desk import CODE, Office, drafted, staffed

DAYS = "--from 2021-11-01 --to 2021-12-31 --document 118/QĐ-UBND --document-date 2021-11-01"
ADD = f"delegation add chutich m1 KT {DAYS} --as quantri --collective Ủy-ban --head-title Chủ-tịch --title Phó"


@pytest.fixture(scope="module")
def waiting(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A draft lies before the leader."""
    office = staffed(tmp_path_factory.mktemp("waiting") / "store")
    drafted(office)
    return office.directory


@pytest.fixture
def office(waiting: Path, tmp_path: Path) -> Office:
    shutil.copytree(waiting, tmp_path / "store")
    return Office(tmp_path / "store")


def authority(office: Office) -> str:
    """The authority of the campaign, as its decisions name it."""
    found: str = json.loads(office.do(f"campaign show {CODE} --json"))["authority"]
    return found


def test_a_delegate_signs_by_her_delegation(office: Office) -> None:
    assert "Đã giao m1 ký thay chutich (giấy số 1)." in office.do(ADD)
    office.do(f"decision sign {CODE} --as m1 --delegation 1")
    [line] = json.loads(office.do("delegation list --json"))
    assert line["block"] == "TM. ỦY-BAN\nKT. CHỦ-TỊCH\nPHÓ"


def test_an_ended_delegation_is_listed_only_on_request(office: Office) -> None:
    office.do(ADD)
    office.do("delegation end 1 --as quantri --reason Thôi")
    assert "Không ai ký thay ai." in office.do("delegation list")
    assert "118/QĐ-UBND" in office.do("delegation list --over")


def test_a_book_gives_the_number_and_shows_it(office: Office) -> None:
    name = authority(office)
    assert "Đã mở sổ số 1." in office.do("book open", name, "QĐ-UBND", "--as", "quantri", "--first", "46")
    office.do(f"decision sign {CODE} --as chutich --title Chủ-tịch")
    assert "46/QĐ-UBND" in office.do(f"decision issue {CODE} --on 2021-11-26 --as vanthu")
    assert "46/QĐ-UBND" in office.do("book show", name, "2021")
    assert "47/QĐ-UBND" in office.do("book list")


def test_a_signed_file_is_kept_beside_the_first(office: Office, tmp_path: Path) -> None:
    first, second = tmp_path / "ban-ky.pdf", tmp_path / "ban-ky-2.pdf"
    first.write_bytes(b"%PDF-1.4 1")
    second.write_bytes(b"%PDF-1.4 2")
    office.do(f"decision sign {CODE} --as chutich --title Chủ-tịch")
    office.do(f"decision issue {CODE} --number 125/QĐ-UBND --on 2021-11-26 --as vanthu --file", str(first))
    told = office.do("decision attach 1", str(second), "--as", "vanthu", "--reason", "Thiếu trang")
    assert "Đã lưu bản ký số 2" in told

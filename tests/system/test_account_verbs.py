"""`thidua account` and `thidua deputy` on a store of their own, and the account that the first start makes."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from deployments.engine import preparing
from models.engine import open_engine
from tests.system.desk import Office, in_directory, staffed

At = Callable[[], Office]
DEPUTY = "--from 2021-09-06 --to 2021-09-20 --document 9/QD --document-date 2021-09-01"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office whose leader has an account."""
    directory = tmp_path_factory.mktemp("accounts") / "store"
    directory.mkdir()
    office = staffed_office(directory)
    office.do("account open chutich --as quantri")
    open_engine(office.url).dispose()
    return directory


def staffed_office(directory: Path) -> Office:
    staffed(directory)
    return Office(directory)


@pytest.fixture
def at(kept: Path, tmp_path: Path) -> At:
    """A copy of it."""

    def copy() -> Office:
        shutil.copytree(kept, tmp_path / "store")
        return Office(tmp_path / "store")

    return copy


def listed(office: Office) -> dict[str, str]:
    """Account → its state."""
    return {line["code"]: line["state"] for line in json.loads(office.do("account list --json"))}


def test_password_is_told_once(at: At) -> None:
    told = json.loads(at().do("account open vanthu --as quantri --json"))
    assert told["person"] == "vanthu"
    assert re.fullmatch(r"(\w{4}-){3}\w{4}", told["password"])


def test_accounts_are_listed_with_their_state(at: At) -> None:
    office = at()
    office.do("account disable chutich --as quantri --reason Nghỉ")
    assert listed(office) == {"chutich": "disabled"}
    office.do("account enable chutich --as quantri")
    assert "Đang dùng" in office.do("account list")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("account reset chutich --as quantri", "Mật khẩu tạm của chutich"),
        ("account sessions chutich", "Không có phiên nào đang mở."),
        ("account end-sessions chutich --as quantri", "Đã kết thúc 0 phiên"),
        (f"deputy appoint chutich canbo {DEPUTY} --as quantri", "Đã cử canbo thay chutich (giấy số 1)."),
        (f"deputy appoint chutich canbo {DEPUTY} --role leader --as chutich --json", '"number": 1'),
        ("deputy list", "Không có ai làm thay ai."),
        ("deputy list --as chutich --person chutich --json", "[]"),
    ],
)
def test_verb_does_and_says(at: At, line: str, said: str) -> None:
    assert said in at().do(line)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("account open chutich --as quantri", "đã có tài khoản"),
        ("account open ai --as quantri", "Không có người mã “ai”."),
        ("account open vanthu --as canbo", "không có quyền quản lý"),
        ("account open vanthu --as quantri --mail", "THIDUA_PUBLIC_ADDRESS"),
        ("account reset vanthu --as quantri", "chưa có tài khoản"),
        ("account reset chutich --as quantri --mail", "THIDUA_PUBLIC_ADDRESS"),
        ("account disable quantri --as quantri --reason Thôi", "không tự khóa tài khoản của mình"),
        ("account enable chutich --as quantri", "không bị khóa"),
        ("account end-sessions chutich --as canbo", "không có quyền"),
        ("account list --as canbo", "không có quyền"),
        (f"deputy appoint chutich chutich {DEPUTY} --as quantri", "không thể thay chính mình"),
        (f"deputy appoint chutich canbo {DEPUTY} --as vanthu", "không có quyền cử người thay"),
        ("deputy end 7 --as quantri --reason Thôi", "Không có giấy cử người thay số 7"),
        ("deputy list --as canbo", "không có quyền cử người thay"),
    ],
)
def test_refusal_is_a_sentence_and_changes_nothing(at: At, line: str, said: str) -> None:
    office = at()
    before = office.rows()
    answer = office.ask(line)
    assert (answer.code, said in answer.err) == (1, True), answer
    assert office.rows() == before


def test_preview_opens_nothing_and_tells_no_password(at: At) -> None:
    office = at()
    before = office.rows()
    told = office.do("account open vanthu --as quantri --preview")
    assert "Tài khoản" in told
    assert "Mật khẩu" not in told
    assert office.rows() == before


def test_ended_deputy_is_listed_on_wish(at: At) -> None:
    office = at()
    office.do(f"deputy appoint chutich canbo {DEPUTY} --as quantri")
    office.do("deputy end 1 --as chutich --reason Về")
    assert "Không có ai" in office.do("deputy list")
    assert "9/QD ngày 01/09/2021" in office.do("deputy list --over")


def test_pages_without_a_store_are_refused(tmp_path: Path) -> None:
    answer = Office(tmp_path).ask("web")
    assert (answer.code, "thidua migrate" in answer.err) == (1, True)
    assert list(tmp_path.iterdir()) == []


def test_first_start_makes_an_administrator_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        with in_directory(tmp_path):
            preparing.main()
    told = capsys.readouterr().out
    assert (told.count("tên đăng nhập: quantri"), told.count("mật khẩu:")) == (1, 1)
    assert listed(Office(tmp_path)) == {"quantri": "open"}

"""Backup and restore at the command line: what they say, what they ask, what they refuse."""

import shutil
from pathlib import Path

import pytest

from models.engine import open_engine
from tests.system.desk import Office, staffed


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small office whose trail was signed once."""
    office = staffed(tmp_path_factory.mktemp("signed"))
    office.do("audit checkpoint --as quantri")
    open_engine(office.url).dispose()
    return office.directory


@pytest.fixture
def office(signed: Path, tmp_path: Path) -> Office:
    shutil.copytree(signed, tmp_path / "office")
    return Office(tmp_path / "office")


@pytest.fixture
def file(office: Office, tmp_path: Path) -> Path:
    """A backup of it."""
    office.do(f"backup {tmp_path / 'kept.tar.gz'}")
    return tmp_path / "kept.tar.gz"


@pytest.fixture
def other(tmp_path: Path) -> Office:
    """An empty place."""
    (tmp_path / "other").mkdir()
    return Office(tmp_path / "other")


def test_backup_says_what_it_leaves_out(office: Office, tmp_path: Path) -> None:
    said = office.do(f"backup {tmp_path / 'moi.tar.gz'}")
    assert "sao lưu riêng thư mục" in said
    assert str(office.directory / "keys" / "ledger") in said


def test_restored_office_is_sound_and_checked(office: Office, other: Office, file: Path) -> None:
    other.do(f"restore {file} --checkpoint {office.directory / 'checkpoints.txt'} --reason", "Hỏng ổ đĩa")
    assert other.do("doctor").strip() == "Kho dữ liệu ổn."
    assert "Không thấy điều gì sai." in other.do(f"audit verify --checkpoint {office.directory / 'checkpoints.txt'}")


def test_lost_events_are_told(office: Office, other: Office, file: Path) -> None:
    office.do("unit add TDP-99 --as quantri --name", "Tổ dân phố 99")
    office.do("audit checkpoint --as quantri")
    said = other.do(f"restore {file} --checkpoint {office.directory / 'checkpoints.txt'} --reason", "Hỏng ổ đĩa")
    assert "Đã mất ít nhất 1 sự kiện" in said


def test_mail_stays_until_it_is_let_go(other: Office, file: Path) -> None:
    assert "gửi tiếp bằng: thidua mail resume" in other.do(f"restore {file} --reason", "Hỏng ổ đĩa")
    other.do("mail resume --as quantri --reason", "Đã xem hàng chờ")


def test_signing_needs_the_key_from_its_own_copy(office: Office, other: Office, file: Path) -> None:
    other.do(f"restore {file} --reason", "Hỏng ổ đĩa")
    other.do("unit add TDP-99 --as quantri --name", "Tổ dân phố 99")
    assert "rotate-key --lost" in other.ask("audit checkpoint --as quantri").err
    shutil.copytree(office.directory / "keys", other.directory / "keys", dirs_exist_ok=True)
    other.do("audit checkpoint --as quantri")


def test_place_that_is_taken_is_refused_with_both_ways_out(office: Office, file: Path) -> None:
    answer = office.ask(f"restore {file} --reason", "Nhầm")
    assert (answer.code, "--replace" in answer.err, "thidua.db" in answer.err) == (1, True, True)


def test_replacing_keeps_what_was_there(office: Office, file: Path) -> None:
    office.do(f"restore {file} --replace --yes --reason", "Nhật ký bị can thiệp")
    (aside,) = office.directory.glob("replaced-*")
    assert (aside / "thidua.db").exists()
    office.do("audit checkpoint --as quantri")


def test_cut_file_is_refused(other: Office, file: Path) -> None:
    file.write_bytes(file.read_bytes()[:2000])
    answer = other.ask(f"restore {file} --reason", "Hỏng ổ đĩa")
    assert (answer.code, "Chưa thay đổi gì" in answer.err) == (1, True)
    assert not (other.directory / "thidua.db").exists()


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("backup {file}", "không ghi đè"),
        ("restore khong-co.tar.gz --reason x", "Không mở được bản sao lưu"),
        ("restore {file} --checkpoint khong-co.txt --reason x", "Không mở được tệp"),
    ],
)
def test_refusal_is_a_sentence(office: Office, other: Office, file: Path, line: str, sentence: str) -> None:
    answer = (office if line.startswith("backup") else other).ask(line.format(file=file))
    assert (answer.code, sentence in answer.err) == (1, True)

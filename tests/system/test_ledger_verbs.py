"""The ledger at the command line: signed, checked, tampered with, proven."""

import json
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from models.engine import open_engine
from tests.system.desk import Office, staffed


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small office whose trail was signed once, with an auditor."""
    office = staffed(tmp_path_factory.mktemp("signed"))
    office.do("people add kiemtoan --as quantri --email kt@office.example --name", "Người kiểm toán")
    office.do("people grant kiemtoan auditor --as quantri")
    office.do("audit checkpoint --as quantri")
    open_engine(office.url).dispose()
    return office.directory


@pytest.fixture
def office(signed: Path, tmp_path: Path) -> Office:
    shutil.copytree(signed, tmp_path / "office")
    shutil.copy(signed / "checkpoints.txt", tmp_path / "kept.txt")
    return Office(tmp_path / "office")


@pytest.fixture
def kept(tmp_path: Path) -> str:
    """What the auditor kept outside."""
    return str(tmp_path / "kept.txt")


def tamper(office: Office, *statements: str) -> None:
    """Change the file of the store itself, its guards first."""
    with sqlite3.connect(office.directory / "thidua.db") as connection:
        guards = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in guards:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)
    connection.close()


def test_sound_trail_without_anchor_is_unanchored(office: Office) -> None:
    said = office.do("audit verify")
    assert "Chưa có điểm neo bên ngoài: chưa thể kết luận nhật ký nguyên vẹn." in said
    assert "Không thấy điều gì sai." in said


def test_sound_trail_is_confirmed_from_outside(office: Office, kept: str) -> None:
    said = json.loads(office.do(f"audit verify --json --checkpoint {kept}"))
    assert (said["state"], said["anchored"], said["findings"]) == ("anchored", said["sealed"], [])


def test_saved_mail_serves_as_checkpoint(office: Office, tmp_path: Path) -> None:
    mail = tmp_path / "thu.eml"
    line = (office.directory / "checkpoints.txt").read_text().splitlines()[-1]
    mail.write_text(f"Subject: x\nMIME-Version: 1.0\nContent-Type: text/plain\n\nĐiểm neo: {line}\n")
    assert json.loads(office.do(f"audit verify --json --checkpoint {mail}"))["state"] == "anchored"


def test_edited_event_is_told_and_exits_with_one(office: Office, kept: str) -> None:
    tamper(office, "UPDATE audit_event SET text = replace(text, 'Tổ dân phố 01', 'Tổ dân phố 09')")
    answer = office.ask(f"audit verify --checkpoint {kept}")
    assert (answer.code, "đã bị sửa sau khi niêm phong." in answer.out) == (1, True)


def test_deleted_trail_is_told(office: Office, kept: str) -> None:
    tamper(office, "DELETE FROM audit_event", "DELETE FROM unsealed_event", "DELETE FROM ledger_leaf")
    tamper(office, "DELETE FROM ledger_node", "DELETE FROM checkpoint", "DELETE FROM ledger_key")
    answer = office.ask(f"audit verify --json --checkpoint {kept}")
    codes = [finding["code"] for finding in json.loads(answer.out)["findings"]]
    assert (answer.code, "all_deleted" in codes) == (1, True)


def test_changed_row_is_told_by_both_verbs(office: Office) -> None:
    tamper(office, "UPDATE role_grant SET role = 'leader' WHERE role = 'clerk'")
    found = [json.loads(office.ask(f"audit {verb} --json").out)["findings"] for verb in ("verify", "reconcile")]
    assert [[finding["name"] for finding in told] for told in found] == [["bản ghi bị sửa"]] * 2


def test_reconcile_lists_the_tables_it_leaves_out(office: Office) -> None:
    assert "step_taken" in office.do("audit reconcile")


def test_every_check_is_remembered(office: Office) -> None:
    office.do("audit verify")
    with sqlite3.connect(office.directory / "thidua.db") as connection:
        assert connection.execute('SELECT "by", findings FROM ledger_check').fetchall() == [("system", "[]")]


def test_checkpoint_is_a_line_in_the_file(office: Office) -> None:
    office.do("unit add TDP-09 --as quantri --name", "Tổ dân phố 9")
    said = json.loads(office.do("audit checkpoint --as kiemtoan --json"))
    assert (office.directory / "checkpoints.txt").read_text().splitlines()[-1] == said["line"]


def test_rotated_key_is_introduced_in_the_file(office: Office, kept: str) -> None:
    office.do("audit rotate-key --as quantri --reason", "Định kỳ hằng năm")
    office.do("audit checkpoint --as quantri")
    assert json.loads(office.do(f"audit verify --json --checkpoint {kept}"))["findings"] == []


def test_lost_key_needs_the_word_lost(office: Office) -> None:
    shutil.rmtree(office.directory / "keys")
    refused = office.ask("audit rotate-key --as quantri --reason Hỏng")
    assert (refused.code, "rotate-key --lost" in refused.err) == (1, True)
    office.do("audit rotate-key --lost --as quantri --reason Hỏng")
    assert "không được khóa trước giới thiệu" in office.ask("audit verify").out


def test_previewed_rotation_leaves_no_key(office: Office) -> None:
    before = sorted((office.directory / "keys").rglob("*"))
    office.do("audit rotate-key --preview --as quantri --reason Thử")
    assert sorted((office.directory / "keys").rglob("*")) == before


@pytest.mark.parametrize("name", ["bo", "bo.zip"])
def test_bundle_verifies_without_the_service(office: Office, tmp_path: Path, kept: str, name: str) -> None:
    target = tmp_path / name
    office.do(f"audit prove unit:TDP-01 -o {target}")
    if target.suffix == ".zip":
        zipfile.ZipFile(target).extractall(tmp_path / "out")
        target = tmp_path / "out"
    command = [sys.executable, "-I", str(target / "verify.py"), "--checkpoint", kept]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "Điểm neo trùng với điểm neo bạn giữ." in said


def test_page_alone_is_written_to_print(office: Office, tmp_path: Path) -> None:
    office.do(f"audit prove unit:TDP-01 -o {tmp_path / 'in.html'}")
    assert "<h1>Bằng chứng về đơn vị TDP-01</h1>" in (tmp_path / "in.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("audit verify --as canbo", "không có quyền xem nhật ký"),
        ("audit reconcile --as u1", "không có quyền xem nhật ký"),
        ("audit checkpoint --as chutich", "không có quyền ký điểm neo"),
        ("audit rotate-key --as kiemtoan --reason Thử", "không có quyền thay khóa"),
        ("audit prove unit:TDP-01 --as canbo -o moi", "không có quyền xem nhật ký"),
        ("audit prove unit:KHONG -o moi", "không có sự kiện nào về “unit:KHONG”"),
        ("audit prove dossier:HS-1 -o moi", "chỉ có nghĩa trong một phong trào"),
        ("audit verify --checkpoint khong-co.txt", "Không mở được tệp"),
    ],
)
def test_refusal_is_a_sentence(office: Office, line: str, sentence: str) -> None:
    answer = office.ask(line)
    assert (answer.code, sentence in answer.err) == (1, True)


def test_file_without_checkpoint_is_refused(office: Office, tmp_path: Path) -> None:
    (tmp_path / "khac.txt").write_text("không có gì")
    answer = office.ask(f"audit verify --checkpoint {tmp_path / 'khac.txt'}")
    assert "không có điểm neo nào" in answer.err


def test_nothing_is_overwritten_by_a_proof(office: Office, tmp_path: Path) -> None:
    answer = office.ask(f"audit prove unit:TDP-01 -o {tmp_path}")
    assert (answer.code, "Chọn tên khác" in answer.err) == (1, True)

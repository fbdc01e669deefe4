"""The council at the command line: secret papers on screen, papers counted by a team, a recusal, meetings."""

import json
import shutil
from pathlib import Path

import pytest

from tests.system.desk import CODE, Office, council_sits, staffed

DOSSIER, OTHER = "HS-TDP-01-01", "HS-TDP-02-01"


@pytest.fixture(scope="module")
def sitting(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two dossiers before a council of three who vote, and who are there."""
    office = staffed(tmp_path_factory.mktemp("council") / "store")
    council_sits(office)
    return office.directory


@pytest.fixture
def office(sitting: Path, tmp_path: Path) -> Office:
    shutil.copytree(sitting, tmp_path / "store")
    return Office(tmp_path / "store")


def vote(office: Office, choices: str) -> None:
    for member, choice in zip(("m1", "m2", "m3"), choices.split(), strict=True):
        office.do(f"council ballot vote {CODE} {DOSSIER} {choice} --as {member}")


def test_presets_name_their_source(office: Office) -> None:
    assert "Nghị định 91/2017/NĐ-CP" in office.do("council presets")


def test_meeting_is_listed_and_shown(office: Office) -> None:
    [line] = json.loads(office.do("council meetings --json"))
    shown = office.do(f"council meeting {line['id']}")
    assert "Có mặt 3/3 người được bỏ phiếu; quy chế cần 2." in shown
    assert DOSSIER in shown


def test_result_shows_its_working(office: Office) -> None:
    office.do(f"council ballot open {CODE} {DOSSIER} --as m4")
    vote(office, "yes yes no")
    assert "chưa có kết quả" in office.ask(f"council ballot result {CODE} {DOSSIER}").err
    office.do(f"council ballot close {CODE} {DOSSIER} --as m4")
    shown = office.do(f"council ballot result {CODE} {DOSSIER}")
    assert "Mẫu số" in shown
    assert "Nếu tính theo mẫu số khác" in shown


def test_closing_is_not_previewed(office: Office) -> None:
    office.do(f"council ballot open {CODE} {DOSSIER} --as m4")
    vote(office, "yes yes no")
    said = office.ask(f"council ballot close {CODE} {DOSSIER} --as m4 --preview")
    assert (said.code, said.out) == (1, "")
    assert "Không xem trước được" in said.err


def test_counting_team_enters_its_minutes(office: Office) -> None:
    scan = office.directory / "bien-ban.pdf"
    scan.write_bytes(b"%PDF-1.4 signed")
    words = ["--minutes", str(scan), "--teller", "Lê Văn Kiểm", "--teller", "Trần Thị Đếm", "--document", "02/BB-KP"]
    office.do(f"council ballot count {CODE} {DOSSIER} --yes 2 --no 1 --issued 3 --returned 3 --as m4", *words)
    found = json.loads(office.do(f"council ballot result {CODE} {DOSSIER} --json"))["counting"]
    assert (found["tellers"], found["issued"], found["file_name"]) == (
        ["Lê Văn Kiểm", "Trần Thị Đếm"],
        3,
        "bien-ban.pdf",
    )
    assert (office.directory / "files" / found["digest"][:2] / found["digest"]).is_file()


def test_conflict_is_declared_and_decided(office: Office) -> None:
    office.do(f"council recuse {CODE} {DOSSIER} --as m3 --reason", "Người thân")
    assert "Ủy viên 3" in office.ask(f"council ballot open {CODE} {DOSSIER} --as m4").err
    office.do(f"council decide-recusal {CODE} {DOSSIER} m3 --agree --as m1 --reason", "Đúng")
    office.do(f"council ballot open {CODE} {DOSSIER} --as m4")
    assert "không tham gia xét" in office.ask(f"council ballot vote {CODE} {DOSSIER} yes --as m3").err


def test_agenda_is_split_and_the_rest_put_off(office: Office) -> None:
    office.do(f"council split {CODE} {OTHER} --at 2021-11-29T08:00 --as m4 --place", "Phòng 2")
    office.do(f"council ballot open {CODE} {DOSSIER} --as m4")
    assert (
        "Kết thúc lượt này trước"
        in office.ask(f"council split {CODE} {DOSSIER} --at 2021-11-29T14:00 --as m4 --place P2").err
    )
    office.do(f"council ballot void {CODE} {DOSSIER} --as m4 --reason", "Mất điện")
    assert "Đã hoãn" in office.do(f"council adjourn {CODE} --as m4 --reason", "Mất điện")


def test_vote_is_ordered_again(office: Office) -> None:
    office.do(f"council ballot open {CODE} {DOSSIER} --as m4")
    vote(office, "yes no no")
    office.do(f"council ballot close {CODE} {DOSSIER} --as m4")
    office.do(f"council ballot again {CODE} {DOSSIER} --as m4 --document 05/BB --reason", "Kiểm nhầm")
    assert "lượt 2" in office.do(f"council ballot open {CODE} {DOSSIER} --as m4")


@pytest.fixture(scope="module")
def in_secret(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same council, whose rule is a secret ballot."""
    office = staffed(tmp_path_factory.mktemp("secret") / "store")
    council_sits(office, method="secret")
    return office.directory


def test_secret_papers_leave_neither_key_nor_voter(in_secret: Path) -> None:
    office, keys = Office(in_secret), in_secret / "keys" / "ballots"
    office.do(f"council ballot open {CODE} {DOSSIER} --as m4")
    assert len(list(keys.glob("?" * 32))) == 1
    vote(office, "no no no")
    vote(office, "yes yes no")
    office.do(f"council ballot close {CODE} {DOSSIER} --as m4")
    found = json.loads(office.do(f"council ballot result {CODE} {DOSSIER} --json"))
    assert (found["outcome"], found["yes"], found["no"], found["votes"]) == ("passed", 2, 1, [])
    assert list(keys.glob("?" * 32)) == []


def test_key_of_a_cancelled_campaign_goes_with_the_next_act(in_secret: Path, tmp_path: Path) -> None:
    shutil.copytree(in_secret, tmp_path / "store")
    office, keys = Office(tmp_path / "store"), tmp_path / "store" / "keys" / "ballots"
    office.do(f"council ballot open {CODE} {OTHER} --as m4")
    office.do(f"campaign cancel {CODE} --as chutich --reason Thôi")
    office.do("people add sau --name Sau --as quantri")
    assert list(keys.glob("?" * 32)) == []

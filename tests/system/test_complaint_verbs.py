"""Complaints at the command line: entered, handled, listed, and told to nobody else."""

import json
import shutil
from pathlib import Path

import pytest

from tests.system.desk import CODE, Office, council_sits, staffed

DOSSIER = "HS-TDP-01-01"
SENDER = "Lò Thị Khiếu Nại"
FILED = ("--sender", SENDER, "--text", "Thành tích không đúng", "--document", "15/ĐKN")


@pytest.fixture(scope="module")
def sitting(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two dossiers before a council that sits."""
    office = staffed(tmp_path_factory.mktemp("complaints") / "store")
    council_sits(office)
    return office.directory


@pytest.fixture
def office(sitting: Path, tmp_path: Path) -> Office:
    shutil.copytree(sitting, tmp_path / "store")
    found = Office(tmp_path / "store")
    found.do(f"complaint file {CODE} {DOSSIER} --received-on 2021-10-01 --as canbo", *FILED)
    return found


def test_blocked_dossier_is_not_put_to_the_vote(office: Office) -> None:
    said = office.ask(f"council ballot open {CODE} {DOSSIER} --as m4")
    assert (said.code, "đang tạm dừng xét" in said.err) == (1, True)


def test_resolved_complaint_lets_go(office: Office) -> None:
    office.do(f"complaint accept {CODE} KN-0001 --document 20/QĐ --as canbo")
    office.do(f"complaint resolve {CODE} KN-0001 --outcome unfounded --document 25/KL --as canbo", "--text", "Sai.")
    office.do(f"council ballot open {CODE} {DOSSIER} --as m4")
    assert json.loads(office.do("complaint list --json")) == []


def test_sender_is_shown_to_those_who_handle(office: Office) -> None:
    assert SENDER in office.do(f"complaint show {CODE} KN-0001 --as canbo")
    assert office.ask(f"complaint show {CODE} KN-0001 --as m4").code == 1
    assert json.loads(office.do("complaint list --json --as u1")) == []


def test_stuck_tells_who_has_the_move(office: Office) -> None:
    shown = office.do(f"stuck {CODE} --json")
    assert f"Giải quyết khiếu nại KN-0001 về hồ sơ {DOSSIER}" in shown
    assert SENDER not in shown


def test_unknown_outcome_is_refused_with_what_is_allowed(office: Office) -> None:
    said = office.ask(f"complaint resolve {CODE} KN-0001 --outcome maybe --document 1 --text x --as canbo")
    assert (said.code, "khiếu nại đúng một phần" in said.err) == (1, True)


def test_limit_needs_its_source(office: Office) -> None:
    assert "Ghi văn bản quy định" in office.ask("complaint limit --days 10 --as chutich").err
    office.do("complaint limit --days 10 --as chutich", "--source", "Quy chế số 1")
    assert "Đã bỏ thời hạn" in office.do("complaint limit --as chutich --reason Hết")


def test_dossier_says_what_its_reader_may_know(office: Office) -> None:
    assert "vì có khiếu nại đang được xác minh (KN-0001)" in office.do(f"dossier show {CODE} {DOSSIER} --as canbo")
    told = office.do(f"dossier show {CODE} {DOSSIER} --as u1")
    assert "Đang tạm dừng xét từ ngày" in told
    assert "khiếu nại" not in told

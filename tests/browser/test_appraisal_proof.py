"""An auditor at her screen: she follows a dossier from its arrival to its cancelled award and takes the proof away."""

import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine

from actions import ballots, complaints, recusals
from actions.checkpoints import sign_checkpoint, signing_key
from actions.sealing import seal
from domain.complaints import ComplaintOutcome
from domain.people import SYSTEM
from models.engine import writing
from tests.browser.screen import Live, Screen
from tests.store import factories, playing
from tests.store.later_acts import cancel, carried_out
from tests.store.preparing import signed
from tests.store.scenario import CODE, VOTERS, World, campaign_at

Lives = Callable[..., Live]
DOSSIER = "HS-DV-1-01"


def judged(store: Engine) -> World:
    """One dossier: a member kept out, a secret ballot, an award, a complaint that was right, a cancellation."""
    world = campaign_at(store, "council_appraisal@final", units=2, rule=factories.council_rule())
    playing.convene(world)
    world.do(recusals.declare, "final", DOSSIER, reason="Là vợ của trưởng đơn vị", by="member4")
    world.do(recusals.decide, "final", DOSSIER, "member4", agreed=True, reason="Đúng như khai báo", by="chair")
    world.go("2021-11-30")
    playing.attend(world, *VOTERS)
    votes(world)
    playing.decide(world, "HS-DV-2-01", yes=5)
    playing.conclude(world)
    world.play_until("decision_issuance@final")
    signed(world)
    playing.issue(world, number="45/QĐ-UBND", by="clerk")
    complained(world)
    carried_out(world, cancel(world, DOSSIER))
    return world


def votes(world: World) -> None:
    world.do(ballots.open_ballot, "final", DOSSIER, by="secretary")
    for person in VOTERS[:4]:
        world.do(ballots.vote, "final", DOSSIER, "yes", by=person)
    world.do(ballots.close_ballot, "final", DOSSIER, by="secretary")


def complained(world: World) -> None:
    told = {"sender": "Nguyễn Văn Kín", "content": "Số liệu không đúng", "document": "Đơn số 3"}
    found = world.do(complaints.file, DOSSIER, **told, received_on=world.today)
    world.do(complaints.accept, found.code, document="05/TB")
    conclusion = {"conclusion": "Nội dung đúng", "document": "12/KL-TTr"}
    world.do(complaints.resolve, found.code, outcome=ComplaintOutcome.UPHELD, **conclusion)


@pytest.fixture
def office(live: Lives, store: Engine, tmp_path: Path) -> Live:
    """All of it is sealed, and the auditor keeps the line that was signed."""
    world = judged(store)
    with writing(store) as session:
        seal(session)
    with writing(store) as session, signing_key(session, tmp_path, at=world.now) as key:
        line = sign_checkpoint(session, key, by=SYSTEM, at=world.now).line
    (tmp_path / "kept.txt").write_text(line, encoding="ascii")
    return live(world)


@pytest.fixture
def auditor(office: Live) -> Screen:
    """She has asked for everything about the dossier."""
    window = office.window("auditor")
    window.open("/nhat-ky")
    window.page.get_by_label("Mã phong trào", exact=True).fill(CODE)
    window.page.get_by_label("Đối tượng", exact=True).fill(f"dossier:{DOSSIER}")
    with window.page.expect_navigation():
        window.page.get_by_role("button", name="Lọc", exact=True).click()
    return window


@pytest.fixture
def bundle(auditor: Screen, tmp_path: Path) -> Path:
    """What she downloads, unpacked on a machine that knows nothing of the service."""
    with auditor.page.expect_navigation():
        auditor.page.get_by_role("link", name="Bằng chứng về đối tượng này").click()
    with auditor.page.expect_download() as given:
        auditor.page.get_by_role("link", name="Tải bộ bằng chứng (.zip)").click()
    folder = tmp_path / "outside"
    with zipfile.ZipFile(given.value.path()) as archive:
        archive.extractall(folder)
    return folder


def verify(folder: Path, kept: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", "verify.py", "--checkpoint", str(kept)]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)


def test_auditor_reads_what_was_done_to_a_dossier(auditor: Screen) -> None:
    shown = auditor.page.locator("main table").inner_text()
    for words in ("liên quan đến hồ sơ", "Mở bỏ phiếu", "Kết thúc"):
        assert words in shown
    assert (auditor.faults(), auditor.complaints, auditor.strangers()) == ([], [], [])


@pytest.mark.parametrize("subject", ["complaint:KN-0001", "decision:"])
def test_auditor_finds_complaint_and_decisions(office: Live, subject: str) -> None:
    window = office.window("auditor")
    assert window.open(f"/nhat-ky?phong_trao={CODE}") == 200
    links = window.page.locator("main table a").evaluate_all("all => all.map(one => one.href)")
    assert any(subject in href.replace("%3A", ":") for href in links)


def test_verifier_that_stands_alone_says_it_holds(bundle: Path, tmp_path: Path) -> None:
    ended = verify(bundle, tmp_path / "kept.txt")
    assert (ended.returncode, "Điểm neo trùng với điểm neo bạn giữ." in ended.stdout) == (0, True), ended.stdout
    said = (bundle / "events.jsonl").read_text("utf-8")
    assert all(
        kind in said for kind in ("recusal:decided", "ballot:closed", "decision:issued", "later_decision:issued")
    )


def test_proof_tells_the_complaint_and_not_who_sent_it(bundle: Path) -> None:
    said = (bundle / "events.jsonl").read_text("utf-8")
    assert "complaint:resolved" in said
    assert not [file for file in bundle.iterdir() if "Nguyễn Văn Kín" in file.read_text("utf-8")]


@pytest.mark.parametrize(("old", "new"), [("45/QĐ-UBND", "46/QĐ-UBND"), ('"agreed":true', '"agreed":null')])
def test_changed_word_is_refused(bundle: Path, tmp_path: Path, old: str, new: str) -> None:
    events = bundle / "events.jsonl"
    said = events.read_text("utf-8")
    changed = (
        said.replace(old, new, 1) if old in said else said.replace(old.replace('"', '\\"'), new.replace('"', '\\"'), 1)
    )
    assert changed != said
    events.write_text(changed, "utf-8")
    ended = verify(bundle, tmp_path / "kept.txt")
    assert (ended.returncode, "không phải sự kiện đã được niêm phong" in ended.stdout) == (1, True)


def test_changed_byte_of_the_checkpoint_is_refused(bundle: Path, tmp_path: Path) -> None:
    file = bundle / "checkpoint.txt"
    content = file.read_bytes()
    at = content.rindex(b"thidua") + 30
    file.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
    assert verify(bundle, tmp_path / "kept.txt").returncode == 1

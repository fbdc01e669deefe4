"""The proof of a history: what is in it, who may have it, and that a stranger can verify it without this service."""

import json
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import Engine

from actions import ballots
from actions.checkpoints import sign_checkpoint, signing_key
from actions.people import grant_role
from actions.sealing import seal
from documents.evidence import bundle, page, zipped
from domain.errors import Incomplete, NotAllowed, NotFound, WrongState
from domain.people import SYSTEM, Role
from domain.proven import Evidence
from models.engine import reading, writing
from queries.ledger import evidence, state
from tests.store import playing
from tests.store.scenario import CODE, VOTERS, World, campaign_at
from tests.store.sitting_acts import declared, recuse

OFFICE = "Phòng Nội vụ"
without_openssl = pytest.mark.skipif(shutil.which("openssl") is None, reason="there is no openssl command here")
either_way = pytest.mark.parametrize("way", ["cryptography", pytest.param("openssl", marks=without_openssl)])


@pytest.fixture
def world(store: Engine, tmp_path: Path) -> World:
    """A campaign whose dossiers were appraised and decided on, sealed and signed."""
    played = campaign_at(store, "final_summary", units=2)
    sign(played, tmp_path)
    return played


def sign(world: World, directory: Path) -> str:
    with writing(world.engine) as session:
        seal(session, limit=100_000)
        with signing_key(session, directory, at=world.now) as key:
            return sign_checkpoint(session, key, by=SYSTEM, at=world.now).line


def proof(
    world: World, subject: str = "dossier:HS-DV-1-01", campaign: str | None = CODE, by: str = "auditor"
) -> Evidence:
    viewer = world.who(by)
    with reading(world.engine) as session:
        return evidence(session, viewer, subject, campaign=campaign, at=world.now)


def unpacked(files: Mapping[str, bytes], directory: Path) -> Path:
    directory.mkdir()
    for name, content in files.items():
        (directory / name).write_bytes(content)
    return directory


def verified(directory: Path, *options: str) -> tuple[int, str]:
    """What the verifier of a bundle says, run by a Python that knows nothing of this service."""
    command = [sys.executable, "-I", str(directory / "verify.py"), *options]
    result = subprocess.run(command, capture_output=True, text=True, check=False, cwd=directory)
    return result.returncode, result.stdout + result.stderr


def test_history_of_a_dossier_holds_council_and_decision(world: World) -> None:
    kinds = [json.loads(event.text)["kind"] for event in proof(world).events]
    assert kinds[0] == "dossier:submitted"
    assert {"meeting:convened", "ballot:closed", "council:concluded", "decision:issued"} <= set(kinds)


def test_history_of_a_dossier_holds_no_other_dossier(world: World) -> None:
    subjects = {json.loads(event.text)["subject"] for event in proof(world).events}
    assert {subject for subject in subjects if subject.startswith("dossier:")} == {"dossier:HS-DV-1-01"}


def test_single_event_is_proven_by_its_number(world: World) -> None:
    assert [event.id for event in proof(world, "3", None).events] == [3]


def test_unit_is_proven_over_all_campaigns(world: World) -> None:
    assert len(proof(world, "unit:DV-1", None).events) >= 2


@pytest.mark.parametrize("person", ["officer", "clerk", "cb-dv-1", "member1"])
def test_only_readers_of_the_trail_get_a_proof(world: World, person: str) -> None:
    with pytest.raises(NotAllowed):
        proof(world, by=person)


def test_reader_of_one_campaign_proves_no_event_of_another(world: World) -> None:
    with writing(world.engine) as session:
        grant_role(session, "clerk", Role.AUDITOR, campaign=CODE, by=world.who("admin"), at=world.now)
    own = proof(world, by="clerk").events[0].id
    assert proof(world, str(own), by="clerk").events
    with pytest.raises(NotFound):
        proof(world, "1", by="clerk")


def test_recused_reader_proves_no_ballot_of_hers(store: Engine, tmp_path: Path) -> None:
    world = campaign_at(store, "council_appraisal@final", units=2)
    declared(world)
    playing.attend(world, *VOTERS)
    recuse(world, "member4")
    world.do(ballots.open_ballot, "final", "HS-DV-1-01", by="secretary")
    with writing(world.engine) as session:
        grant_role(session, "member4", Role.AUDITOR, by=world.who("admin"), at=world.now)
    sign(world, tmp_path)
    assert "ballot:opened" in kinds(proof(world))
    assert not any(kind.startswith("ballot:") for kind in kinds(proof(world, by="member4")))


def kinds(found: Evidence) -> list[str]:
    return [json.loads(event.text)["kind"] for event in found.events]


@pytest.mark.parametrize("subject", ["dossier:HS-9999", "unit:KHONG-CO", "999999", "9" * 30, "²", ""])
def test_nothing_to_prove_is_told(world: World, subject: str) -> None:
    with pytest.raises(NotFound, match="nothing_to_prove"):
        proof(world, subject)


def test_dossier_without_its_campaign_is_refused(world: World) -> None:
    with pytest.raises(Incomplete, match="campaign_of_dossier"):
        proof(world, campaign=None)


def test_nothing_is_proven_before_a_checkpoint(store: Engine) -> None:
    world = campaign_at(store, "registration", units=1)
    with pytest.raises(WrongState, match="not_anchored_yet"):
        proof(world, "unit:DV-1", None)


def test_events_after_the_checkpoint_are_counted(world: World) -> None:
    with writing(world.engine) as session:
        grant_role(session, "clerk", Role.OFFICER, by=world.who("admin"), at=world.now)
    assert proof(world, "person:clerk", None).waiting == 1


@either_way
def test_stranger_verifies_a_bundle(world: World, tmp_path: Path, way: str) -> None:
    code, said = verified(unpacked(bundle(proof(world), office=OFFICE), tmp_path / "b"), "--with", way)
    assert (code, "Chưa có điểm neo bên ngoài" in said) == (0, True)
    assert way in said.splitlines()[-1].lower()


def test_bundle_is_held_against_what_was_kept(world: World, tmp_path: Path) -> None:
    kept = tmp_path / "kept.eml"
    kept.write_text(f"From: a@b.example\nMIME-Version: 1.0\nContent-Type: text/plain\n\n{sign(world, tmp_path)}\n")
    code, said = verified(unpacked(bundle(proof(world), office=OFFICE), tmp_path / "b"), "--checkpoint", str(kept))
    assert (code, "Điểm neo trùng với điểm neo bạn giữ." in said) == (0, True)


FORGERIES = (
    ("events.jsonl", r'"number": (\d+)', r'"number": 1\1'),
    ("events.jsonl", "dossier:submitted", "dossier:accepted"),
    ("events.jsonl", r'"proof": \["[0-9a-f]{8}', '"proof": ["00000000'),
    ("checkpoint.txt", "size=", "size=1"),
    ("checkpoint.txt", "root=[0-9a-f]{8}", "root=00000000"),
    ("checkpoint.txt", "public=[0-9a-f]{8}", "public=00000000"),
    ("checkpoint.txt", "signature=.{8}", "signature=AAAAAAAA"),
    ("checkpoint.txt", "signature=.*", "signature=không"),
)


@either_way
@pytest.mark.parametrize(("file", "old", "new"), FORGERIES)
def test_forged_bundle_is_refused(world: World, tmp_path: Path, file: str, old: str, new: str, way: str) -> None:
    directory = unpacked(bundle(proof(world), office=OFFICE), tmp_path / "b")
    text, times = re.subn(old, new, (directory / file).read_text(encoding="utf-8"), count=1)
    (directory / file).write_text(text, encoding="utf-8")
    assert (times, verified(directory, "--with", way)[0]) == (1, 1)


def test_archive_holds_the_same_files(world: World) -> None:
    files = bundle(proof(world), office=OFFICE)
    with zipfile.ZipFile(BytesIO(zipped(files))) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == files


def test_same_evidence_gives_the_same_bytes(world: World) -> None:
    assert zipped(bundle(proof(world), office=OFFICE)) == zipped(bundle(proof(world), office=OFFICE))


def test_page_shows_history_and_checkpoint(world: World) -> None:
    found = proof(world)
    shown = page(found, office="<b>Phòng</b>")
    assert found.checkpoint.line in shown
    assert "&lt;b&gt;Phòng&lt;/b&gt;" in shown
    assert "http" not in shown


def test_state_tells_what_waits_and_what_was_signed(world: World) -> None:
    with reading(world.engine) as session:
        before = state(session)
    world.now += timedelta(hours=1)
    assert (before.unsealed, before.checkpoint and before.checkpoint.size, before.check) == (1, before.sealed, None)

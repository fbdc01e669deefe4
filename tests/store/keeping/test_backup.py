"""An office is kept in one file and brought back from it; nothing secret goes along."""

from pathlib import Path

import pytest
from sqlalchemy import text

from actions import ballots
from actions.mail_brake import resume
from deployments.engine import process
from deployments.engine.errors import AlreadyRunningError
from deployments.keeping.making import make
from domain.errors import Broken, Invalid, ThiduaError, WrongState
from domain.people import SYSTEM
from models import ballot_keys, blobs
from models.audit import AuditEvent
from models.council import Ballot
from models.engine import reading, writing
from models.mail import Notice
from models.mail_rows import brake_of
from models.papers import BallotVoter, SealedPaper
from models.places import Unit
from queries.doctor import examine
from queries.ledger_check import check
from queries.reconciling import reconcile
from tests.store.keeps import DOSSIER, PAPER, Office, content, names, sign
from tests.store.ledgers import Attacker, Ledger
from tests.store.scenario import VOTERS
from tests.store.test_secrecy import contains


def test_office_comes_back_sound(office: Office) -> None:
    office.backup()
    found = office.restore()
    assert found.findings == ()
    assert examine(office.engine, at=office.world.now, mail_paused=True) == ()
    with reading(office.engine) as session:
        assert check(session, SYSTEM).findings == ()
        assert reconcile(session, SYSTEM).findings == ()


def test_documents_come_back_by_their_digest(office: Office) -> None:
    made = office.backup()
    office.restore()
    digest = blobs.put(office.current.data_directory / "files", PAPER)
    assert (made.files, made.damaged) == (1, ())
    assert blobs.get(office.elsewhere.data_directory / "files", digest) == PAPER


def test_checkpoints_come_back(office: Office) -> None:
    office.backup()
    office.restore()
    before, after = (one.data_directory / "checkpoints.txt" for one in (office.current, office.elsewhere))
    assert after.read_text() == before.read_text()


def test_open_secret_ballot_is_void_and_held_again(office: Office) -> None:
    office.backup()
    found = office.restore()
    (ballot,) = office.there.rows(Ballot)
    assert (ballot.outcome, found.begun.voided) == ("void", (f"{DOSSIER} ({office.world.code})",))
    assert len(office.there.rows(AuditEvent, kind="ballot:voided")) == 1
    there = office.elsewhere.data_directory / ballot_keys.DIRECTORY
    office.there.do(ballots.open_ballot, "final", DOSSIER, keys=there, by="secretary")


def test_no_vote_can_be_read_from_a_backup(office: Office) -> None:
    key_directory = office.current.data_directory / ballot_keys.DIRECTORY
    (name,) = ballot_keys.names(key_directory)
    office.backup(with_keys=True)
    held, papers = [content(office.file)], [row.sealed for row in office.world.rows(SealedPaper)]
    assert len(papers) == len(VOTERS)
    assert not any(contains(held, secret) for secret in (*papers, ballot_keys.read(key_directory, name)))
    office.restore()
    assert office.there.rows(SealedPaper) == []
    assert len(office.there.rows(BallotVoter)) == len(VOTERS)


def test_key_of_the_ledger_stays_at_home_unless_asked(office: Office) -> None:
    office.backup()
    without = [name for name in names(office.file) if name.startswith("keys/")]
    office.file.unlink()
    office.backup(with_keys=True)
    assert (without, len([name for name in names(office.file) if name.startswith("keys/ledger/")])) == ([], 1)


def test_backup_is_for_its_owner_only(office: Office) -> None:
    office.backup()
    assert office.file.stat().st_mode & 0o777 == 0o600


def test_no_mail_leaves_a_restored_store(office: Office) -> None:
    office.backup()
    found = office.restore()
    with reading(office.engine) as session:
        assert brake_of(session).paused_since is not None
    assert found.begun.held_mails > 0
    with writing(office.engine) as session:
        resume(session, reason="Đã xem hàng chờ", by=office.there.who("officer"), at=office.world.now)


def test_watchers_are_told_once_mail_goes_again(office: Office) -> None:
    office.backup()
    office.restore()
    told = {row.recipient_id for row in office.there.rows(Notice, kind="store_restored")}
    assert office.there.who("auditor").person_id in told


def test_what_was_lost_is_counted_from_outside(office: Office) -> None:
    office.backup()
    for person in VOTERS:
        office.world.do(
            ballots.vote, "final", DOSSIER, "no", keys=office.current.data_directory / ballot_keys.DIRECTORY, by=person
        )
    found = office.restore(outside=sign(office.world, office.current.data_directory).checkpoints)
    assert found.lost is not None
    assert found.lost.count == len(VOTERS)


def test_nothing_is_known_to_be_lost_without_an_anchor(office: Office) -> None:
    office.backup()
    assert office.restore().lost is None


def test_backup_overwrites_nothing(office: Office) -> None:
    office.file.write_bytes(b"x")
    with pytest.raises(ThiduaError, match="backup_exists"):
        office.backup()
    assert office.file.read_bytes() == b"x"


def test_place_that_is_taken_is_refused(office: Office) -> None:
    office.backup()
    office.restore()
    with pytest.raises(WrongState, match="place_is_taken"):
        office.restore()


def test_what_was_there_is_put_aside(office: Office) -> None:
    office.backup()
    office.restore()
    found = office.restore(replace=True)
    assert found.aside is not None
    assert (found.aside / "checkpoints.txt").exists()
    assert examine(office.engine, at=office.world.now, mail_paused=True) == ()


@pytest.mark.unsound
def test_store_that_was_tampered_with_is_refused(office: Office) -> None:
    spoil(office)
    office.backup()
    with pytest.raises(Broken, match="backup_unsound"):
        office.restore()
    # Nothing of it is left, so a good one can still come.
    assert office.restore(unsound=True).findings


@pytest.mark.unsound
def test_refused_store_leaves_the_earlier_one(office: Office) -> None:
    office.backup()
    office.restore()
    spoil(office)
    office.file.unlink()
    office.backup()
    with pytest.raises(Broken, match="backup_unsound"):
        office.restore(replace=True)
    assert examine(office.engine, at=office.world.now, mail_paused=True) == ()
    assert (office.elsewhere.data_directory / "checkpoints.txt").exists()


def spoil(office: Office) -> None:
    key = None
    Attacker(Ledger(office.world, key, key)).run("UPDATE unit SET name = 'Tên khác'")  # type: ignore[arg-type]  # unused


def test_running_service_is_not_replaced(office: Office) -> None:
    office.backup()
    with process.held(office.elsewhere.data_directory), pytest.raises(AlreadyRunningError):
        office.restore()


@pytest.mark.only("postgresql")
def test_missing_tool_is_named_with_its_command(office: Office, tmp_path: Path) -> None:
    with pytest.raises(ThiduaError, match="pg_tool_missing") as refused:
        make(office.current, office.file, at=office.world.now, tools=tmp_path)
    assert "pg_dump --format=custom" in str(refused.value.data["command"])
    assert not office.file.exists()


def test_reason_is_asked_for(office: Office) -> None:
    office.backup()
    with pytest.raises(Invalid, match="reason_missing"):
        office.restore(reason=" ")


def test_backup_waits_for_nobody_and_holds_only_what_was_kept(office: Office) -> None:
    with office.world.engine.begin() as connection:
        connection.execute(text("UPDATE unit SET name = 'Nửa chừng'"))
        office.backup()
        connection.rollback()
    office.restore()
    assert all(unit.name != "Nửa chừng" for unit in office.there.rows(Unit))

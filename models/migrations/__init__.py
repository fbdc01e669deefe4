"""Numbered migrations, run from inside the package: no ini file, so that an installed wheel can migrate."""

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, text

from domain.errors import Broken, WrongState
from models import triggers
from models.engine import open_engine, reading, rebuilding

HEAD = "0014"
# Any number that no other program on the same server is likely to take.
POSTGRESQL_LOCK = 7_406_202_215


def upgrade(url: str, revision: str = "head") -> bool:
    """Bring the store to a revision; returns whether anything was done.

    A second process that migrates at the same time waits, then finds nothing to do.

    Raises:
        WrongState: `store_is_newer`, when the store was made by a later version of the service.
    """
    with rebuilding(open_engine(url)) as connection:
        if not _begin(connection, revision):
            return False
        command.upgrade(_config(connection), revision)
        _refuse_loose_ends(connection)
        # Anew after every migration, because Alembic's rebuild of a table in SQLite drops its triggers.
        # Without a migration they are left alone: the doctor has to see that somebody dropped one.
        if _now(connection) == HEAD:
            triggers.install(connection)
        return True


def downgrade(url: str, revision: str) -> bool:
    """Take the store back to a revision, `base` for nothing at all; returns whether anything was done."""
    with rebuilding(open_engine(url)) as connection:
        if not _begin(connection, revision):
            return False
        command.downgrade(_config(connection), revision)
        _refuse_loose_ends(connection)
        return True


def current(engine: Engine) -> str | None:
    """The revision of the store; None for an empty one."""
    with reading(engine) as session:
        return _now(session.connection())


def heads() -> tuple[str, ...]:
    """The last revisions that lie in this package: one, unless two people numbered at once."""
    return tuple(ScriptDirectory.from_config(_config()).get_heads())


def _begin(connection: Connection, revision: str) -> bool:
    """Lock the store; False when it already stands at `revision`. The triggers give way to the change of tables."""
    _take_turn(connection)
    now = _now(connection)
    _refuse_unknown(now)
    if (now or None) == (ScriptDirectory.from_config(_config()).as_revision_number(revision) or None):
        return False
    triggers.remove(connection)
    return True


def _refuse_loose_ends(connection: Connection) -> None:
    """No row may point at nothing afterwards; SQLite did not look while tables were made anew."""
    if connection.dialect.name == "sqlite":
        loose = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if loose:
            raise Broken("loose_rows", tables=tuple(sorted({row[0] for row in loose})))


def _now(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _take_turn(connection: Connection) -> None:
    """Wait for whoever migrates now. On SQLite the transaction itself is the lock: it began IMMEDIATE."""
    if connection.dialect.name == "postgresql":
        # A large table may take longer to change than any everyday statement is allowed.
        connection.execute(text("SET LOCAL statement_timeout = 0"))
        connection.execute(text("SET LOCAL lock_timeout = '120s'"))
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": POSTGRESQL_LOCK})


def _refuse_unknown(revision: str | None) -> None:
    if revision is None:
        return
    try:
        ScriptDirectory.from_config(_config()).get_revision(revision)
    except CommandError:
        raise WrongState("store_is_newer", found=revision, known=HEAD) from None


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", "models:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config

"""What every verb needs: the store, who acts, and what time it is. Each verb is one transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import Engine, make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

import settings
from actions.papers import forget_closed
from deployments.cli.previewing import undone_if_asked
from domain.errors import WrongState
from domain.people import SYSTEM, Principal
from domain.steps import local_day
from models import ballot_keys, migrations
from models.engine import is_temporary, open_engine, reading, writing
from queries.principals import moment, principal_of

FILES = "files"
"""Where documents of dossiers lie, below the data directory."""


@dataclass(frozen=True)
class Desk:
    """An open transaction with who acts in it and when; `files` is where documents are kept."""

    session: Session
    by: Principal
    at: datetime
    files: Path

    @property
    def keys(self) -> Path:
        """Where the keys of secret ballots lie, beside the documents and never in a backup."""
        return self.files.parent / ballot_keys.DIRECTORY

    @property
    def today(self) -> date:
        """The office's day."""
        return local_day(self.at)


@contextmanager
def acting(person: str) -> Iterator[Desk]:
    """A writing transaction of this person; undone as a whole when anything refuses.

    Raises:
        NotFound: `person`. WrongState: `store_not_ready`; `store_busy` when others held it for too long.
    """
    with opening() as (session, at):
        desk = Desk(session, principal_of(session, person, local_day(at)), at, settings.load().data_directory / FILES)
        # A ballot may have ended where no keys are at hand: with its campaign, or by a withdrawal.
        forget_closed(session, desk.keys)
        yield desk


@contextmanager
def opening() -> Iterator[tuple[Session, datetime]]:
    """A writing transaction in which nobody in particular acts, and its moment."""
    try:
        with writing(ready_store(settings.load().database_url)) as session, undone_if_asked(session):
            yield session, moment(session, datetime.now(UTC))
    except SQLAlchemyError as error:
        if is_temporary(error):
            raise WrongState("store_busy") from error
        raise


@contextmanager
def looking(person: str | None) -> Iterator[Desk]:
    """A reading transaction. Without a person everything is shown, because who runs the command may read the store.

    Raises:
        NotFound: `person`. WrongState: `store_not_ready`.
    """
    loaded = settings.load()
    with reading(ready_store(loaded.database_url)) as session:
        now = moment(session, datetime.now(UTC))
        by = SYSTEM if person is None else principal_of(session, person, local_day(now))
        yield Desk(session, by, now, loaded.data_directory / FILES)


def ready_store(url: str) -> Engine:
    """The store, at the revision of this software; raises WrongState `store_not_ready`."""
    address = make_url(url)
    # Asked before connecting, because SQLite would make an empty store where there is none.
    missing = address.get_backend_name() == "sqlite" and not Path(address.database or "").is_file()
    engine = open_engine(url)
    if missing or migrations.current(engine) != migrations.HEAD:
        raise WrongState("store_not_ready")
    return engine

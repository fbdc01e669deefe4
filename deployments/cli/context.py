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
from deployments.cli.previewing import undone_if_asked
from domain.errors import WrongState
from domain.people import SYSTEM, Principal
from domain.steps import local_day
from models import migrations
from models.campaign_rows import store_mark
from models.engine import is_temporary, open_engine, reading, writing
from models.finders import grants_of, person_by_code

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
        yield Desk(session, principal(session, person, local_day(at)), at, settings.load().data_directory / FILES)


@contextmanager
def opening() -> Iterator[tuple[Session, datetime]]:
    """A writing transaction in which nobody in particular acts, and its moment."""
    try:
        with writing(_store(settings.load().database_url)) as session, undone_if_asked(session):
            yield session, _now(session)
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
    with reading(_store(loaded.database_url)) as session:
        now = _now(session)
        by = SYSTEM if person is None else principal(session, person, local_day(now))
        yield Desk(session, by, now, loaded.data_directory / FILES)


def principal(session: Session, code: str, on: date) -> Principal:
    """A person with the roles held that day; raises NotFound `person`."""
    person = person_by_code(session, code)
    return Principal(
        code=person.code,
        name=person.name,
        person_id=person.id,
        unit_id=person.unit_id,
        grants=grants_of(session, person.id, on),
    )


def _now(session: Session) -> datetime:
    """Now, or the simulated clock of a store that lives in a time of its own."""
    mark = store_mark(session)
    return mark.clock if mark.simulated and mark.clock is not None else datetime.now(UTC)


def _store(url: str) -> Engine:
    address = make_url(url)
    # Asked before connecting, because SQLite would make an empty store where there is none.
    missing = address.get_backend_name() == "sqlite" and not Path(address.database or "").is_file()
    engine = open_engine(url)
    if missing or migrations.current(engine) != migrations.HEAD:
        raise WrongState("store_not_ready")
    return engine

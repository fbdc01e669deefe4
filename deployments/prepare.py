"""Bring an installation's store up to date: tables first, then the working days a new store lacks."""

from pathlib import Path

from sqlalchemy import make_url

from actions.calendar import fill_calendar
from models import migrations
from models.engine import open_engine, writing
from models.workdays import known_until
from settings import Settings


def prepare(settings: Settings) -> bool:
    """Migrate to the newest revision and fill the calendar of a new store; returns whether the tables changed.

    Raises:
        WrongState: `store_is_newer`, when a later version of the service has used this store.
    """
    _make_directory(settings.database_url)
    changed = migrations.upgrade(settings.database_url)
    with writing(open_engine(settings.database_url)) as session:
        if known_until(session) is None:
            fill_calendar(session)
    return changed


def _make_directory(url: str) -> None:
    address = make_url(url)
    if address.get_backend_name() == "sqlite" and address.database and address.database != ":memory:":
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)

"""The same store on both databases, for what only shows when two run at once."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, make_url

from tests.flows.conftest import opened
from tests.store.conftest import database_url, postgresql_server
from tests.store.worlds import administer

__all__ = ["either_store", "postgresql_server"]

numbers = itertools.count(1)


@pytest.fixture
def either_store(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """An office on the database that the test names."""
    if request.param == "sqlite":
        yield request.getfixturevalue("store")
        return
    request.getfixturevalue("harness")
    server, name = request.getfixturevalue("postgresql_server"), f"flows_{next(numbers)}"
    administer(make_url(server), f"CREATE DATABASE {name}")
    url = make_url(database_url(server, name)).set(drivername="postgresql+psycopg")
    yield from opened(url.render_as_string(hide_password=False), tmp_path, monkeypatch)

"""What a new installation makes for itself when it starts, and says once."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

import settings
from deployments.first_start import first_lines
from models.audit import AuditEvent
from models.engine import reading
from models.ledger_keys import DIRECTORY, open_key
from models.ledger_rows import last_key
from settings import Settings


@pytest.fixture
def current(store: Engine, tmp_path: Path) -> Settings:
    url = store.url.render_as_string(hide_password=False)
    return settings.load().model_copy(update={"database_url": url, "data_directory": tmp_path})


def test_first_start_makes_a_key_and_says_where(current: Settings) -> None:
    said = "\n".join(first_lines(current))
    (file,) = (current.data_directory / DIRECTORY).iterdir()
    assert (file.stat().st_mode & 0o777, str(file) in said) == (0o600, True)


def test_key_of_the_first_start_signs(current: Settings, store: Engine) -> None:
    list(first_lines(current))
    with reading(store) as session:
        row = last_key(session)
        assert row is not None
        assert open_key(current.data_directory, row.id).public == row.public
        assert session.get(AuditEvent, 1) is not None


def test_second_start_says_nothing(current: Settings) -> None:
    list(first_lines(current))
    assert list(first_lines(current)) == []


def test_key_that_lies_elsewhere_is_not_made_anew(current: Settings, tmp_path: Path) -> None:
    list(first_lines(current))
    assert list(first_lines(current.model_copy(update={"data_directory": tmp_path / "other"}))) == []

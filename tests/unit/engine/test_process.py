"""Holding the data directory, and what belongs to an installation."""

from pathlib import Path

import pytest

from deployments.engine.errors import AlreadyRunningError, DirectoryError, PortTakenError
from deployments.engine.process import LOCK_NAME, held
from deployments.engine.supervisor import children
from settings import Settings


def names(settings: Settings) -> list[str]:
    return [child.name for child in children(settings, "deployments.schedules")]


def test_directory_is_held_by_one_only(tmp_path: Path) -> None:
    with held(tmp_path), pytest.raises(AlreadyRunningError), held(tmp_path):
        pass


def test_directory_is_free_afterwards(tmp_path: Path) -> None:
    with held(tmp_path):
        pass
    with held(tmp_path):
        assert (tmp_path / LOCK_NAME).exists()


def test_left_over_lock_file_means_nothing(tmp_path: Path) -> None:
    (tmp_path / LOCK_NAME).write_text("1")
    with held(tmp_path):
        assert (tmp_path / LOCK_NAME).read_text() != "1"


def test_missing_directory_is_made(tmp_path: Path) -> None:
    with held(tmp_path / "new" / "data"):
        assert (tmp_path / "new" / "data").is_dir()


def test_unusable_directory_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(DirectoryError, match="THIDUA_DATA_DIRECTORY"), held(tmp_path / "file"):
        pass


def test_taken_port_names_setting_and_port() -> None:
    sentence = str(PortTakenError(4210, "THIDUA_PREFECT_PORT"))
    assert ("4210" in sentence, "THIDUA_PREFECT_PORT" in sentence) == (True, True)


def test_mailbox_runs_while_no_smtp_is_set() -> None:
    assert names(Settings()) == ["mailbox", "server", "web", "worker"]


def test_mailbox_stays_away_with_smtp() -> None:
    assert names(Settings(smtp_host="mail.example")) == ["server", "web", "worker"]


def test_no_server_beside_one_elsewhere() -> None:
    away = Settings(smtp_host="mail.example", prefect_server="https://prefect.example")
    assert names(away) == ["web", "worker"]

"""Prefect's variables: what is asked of it, and that they come in time."""

import sys
from types import ModuleType

import pytest

from settings import EngineLoadedError, Settings
from settings.prefect import SILENCE, apply, child_environment, environment


def test_nothing_is_told_to_others() -> None:
    assert environment(Settings()).items() >= SILENCE.items()


def test_retention_is_in_units_of_prefect() -> None:
    values = environment(Settings(prefect_retention_days=2, events_retention_days=5))
    assert values["PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD"] == "172800"
    assert values["PREFECT_SERVER_EVENTS_RETENTION_PERIOD"] == "P5D"


def test_password_guards_server_and_clients() -> None:
    values = environment(Settings.model_validate({"prefect_auth": "admin:secret"}))
    assert {values["PREFECT_SERVER_API_AUTH_STRING"], values["PREFECT_API_AUTH_STRING"]} == {"admin:secret"}


def test_without_password_none_is_set() -> None:
    assert "PREFECT_API_AUTH_STRING" not in environment(Settings())


def test_child_inherits_what_is_not_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "vi_VN.UTF-8")
    assert child_environment(Settings())["LANG"] == "vi_VN.UTF-8"


def test_late_values_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "prefect", ModuleType("prefect"))
    monkeypatch.setenv("PREFECT_HOME", "elsewhere")
    with pytest.raises(EngineLoadedError) as refused:
        apply(Settings())
    assert "PREFECT_HOME" in refused.value.variables


def test_same_values_may_come_late(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in environment(Settings()).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setitem(sys.modules, "prefect", ModuleType("prefect"))
    apply(Settings())

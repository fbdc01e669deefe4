"""Reading the environment: what it gives, and what it says about mistakes."""

from pathlib import Path

import pytest

import settings
from settings.load import variable


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test starts without our variables, whatever the machine has."""
    for field in settings.Settings.model_fields:
        monkeypatch.delenv(variable(field), raising=False)


def test_bare_environment_keeps_mail_at_home() -> None:
    assert settings.load().local_mailbox


def test_database_stands_in_data_directory(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("THIDUA_DATA_DIRECTORY", str(tmp_path))
    assert settings.load().database_url == f"sqlite:///{tmp_path}/thidua.db"


def test_relative_data_directory_becomes_absolute(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THIDUA_DATA_DIRECTORY", "somewhere")
    assert settings.load().data_directory == Path.cwd() / "somewhere"


def test_empty_variable_counts_as_absent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THIDUA_SMTP_HOST", "")
    assert settings.load().smtp_host is None


def test_sender_follows_the_mail_domain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THIDUA_MAIL_DOMAIN", "xa.example")
    assert settings.load().mail_sender == "thidua@xa.example"


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="frozen"):
        settings.load().web_port = 1  # type: ignore[misc]  # the very mistake that is tried


@pytest.mark.parametrize(
    ("given", "api"),
    [
        ("", "http://127.0.0.1:4210/api"),
        ("https://prefect.example/", "https://prefect.example/api"),
        ("https://prefect.example/api", "https://prefect.example/api"),
    ],
)
def test_api_address_follows_the_server(monkeypatch: pytest.MonkeyPatch, given: str, api: str) -> None:
    monkeypatch.setenv("THIDUA_PREFECT_SERVER", given)
    assert settings.load().prefect_api_url == api


@pytest.mark.parametrize(
    ("name", "value", "part"),
    [
        ("THIDUA_WEB_PORT", "cao", "cần một số nguyên"),
        ("THIDUA_WEB_PORT", "0", "từ 1 trở lên"),
        ("THIDUA_WEB_PORT", "70000", "không quá 65535"),
        ("THIDUA_WORKER_THREADS", "0", "từ 1 trở lên"),
        ("THIDUA_DATABASE_URL", "mysql://localhost/x", "postgresql+psycopg"),
        ("THIDUA_SMTP_SECURITY", "ssl", "starttls"),
        ("THIDUA_SMTP_HOST", "mail server", "máy chủ"),
        ("THIDUA_MAIL_SENDER", "Văn phòng", "địa chỉ thư"),
        ("THIDUA_MAIL_SENDER", "a@b\nBcc: c@d", "địa chỉ thư"),
        ("THIDUA_PREFECT_AUTH", "admin", "người-dùng:mật-khẩu"),
        ("THIDUA_PUBLIC_ADDRESS", "xa.example", "https://"),
        ("THIDUA_OFFICE_NAME", "x" * 201, "200"),
        ("THIDUA_SMPT_HOST", "mail.example", "THIDUA_SMTP_HOST"),
        ("THIDUA_SMTP_PASSWORD", "secret", "tên đăng nhập"),
        ("THIDUA_SMTP_USERNAME", "office", "mật khẩu"),
        ("THIDUA_WEB_PORT", "4210", "trùng cổng 4210"),
        ("THIDUA_SWEEP_CRON", "*/10 * * *", "năm cột"),
        ("THIDUA_SWEEP_CRON", "60 * * * *", "năm cột"),
        ("THIDUA_SWEEP_CRON", "0 8 32 * *", "năm cột"),
        ("THIDUA_SWEEP_CRON", "mỗi mười phút", "năm cột"),
    ],
)
def test_unusable_value_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str, part: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(settings.SettingsError) as refused:
        settings.load()
    assert part in str(refused.value)


@pytest.mark.parametrize("given", ["* * * * *", "*/5 7-18 * * 1-5", "0,30 8 1 */3 0"])
def test_sweep_takes_a_cron_of_five_fields(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("THIDUA_SWEEP_CRON", given)
    assert settings.load().sweep_cron == given


def test_all_mistakes_are_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THIDUA_WEB_PORT", "cao")
    monkeypatch.setenv("THIDUA_SMTP_PORT", "thấp")
    with pytest.raises(settings.SettingsError) as refused:
        settings.load()
    assert {problem.variable for problem in refused.value.problems} == {"THIDUA_WEB_PORT", "THIDUA_SMTP_PORT"}


def test_refused_password_is_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THIDUA_PREFECT_AUTH", "hunter2")
    with pytest.raises(settings.SettingsError) as refused:
        settings.load()
    assert "hunter2" not in str(refused.value)


def test_secrets_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THIDUA_PREFECT_AUTH", "admin:hunter2")
    assert "hunter2" not in repr(settings.load())

"""Read the settings and say in sentences what cannot be used."""

import difflib
import os
from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from settings.errors import Problem, SettingsError
from settings.values import PREFIX, Settings

# Keys are Pydantic's error types; values may name the keys of the error's context.
SENTENCES = {
    "int_parsing": "cần một số nguyên",
    "int_from_float": "cần một số nguyên",
    "greater_than_equal": "cần số từ {ge} trở lên",
    "less_than_equal": "cần số không quá {le}",
    "string_too_short": "cần ít nhất {min_length} ký tự",
    "too_short": "cần ít nhất {min_length} ký tự",
    "string_too_long": "dài quá {max_length} ký tự",
}
# What a value has to look like where only a pattern would say it.
SHAPES = {
    "database_url": "cần địa chỉ dạng sqlite:///tệp hoặc postgresql+psycopg://người-dùng@máy/tên",
    "mail_sender": "cần một địa chỉ thư, ví dụ thidua@xa.example",
    "mail_redirect": "cần một địa chỉ thư, ví dụ thidua@xa.example",
    "mail_paused": "chỉ nhận true hoặc false",
    "mail_domain": "cần một tên miền, ví dụ xa.example",
    "public_address": "cần địa chỉ bắt đầu bằng http:// hoặc https://",
    "prefect_server": "cần địa chỉ bắt đầu bằng http:// hoặc https://",
    "prefect_auth": "cần dạng người-dùng:mật-khẩu",
    "smtp_security": "chỉ nhận none, starttls hoặc tls",
    "smtp_host": "cần tên hoặc địa chỉ của một máy chủ",
    "web_host": "cần tên hoặc địa chỉ của một máy chủ",
    "sweep_cron": "cần lịch dạng cron gồm năm cột: phút giờ ngày tháng thứ, ví dụ */10 * * * *",
}


def load() -> Settings:
    """The settings of this process. Raises SettingsError naming every variable that cannot be used."""
    problems = list(_misspelt())
    try:
        settings = Settings()
    except ValidationError as error:
        raise SettingsError((*problems, *_problems(error))) from None
    problems += _contradictions(settings)
    if problems:
        raise SettingsError(tuple(problems))
    return settings


def variable(field: str) -> str:
    """The variable of the environment that sets a field."""
    return f"{PREFIX}{field.upper()}"


def _problems(error: ValidationError) -> Iterator[Problem]:
    for detail in error.errors():
        # A default that would have followed from a field that is wrong itself.
        if detail["type"] != "default_factory_not_called":
            yield _problem(detail)


def _problem(detail: Any) -> Problem:
    # The value is not repeated, because it may be a password.
    field = str(detail["loc"][0])
    template = SENTENCES.get(detail["type"])
    if template is None:
        return Problem(variable(field), SHAPES.get(field, "giá trị không hợp lệ"))
    return Problem(variable(field), template.format(**detail.get("ctx", {})))


def _misspelt() -> list[Problem]:
    """A misspelt THIDUA_SMTP_HOST would silently keep every mail at home, so near misses are refused."""
    known = [variable(field) for field in Settings.model_fields]
    strange = sorted(name for name in os.environ if name.startswith(PREFIX) and name not in known)
    near = ((name, difflib.get_close_matches(name, known, n=1, cutoff=0.88)) for name in strange)
    return [Problem(name, f"không có biến này; có phải là {match[0]}?") for name, match in near if match]


def _contradictions(settings: Settings) -> list[Problem]:
    """What only shows when two fields are read together."""
    problems = []
    if settings.smtp_password and not settings.smtp_username:
        problems.append(Problem(variable("smtp_username"), "có mật khẩu thì cần cả tên đăng nhập"))
    if settings.smtp_username and not settings.smtp_password:
        problems.append(Problem(variable("smtp_password"), "có tên đăng nhập thì cần cả mật khẩu"))
    ports = {field: getattr(settings, field) for field in ("mailbox_port", "prefect_port", "web_port")}
    for field, port in ports.items():
        twins = [variable(other) for other, value in ports.items() if value == port and other > field]
        problems += [Problem(twin, f"trùng cổng {port} với {variable(field)}") for twin in twins]
    return problems

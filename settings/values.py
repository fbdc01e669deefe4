"""The settings of one installation, read from variables named `THIDUA_*`."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, StringConstraints
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict


def _cron_field(number: str) -> str:
    """One of the five fields of a schedule, `number` being the pattern of what may stand there."""
    item = rf"(\*|({number})(-({number}))?)(/[1-9]\d?)?"
    return rf"{item}(,{item})*"


MINUTE, HOUR, DAY = r"[1-5]?\d", r"1?\d|2[0-3]", r"[1-9]|[12]\d|3[01]"
MONTH, WEEKDAY = r"[1-9]|1[0-2]", r"[0-7]"
CRON = rf"^{' '.join(map(_cron_field, (MINUTE, HOUR, DAY, MONTH, WEEKDAY)))}$"
PREFIX = "THIDUA_"
LOOPBACK = "127.0.0.1"

Port = Annotated[int, Field(ge=1, le=65535)]
Host = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[A-Za-z0-9.:_-]+$")]
Domain = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$")]
Mailbox = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[^@\s<>\"]+@[A-Za-z0-9.-]+$")]
WebAddress = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^https?://[^\s/]+[^\s]*$")]
Cron = Annotated[str, StringConstraints(strip_whitespace=True, pattern=CRON)]
DatabaseUrl = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^(sqlite|postgresql\+psycopg)://")]


def _credentials(secret: SecretStr) -> SecretStr:
    user, _, password = secret.get_secret_value().partition(":")
    if not user or not password:
        raise ValueError("user:password")
    return secret


def _listed(value: object) -> object:
    """`a,b` as the environment gives it."""
    return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value


def _absolute(path: Path) -> Path:
    """Children run in directories of their own, so a relative path is fixed where the first process was started."""
    return path.expanduser().absolute()


class Settings(BaseSettings):
    """Everything an installation can choose. Each field is the variable `THIDUA_<FIELD>`.

    No file is read, because a forgotten `.env` would change what a command does.
    """

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, frozen=True, extra="ignore", env_ignore_empty=True, validate_default=True
    )

    data_directory: Annotated[Path, AfterValidator(_absolute)] = Path("thidua-data")
    database_url: DatabaseUrl = Field(default_factory=lambda data: f"sqlite:///{data['data_directory']}/thidua.db")

    office_name: Annotated[str, Field(min_length=1, max_length=200)] = "Cơ quan thi đua, khen thưởng"
    public_address: WebAddress | None = None

    smtp_host: Host | None = None
    smtp_port: Port = 25
    smtp_security: Literal["none", "starttls", "tls"] = "none"
    smtp_username: str | None = None
    smtp_password: SecretStr | None = None
    mail_domain: Domain = "thidua.localhost"
    mail_sender: Mailbox = Field(default_factory=lambda data: f"thidua@{data['mail_domain']}")
    mailbox_port: Port = 2525
    mail_paused: bool = False
    mail_redirect: Mailbox | None = None

    web_host: Host = LOOPBACK
    web_port: Port = 8400
    web_hosts: Annotated[tuple[Host, ...], NoDecode, BeforeValidator(_listed)] = ()
    web_session_hours: Annotated[int, Field(ge=1, le=168)] = 12
    web_idle_minutes: Annotated[int, Field(ge=5, le=10_080)] = 120
    upload_megabytes: Annotated[int, Field(ge=1, le=500)] = 30

    prefect_port: Port = 4210
    prefect_server: WebAddress | None = None
    prefect_auth: Annotated[SecretStr, AfterValidator(_credentials)] | None = None
    prefect_retention_days: Annotated[int, Field(ge=1, le=3650)] = 30
    events_retention_days: Annotated[int, Field(ge=1, le=3650)] = 3
    sweep_cron: Cron = "*/10 * * * *"
    worker_threads: Annotated[int, Field(ge=1, le=64)] = 4

    @property
    def local_mailbox(self) -> bool:
        """Whether mails stay on this machine, because no SMTP server was given."""
        return self.smtp_host is None

    @property
    def mailbox_directory(self) -> Path:
        """Where the local mailbox keeps its mails."""
        return self.data_directory / "mailbox"

    @property
    def prefect_directory(self) -> Path:
        """Prefect's home: its database, its keys, what it stores."""
        return self.data_directory / "prefect"

    @property
    def prefect_api_url(self) -> str:
        """Address of the Prefect API: the server given, else the one that runs beside us on loopback."""
        root = self.prefect_server or f"http://{LOOPBACK}:{self.prefect_port}"
        return f"{root.rstrip('/').removesuffix('/api')}/api"

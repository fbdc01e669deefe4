"""What the Prefect API says about the engine, asked over HTTP so that nobody has to import Prefect for it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import httpx
from tenacity import retry, retry_if_exception, stop_after_attempt, wait_fixed

from settings import Settings

POOL = "embedded"


@dataclass(frozen=True)
class Health:
    """`worker_seen`: last heartbeat of a worker of ours; `last_completed`: end of the last completed run asked for."""

    reachable: bool
    worker_seen: datetime | None = None
    last_completed: datetime | None = None


def is_ready(settings: Settings, *, timeout: float = 2.0) -> bool:
    """Whether the server answers and its database is there. Never raises; `timeout` in seconds."""
    try:
        with _client(settings, timeout) as client:
            return client.get("/ready").is_success
    except httpx.HTTPError:
        return False


def ask(settings: Settings, *, deployment: str, timeout: float = 2.0) -> Health:
    """The engine's health; `deployment` as `flow-name/deployment-name`. Never raises."""
    try:
        seen, completed = worker_seen(settings, timeout=timeout), last_completed(settings, deployment, timeout=timeout)
    except httpx.HTTPError:
        return Health(reachable=False)
    return Health(reachable=True, worker_seen=seen, last_completed=completed)


def worker_seen(settings: Settings, *, timeout: float = 2.0) -> datetime | None:
    """Last heartbeat of any worker of the embedded pool; None when there was never one. Raises httpx.HTTPError."""
    rows = _ask(settings, f"/work_pools/{POOL}/workers/filter", {}, timeout) or []
    return max((moment for row in rows if (moment := _moment(row["last_heartbeat_time"]))), default=None)


def last_completed(settings: Settings, deployment: str, *, timeout: float = 2.0) -> datetime | None:
    """End of the last completed run of `flow/deployment`; None when there is none. Raises httpx.HTTPError."""
    flow, _, name = deployment.partition("/")
    query = {
        "flows": {"name": {"any_": [flow]}},
        "deployments": {"name": {"any_": [name]}},
        "flow_runs": {"state": {"type": {"any_": ["COMPLETED"]}}},
        "sort": "END_TIME_DESC",
        "limit": 1,
    }
    rows = _ask(settings, "/flow_runs/filter", query, timeout)
    return _moment(rows[0]["end_time"]) if rows else None


def ended_task_runs(settings: Settings, *, timeout: float = 2.0) -> int:
    """How many task runs the server knows to have ended. Raises httpx.HTTPError."""
    ended = {"task_runs": {"state": {"type": {"any_": ["COMPLETED", "FAILED", "CRASHED", "CANCELLED"]}}}}
    return int(_ask(settings, "/task_runs/count", ended, timeout))


def _client(settings: Settings, timeout: float) -> httpx.Client:
    secret = settings.prefect_auth.get_secret_value() if settings.prefect_auth else ""
    user, _, password = secret.partition(":")
    # trust_env off, because a proxy of the office would be asked for an address on loopback.
    return httpx.Client(
        base_url=settings.prefect_api_url, timeout=timeout, auth=(user, password) if secret else None, trust_env=False
    )


def _is_busy(error: BaseException) -> bool:
    return isinstance(error, httpx.HTTPStatusError) and error.response.status_code == httpx.codes.SERVICE_UNAVAILABLE


# The server answers 503 for a moment whenever its SQLite file is locked; that does not mean that it is away.
@retry(retry=retry_if_exception(_is_busy), stop=stop_after_attempt(4), wait=wait_fixed(0.2), reraise=True)
def _ask(settings: Settings, path: str, query: dict[str, Any], timeout: float) -> Any:
    """The answer, or None where there is no such thing."""
    with _client(settings, timeout) as client:
        response = client.post(path, json=query)
    return None if response.status_code == httpx.codes.NOT_FOUND else response.raise_for_status().json()


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None

"""The only module that may ask the Prefect API. It asks aside, so that no page waits for an answer; an act may."""

import threading
import time
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

import httpx

from domain.errors import AlreadyDone, WrongState
from settings import Settings

SWEEP = ("advance_campaigns", "sweep")
"""Flow and deployment whose last completed run tells that Prefect works for us."""

CHECK = ("check_ledger", "nightly")
"""Flow and deployment that go through the whole ledger."""

GOING = ("SCHEDULED", "PENDING", "RUNNING")
"""States of a run that has not ended."""

FRESH = 15.0
"""Seconds for which an answer is taken as it was."""

BY_HAND = "by-hand"
"""Marks a run that somebody asked for at a page, to tell it from those that are scheduled ahead."""

PATIENCE = 2.0
"""Seconds to wait for Prefect."""


class Reach(StrEnum):
    """Whether Prefect answers; `unknown` until it was asked for the first time."""

    UNKNOWN = "unknown"
    YES = "yes"
    NO = "no"


@dataclass(frozen=True)
class Checking:
    """A check of the ledger that somebody asked for and that has not ended; `running` once a worker took it."""

    asked_at: datetime
    running: bool


@dataclass
class Runs:
    """What Prefect said last. One for an application."""

    settings: Settings
    reach: Reach = Reach.UNKNOWN
    swept_at: datetime | None = None
    checking: "Checking | None" = None
    _asked: float = float("-inf")
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def look(self) -> "Runs":
        """The last answer, at once; a new one is asked for where it is older than `FRESH`."""
        with self._lock:
            due = time.monotonic() - self._asked > FRESH
            if due:
                self._asked = time.monotonic()
        if due:
            threading.Thread(target=self.ask, name="prefect-look", daemon=True).start()
        return self

    def start_check(self, kept_outside: str) -> None:
        """Let a worker go through the ledger now.

        Raises:
            AlreadyDone: `check_is_running`. WrongState: `engine_away`.
        """
        self.ask()
        if self.checking is not None:
            raise AlreadyDone("check_is_running", since=self.checking.asked_at)
        try:
            with self._client() as client:
                found = _sent(client.get(f"/deployments/name/{'/'.join(CHECK)}"))
                asked = {"parameters": {"kept_outside": kept_outside}, "tags": [BY_HAND]}
                run = _sent(client.post(f"/deployments/{found['id']}/create_flow_run", json=asked))
        except (httpx.HTTPError, ValueError, KeyError) as error:
            raise WrongState("engine_away", command="thidua audit verify") from error
        self.checking = _checking([run])

    def ask(self) -> None:
        """Ask now and remember; never raises for a Prefect that is not there."""
        try:
            with self._client() as client:
                rows = self._runs(client, SWEEP, ("COMPLETED",))
                going = self._runs(client, CHECK, GOING, tags={"all_": [BY_HAND]})
        except (httpx.HTTPError, ValueError):
            self.reach, self.checking = Reach.NO, None
            return
        self.reach, self.checking = Reach.YES, _checking(going)
        if rows and rows[0].get("end_time"):
            self.swept_at = datetime.fromisoformat(rows[0]["end_time"])

    def _client(self) -> httpx.Client:
        secret = self.settings.prefect_auth
        auth = tuple(secret.get_secret_value().split(":", 1)) if secret else None
        return httpx.Client(
            base_url=self.settings.prefect_api_url,
            timeout=PATIENCE,
            # Prefect is ours, so the road to it never leads through somebody's proxy.
            trust_env=False,
            auth=(auth[0], auth[1]) if auth else None,
        )

    @staticmethod
    def _runs(client: httpx.Client, named: tuple[str, str], states: tuple[str, ...], **more: Any) -> Any:
        """The last run of this flow and deployment in one of these states."""
        flow, deployment = named
        query = {
            "flows": {"name": {"any_": [flow]}},
            "deployments": {"name": {"any_": [deployment]}},
            "flow_runs": {"state": {"type": {"any_": list(states)}}, **more},
            "sort": "END_TIME_DESC",
            "limit": 1,
        }
        return _sent(client.post("/flow_runs/filter", json=query))


def _sent(answer: httpx.Response) -> Any:
    answer.raise_for_status()
    return answer.json()


def _checking(rows: list[dict[str, Any]]) -> Checking | None:
    if not rows:
        return None
    state = rows[0].get("state_type") or "SCHEDULED"
    return Checking(datetime.fromisoformat(rows[0]["created"]), running=state == "RUNNING")

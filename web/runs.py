"""The only module that may ask the Prefect API. It asks aside, so that no page ever waits for an answer."""

import threading
import time
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

import httpx

from settings import Settings

SWEEP = ("advance_campaigns", "sweep")
"""Flow and deployment whose last completed run tells that Prefect works for us."""

FRESH = 15.0
"""Seconds for which an answer is taken as it was."""

PATIENCE = 2.0
"""Seconds to wait for Prefect."""


class Reach(StrEnum):
    """Whether Prefect answers; `unknown` until it was asked for the first time."""

    UNKNOWN = "unknown"
    YES = "yes"
    NO = "no"


@dataclass
class Runs:
    """What Prefect said last. One for an application."""

    settings: Settings
    reach: Reach = Reach.UNKNOWN
    swept_at: datetime | None = None
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

    def ask(self) -> None:
        """Ask now and remember; never raises for a Prefect that is not there."""
        try:
            rows = self._completed()
        except (httpx.HTTPError, ValueError):
            self.reach = Reach.NO
            return
        self.reach = Reach.YES
        if rows and rows[0].get("end_time"):
            self.swept_at = datetime.fromisoformat(rows[0]["end_time"])

    def _completed(self) -> list[dict[str, Any]]:
        flow, deployment = SWEEP
        query = {
            "flows": {"name": {"any_": [flow]}},
            "deployments": {"name": {"any_": [deployment]}},
            "flow_runs": {"state": {"type": {"any_": ["COMPLETED"]}}},
            "sort": "END_TIME_DESC",
            "limit": 1,
        }
        secret = self.settings.prefect_auth
        auth = tuple(secret.get_secret_value().split(":", 1)) if secret else None
        with httpx.Client(
            base_url=self.settings.prefect_api_url,
            timeout=PATIENCE,
            # Prefect is ours, so the road to it never leads through somebody's proxy.
            trust_env=False,
            auth=(auth[0], auth[1]) if auth else None,
        ) as client:
            answer = client.post("/flow_runs/filter", json=query)
            answer.raise_for_status()
            found: list[dict[str, Any]] = answer.json()
            return found

"""`thidua demo` in a process of its own, and what it left."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from notifications.mailbox import StoredMail, read_mailbox
from tests.system.engine import ROOT
from tests.system.kept import rows

DEMO = [sys.executable, "-m", "deployments.cli", "demo", "--no-serve", "--json"]
LONGEST = 600
"""Seconds after which a demonstration counts as one that hangs; on a quiet machine the whole takes a sixth of it."""


def environment(**variables: str) -> dict[str, str]:
    """That of a user who has set nothing but these."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "THIDUA_"))}
    return kept | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"} | variables


def demo(*arguments: str | Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run it to its end."""
    return subprocess.run(
        [*DEMO, *map(str, arguments)],
        cwd=ROOT,
        env=environment(**variables),
        capture_output=True,
        text=True,
        timeout=LONGEST,
        check=False,
    )


@dataclass(frozen=True)
class Played:
    """A demonstration that ran to its end, and what it left in its directory."""

    where: Path
    result: dict[str, Any]

    @property
    def campaign(self) -> dict[str, Any]:
        """The only one."""
        [campaign] = self.result["campaigns"]
        return dict(campaign)

    @property
    def told(self) -> dict[str, Any]:
        """The result without what differs from run to run."""
        return {name: value for name, value in self.result.items() if name != "seconds"}

    @property
    def mails(self) -> tuple[StoredMail, ...]:
        """What arrived."""
        return read_mailbox(self.where / "mailbox")

    def of(self, code: str) -> dict[str, Any]:
        """What came of one campaign."""
        return next(campaign for campaign in self.result["campaigns"] if campaign["code"] == code)

    def stage(self, kind: str, *, code: str | None = None, round_: str | None = None) -> dict[str, Any]:
        """A stage of that campaign, or of the only one."""
        stages = self.of(code)["stages"] if code else self.campaign["stages"]
        return next(stage for stage in stages if stage["kind"] == kind and round_ in (None, stage["round"]))

    def ask(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """What stands in its store."""
        return rows(self.where, query, *values)

"""Who acts about which duty, when, and with what at hand."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from deployments.demo.chance import below
from deployments.demo.scenes import Scene
from domain.people import Principal
from domain.plan import Plan
from domain.workdays import WorkCalendar
from models.ballot_keys import DIRECTORY
from queries.owed import Owed


@dataclass(frozen=True)
class Moment:
    """Who acts about what, and when."""

    engine: Engine
    scene: Scene
    plan: Plan
    calendar: WorkCalendar
    duty: Owed
    by: Principal
    at: datetime
    seed: str
    files: Path

    @property
    def keys(self) -> Path:
        """Where keys of secret ballots lie: beside the files, as in an office."""
        return self.files.parent / DIRECTORY

    def chance(self, limit: int, *words: str) -> int:
        """A choice of this campaign and person."""
        return below(limit, self.seed, self.scene.code, self.by.code, *words)

"""One demonstration from an empty directory, or from where a killed one stopped, to the last campaign's summary."""

import asyncio
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import certifi

import settings
import settings.prefect
from actions.people import first_administrator
from deployments.demo.accounts import open_for_all
from deployments.demo.casting import SCENES
from deployments.demo.proving import prove
from deployments.demo.scenery import ADMIN, principal
from deployments.demo.scenes import Scene
from deployments.engine import collector
from deployments.engine.process import held
from deployments.prepare import prepare
from domain.errors import Invalid, WrongState
from domain.people import Principal
from models.campaign_rows import store_mark
from models.engine import open_engine, reading, writing
from models.people_rows import administrator_exists
from notifications.mailbox import MailboxServer
from queries.reporting import outcome
from settings import Settings

AT_HOME = dict.fromkeys(("database_url", "smtp_host", "mail_paused", "mail_redirect"), "")
"""Settings of an office that a demonstration must not use, because it would play in her store and write real mails."""

QUICK = "NH-2021-01"
"""A commune's plan of one year, the smallest."""

BEGINNING = datetime(2019, 1, 2, 1, tzinfo=UTC)
Say = Callable[[date, date, date, str], None]
"""Told of each day played: the day, the first and the last day of all campaigns, what happened."""


MEMORY = Path("/dev/shm")  # noqa: S108  # a directory with a name of its own is made in it
ROOM = 2 * 1024**3
"""Bytes that must be free there; a whole demonstration takes a twentieth of it."""


@contextmanager
def directory(keep: Path | None) -> Iterator[Path]:
    """Where the demonstration lives: a directory to keep, or one that goes when it ends."""
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        yield keep
        return
    # In memory where there is room, because a sixth of the time went into waiting for a disk that keeps nothing.
    there = MEMORY if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM else None
    made = Path(tempfile.mkdtemp(prefix="thidua-demo-", dir=there))
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def chosen(codes: tuple[str, ...], *, quick: bool = False) -> tuple[Scene, ...]:
    """The scenes to play: those named, the one that takes half a minute, or else all of them.

    Raises:
        Invalid: `demo_plan`.
    """
    known = {scene.code: scene for scene in SCENES}
    for code in codes:
        if code not in known:
            raise Invalid("demo_plan", found=code, allowed=tuple(known))
    wanted = codes or ((QUICK,) if quick else tuple(known))
    return tuple(scene for scene in SCENES if scene.code in wanted)


def play_all(where: Path, scenes: tuple[Scene, ...], *, seed: str, say: Say) -> dict[str, Any]:
    """Play the scenes in this directory through Prefect and SMTP; what came of them, with the seconds it took.

    A directory that was played in before keeps the seed it began with.

    Raises:
        WrongState: `store_is_real`, when the directory holds a store that does not live in simulated time.
        EngineError: another command uses the directory, or Prefect's server does not start.
    """
    begun = time.monotonic()
    current = settings.override(data_directory=where, **AT_HOME)
    with held(where):
        prepare(current)
        admin, kept_seed = _open_simulated(current, seed)
        with MailboxServer(current.mailbox_directory) as mailbox:
            current = settings.override(mailbox_port=mailbox.port)
            _through_prefect(current, scenes, admin, kept_seed, say)
    engine = open_engine(current.database_url)
    proof = prove(engine, where)
    with reading(engine) as session:
        return {**outcome(session), "proof": proof, "seconds": round(time.monotonic() - begun, 1)}


def _through_prefect(current: Settings, scenes: tuple[Scene, ...], admin: Principal, seed: str, say: Say) -> None:
    from deployments.engine.server import temporary

    settings.trust_one(_any_authority(), current.data_directory)
    with temporary(current):
        # Imported here, because Prefect reads its settings when it is imported.
        from deployments.demo.play import Stage, play

        collector.spare()
        first = min(scene.prepared_on for scene in scenes)
        last = max(scene.ends_on for scene in scenes)

        def told(day: date, words: str) -> None:
            say(day, first, last, words)

        files = current.data_directory / "files"
        asyncio.run(play(Stage(current.database_url, scenes, seed, files, admin, told)))


def _any_authority() -> str:
    """The first certificate of the list that Python packages share; which one does not matter on loopback."""
    end = "-----END CERTIFICATE-----"
    whole = Path(certifi.where()).read_text(encoding="utf-8")
    return whole[whole.index("-----BEGIN CERTIFICATE-----") : whole.index(end) + len(end)] + "\n"


def _open_simulated(current: Settings, seed: str) -> tuple[Principal, str]:
    engine = open_engine(current.database_url)
    with writing(engine) as session:
        mark = store_mark(session)
        if not mark.simulated and administrator_exists(session):
            raise WrongState("store_is_real", directory=str(current.data_directory))
        kept_seed = mark.seed or seed
        mark.simulated, mark.seed = True, kept_seed
        if not administrator_exists(session):
            first_administrator(session, ADMIN, name="Quản trị hệ thống", at=BEGINNING)
    admin = principal(engine, ADMIN, BEGINNING)
    with writing(engine) as session:
        open_for_all(session, seed=kept_seed, by=admin, at=BEGINNING)
    return admin, kept_seed

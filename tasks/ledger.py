"""Sealing, signing and checking the ledger: a transaction per chunk, so that nobody waits for long."""

import asyncio
from datetime import datetime

from prefect import task
from sqlalchemy import Engine

import settings
from actions.checkpoints import record_check, sign_checkpoint, signing_key
from actions.sealing import CHUNK, seal
from domain.checkpoints import Checkpoint, read_anchors
from domain.ledger import Finding
from domain.people import SYSTEM
from models.engine import open_engine, reading, writing
from models.ledger_file import keep, kept
from models.ledger_rows import checkpoints, keys
from queries.ledger_check import Report, check
from queries.reconciling import reconcile
from settings import Settings
from tasks.retrying import RETRYING

CHUNKS = 200
"""In one run: a million events. After an upgrade the next run goes on with the rest."""


@task(name="seal_events", timeout_seconds=1800, **RETRYING)
async def seal_events() -> int:
    """Seal what waits; how many."""
    engine, sealed = open_engine(settings.load().database_url), 0
    for _ in range(CHUNKS):
        added = await asyncio.to_thread(_seal, engine)
        sealed += added
        if added < CHUNK:
            break
    return sealed


@task(name="sign_ledger", timeout_seconds=300, **RETRYING)
async def sign_ledger(as_of: datetime) -> int:
    """Sign how far the ledger has grown and keep the line in the file beside the store; how many events it covers."""
    return (await asyncio.to_thread(_sign, settings.load(), as_of)).size


@task(name="walk_ledger", timeout_seconds=4 * 3600, **RETRYING)
async def walk_ledger(as_of: datetime, kept_outside: str = "") -> tuple[str, ...]:
    """Go through the ledger and the rows, and remember it; codes of what is wrong.

    Those who watch over it are told, unless somebody holds it against lines `kept_outside`: she reads the answer, and a
    line that anybody may hand in must alarm nobody else.
    """
    return await asyncio.to_thread(_walk, settings.load(), as_of, kept_outside)


def _seal(engine: Engine) -> int:
    with writing(engine) as session:
        return seal(session).added


def _sign(current: Settings, at: datetime) -> Checkpoint:
    engine = open_engine(current.database_url)
    with writing(engine) as session, signing_key(session, current.data_directory, at=at) as key:
        signed = sign_checkpoint(session, key, by=SYSTEM, at=at)
    with reading(engine) as session:
        keep(current.data_directory, keys(session), checkpoints(session))
    return signed


def _walk(current: Settings, at: datetime, kept_outside: str) -> tuple[str, ...]:
    engine = open_engine(current.database_url)
    outside = read_anchors(kept_outside) if kept_outside else None
    with reading(engine) as session:
        report = check(session, SYSTEM, outside=outside, kept=kept(current.data_directory))
        findings = (*report.findings, *reconcile(session, SYSTEM).findings)
    _remember(engine, report, findings, at, alarm=not kept_outside)
    return tuple(finding.code for finding in findings)


def _remember(engine: Engine, report: Report, findings: tuple[Finding, ...], at: datetime, *, alarm: bool) -> None:
    with writing(engine) as session:
        record_check(
            session,
            sealed=report.sealed,
            unsealed=report.unsealed,
            anchored=report.anchored,
            findings=findings,
            alarm=alarm,
            by=SYSTEM,
            at=at,
        )

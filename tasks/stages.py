"""Taking the steps of many stages: a transaction per chunk, and alone what a chunk stumbles over."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from typing import Self

from prefect import runtime, task
from sqlalchemy import Engine

import settings
from actions.incidents import Noted, note_failure, set_aside
from actions.running import run_stage
from actions.steps import Taken, take_steps
from domain.errors import Refused
from domain.people import SYSTEM
from domain.stages import StageKey, StageKind
from models.engine import is_temporary, open_engine, writing
from models.finders import campaign_by_code, stage_of
from tasks.retrying import RETRYING

CHUNK = 50
"""Stages in one transaction: enough to spread its cost, few enough that nobody waits long for a lock."""


class Progress:
    """The steps that were taken and the stages that failed.

    Neither a value nor a dataclass, because Prefect walks through those, field by field, wherever a task or a flow
    hands one back: it took as much CPU as everything else that Prefect does in a sweep.
    """

    __slots__ = ("failed", "taken")

    def __init__(self, taken: tuple[Taken, ...] = (), failed: tuple[Noted, ...] = ()) -> None:
        self.taken, self.failed = taken, failed

    def __add__(self, other: Self) -> Self:
        return type(self)(self.taken + other.taken, self.failed + other.failed)


def _run_name() -> str:
    parameters = runtime.task_run.parameters
    return f"{parameters['kind']}-{len(parameters['stage_ids'])}"


@task(name="advance_stages", task_run_name=_run_name, timeout_seconds=900, **RETRYING)
async def advance_stages(kind: StageKind, stage_ids: Sequence[int], as_of: datetime) -> Progress:  # noqa: ARG001  # the kind names the run
    """Take every due step of these stages, at most some thousands. Repeating it changes nothing.

    A stage whose campaign another transaction holds is left to that one.
    """
    engine = open_engine(settings.load().database_url)
    progress = Progress()
    for start in range(0, len(stage_ids), CHUNK):
        # In a thread, because a statement that blocks would stop every flow of this process.
        progress += await asyncio.to_thread(_advance, engine, tuple(stage_ids[start : start + CHUNK]), as_of)
    return progress


@task(name="run_stage", timeout_seconds=300, **RETRYING)
async def run_requested(campaign: str, stage: StageKey, reason: str, as_of: datetime) -> Progress:
    """Take the due steps of one stage on request. Raises Refused when it may not run now."""
    engine = open_engine(settings.load().database_url)
    return await asyncio.to_thread(_run, engine, campaign, stage, reason, as_of)


def _advance(engine: Engine, ids: tuple[int, ...], at: datetime) -> Progress:
    try:
        with writing(engine) as session:
            set_aside(session, ids, by=SYSTEM, at=at)
            return Progress(taken=take_steps(session, ids, by=SYSTEM, at=at))
    except Exception as error:
        if is_temporary(error):
            raise
        if len(ids) == 1:
            return _note(engine, ids[0], error, at)
    # Each alone now, so that the neighbours of the broken one move.
    progress = Progress()
    for stage_id in ids:
        progress += _advance(engine, (stage_id,), at)
    return progress


def _note(engine: Engine, stage_id: int, error: Exception, at: datetime) -> Progress:
    with writing(engine) as session:
        incident = note_failure(session, stage_id, error, by=SYSTEM, at=at)
        return Progress(failed=(incident,) if incident else ())


def _run(engine: Engine, campaign: str, stage: StageKey, reason: str, at: datetime) -> Progress:
    try:
        with writing(engine) as session:
            return Progress(taken=run_stage(session, campaign, stage, reason=reason, by=SYSTEM, at=at))
    except Refused:
        raise
    except Exception as error:
        if not is_temporary(error):
            with writing(engine) as session:
                found = stage_of(session, campaign_by_code(session, campaign).id, stage)
                note_failure(session, found.id, error, by=SYSTEM, at=at)
        raise

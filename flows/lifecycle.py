"""The sweep: finds what is due, calls the flow of each kind, again until nothing is due, and tells what happened."""

import asyncio
from datetime import datetime
from typing import cast

from prefect import flow, runtime

import settings
from actions.looking import Returned, note_look
from domain.people import SYSTEM
from domain.stages import ORDER
from domain.values import Value
from flows.clock import moment
from flows.inbox import show_incidents
from flows.kinds import FLOWS
from flows.showing import Board, tell_returned
from models.engine import open_engine, reading, writing
from queries.due import DueStage, due_stages
from tasks.stages import Progress

LIMIT = 5_000
"""Stages in one round; their ids travel as parameters, and Prefect refuses more than half a megabyte of those."""

ROUNDS = 50
"""Closing a stage makes the next one due, so a sweep looks again; a sweep that never ends would be a fault."""


class Sweep(Value):
    """What a sweep did, in numbers; `left` stages were due but held by somebody else or beyond its rounds."""

    as_of: datetime
    rounds: int = 0
    stages: int = 0
    steps: int = 0
    failed: int = 0
    left: int = 0


def _run_name() -> str:
    as_of = runtime.flow_run.parameters.get("as_of")
    return f"sweep-{as_of:%Y-%m-%dT%H:%M}" if isinstance(as_of, datetime) else f"sweep-{as_of or 'now'}"


@flow(name="advance_campaigns", flow_run_name=_run_name, persist_result=False)
async def advance_campaigns(as_of: datetime | None = None) -> Sweep:
    """Move every campaign as far as it goes by itself at this moment. Running it twice changes nothing.

    Raises:
        NotAllowed: `as_of_refused` in a store that is not simulated.
    """
    now = await moment(as_of)
    # Before the first step, so that what was missed is counted as it lies there. A transaction, and no task, because
    # Prefect would keep a row for each idle sweep.
    if (returned := await asyncio.to_thread(_look, now)) is not None:
        tell_returned(returned)
    board = Board()
    done, rounds, moving = Progress(), 0, True
    # What is due though nothing moves is held by another transaction, and the next sweep looks again.
    while (due := await asyncio.to_thread(_due, now)) and moving and rounds < ROUNDS:
        rounds += 1
        await board.found(done, due)
        step = await _one_round(due, as_of)
        done += step
        moving = bool(step.taken or step.failed)
    sweep = Sweep(
        as_of=now,
        rounds=rounds,
        stages=len({taken.stage_id for taken in done.taken}),
        steps=len(done.taken),
        failed=len(done.failed),
        left=len(due),
    )
    await show_incidents()
    if rounds:
        await board.finished(done, due, sweep.model_dump(mode="json"))
    return sweep


async def _one_round(due: tuple[DueStage, ...], as_of: datetime | None) -> Progress:
    progress = Progress()
    for kind in ORDER:
        stage_ids = [stage.id for stage in due if stage.kind is kind]
        if stage_ids:
            progress += cast("Progress", await FLOWS[kind](stage_ids=stage_ids, as_of=as_of))
    return progress


def _look(now: datetime) -> Returned | None:
    with writing(open_engine(settings.load().database_url)) as session:
        return note_look(session, by=SYSTEM, at=now)


def _due(now: datetime) -> tuple[DueStage, ...]:
    with reading(open_engine(settings.load().database_url)) as session:
        return due_stages(session, now, LIMIT)

"""Sweeps over a real store: what moves, what does not, and what happens when something breaks."""

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterTags
from sqlalchemy import Engine, event
from sqlalchemy.exc import OperationalError
from sqlmodel import col, func, select

from deployments.engine.register import register
from deployments.schedules import REGISTRATIONS
from domain.errors import Invalid, NotAllowed
from flows.inbox import TAG
from flows.launch import launch as launch_flow
from flows.lifecycle import Sweep, advance_campaigns
from models.audit import AuditEvent
from models.campaign_rows import store_mark
from models.engine import reading, writing
from models.mail import Notice
from models.stages import Incident, Stage, StepTaken
from tests.flows.postgresql import either_store, postgresql_server
from tests.scenario import OTHER, PLAN, at, change, launched

NOW = at("2021-01-04")
__all__ = ["either_store", "postgresql_server"]


def sweep(as_of: datetime = NOW) -> Sweep:
    return asyncio.run(advance_campaigns(as_of=as_of))


def state_of(store: Engine, kind: str, campaign_id: int = 1) -> str:
    with reading(store) as session:
        query = select(Stage.state).where(col(Stage.campaign_id) == campaign_id, col(Stage.kind) == kind)
        return session.exec(query).one()


def steps(store: Engine) -> list[tuple[int, str]]:
    with reading(store) as session:
        return [(step.stage_id, step.name) for step in session.exec(select(StepTaken).order_by(col(StepTaken.id)))]


def count(store: Engine, kind: str) -> int:
    with reading(store) as session:
        return session.exec(select(func.count()).select_from(Notice).where(col(Notice.kind) == kind)).one()


def test_due_stage_opens_and_closes(store: Engine) -> None:
    launched(store)
    assert sweep().failed == 0
    assert state_of(store, "launch") == "closed"


def test_closing_makes_the_next_stage_due(store: Engine) -> None:
    launched(store)
    assert sweep().rounds == 2
    # Two before the launch, and one each for the registration and the review that it makes due.
    assert count(store, "question_asked") == 4


def test_second_sweep_changes_nothing(store: Engine) -> None:
    launched(store)
    sweep()
    before = steps(store)
    assert sweep().steps == 0
    assert steps(store) == before


def test_nothing_due_starts_no_stage_flow(store: Engine) -> None:
    launched(store)
    assert sweep(at("2021-01-01")).rounds == 0


def test_real_store_refuses_another_time(store: Engine) -> None:
    with writing(store) as session:
        store_mark(session).simulated = False
    with pytest.raises(NotAllowed, match="as_of_refused"):
        sweep()


def test_moment_without_zone_is_refused(store: Engine) -> None:
    launched(store)
    with pytest.raises(Invalid, match="moment_without_zone"):
        sweep(datetime(2021, 1, 4))  # noqa: DTZ001  # what is tested


def test_simulated_clock_stands_for_now(store: Engine) -> None:
    with writing(store) as session:
        store_mark(session).clock = NOW
    assert asyncio.run(advance_campaigns()).as_of == NOW


def test_suspended_campaign_stays_where_it_is(store: Engine) -> None:
    launched(store)
    change(store, "UPDATE campaign SET suspended_at = '2021-01-04 00:00:00.000000', suspended_by = 'x'")
    assert sweep().rounds == 0


def test_return_after_a_downtime_is_noted_once(store: Engine) -> None:
    launched(store)
    for minutes in (0, 61, 71):
        sweep(NOW + timedelta(minutes=minutes))
    with reading(store) as session:
        events = session.exec(select(AuditEvent.at).where(col(AuditEvent.kind) == "engine:returned")).all()
    assert events == [NOW + timedelta(minutes=61)]


def test_neighbour_of_broken_stage_moves(broken: Engine) -> None:
    assert sweep().failed == 1
    assert [state_of(broken, "launch", campaign_id) for campaign_id in (1, 2)] == ["planned", "closed"]


def test_broken_stage_left_nothing_behind(broken: Engine) -> None:
    sweep()
    assert {stage_id for stage_id, _ in steps(broken)}.isdisjoint({1})


@pytest.mark.usefixtures("broken")
def test_broken_stage_waits_before_next_try() -> None:
    sweep()
    assert sweep(NOW + timedelta(minutes=9)).failed == 0
    assert sweep(NOW + timedelta(minutes=10)).failed == 1


def test_mended_stage_moves_by_itself(broken: Engine) -> None:
    sweep()
    change(broken, "UPDATE person SET name = 'Cán bộ' WHERE code = 'canbo-01'")
    sweep(NOW + timedelta(minutes=10))
    assert state_of(broken, "launch") == "closed"
    with reading(broken) as session:
        assert session.exec(select(Incident)).one().resolved_by == "system"


def give_up(store: Engine) -> None:
    for minutes in (0, 10, 80):
        sweep(NOW + timedelta(minutes=minutes))
    with reading(store) as session:
        assert session.exec(select(Incident)).one().next_try_at is None


def red_runs() -> list[Any]:
    with get_client(sync_client=True) as client:
        tagged = FlowRunFilter(tags=FlowRunFilterTags(all_=[TAG]))
        return list(client.read_flow_runs(flow_run_filter=tagged))


@pytest.fixture
def deployed(harness: None) -> Iterator[None]:  # noqa: ARG001  # the server has to run
    """The product's deployments are registered."""
    asyncio.run(register(REGISTRATIONS))
    yield
    asyncio.run(register(()))


@pytest.mark.usefixtures("deployed")
def test_given_up_stage_is_a_failed_run(broken: Engine) -> None:
    give_up(broken)
    sweep(NOW + timedelta(minutes=90))
    [run] = red_runs()
    assert (run.name, run.state.type.value) == (f"{PLAN}-launch", "FAILED")
    change(broken, "UPDATE person SET name = 'Cán bộ' WHERE code = 'canbo-01'")
    asyncio.run(launch_flow(**run.parameters, as_of=NOW + timedelta(hours=2)))
    assert state_of(broken, "launch") == "closed"


def test_given_up_stage_waits_without_deployment(broken: Engine) -> None:
    give_up(broken)
    with reading(broken) as session:
        assert not session.exec(select(Incident)).one().shown_in_prefect


def fail_second(engine: Engine, error: BaseException) -> list[int]:
    """The second transaction from now on fails as the driver would fail; a list that grows with each."""
    begun: list[int] = []

    def begin(_connection: object) -> None:
        begun.append(1)
        if len(begun) == 2:
            raise error

    event.listen(engine, "begin", begin)
    return begun


def locked() -> OperationalError:
    driver = sqlite3.OperationalError("database is locked")
    driver.sqlite_errorcode = sqlite3.SQLITE_BUSY
    return OperationalError("BEGIN IMMEDIATE", {}, driver)


def test_locked_store_is_tried_again(store: Engine) -> None:
    launched(store)
    # The first one only asks what time it is.
    begun = fail_second(store, locked())
    asyncio.run(launch_flow(stage_ids=[1], as_of=NOW))
    assert len(begun) == 3
    assert state_of(store, "launch") == "closed"


KILLED = """
import asyncio, os, signal, sys
from datetime import datetime
from sqlalchemy import event
from models.engine import open_engine
from tasks.stages import advance_stages
from domain.stages import StageKind
seen = []
def kill(connection, cursor, statement, parameters, context, executemany):
    if statement.startswith("INSERT INTO audit_event"):
        seen.append(statement)
        if len(seen) == 2:
            os.kill(os.getpid(), signal.SIGKILL)
event.listen(open_engine(os.environ["THIDUA_DATABASE_URL"]), "before_cursor_execute", kill)
asyncio.run(advance_stages.fn(StageKind.LAUNCH, [1, 8], datetime.fromisoformat(sys.argv[1])))
"""


def test_killed_chunk_takes_no_step_twice(store: Engine) -> None:
    for code in (PLAN, OTHER):
        launched(store, code)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    killed = subprocess.run([sys.executable, "-c", KILLED, NOW.isoformat()], env=environment, check=False)
    assert killed.returncode == -signal.SIGKILL
    sweep()
    taken = steps(store)
    assert len(taken) == len(set(taken)) == 4
    assert (count(store, "campaign_launched"), count(store, "question_asked")) == (4, 8)


@pytest.mark.parametrize("either_store", ["sqlite", "postgresql"], indirect=True)
def test_two_sweeps_take_each_step_once(either_store: Engine) -> None:
    for code in (PLAN, OTHER, "NH-2021-03"):
        launched(either_store, code)

    async def both() -> list[Sweep]:
        return list(await asyncio.gather(advance_campaigns(as_of=NOW), advance_campaigns(as_of=NOW)))

    assert sum(one.steps for one in asyncio.run(both())) + sweep().steps == 12
    assert (len(steps(either_store)), count(either_store, "campaign_launched")) == (6, 6)

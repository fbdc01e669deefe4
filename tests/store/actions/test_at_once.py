"""Several at once on both databases: nothing twice, nothing lost; and a process killed in the middle."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Engine

from actions import ballots, council
from actions.people import add_person
from domain.errors import AlreadyDone
from models.audit import AuditEvent
from models.council import Vote
from models.engine import writing
from models.mail import Notice
from models.stages import StepTaken
from tests.store import factories, playing
from tests.store.scenario import VOTERS, World, campaign_at, launched

ROOT = Path(__file__).resolve().parents[3]
KILLED = """
import os, sys
from datetime import datetime
from actions.steps import take_steps
from domain.people import SYSTEM
from models.engine import open_engine, writing
url, at, *ids = sys.argv[1:]
with writing(open_engine(url)) as session:
    take_steps(session, [int(i) for i in ids], by=SYSTEM, at=datetime.fromisoformat(at))
    session.flush()
    os.kill(os.getpid(), 9)
"""


def steps(world: World) -> list[tuple[int, str]]:
    return sorted((step.stage_id, step.name) for step in world.rows(StepTaken))


def test_two_sweeps_at_once_take_each_step_once(store: Engine) -> None:
    world = launched(store, units=3)
    world.go(factories.ISSUED)
    with ThreadPoolExecutor(2) as pool:
        found = [future.result() for future in [pool.submit(world.sweep) for _ in range(2)]]
    world.sweep()
    assert len(steps(world)) == len(set(steps(world)))
    assert sum(len(taken) for taken in found) <= len(steps(world))


def test_thirty_members_vote_at_once(store: Engine) -> None:
    world = campaign_at(store, "dossier_intake@final", units=1)
    members = seat_thirty(world)
    world.play_until("council_appraisal@final")
    playing.convene(world)
    world.sweep_until(world.today.fromordinal(world.today.toordinal() + 1))
    playing.attend(world, *members)
    world.do(ballots.open_ballot, "final", "HS-DV-1-01", by="secretary")
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda person: world.do(ballots.vote, "final", "HS-DV-1-01", "yes", by=person), members))
    assert world.do(ballots.close_ballot, "final", "HS-DV-1-01", by="secretary").got == 30


def seat_thirty(world: World) -> tuple[str, ...]:
    """A council of thirty who vote."""
    members = tuple(f"m{number}" for number in range(30))
    with writing(world.engine) as session:
        for code in members:
            add_person(session, code, name=f"Ủy viên {code}", by=world.who("admin"), at=world.now)
    seats = [(code, "chair" if code == "m0" else "member") for code in members] + [("secretary", "secretary")]
    world.do(council.establish, name="HĐ", document="12/QĐ", established_on=world.today, members=seats)
    world.do(council.adopt_rule, factories.council_rule(), by="secretary")
    return members


def test_one_member_votes_once_however_often_she_clicks(store: Engine) -> None:
    world = campaign_at(store, "council_appraisal@final", units=1)
    playing.convene(world)
    world.sweep_until(world.today.fromordinal(world.today.toordinal() + 1))
    playing.attend(world, *VOTERS)
    world.do(ballots.open_ballot, "final", "HS-DV-1-01", by="secretary")
    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(lambda _: click(world), range(8)))
    assert (outcomes.count("voted"), outcomes.count("refused"), len(world.rows(Vote))) == (1, 7, 1)


def click(world: World) -> str:
    try:
        world.do(ballots.vote, "final", "HS-DV-1-01", "yes", by="member1")
    except AlreadyDone:
        return "refused"
    return "voted"


@pytest.fixture
def due(store: Engine) -> World:
    world = launched(store, units=3)
    world.go(factories.ISSUED)
    return world


def test_killed_chunk_leaves_nothing_and_is_taken_again(due: World, store_url: str) -> None:
    before = [len(due.rows(table)) for table in (StepTaken, AuditEvent, Notice)]
    arguments = [sys.executable, "-c", KILLED, store_url, due.now.isoformat(), str(due.stage("launch").id)]
    killed = subprocess.run(arguments, cwd=ROOT, timeout=60, check=False, env={"PYTHONPATH": str(ROOT)})
    assert (killed.returncode, [len(due.rows(table)) for table in (StepTaken, AuditEvent, Notice)]) == (-9, before)
    due.sweep()
    due.sweep()
    assert due.stages()["registration"] == "open"
    assert len(steps(due)) == len(set(steps(due)))

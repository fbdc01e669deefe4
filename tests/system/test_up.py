"""`thidua up` as a user meets it: it starts, survives, and ends."""

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from deployments.engine import health
from deployments.engine.health import Health
from deployments.engine.process import free_port
from settings import Settings
from tests.system.engine import Engine, children_of, command_line, wait_until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
LOOPBACK = ("127.0.0.1", "::1", "localhost", "None", "/")


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """One running engine for the tests that leave it running."""
    shared = Engine(tmp_path_factory.mktemp("shared"))
    shared.start()
    try:
        wait_until(shared.is_ready, 60)
        yield shared
    finally:
        shared.signal(signal.SIGINT)


@pytest.mark.parametrize(
    ("flow", "state"), [("tick", "COMPLETED"), ("fail", "FAILED"), ("vanish", "CRASHED"), ("suspend", "PAUSED")]
)
def test_run_asked_for_ends_rightly(engine: Engine, flow: str, state: str) -> None:
    run = engine.ask_for_run(f"{flow}/operator")
    wait_until(lambda: engine.state_of(run) not in {"SCHEDULED", "PENDING", "RUNNING"})
    assert engine.state_of(run) == state


@pytest.mark.parametrize("word", ["engine.work", "prefect server"])
def test_killed_child_is_started_again(engine: Engine, word: str) -> None:
    killed = engine.child(word)
    assert killed is not None
    os.kill(killed, signal.SIGKILL)
    wait_until(lambda: engine.child(word) not in {None, killed})
    run = engine.ask_for_run("tick/operator")
    wait_until(lambda: engine.state_of(run) == "COMPLETED", 60)


def test_second_up_is_refused_in_words(engine: Engine) -> None:
    refused = engine.up()
    assert refused.returncode == 1
    assert str(engine.settings.data_directory) in refused.stderr


def test_taken_port_names_its_setting(engine: Engine) -> None:
    elsewhere = Engine(engine.directory / "elsewhere")
    elsewhere.directory.mkdir()
    elsewhere.settings = elsewhere.settings.model_copy(update={"prefect_port": engine.settings.prefect_port})
    refused = elsewhere.up()
    assert (refused.returncode, "THIDUA_PREFECT_PORT" in refused.stderr) == (1, True)


def test_unusable_store_ends_the_start(tmp_path: Path) -> None:
    refused = Engine(tmp_path).up(THIDUA_DATABASE_URL="sqlite:////proc/nowhere/thidua.db")
    assert (refused.returncode, "Chưa chuẩn bị được dữ liệu" in refused.stderr) == (1, True)


def test_nothing_leaves_the_host(engine: Engine) -> None:
    engine.ask_for_run("tick/operator")
    lines = engine.connections.read_text().splitlines()
    assert any("socket.connect 127.0.0.1" in line for line in lines)
    assert {line for line in lines if not line.split(" ", 1)[1].startswith(LOOPBACK)} == set()


def test_welcome_tells_where_mail_stays(engine: Engine) -> None:
    assert f"thư được giữ tại {engine.settings.mailbox_directory}" in engine.output


def test_health_tells_the_last_completed_run(engine: Engine) -> None:
    run = engine.ask_for_run("tick/operator")
    wait_until(lambda: engine.state_of(run) == "COMPLETED")
    found = health.ask(engine.settings, deployment="tick/operator")
    assert found.worker_seen is not None
    assert found.last_completed is not None


def test_health_of_a_silent_engine_is_unreachable() -> None:
    assert health.ask(Settings(prefect_port=free_port()), deployment="tick/operator") == Health(reachable=False)


@pytest.fixture
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """An engine for a test that ends it."""
    alone = Engine(tmp_path_factory.mktemp("own"))
    alone.start()
    try:
        yield alone
    finally:
        if alone.process.poll() is None:
            alone.signal(signal.SIGTERM)


def test_killed_supervisor_takes_children_along(own: Engine) -> None:
    wait_until(own.is_ready, 60)
    children = children_of(own.process.pid)
    own.signal(signal.SIGKILL)
    wait_until(lambda: not any("deployments.engine" in command_line(pid) for pid in children), 5)
    own.start()
    wait_until(own.is_ready, 60)


def test_stop_lets_a_run_come_to_its_end(own: Engine) -> None:
    wait_until(own.is_ready, 60)
    run = own.ask_for_run("slow/operator")
    wait_until(lambda: own.state_of(run) == "RUNNING")
    assert own.signal(signal.SIGINT) == 0
    assert own.recorded_state_of(run) == "COMPLETED"


def test_stop_while_starting_exits_cleanly(own: Engine) -> None:
    wait_until(lambda: own.child("prefect server"))
    assert own.signal(signal.SIGTERM) == 0


def test_schedule_makes_a_run_that_completes(engine: Engine) -> None:
    [run, *_] = wait_until(lambda: engine.runs("tick/schedule", "COMPLETED"), 110)
    assert run["auto_scheduled"]

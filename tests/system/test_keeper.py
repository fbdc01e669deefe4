"""How a child that dies is started again, with the clock in the test's hand."""

import subprocess
import sys
from pathlib import Path

import pytest

from deployments.engine.process import Child, log_path
from deployments.engine.supervisor import LONGEST_PAUSE, Keeper
from settings import Settings
from settings.prefect import child_environment
from tests.system.engine import ROOT, wait_until

# A module of the standard library that prints some lines and ends.
BRIEF = Child("brief", "phần thử", "this")


@pytest.fixture
def lines() -> list[str]:
    return []


@pytest.fixture
def keeper(tmp_path: Path, lines: list[str]) -> Keeper:
    settings = Settings(data_directory=tmp_path)
    return Keeper(BRIEF, settings, child_environment(settings), lines.append)


def live_and_die(keeper: Keeper, *, start: float, death: float) -> None:
    """One life of the child, in seconds of the keeper's clock."""
    keeper.tend(start)
    running = keeper.running
    assert running is not None
    wait_until(lambda: running.poll() is not None)
    keeper.tend(death)


def test_pause_doubles_with_each_death(keeper: Keeper) -> None:
    live_and_die(keeper, start=0, death=1)
    assert keeper.due == 1.5
    live_and_die(keeper, start=2, death=3)
    assert keeper.due == 4


def test_child_is_not_started_before_its_time(keeper: Keeper) -> None:
    live_and_die(keeper, start=0, death=1)
    keeper.tend(1.4)
    assert keeper.running is None


def test_long_life_forgets_former_deaths(keeper: Keeper) -> None:
    keeper.pause = 8
    live_and_die(keeper, start=0, death=100)
    assert keeper.due == 100.5


def test_pause_has_an_end(keeper: Keeper) -> None:
    keeper.pause = LONGEST_PAUSE
    live_and_die(keeper, start=0, death=1)
    assert keeper.pause == LONGEST_PAUSE


def test_death_is_told_with_the_log(keeper: Keeper, lines: list[str], tmp_path: Path) -> None:
    live_and_die(keeper, start=0, death=1)
    assert str(log_path(BRIEF, tmp_path)) in lines[0]


def test_output_of_a_child_is_kept(keeper: Keeper, tmp_path: Path) -> None:
    live_and_die(keeper, start=0, death=1)
    assert "Zen" in log_path(BRIEF, tmp_path).read_text()


def test_supervisor_does_not_import_prefect() -> None:
    question = "import sys, deployments.cli.up; sys.exit('prefect' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", question], cwd=ROOT, check=False).returncode == 0

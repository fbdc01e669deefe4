"""./thidua, the script, without the network: what it does when all is set up, and when there is no Python."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ("sh", "dirname", "cat", "cksum")
FAKE_PYTHON = '#!/bin/sh\necho "$PYTHONSAFEPATH $*"\n'


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The script alone, in a directory whose name has a space, with a lock that needs nothing."""
    folder = tmp_path / "thi dua"
    folder.mkdir()
    shutil.copy(ROOT / "thidua", folder)
    (folder / "requirements.txt").touch()
    (folder / "pyproject.toml").touch()
    return folder


def set_up(checkout: Path, kind: str) -> None:
    """Pretend that the set-up of this kind was finished."""
    python = checkout / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True, exist_ok=True)
    python.write_text(FAKE_PYTHON)
    python.chmod(0o755)
    (checkout / ".venv" / f".thidua-{kind}").write_text(f"4294967295 0 {checkout}")


def path_without_python(tmp_path: Path) -> str:
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in TOOLS:
        (tools / name).symlink_to(shutil.which(name) or name)
    return str(tools)


def start(checkout: Path, *arguments: str, path: str) -> subprocess.CompletedProcess[str]:
    command = [str(checkout / "thidua"), *arguments]
    return subprocess.run(
        command, cwd="/", env={"PATH": path}, capture_output=True, text=True, encoding="utf-8", check=False
    )


def test_second_start_goes_straight_through(checkout: Path, tmp_path: Path) -> None:
    set_up(checkout, "runtime")
    result = start(checkout, "plan", "check", "a b", path=path_without_python(tmp_path))
    assert (result.returncode, result.stdout) == (0, "1 -m deployments.cli plan check a b\n")


def test_missing_python_is_told_readably(checkout: Path, tmp_path: Path) -> None:
    result = start(checkout, "up", path=path_without_python(tmp_path))
    assert result.returncode == 1
    assert "Cần Python 3.11 trở lên" in result.stderr


def test_tests_want_their_own_tools(checkout: Path, tmp_path: Path) -> None:
    set_up(checkout, "runtime")
    assert start(checkout, "test", path=path_without_python(tmp_path)).returncode == 1


def test_changed_lock_starts_the_set_up(checkout: Path, tmp_path: Path) -> None:
    set_up(checkout, "runtime")
    (checkout / "requirements.txt").write_text("anything\n")
    assert start(checkout, "up", path=path_without_python(tmp_path)).returncode == 1


def test_moved_checkout_starts_the_set_up(checkout: Path, tmp_path: Path) -> None:
    set_up(checkout, "runtime")
    moved = checkout.rename(tmp_path / "moved")
    assert start(moved, "up", path=path_without_python(tmp_path)).returncode == 1


def test_script_is_executable() -> None:
    assert os.access(ROOT / "thidua", os.X_OK)

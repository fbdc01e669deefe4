"""Makes `.venv` from the locked requirements. Runs on the system's Python, so it uses the standard library only.

An unfinished set-up is recognised by a marker and made anew; two that start at once wait for each other.
"""

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
UNFINISHED = VENV / ".thidua-unfinished"
LOCKS = {"runtime": "requirements.txt", "dev": "requirements-dev.txt"}
# The development lock holds the runtime lock too, so it serves both.
STAMPS = {"runtime": ("runtime",), "dev": ("runtime", "dev")}


class SetUpError(Exception):
    """A step of the set-up failed; the text is what the tool said."""


def run(*command: str | Path) -> None:
    """Run quietly; raises `SetUpError` with everything the tool printed."""
    # Tools inherit the lock, because one that outlives a killed set-up still writes into `.venv`.
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, close_fds=False)
    if result.returncode:
        raise SetUpError(f"{Path(command[0]).name}: {result.stdout}{result.stderr}".strip())


def is_set_up(kind: str, stamp: str) -> bool:
    """Has somebody finished this very set-up, perhaps while we waited for the lock?"""
    mark = VENV / f".thidua-{kind}"
    return PYTHON.exists() and mark.exists() and mark.read_text() == stamp


def make_venv() -> None:
    """A working virtual environment: an unfinished or broken one is thrown away first."""
    broken = UNFINISHED.exists() or (VENV.exists() and not works(PYTHON))
    if broken:
        shutil.rmtree(VENV)
    VENV.mkdir(exist_ok=True)
    UNFINISHED.touch()
    if not PYTHON.exists():
        run(sys.executable, "-m", "venv", VENV)


def works(python: Path) -> bool:
    """Does this interpreter start? It does not after the system's Python was replaced or the directory moved."""
    try:
        return subprocess.run([python, "-c", "import pip"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def install(lock: str) -> None:
    """Everything in the lock, by hash, then the project itself; with uv, or with pip where uv cannot be had."""
    try:
        run(PYTHON, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", "requirements-uv.txt")
        run(VENV / "bin" / "uv", "pip", "install", "--quiet", "--python", PYTHON, "--require-hashes", "-r", lock)
    except SetUpError:
        run(PYTHON, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", lock)
    run(PYTHON, "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "--editable", ROOT)


def set_up(kind: str, stamp: str) -> None:
    """Bring `.venv` to what the lock says. The stamp is written last."""
    print("Đang chuẩn bị môi trường, có thể mất một vài phút (setting up, a minute or two) …", file=sys.stderr)
    make_venv()
    for mark in VENV.glob(".thidua-*"):
        if mark != UNFINISHED:
            mark.unlink()
    install(LOCKS[kind])
    for done in STAMPS[kind]:
        (VENV / f".thidua-{done}").write_text(stamp)
    UNFINISHED.unlink()


def main() -> int:
    kind, stamp = sys.argv[1:]
    with (ROOT / ".thidua-setup.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        os.set_inheritable(lock.fileno(), True)
        if is_set_up(kind, stamp):
            return 0
        try:
            set_up(kind, stamp)
        except (SetUpError, OSError) as error:
            print(f"{error}\n\nChưa chuẩn bị được; kiểm tra mạng và dung lượng đĩa rồi chạy lại.", file=sys.stderr)
            print("The set-up failed; check the network and the disk, then start again.", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Start and stop children, hold the data directory, look at ports."""

import fcntl
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from deployments.engine.errors import AlreadyRunningError, DirectoryError
from settings.values import LOOPBACK

LOCK_NAME = "up.lock"
LOG_BYTES = 10_000_000


@dataclass(frozen=True)
class Child:
    """A module to keep running. `name` is its log's, `label` what the user reads; `port` it needs, if any.

    One that `needs_data` waits until the store is up to date.
    """

    name: str
    label: str
    module: str
    arguments: tuple[str, ...] = ()
    port: int | None = None
    needs_data: bool = False


def log_path(child: Child, directory: Path) -> Path:
    """Where a child's output goes."""
    return directory / "logs" / f"{child.name}.log"


def spawn(child: Child, *, log: Path, environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """Start a child that cannot outlive this process. Its output is appended to `log`."""
    log.parent.mkdir(parents=True, exist_ok=True)
    if log.exists() and log.stat().st_size > LOG_BYTES:
        log.replace(log.with_suffix(".log.1"))
    with log.open("ab") as output:
        return start(child.module, child.arguments, output=output, environment=environment)


def start(
    module: str, arguments: Sequence[str] = (), *, output: IO[bytes] | int, environment: Mapping[str, str]
) -> subprocess.Popen[bytes]:
    """Start a module that cannot outlive this process; `output` as subprocess takes it."""
    return subprocess.Popen(
        [sys.executable, "-m", "deployments.engine.child", module, *arguments],
        stdin=subprocess.PIPE,
        stdout=output,
        stderr=subprocess.STDOUT,
        env=dict(environment),
        # A session of its own, because Ctrl-C would otherwise reach the children too, before their turn.
        start_new_session=True,
    )


def stop(process: subprocess.Popen[bytes], *, patience: float) -> None:
    """Ask a child to end and wait `patience` seconds, then end it by force."""
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
    try:
        process.wait(patience)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def port_is_free(port: int, host: str = LOOPBACK) -> bool:
    """Whether we could listen there now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def free_port() -> int:
    """A port of loopback that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def held(directory: Path) -> Iterator[None]:
    """Hold the data directory alone. The system frees the lock with the process, so a killed run leaves none behind.

    Raises AlreadyRunningError, or DirectoryError when the directory cannot be written.
    """
    try:
        directory.mkdir(parents=True, exist_ok=True)
        lock = (directory / LOCK_NAME).open("a+")
    except OSError as error:
        raise DirectoryError(directory, error.strerror or str(error)) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            lock.seek(0)
            raise AlreadyRunningError(directory, lock.read().strip()) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield

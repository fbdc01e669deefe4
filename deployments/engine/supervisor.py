"""`thidua up`: starts what an installation needs on one machine, and starts again what dies."""

import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import httpx

import settings.prefect
from deployments.engine import health, process, server
from deployments.engine.errors import PortTakenError, PreparationError
from deployments.engine.process import Child
from deployments.engine.work import SCHEDULES
from settings import Settings
from settings.load import variable
from settings.values import LOOPBACK

PREPARING = "deployments.engine.preparing"
Say = Callable[[str], None]
LOOK_EVERY = 0.2
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
SETTLED = 60.0
# A worker ends its runs first; a run is a chunk of some seconds.
WORKER_PATIENCE = 20.0
# The server keeps what a worker told it last in memory for a moment.
LAST_WORDS = 1.0
# Children of a supervisor that was killed need a moment to notice.
PORT_PATIENCE = 2.0


def children(current: Settings, registrations: str) -> tuple[Child, ...]:
    """What runs, in the order of starting; stopped the other way round, so that runs can still report their end."""
    parts = []
    if current.local_mailbox:
        arguments = (str(current.mailbox_directory), str(current.mailbox_port))
        parts.append(Child("mailbox", "hộp thư tại chỗ", "notifications.mailbox", arguments, current.mailbox_port))
    if current.prefect_server is None:
        parts.append(server.child(current))
    parts.append(Child("web", "trang web", "web.server", port=current.web_port, needs_data=True))
    parts.append(Child("worker", "bộ phận thực hiện", "deployments.engine.work", (registrations,), needs_data=True))
    return tuple(parts)


def run(current: Settings, *, say: Say, registrations: str = SCHEDULES) -> None:
    """Keep everything running until SIGINT or SIGTERM. `say` takes lines for the user.

    `registrations` names the module that lists the deployments. Raises EngineError.
    """
    parts = children(current, registrations)
    with process.held(current.data_directory), _stop_signals() as stop:
        _check_ports(current, parts)
        environment = settings.prefect.child_environment(current)
        preparation = Preparation(environment, say)
        keepers = [Keeper(part, current, environment, say) for part in parts]
        try:
            _watch(current, keepers, preparation, stop)
        finally:
            say("Đang dừng…")
            preparation.end()
            for keeper in reversed(keepers):
                keeper.end()
    say("Đã dừng.")


def _watch(current: Settings, keepers: "list[Keeper]", preparation: "Preparation", stop: threading.Event) -> None:
    began, announced = datetime.now(UTC), False
    parts = tuple(keeper.part for keeper in keepers)
    while not stop.is_set():
        prepared = preparation.is_done()
        for keeper in keepers:
            if prepared or not keeper.part.needs_data:
                keeper.tend(time.monotonic())
        if not announced and _everything_is_up(current, parts, began):
            announced = True
            for line in _welcome(current):
                preparation.say(line)
        stop.wait(LOOK_EVERY)


class Preparation:
    """Brings the data up to date beside the children that do not need it."""

    def __init__(self, environment: Mapping[str, str], say: Say) -> None:
        self.say = say
        self.running = process.start(PREPARING, output=subprocess.PIPE, environment=environment)
        self.done = False

    def is_done(self) -> bool:
        """Whether the data is ready; says once what the preparation printed. Raises PreparationError."""
        if not self.done and self.running.poll() is not None:
            told = self.running.communicate()[0].decode(errors="replace").strip()
            if self.running.returncode:
                raise PreparationError(told)
            if told:
                self.say(told)
            self.done = True
        return self.done

    def end(self) -> None:
        """Stop it if it still runs."""
        process.stop(self.running, patience=WORKER_PATIENCE)


@dataclass
class Keeper:
    """Keeps one child running, with a growing pause between attempts."""

    part: Child
    current: Settings
    environment: Mapping[str, str]
    say: Say
    running: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    due: float = 0.0
    pause: float = FIRST_PAUSE

    def tend(self, now: float) -> None:
        """Look at the child once; `now` in seconds of a monotonic clock."""
        if self.running is None:
            if now >= self.due:
                log = process.log_path(self.part, self.current.data_directory)
                self.running, self.started = process.spawn(self.part, log=log, environment=self.environment), now
        elif self.running.poll() is not None:
            self._mourn(self.running.returncode, now)

    def _mourn(self, status: int, now: float) -> None:
        self.pause = FIRST_PAUSE if now - self.started > SETTLED else self.pause
        self.running, self.due = None, now + self.pause
        log = process.log_path(self.part, self.current.data_directory)
        self.say(f"{self.part.label} đã dừng (mã {status}), chạy lại sau {self.pause:g} giây; nhật ký: {log}")
        self.pause = min(self.pause * 2, LONGEST_PAUSE)

    def end(self) -> None:
        """Stop the child for good."""
        if self.running is None:
            return
        is_worker = self.part.port is None
        process.stop(self.running, patience=WORKER_PATIENCE if is_worker else server.STOP_PATIENCE)
        if is_worker:
            time.sleep(LAST_WORDS)


def _everything_is_up(current: Settings, parts: tuple[Child, ...], began: datetime) -> bool:
    """All ports answer, and a worker has reported since we began (an older report is of a worker that is gone)."""
    if any(part.port is not None and process.port_is_free(part.port) for part in parts):
        return False
    try:
        seen = health.worker_seen(current)
    except httpx.HTTPError:
        return False
    return seen is not None and seen >= began


def _welcome(current: Settings) -> tuple[str, ...]:
    root = current.prefect_api_url.removesuffix("/api")
    mail = f"Thư: gửi qua máy chủ {current.smtp_host}:{current.smtp_port}"
    if current.local_mailbox:
        mail = f"Chưa cấu hình SMTP: thư được giữ tại {current.mailbox_directory}"
    pages = current.public_address or f"http://{_name(current.web_host)}:{current.web_port}"
    return (
        f"Đã sẵn sàng: {pages}",
        f"Prefect: {root}",
        f"Dữ liệu: {current.data_directory}",
        mail,
        "Dừng bằng Ctrl-C.",
    )


def _name(host: str) -> str:
    """What a browser on this machine calls a host; one that stands for all has no name of its own."""
    return LOOPBACK if host in {"0.0.0.0", "::"} else host  # noqa: S104  compared, not bound to


def _check_ports(current: Settings, parts: tuple[Child, ...]) -> None:
    """Raises PortTakenError naming the setting that chooses the port."""
    variables = {getattr(current, field): variable(field) for field in ("prefect_port", "mailbox_port", "web_port")}
    deadline = time.monotonic() + PORT_PATIENCE
    for port in (part.port for part in parts if part.port is not None):
        while not process.port_is_free(port):
            if time.monotonic() > deadline:
                raise PortTakenError(port, variables[port])
            time.sleep(LOOK_EVERY)


@contextmanager
def _stop_signals() -> Iterator[threading.Event]:
    """An event that SIGINT and SIGTERM set; the former handlers come back afterwards."""
    stop = threading.Event()
    signals = (signal.SIGINT, signal.SIGTERM)
    former = {number: signal.signal(number, lambda *_: stop.set()) for number in signals}
    try:
        yield stop
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)

"""Starts the real engine for tests: real processes on free ports of loopback, stopped by their process id."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from tenacity import retry, retry_if_exception_type, stop_after_delay, wait_fixed

from deployments.engine.process import free_port
from settings import Settings

ROOT = Path(__file__).parents[2]
# Python itself tells of every connection and every name that is looked up, in each process that inherits this.
SITECUSTOMIZE = """
import sys
EVENTS = {"socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"}
def tell(event, arguments):
    if event in EVENTS:
        subject = arguments[1] if event in ("socket.connect", "socket.sendto") else arguments[0]
        with open(%r, "a") as log:
            log.write(f"{event} {subject[0] if isinstance(subject, tuple) else subject}\\n")
sys.addaudithook(tell)
"""
UP = """
import settings
from deployments.engine import supervisor
supervisor.run(settings.load(), say=lambda line: print(line, flush=True), registrations="tests.system.engine_flows")
"""


def wait_until(condition: Callable[[], Any], seconds: float = 45.0) -> Any:
    """The first true value of `condition`; AssertionError after `seconds`."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := condition():
            return found
        time.sleep(0.2)
    raise AssertionError(f"nothing after {seconds} s")


@dataclass
class Engine:
    """One `thidua up` in `directory`, with the deployments of `engine_flows`."""

    directory: Path
    settings: Settings = field(init=False)
    process: subprocess.Popen[bytes] = field(init=False)

    def __post_init__(self) -> None:
        data = self.directory / "data"
        mailbox, server, web = (free_port() for _ in range(3))
        self.settings = Settings(data_directory=data, prefect_port=server, mailbox_port=mailbox, web_port=web)

    @property
    def connections(self) -> Path:
        return self.directory / "connections.txt"

    @property
    def output(self) -> str:
        return (self.directory / "output.txt").read_text()

    def environment(self) -> dict[str, str]:
        (self.directory / "sitecustomize.py").write_text(SITECUSTOMIZE % str(self.connections))
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "THIDUA_"))}
        return kept | {
            "PYTHONPATH": os.pathsep.join((str(self.directory), str(ROOT))),
            "THIDUA_DATA_DIRECTORY": str(self.settings.data_directory),
            "THIDUA_PREFECT_PORT": str(self.settings.prefect_port),
            "THIDUA_MAILBOX_PORT": str(self.settings.mailbox_port),
            "THIDUA_WEB_PORT": str(self.settings.web_port),
        }

    def start(self) -> None:
        self.run([sys.executable, "-c", UP])

    def run(self, command: list[str]) -> None:
        with (self.directory / "output.txt").open("wb") as output:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=self.environment(), stdout=output, stderr=subprocess.STDOUT
            )

    def up(self, **variables: str) -> subprocess.CompletedProcess[str]:
        """A second `thidua up` with the same settings and some more, as a user would type it."""
        command = [sys.executable, "-m", "deployments.cli", "up"]
        return subprocess.run(
            command,
            cwd=ROOT,
            env=self.environment() | variables,
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )

    def is_ready(self) -> bool:
        return "Đã sẵn sàng" in self.output

    def signal(self, number: signal.Signals) -> int:
        self.process.send_signal(number)
        return self.process.wait(30)

    def child(self, word: str) -> int | None:
        """The process id of the child whose command line holds `word`."""
        return next((pid for pid in children_of(self.process.pid) if word in command_line(pid)), None)

    @retry(retry=retry_if_exception_type(httpx.HTTPError), stop=stop_after_delay(60), wait=wait_fixed(0.3))
    def request(self, method: str, path: str, **json: Any) -> Any:
        """The answer of Prefect's API, or None; asked again while the server is away or its database locked."""
        url = f"{self.settings.prefect_api_url}{path}"
        answer = httpx.request(method, url, json=json or None, timeout=5, trust_env=False).raise_for_status()
        return answer.json() if answer.content else None

    def deployment(self, name: str) -> str:
        identifier: str = self.request("GET", f"/deployments/name/{name}")["id"]
        return identifier

    def runs(self, name: str, state: str) -> list[dict[str, Any]]:
        """Runs of a deployment `flow/deployment` in a type of state."""
        filters = {"id": {"any_": [self.deployment(name)]}}
        wanted = {"state": {"type": {"any_": [state]}}}
        found: list[dict[str, Any]] = self.request("POST", "/flow_runs/filter", deployments=filters, flow_runs=wanted)
        return found

    def ask_for_run(self, name: str) -> str:
        """Ask for a run as an operator does, and give its id."""
        path = f"/deployments/{self.deployment(name)}/create_flow_run"
        identifier: str = self.request("POST", path, parameters={})["id"]
        return identifier

    def state_of(self, run: str) -> str:
        state: str = self.request("GET", f"/flow_runs/{run}")["state_type"]
        return state

    def recorded_state_of(self, run: str) -> str:
        """The same from Prefect's file, when its server is stopped."""
        with closing(sqlite3.connect(self.settings.prefect_directory / "prefect.db")) as database:
            [state] = database.execute("SELECT state_type FROM flow_run WHERE id = ?", (run,)).fetchone()
        return str(state)


def children_of(parent: int) -> list[int]:
    return [int(pid) for pid in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]


def command_line(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    except (FileNotFoundError, ProcessLookupError):
        return ""

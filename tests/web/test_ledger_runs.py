"""A check that somebody asked for, with an engine that answers as Prefect does."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

import settings
from domain.errors import AlreadyDone, WrongState
from web.runs import Reach, Runs

CREATED = "2026-11-22T07:40:00+00:00"


class Engine(ThreadingHTTPServer):
    """What was asked of it, and the runs that it has."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.going: list[dict[str, str]] = []
        self.asked: list[tuple[str, dict[str, object]]] = []


class Answering(BaseHTTPRequestHandler):
    """Three addresses of Prefect's API."""

    server: Engine

    def do_GET(self) -> None:
        """A deployment by its name."""
        found = self.path.endswith("/deployments/name/check_ledger/nightly")
        self._say({"id": "d1"} if found else {}, 200 if found else 404)

    def do_POST(self) -> None:
        """A new run, or runs that fit."""
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append((self.path, body))
        if self.path.endswith("/deployments/d1/create_flow_run"):
            self.server.going = [{"created": CREATED, "state_type": "SCHEDULED"}]
            return self._say(self.server.going[0], 201)
        by_hand = "tags" in body["flow_runs"]
        return self._say(self.server.going if by_hand else [], 200)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class names it so
        """Nothing on the terminal of a test."""

    def _say(self, told: object, status: int) -> None:
        content = json.dumps(told).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


@pytest.fixture
def engine() -> Iterator[Engine]:
    with Engine() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def runs(engine: Engine) -> Runs:
    address = f"http://127.0.0.1:{engine.server_port}/api"
    return Runs(settings.load().model_copy(update={"prefect_server": address}))


def test_check_is_started_with_what_was_kept_outside(engine: Engine, runs: Runs) -> None:
    runs.start_check("thidua-checkpoint v1 …")
    path, asked = engine.asked[-1]
    assert path.endswith("/deployments/d1/create_flow_run")
    assert asked["parameters"] == {"kept_outside": "thidua-checkpoint v1 …"}
    assert runs.checking is not None
    assert not runs.checking.running


def test_second_check_waits_for_the_first(runs: Runs) -> None:
    runs.start_check("")
    with pytest.raises(AlreadyDone, match="check_is_running"):
        runs.start_check("")


def test_check_that_ended_is_not_going(engine: Engine, runs: Runs) -> None:
    runs.start_check("")
    engine.going = []
    runs.ask()
    assert (runs.reach, runs.checking) == (Reach.YES, None)


def test_worker_that_took_it_is_told(engine: Engine, runs: Runs) -> None:
    engine.going = [{"created": CREATED, "state_type": "RUNNING"}]
    runs.ask()
    assert runs.checking is not None
    assert runs.checking.running


def test_engine_that_is_away_refuses(engine: Engine, runs: Runs) -> None:
    engine.shutdown()
    engine.server_close()
    with pytest.raises(WrongState, match="engine_away"):
        runs.start_check("")

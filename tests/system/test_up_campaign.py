"""A campaign under `thidua up`: what people say by the command, the schedule carries on; an operator may hasten it."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from domain.steps import OFFICE_ZONE
from notifications.mailbox import read_mailbox
from plans.catalogue import shipped
from tests.system.desk import Office
from tests.system.engine import Engine, wait_until
from tests.system.kept import rows

pytestmark = [pytest.mark.timeout(240), pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")]
COMMAND = [sys.executable, "-m", "deployments.cli", "up"]
A_TURN = 75.0
"""A sweep begins every minute; the rest is for a busy machine."""
STATE = """
SELECT stage.state FROM stage JOIN campaign ON campaign.id = stage.campaign_id
WHERE campaign.code = ? AND stage.kind = ?
"""


@dataclass
class Service(Engine):
    """The real `thidua up` that sweeps every minute, and the command on the same data."""

    def environment(self) -> dict[str, str]:
        return super().environment() | {"THIDUA_SWEEP_CRON": "* * * * *"}

    def start(self) -> None:
        self.run(COMMAND)
        wait_until(self.is_ready, 60)

    @property
    def office(self) -> Office:
        return Office(self.settings.data_directory)

    def state(self, code: str, kind: str) -> str:
        [(state,)] = rows(self.settings.data_directory, STATE, code, kind)
        return str(state)

    def answer(self, code: str, key: str, said: str) -> None:
        self.office.do(f"campaign answer {code} {key} {said} --as canbo")

    def run_stage(self, code: str, stage: str) -> dict[str, Any]:
        """Ask for a stage as Prefect's form does, and wait for the run's end."""
        deployment = self.deployment(f"{stage.partition('@')[0]}/operator")
        asked = {"request": {"campaign": code, "stage": stage, "reason": "Thử"}}
        run = self.request("POST", f"/deployments/{deployment}/create_flow_run", parameters=asked)["id"]
        ended: dict[str, Any] = wait_until(lambda: self._ended(run))
        return ended

    def _ended(self, run: str) -> Any:
        found = self.request("GET", f"/flow_runs/{run}")
        return found["state"] if found["state_type"] not in {"SCHEDULED", "PENDING", "RUNNING"} else None

    def sweeping(self) -> bool:
        return any(self.runs("advance_campaigns/sweep", state) for state in ("SCHEDULED", "PENDING", "RUNNING"))

    @contextmanager
    def unswept(self) -> Iterator[None]:
        """The sweep pauses, as an operator can let it, so that only the test moves a stage."""
        sweep = self.deployment("advance_campaigns/sweep")
        self.request("PATCH", f"/deployments/{sweep}", paused=True)
        try:
            # A run whose worker was killed counts as running until its heartbeat is missed.
            wait_until(lambda: not self.sweeping(), 150)
            yield
        finally:
            self.request("PATCH", f"/deployments/{sweep}", paused=False)


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The plan of a commune, moved from 2021 to next year."""
    file = tmp_path_factory.mktemp("plan") / "plan.yaml"
    [text] = [known.path.read_text("utf-8") for known in shipped() if known.code == "NH-2021-01"]
    file.write_text(text.replace("2021", str(datetime.now(OFFICE_ZONE).year + 1)), "utf-8")
    return file


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """One running service with an officer, a leader and two units."""
    shared = Service(tmp_path_factory.mktemp("service"))
    shared.start()
    try:
        staff(shared.office)
        yield shared
    finally:
        shared.signal(signal.SIGINT)


def staff(office: Office) -> None:
    # The administrator is there since the first start.
    for unit in ("TDP-01", "TDP-02"):
        office.do(f"unit add {unit} --as quantri --name", f"Tổ dân phố {unit}")
    people = ("canbo officer", "chutich leader", "u1 unit_officer --unit TDP-01", "u2 unit_officer --unit TDP-02")
    for line in people:
        person = line.split()[0]
        office.do(f"people add {person} --as quantri --email {person}@office.example --name", f"Người {person}")
        office.do(f"people grant {line} --as quantri")


def launch(service: Service, plan: Path, code: str) -> None:
    """What people do until a campaign runs by itself, the plan being issued today."""
    service.office.do(f"campaign create {plan} --code {code} --as canbo --unit TDP-01 --unit TDP-02")
    service.answer(code, "document.issued", datetime.now(OFFICE_ZONE).date().isoformat())
    service.answer(code, "document.number", "12/KH-UBND")
    service.office.do(f"campaign launch {code} --as chutich")


def told(service: Service, code: str) -> set[str]:
    """Who has a letter about this campaign."""
    mails = read_mailbox(service.settings.mailbox_directory)
    return {address for mail in mails if code in mail.text for address in mail.recipients}


@pytest.fixture(scope="module")
def carried(service: Service, plan: Path) -> Service:
    """The service after its schedule launched one campaign, was killed, and had a second one to launch."""
    launch(service, plan, "NH-2031-01")
    wait_until(lambda: service.state("NH-2031-01", "launch") != "planned", A_TURN)
    launch(service, plan, "NH-2032-01")
    service.signal(signal.SIGKILL)
    service.start()
    wait_until(lambda: service.state("NH-2032-01", "launch") != "planned", A_TURN)
    return service


def test_schedule_alone_launches_a_campaign(carried: Service) -> None:
    assert carried.state("NH-2031-01", "launch") == "closed"


def test_launched_campaign_is_in_the_mailbox(carried: Service) -> None:
    wait_until(lambda: told(carried, "NH-2031-01") >= {"u1@office.example", "u2@office.example"}, A_TURN)


def test_killed_service_goes_on_with_the_campaign(carried: Service) -> None:
    assert carried.state("NH-2032-01", "launch") == "closed"


def test_operator_starts_a_stage_from_prefect(service: Service, plan: Path) -> None:
    with service.unswept():
        launch(service, plan, "NH-2033-01")
        assert service.run_stage("NH-2033-01", "launch")["type"] == "COMPLETED"
        service.answer("NH-2033-01", "registration.held", f"{datetime.now(OFFICE_ZONE).year + 1}-03-31")
        assert service.run_stage("NH-2033-01", "registration")["type"] == "COMPLETED"
    assert service.state("NH-2033-01", "registration") == "open"


def test_command_runs_a_stage_too(service: Service, plan: Path) -> None:
    with service.unswept():
        launch(service, plan, "NH-2034-01")
        said = service.office.do("stage run NH-2034-01 launch --as canbo")
    assert (said.startswith("Đã thực hiện"), service.state("NH-2034-01", "launch")) == (True, "closed")


@pytest.mark.parametrize(
    ("code", "stage", "sentence"),
    [
        ("NH-2035-01", "council_appraisal@final", "chưa có việc nào đến lúc"),
        ("NH-2035-01", "council_appraisal@2025", "không có giai đoạn"),
        ("NH-1999-01", "launch", "Không có phong trào mã “NH-1999-01”."),
    ],
)
def test_stage_that_may_not_run_says_why(service: Service, plan: Path, code: str, stage: str, sentence: str) -> None:
    if not rows(service.settings.data_directory, STATE, "NH-2035-01", "launch"):
        launch(service, plan, "NH-2035-01")
    ended = service.run_stage(code, stage)
    assert (ended["type"], sentence in ended["message"]) == ("FAILED", True), ended["message"]

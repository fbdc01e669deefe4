"""Put the deployments of the code into Prefect: an upsert, so that every start of a worker may do it."""

import importlib
import importlib.util
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from prefect.automations import Automation
from prefect.client.orchestration import PrefectClient, get_client
from prefect.client.schemas.actions import WorkPoolCreate
from prefect.client.schemas.filters import DeploymentFilter, DeploymentFilterTags
from prefect.client.schemas.objects import StateType
from prefect.deployments.runner import RunnerDeployment
from prefect.events.actions import ChangeFlowRunState
from prefect.events.schemas.automations import EventTrigger, Posture
from prefect.exceptions import ObjectAlreadyExists, ObjectNotFound
from prefect.flows import Flow
from prefect.schedules import Cron, Schedule
from prefect.types.entrypoint import EntrypointType

from deployments.engine.health import POOL
from deployments.engine.worker import ThreadWorker
from settings.prefect import HEARTBEAT_SECONDS

TIME_ZONE = "Asia/Ho_Chi_Minh"
OWN_TAG = "thidua"
DEAD_RUNS = "no heartbeat: crashed"
# Everything that shows that a run lives or has ended. A run that waits for its retry sends no heartbeat.
SIGNS_OF_LIFE = ("heartbeat", "Completed", "Failed", "Cancelled", "Crashed", "TimedOut", "AwaitingRetry", "Suspended")


@dataclass(frozen=True)
class Registration:
    """A deployment of a flow. `cron` counts in Vietnamese time; without it the flow runs only when asked."""

    flow: Flow[..., Any]
    name: str
    cron: str | None = None
    tags: tuple[str, ...] = ()
    description: str = ""
    parameters: Mapping[str, Any] = field(default_factory=dict)

    @property
    def full_name(self) -> str:
        """As Prefect addresses it: flow/deployment."""
        return f"{self.flow.name}/{self.name}"


def listed_in(module: str) -> tuple[Registration, ...]:
    """The `REGISTRATIONS` of a module; none where there is no such module."""
    if importlib.util.find_spec(module) is None:
        return ()
    registrations: tuple[Registration, ...] = importlib.import_module(module).REGISTRATIONS
    return registrations


async def register(registrations: Sequence[Registration]) -> None:
    """Create or update each deployment, and remove those of ours that the code no longer has. Idempotent.

    A deployment or schedule that an operator paused stays paused.
    """
    async with get_client() as client:
        await _ensure_pool(client)
        for registration in registrations:
            await _upsert(client, registration)
        await _remove_others(client, {registration.full_name for registration in registrations})
        await _ensure_automation(client)


async def _upsert(client: PrefectClient, registration: Registration) -> None:
    try:
        existing = await client.read_deployment_by_name(registration.full_name)
    except ObjectNotFound:
        await _deployment(registration, paused=False, active=True).aapply()
        return
    # Prefect's own upsert would start again what an operator paused, and keep a schedule that the code dropped.
    active = all(schedule.active for schedule in existing.schedules)
    await _deployment(registration, paused=existing.paused, active=active).aapply()
    if registration.cron is None:
        for schedule in existing.schedules:
            await client.delete_deployment_schedule(existing.id, schedule.id)


def _deployment(registration: Registration, *, paused: bool, active: bool) -> RunnerDeployment:
    schedules: list[Schedule] = []
    if registration.cron is not None:
        schedules.append(Cron(registration.cron, timezone=TIME_ZONE, slug=registration.name, active=active))
    return RunnerDeployment.from_flow(
        registration.flow,
        name=registration.name,
        schedules=schedules,
        paused=paused,
        tags=[OWN_TAG, *registration.tags],
        description=registration.description or None,
        parameters=dict(registration.parameters),
        work_pool_name=POOL,
        # A file path would be stored as an absolute path of this machine and load every flow a second time.
        entrypoint_type=EntrypointType.MODULE_PATH,
    )


async def _ensure_pool(client: PrefectClient) -> None:
    template = ThreadWorker.get_default_base_job_template()
    try:
        await client.create_work_pool(WorkPoolCreate(name=POOL, type=ThreadWorker.type, base_job_template=template))
    except ObjectAlreadyExists:
        return


async def _remove_others(client: PrefectClient, wanted: set[str]) -> None:
    """A deployment whose flow was renamed would otherwise fail at every turn of its schedule, for ever."""
    ours = DeploymentFilter(tags=DeploymentFilterTags(all_=[OWN_TAG]))
    for deployment in await client.read_deployments(deployment_filter=ours):
        flow = await client.read_flow(deployment.flow_id)
        if f"{flow.name}/{deployment.name}" not in wanted:
            await client.delete_deployment(deployment.id)


async def _ensure_automation(client: PrefectClient) -> None:
    """A run whose worker was killed stays "Running" in Prefect until somebody says otherwise. Cosmetic, see docs."""
    if await client.read_automations_by_name(DEAD_RUNS):
        return
    within = timedelta(seconds=3 * HEARTBEAT_SECONDS)
    await Automation(
        name=DEAD_RUNS,
        trigger=EventTrigger(
            after={"prefect.flow-run.heartbeat"},
            expect={f"prefect.flow-run.{sign}" for sign in SIGNS_OF_LIFE},
            match={"prefect.resource.id": ["prefect.flow-run.*"]},
            for_each={"prefect.resource.id"},
            posture=Posture.Proactive,
            threshold=1,
            within=within,
        ),
        actions=[ChangeFlowRunState(state=StateType.CRASHED, message="no heartbeat")],
    ).acreate()

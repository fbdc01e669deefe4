"""The worker: takes runs from the embedded pool and runs them on threads of this process.

Prefect's own workers start an interpreter per run, which costs seconds of CPU; here a run costs about 0.2 s.
"""

import asyncio
import functools
from typing import Any

import anyio
import anyio.abc
import anyio.to_thread
from prefect.client.schemas.objects import FlowRun
from prefect.exceptions import Abort, InfrastructureNotFound, Pause
from prefect.flow_engine import run_flow
from prefect.flows import Flow, load_flow_from_entrypoint
from prefect.workers.base import BaseJobConfiguration, BaseVariables, BaseWorker, BaseWorkerResult

from deployments.engine.health import POOL

CRASHED = 1


class ThreadResult(BaseWorkerResult):
    """Status 0: the engine recorded how the run ended. Otherwise it could not, and the run counts as crashed."""


class ThreadWorker(BaseWorker[BaseJobConfiguration, BaseVariables, ThreadResult]):
    """Runs at most `limit` flows at once. A running flow cannot be killed, it can only end at its next step."""

    type = "thread"
    job_configuration = BaseJobConfiguration
    job_configuration_variables = BaseVariables
    _description = "Runs flows on threads of the worker process."
    _display_name = "Threads"

    def __init__(self, *, limit: int) -> None:
        # A prefetch of one second, because a run taken earlier would hold a thread while it waits for its time.
        super().__init__(work_pool_name=POOL, name=POOL, limit=limit, prefetch_seconds=1)
        self._threads = anyio.CapacityLimiter(limit)

    async def run(
        self,
        flow_run: FlowRun,
        configuration: BaseJobConfiguration,  # noqa: ARG002  # given by the base class; threads need no configuration
        task_status: anyio.abc.TaskStatus[Any] | None = None,
    ) -> ThreadResult:
        """Run one flow to its end. Raises when the flow cannot be loaded; the base class then records a crash."""
        if flow_run.deployment_id is None:
            raise ValueError(f"flow run {flow_run.id} has no deployment")
        deployment = await self.client.read_deployment(flow_run.deployment_id)
        flow = await anyio.to_thread.run_sync(_load, deployment.entrypoint or "", limiter=self._threads)
        identifier = f"thread:{flow_run.id}"
        if task_status is not None:
            task_status.started(identifier)
        status = await anyio.to_thread.run_sync(_run_to_end, flow, flow_run, limiter=self._threads)
        return ThreadResult(status_code=status, identifier=identifier)

    async def kill_infrastructure(
        self,
        infrastructure_pid: str,
        configuration: BaseJobConfiguration,  # noqa: ARG002  # given by the base class
        grace_seconds: int = 30,  # noqa: ARG002  # given by the base class
    ) -> None:
        """Asked only for runs that have not begun: there is no process to kill, so the run may be marked cancelled."""
        raise InfrastructureNotFound(infrastructure_pid)


@functools.cache
def _load(entrypoint: str) -> Flow[..., Any]:
    # By module path: a flow loaded from a file would exist twice, under two module names.
    return load_flow_from_entrypoint(entrypoint, use_placeholder_flow=False)


def _run_to_end(flow: Flow[..., Any], flow_run: FlowRun) -> int:
    """Run in this thread; the engine itself records the flow's own failures. Returns a status as a process would."""
    try:
        outcome = run_flow(flow, flow_run=flow_run, return_type="state")
        if asyncio.iscoroutine(outcome):
            asyncio.run(outcome)
    except (Abort, Pause):
        # The server said no (another worker has it, it was cancelled) or the run suspended itself: both are recorded.
        return 0
    except (Exception, SystemExit):
        return CRASHED
    return 0
